"""Questions as GIFT, the text format of Moodle (https://docs.moodle.org/en/GIFT_format)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from scorm_export.importing import kinds
from scorm_export.importing.encoding import decode_text
from scorm_export.importing.images import Images
from scorm_export.importing.kinds import Kind, Option
from scorm_export.importing.texts import to_markdown
from scorm_export.importing.values import (
    MAX_ANSWERS,
    MAX_QUESTIONS,
    MAX_TEXT,
    Imported,
    ImportedQuestion,
    ImportedQuiz,
    Notes,
    UnreadableInput,
)

_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")
_TITLE = re.compile(r"::((?:\\.|[^\\:]|:(?!:))*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:[.,]\d+)?)%")
_TRUE = re.compile(r"(true|t|false|f)\s*", re.IGNORECASE)
_NO_QUESTION = "a text without answers between { and } is no question; put it into a page"
_GAP = "…"
"""What stands in a question for the gap that its answers fill."""


def read(data: bytes, name: str) -> Imported:
    """Return the questions of a file in GIFT. Raises UnreadableInput."""
    text = decode_text(data)
    if len(text) > MAX_TEXT:
        raise UnreadableInput(f"this file has more than {MAX_TEXT:,} characters: divide it")
    reader = _Reader(Notes(), name)
    questions = tuple(reader.questions(text))
    if not questions and not reader.notes.losses:
        raise UnreadableInput("there is no question in GIFT in this file; each has its answers between { and }")
    return Imported(ImportedQuiz(questions), reader.images.files, tuple(reader.notes.losses))


class _Part(NamedTuple):
    """One answer: its sign (`=`, `~`, or nothing), its weight, words and feedback, as they were written."""

    sign: str
    weight: float | None
    words: str
    feedback: str


class _Entry(NamedTuple):
    """A question as it stands in the file: the line it begins in, and its text without comments."""

    line: int
    category: str
    text: str


@dataclass
class _Reader:
    notes: Notes
    name: str
    images: Images = field(init=False)

    def __post_init__(self) -> None:
        self.images = Images(self.name, self.notes)

    def questions(self, text: str) -> Iterator[ImportedQuestion]:
        """Yield the questions that have a counterpart."""
        categories = set()
        for count, entry in enumerate(_entries(text), 1):
            if count > MAX_QUESTIONS:
                raise UnreadableInput(f"this file has more than {MAX_QUESTIONS:,} questions: divide it")
            categories.add(entry.category)
            self.notes.where = f"line {entry.line}"
            if question := self._question(entry):
                yield question
        self.notes.where = ""
        if len(categories) > 1:
            self.notes.tell(f"its {len(categories)} categories: all questions are in one quiz, and comments name them")

    def _question(self, entry: _Entry) -> ImportedQuestion | None:
        rest, called = entry.text, ""
        if title := _TITLE.match(rest):
            called, rest = " ".join(_plain(title[1]).split()), rest[title.end() :].lstrip()
            self.notes.where += f', "{called}"'
        format_ = "moodle"
        if found := _FORMAT.match(rest):
            format_, rest = found[1].lower(), rest[found.end() :]
        braces = _braces(rest)
        if braces is None:
            is_open = _find(rest, "{") >= 0
            what = "its answers begin with { and do not end with } before an empty line" if is_open else _NO_QUESTION
            self.notes.tell(what)
            return None
        before, answers, behind = rest[: braces[0]], rest[braces[0] + 1 : braces[1]], rest[braces[1] + 1 :]
        if _braces(behind):
            self.notes.tell("several groups of answers in one question: only the first is read")
        answers, explanation = _divide(answers, "####")
        has_gap = bool(behind.strip())
        text = self._text(f"{before} {_GAP} {behind}" if has_gap else before, format_)
        made = self._kind(answers.strip(), format_)
        if made is None:
            return None
        (kind, fields), right, wrong = made
        told = self._text(explanation, format_)
        origin = f"Line {entry.line}" + (f" of {entry.category}" if entry.category else "")
        return ImportedQuestion(called, origin, kind, text, fields, right, wrong, told)

    def _kind(self, answers: str, format_: str) -> tuple[Kind, str, str] | None:
        """Return the kind of question that the answers make, and its feedback for right and wrong."""
        if not answers:
            self.notes.tell("an essay, which somebody would have to mark; a :::{reflection} in a page asks for it")
            return None
        if truth := _TRUE.match(answers):
            rest = answers[truth.end() :]
            if not rest or rest.startswith("#"):
                # The first feedback is that of a wrong answer, the second that of a right one.
                wrong, right = (self._text(part, format_) for part in (*_split(rest, "#")[1:], "", "")[:2])
                return kinds.true_false(truth[1].lower() in ("t", "true")), right, wrong
        if answers.startswith("#"):
            return self._numeric(answers[1:], format_)
        parts = _parts(answers)
        if any(part.sign == "=" and _divide(part.words, "->")[1] for part in parts):
            return self._matching(parts, format_), "", ""
        if not any(part.sign for part in parts):
            self.notes.tell(f'its answers begin with neither = nor ~: "{answers}"')
            return None
        if all(part.sign == "=" for part in parts):
            return self._fill_in(parts, format_)
        return self._choice(parts, format_), "", ""

    def _choice(self, parts: list[_Part], format_: str) -> Kind:
        options = []
        for part in parts:
            earns = part.weight if part.weight is not None else 100.0 if part.sign == "=" else 0.0
            if part.sign:
                options.append(Option(self._text(part.words, format_), earns, self._text(part.feedback, format_)))
            else:
                self.notes.tell(f'"{part.words.strip()}" stands before the first = or ~')
        # Weights without a right answer are those of a question in which several can be chosen.
        several = None if any(part.sign == "=" and part.weight is None for part in parts) else True
        return kinds.choice(options, several, self.notes)

    def _matching(self, parts: list[_Part], format_: str) -> Kind:
        pairs = []
        for part in parts:
            text, match = _divide(part.words, "->")
            pairs.append((self._text(text, format_), self._text(match, format_)))
            if part.feedback:
                self.notes.tell(f"the feedback of a pair: {self._text(part.feedback, format_)}")
        return kinds.matching(pairs, self.notes)

    def _fill_in(self, parts: list[_Part], format_: str) -> tuple[Kind, str, str]:
        right, told = [], []
        for part in parts:
            words, feedback = " ".join(_plain(part.words).split()), self._text(part.feedback, format_)
            if part.weight is None or part.weight >= 100:
                right.append(words)
                told += [feedback] if feedback else []
            else:
                said = f", with the feedback: {feedback}" if feedback else ""
                self.notes.tell(f'the answer "{words}", which earns {part.weight:g}%{said}')
        for feedback in told[1:]:
            if feedback != told[0]:
                self.notes.tell(f"the feedback of another right answer: {feedback}")
        return kinds.fill_in(right, self.notes), (*told, "")[0], ""

    def _numeric(self, answers: str, format_: str) -> tuple[Kind, str, str] | None:
        parts = _parts(answers)
        right = [part for part in parts if part.words.strip() and part.weight in (None, 100.0) and part.sign != "~"]
        wrong = "".join(self._text(part.feedback, format_) for part in parts if part.sign == "~")
        for part in parts:
            if part not in right[:1] and part.sign != "~":
                self.notes.tell(f'another answer: "{part.words.strip()}": here one number is right')
        if not right:
            self.notes.tell("a number without a right answer")
            return None
        number, tolerance = self._range(right[0].words)
        return kinds.numeric(number, tolerance, "", self.notes), self._text(right[0].feedback, format_), wrong

    def _range(self, words: str) -> tuple[str, str]:
        """Return a number and its tolerance: written as such (`20:2`), or as the ends of a range (`18..22`)."""
        low, high = _divide(words, "..")
        if not high:
            number, tolerance = _divide(words, ":")
            return number.strip(), tolerance.strip()
        ends = [kinds.exact(end) for end in (low, high)]
        if None in ends:
            self.notes.tell(f'"{words.strip()}" is no range of numbers')
            return "", ""
        first, last = (end for end in ends if end is not None)
        return str((first + last) / 2), str(abs(last - first) / 2)

    def _text(self, written: str, format_: str) -> str:
        if found := _FORMAT.match(written):
            format_, written = found[1].lower(), written[found.end() :]
        return to_markdown(_plain(written).strip(), format_, self.images)


def _entries(text: str) -> Iterator[_Entry]:
    """Yield each question: they are divided by empty lines. Lines that begin with // are comments."""
    category, first, lines = "", 0, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        if found := _CATEGORY.match(stripped):
            category = found[1].strip().removeprefix("$course$/").removeprefix("top/")
        elif stripped.startswith("//"):
            continue
        elif stripped:
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield _Entry(first, category, "\n".join(lines).strip())
            lines = []


