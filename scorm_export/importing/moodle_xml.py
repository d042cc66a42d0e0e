"""Questions that Moodle exported as Moodle XML (https://docs.moodle.org/en/Moodle_XML_format)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from scorm_export.importing import kinds
from scorm_export.importing.images import Images, decode
from scorm_export.importing.kinds import LETTERS, Kind, Option
from scorm_export.importing.safe_xml import read_xml
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

_FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain"}

_NOT_ASKED = {
    "description": "a text without a question; put it into a page",
    "essay": "an essay, which somebody would have to mark; a :::{reflection} in a page asks for one's own words",
}
"""What has no counterpart, and what to do instead."""


def read(data: bytes, name: str) -> Imported:
    """Return the questions of an export of Moodle's question bank. Raises UnreadableInput."""
    root = read_xml(data, "this file")
    if root.tag != "quiz":
        raise UnreadableInput(f"this is no export of Moodle: it begins with <{root.tag}>, not <quiz>")
    if sum(len(node.text or "") for node in root.iter("text")) > MAX_TEXT:
        raise UnreadableInput(f"the texts of this file have more than {MAX_TEXT:,} characters: divide it")
    reader = _Reader(Notes(), name)
    questions = tuple(reader.questions(root))
    return Imported(ImportedQuiz(questions), reader.images.files, tuple(reader.notes.losses))


class _Read(NamedTuple):
    """A question's kind, and its feedback where it stands in the answers."""

    kind: Kind
    text: str = ""
    """The text, when it is not that of the question, such as one with gaps."""
    right: str = ""
    wrong: str = ""