def _braces(text: str) -> tuple[int, int] | None:
    """Return where the first answers begin and end: the first braces that are not escaped."""
    begin = _find(text, "{")
    end = _find(text, "}", begin + 1) if begin >= 0 else -1
    return (begin, end) if end >= 0 else None


def _find(text: str, mark: str, start: int = 0) -> int:
    """Return where a mark stands without a backslash before it; -1 when it does nowhere."""
    found = re.compile(rf"(?:\\.|(?!{re.escape(mark)})[^\\])*+{re.escape(mark)}", re.DOTALL).match(text, start)
    return found.end() - len(mark) if found else -1


def _divide(text: str, mark: str) -> tuple[str, str]:
    """Return what stands before and behind the first such mark."""
    at = _find(text, mark)
    return (text, "") if at < 0 else (text[:at], text[at + len(mark) :])


def _split(text: str, mark: str) -> list[str]:
    parts = []
    while (at := _find(text, mark)) >= 0:
        parts.append(text[:at])
        text = text[at + len(mark) :]
    return [*parts, text]


def _parts(text: str) -> list[_Part]:
    """Return the answers, each with the sign that it begins with; words before the first sign have none."""
    found = re.finditer(r"(?:^|[=~])(?:\\.|[^\\=~])*", text, re.DOTALL)
    written = (answer[0] for answer in found if answer[0].strip())
    parts = [_part(answer) for answer in itertools.islice(written, MAX_ANSWERS + 1)]
    if len(parts) > MAX_ANSWERS:
        raise UnreadableInput(f"a question of this file has more than {MAX_ANSWERS} answers")
    return parts


def _part(answer: str) -> _Part:
    sign = answer[0] if answer[0] in "=~" else ""
    rest = answer[len(sign) :]
    weight = None
    if found := _WEIGHT.match(rest):
        weight, rest = float(found[1].replace(",", ".")), rest[found.end() :]
    words, feedback = _divide(rest, "#")
    return _Part(sign, weight, words, feedback)


def _plain(text: str) -> str:
    r"""Return a text without escapes: `\n` is a new line, and a backslash takes the meaning from the sign behind it."""
    return re.sub(r"\\(n|[~=#{}:\\])", lambda found: "\n" if found[1] == "n" else found[1], text)