@dataclass
class _Reader:
    notes: Notes
    name: str
    images: Images = field(init=False)

    def __post_init__(self) -> None:
        self.images = Images(self.name, self.notes)

    def questions(self, root: etree._Element) -> Iterator[ImportedQuestion]:
        """Yield the questions that have a counterpart."""
        category, count = "", 0
        categories, weights = set[str](), set[float]()
        for node in root:
            if node.tag != "question":
                continue
            if node.get("type") == "category":
                category = _plain(node, "category").removeprefix("$course$/").removeprefix("top/")
                categories.add(category)
                continue
            count += 1
            if count > MAX_QUESTIONS:
                raise UnreadableInput(f"this file has more than {MAX_QUESTIONS:,} questions: divide it")
            called = _plain(node, "name")
            self.notes.where = f'question {count} (line {node.sourceline}), "{called}"'
            if question := self._question(node, called, f"Question {count}" + (f" of {category}" if category else "")):
                weights.add(_float(node.findtext("defaultgrade") or "1"))
                yield question
        self.notes.where = ""
        if len(categories) > 1:
            self.notes.tell(f"its {len(categories)} categories: all questions are in one quiz, and comments name them")
        if len(weights) > 1:
            self.notes.tell("some questions count more than others: here each counts once")

    def _question(self, node: etree._Element, called: str, origin: str) -> ImportedQuestion | None:
        type_ = node.get("type") or ""
        read_kind = _TYPES.get(type_)
        if node.findtext("hidden") == "1":
            self.notes.tell("this is an old version, hidden in Moodle; it is left out")
            return None
        if read_kind is None:
            self.notes.tell(_NOT_ASKED.get(type_, f'a question of the type "{type_}" has no counterpart here'))
            return None
        made = read_kind(self, node)
        if made is None:
            return None
        text = made.text or self.text(node.find("questiontext"))
        right = self.text(node.find("correctfeedback")) or made.right
        wrong = self.text(node.find("incorrectfeedback")) or made.wrong
        explanation = self.text(node.find("generalfeedback"))
        self._lost(node)
        id_ = _plain_text(node.findtext("idnumber"))
        kind, fields = made.kind
        return ImportedQuestion(called, origin, kind, text, fields, right, wrong, explanation, id_)

    def _lost(self, node: etree._Element) -> None:
        """Note what a question has and no question here can have."""
        if partly := self.text(node.find("partiallycorrectfeedback")):
            self.notes.tell(f"the feedback of a partly right answer: {partly}")
        for hint in filter(None, map(self.text, node.findall("hint"))):
            self.notes.tell(f"a hint: {hint}")
        if tags := [_plain(tag) for tag in node.iterfind("tags/tag")]:
            self.notes.tell(f"its tags: {', '.join(tags)}")

    def text(self, node: etree._Element | None) -> str:
        """Return a text with its images as Markdown."""
        if node is None:
            return ""
        inside = node.find("text")
        shown = (node.text if inside is None else inside.text) or ""
        self.images.given = {}
        for file in node.iterfind("file"):
            name = file.get("name") or ""
            data = decode(file.text or "") if file.get("encoding") == "base64" else None
            self.images.given[f"@@PLUGINFILE@@{file.get('path') or '/'}{name}"] = data or b""
            if name not in shown and quote(name) not in shown:
                self.notes.tell(f"the file {name} is attached, and no text shows it")
        return to_markdown(shown, _FORMATS.get(node.get("format") or "html", "auto"), self.images)

    def options(self, node: etree._Element) -> list[Option]:
        """Return the answers of a question as options."""
        if len(node.findall("answer")) > MAX_ANSWERS:
            raise UnreadableInput(f"a question of this file has more than {MAX_ANSWERS} answers")
        return [
            Option(self.text(answer), _float(answer.get("fraction")), self.text(answer.find("feedback")))
            for answer in node.iterfind("answer")
        ]

    def multichoice(self, node: etree._Element) -> _Read:
        single = (node.findtext("single") or "true").strip() in ("true", "1")
        return _Read(kinds.choice(self.options(node), not single, self.notes))

    def truefalse(self, node: etree._Element) -> _Read:
        options = self.options(node)
        right = [option for option in options if option.is_right]
        wrong = [option for option in options if not option.is_right]
        if not right:
            self.notes.tell("neither true nor false is right: here it is false")
        is_true = any(option.text.lower() == "true" for option in right)
        return _Read(kinds.true_false(is_true), right=_first(right), wrong=_first(wrong))

    def shortanswer(self, node: etree._Element) -> _Read:
        if node.findtext("usecase") == "1":
            self.notes.tell("capitals count in Moodle: here they make no difference")
        right, wrong, texts = list[Option](), list[Option](), list[str]()
        for answer, option in zip(node.iterfind("answer"), self.options(node), strict=True):
            written = _plain(answer)
            if option.is_right and "*" in written.replace("\\*", ""):
                self.notes.tell(f'the answer "{written}", where * stands for any letters: write out what is accepted')
            elif option.is_right:
                right.append(option)
                texts.append(written.replace("\\*", "*"))
            elif written == "*":
                wrong.append(option)
            else:
                self._other_answer(written, option)
        return _Read(kinds.fill_in(texts, self.notes), right=_first(right), wrong=_first(wrong))

    def numerical(self, node: etree._Element) -> _Read:
        right, wrong, numbers = list[Option](), list[Option](), list[tuple[str, str]]()
        for answer, option in zip(node.iterfind("answer"), self.options(node), strict=True):
            written = _plain(answer)
            if written == "*" and not option.is_right:
                wrong.append(option)
            elif option.is_right and not right:
                right.append(option)
                numbers.append((written, (answer.findtext("tolerance") or "0").strip()))
            else:
                self._other_answer(written, option)
        units = [_plain_text(unit.findtext("unit_name")) for unit in node.iterfind("units/unit")]
        if len(units) > 1:
            self.notes.tell(f"its other units: {', '.join(units[1:])}")
        number, tolerance = (*numbers, ("", "0"))[0]
        kind = kinds.numeric(number, tolerance, (*units, "")[0], self.notes)
        return _Read(kind, right=_first(right), wrong=_first(wrong))

    def _other_answer(self, written: str, option: Option) -> None:
        """Note an answer that cannot be told apart from any other wrong one."""
        said = f", with the feedback: {option.feedback}" if option.feedback else ""
        self.notes.tell(f'the answer "{written}", which earns {option.earns:g}%{said}')

    def matching(self, node: etree._Element) -> _Read:
        pairs = [(self.text(pair), self.text(pair.find("answer"))) for pair in node.iterfind("subquestion")]
        return _Read(kinds.matching(pairs, self.notes))

    def ordering(self, node: etree._Element) -> _Read:
        answers = node.findall("answer")
        places = [_float(answer.get("fraction")) for answer in answers]
        if len(set(places)) == len(places):
            answers = [answer for _, answer in sorted(zip(places, answers, strict=True), key=lambda pair: pair[0])]
        if (node.findtext("selecttype") or "0") not in ("0", "ALL"):
            self.notes.tell("Moodle asks some of its items only: here all are asked")
        return _Read(kinds.ordering([self.text(answer) for answer in answers], self.notes))

    def missing_words(self, node: etree._Element) -> _Read | None:
        """Read a text with `[[1]]` for each gap, and a list of words in groups."""
        choices = [
            (self.text(choice), (choice.findtext("group") or "1").strip())
            for choice in (*node.iterfind("selectoption"), *node.iterfind("dragbox"))
        ]
        gaps: list[list[Option]] = []

        def name_gap(found: re.Match[str]) -> str:
            number = int(found[1]) - 1
            if not 0 <= number < len(choices) or len(gaps) > len(LETTERS):
                return found[0]
            group = choices[number][1]
            offered = [(at, text) for at, (text, of) in enumerate(choices) if of == group]
            gaps.append([Option(text, 100 * (at == number)) for at, text in offered])
            return _gap_mark(len(gaps) - 1)

        text = kinds.without_gaps(self.text(node.find("questiontext")))
        text = re.sub(r"\\\[\\\[(\d{1,3})\\\]\\\]", name_gap, text)
        return self._with_gaps(text, gaps)

    def cloze(self, node: etree._Element) -> _Read | None:
        """Read a text with gaps such as `{1:MULTICHOICE:=right#feedback~wrong}`."""
        gaps: list[list[Option]] = []
        unknown: list[str] = []

        def name_gap(found: re.Match[str]) -> str:
            if found[1].upper() not in _CHOSEN:
                unknown.append(found[1])
            options = list(self._gap_options(found[2]))
            gaps.append(options)
            return _GAP.format(len(gaps) - 1)

        question = node.find("questiontext")
        if question is not None and (written := question.find("text")) is not None:
            written.text = _CLOZE.sub(name_gap, written.text or "")
            unknown += _CLOZE_BEGIN.findall(written.text)
        if unknown:
            types = ", ".join(dict.fromkeys(unknown))
            self.notes.tell(f"a text with gaps that are not filled by choosing ({types}) has no counterpart here")
            return None
        text = kinds.without_gaps(self.text(question))
        text = re.sub(_GAP.format(r"(\d{1,3})"), lambda found: _gap_mark(int(found[1])), text)
        return self._with_gaps(text, gaps)

    def _gap_options(self, answers: str) -> Iterator[Option]:
        for answer in re.split(r"(?<!\\)~", answers):
            weight = re.match(r"\s*(?:(=)|%(-?[\d.,]+)%)?", answer)
            earns = 0.0 if weight is None else 100.0 if weight[1] else _float(weight[2])
            words, _, feedback = re.sub(r"^\s*(?:=|%-?[\d.,]+%)?", "", answer).partition("#")
            words, feedback = (re.sub(r"\\([~=#}/\"\\])", r"\1", unescape(part)) for part in (words, feedback))
            if words.strip():
                texts = (to_markdown(part, "auto", self.images) for part in (words, feedback))
                yield Option(next(texts), earns, next(texts))

    def _with_gaps(self, text: str, gaps: Sequence[Sequence[Option]]) -> _Read | None:
        if not gaps:
            self.notes.tell("a text with gaps that has none")
            return None
        if len(gaps) > len(LETTERS):
            self.notes.tell(f"a text with more than {len(LETTERS)} gaps")
            return None
        return _Read(kinds.cloze(gaps, self.notes), text)


_GAP = "gapxx{}xxgap"
"""What stands for a gap while its text is read: a word, in which no markup can be."""

_CLOZE = re.compile(r"\{\d*:([A-Za-z_]+):((?:\\.|[^\\{}])*)\}", re.DOTALL)
_CLOZE_BEGIN = re.compile(r"\{\d*:([A-Za-z_]+):")

_CHOSEN = {
    f"{name}{mixed}"
    for name in ("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH")
    for mixed in ("", "S", "_S")
} | {"MULTICHOICE_VS", "MULTICHOICE_HS"}
"""The gaps of a cloze question that are filled by choosing one option."""

_TYPES: Mapping[str, Callable[[_Reader, etree._Element], _Read | None]] = {
    "multichoice": _Reader.multichoice,
    "truefalse": _Reader.truefalse,
    "shortanswer": _Reader.shortanswer,
    "numerical": _Reader.numerical,
    "matching": _Reader.matching,
    "match": _Reader.matching,
    "ordering": _Reader.ordering,
    "cloze": _Reader.cloze,
    "multianswer": _Reader.cloze,
    "gapselect": _Reader.missing_words,
    "ddwtos": _Reader.missing_words,
}
"""The types of Moodle that have a counterpart. Old versions call some of them otherwise."""


def _gap_mark(number: int) -> str:
    return f"{{{LETTERS[number]}}}" if number < len(LETTERS) else ""


def _first(options: Sequence[Option]) -> str:
    return next((option.feedback for option in options if option.feedback), "")


def _plain(node: etree._Element, path: str = "") -> str:
    return _plain_text(node.findtext(f"{path}/text" if path else "text"))


def _plain_text(text: str | None) -> str:
    return " ".join((text or "").split())


def _float(text: str | None) -> float:
    try:
        return float((text or "0").replace(",", "."))
    except ValueError:
        return 0.0
