"""The fields of each kind of question, made of what questions of other programs have.

Here alone kinds are named outside of `questions/`: what other programs call a question becomes one of ours.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from scorm_export.formats.fields import OPTION_IDS
from scorm_export.importing.values import Notes

LETTERS = string.ascii_lowercase + string.digits
"""The ids of options, in their order."""


class Kind(NamedTuple):
    """A kind of question as a quiz file names it, and the fields that only this kind has."""

    name: str
    fields: Mapping[str, Any]


class Option(NamedTuple):
    """An option: its text and feedback as Markdown, and the percentage that it earns."""

    text: str
    earns: float
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it earns everything, as far as a question with one right option can tell."""
        return self.earns >= 99.9


def choice(options: Sequence[Option], several: bool | None, notes: Notes) -> Kind:
    """Return a question with options. `several` tells whether more than one can be chosen; None when that is open."""
    if several is None:
        several = sum(option.earns > 0 for option in options) > 1 and not any(option.is_right for option in options)
        several = several or sum(option.is_right for option in options) > 1
    corrects = [option.earns > 0 if several else option.is_right for option in options]
    if not several and not any(corrects) and (best := max((option.earns for option in options), default=0)) > 0:
        corrects = [option.earns == best for option in options]
    if several:
        if len({round(option.earns, 2) for option in options if option.earns > 0}) > 1:
            notes.tell("some right options earn more than others: here each earns the same")
    else:
        for option, correct in zip(options, corrects, strict=True):
            if option.earns > 0 and not option.is_right:
                becomes = "right" if correct else "wrong"
                notes.tell(f'the option "{option.text}" earns {option.earns:g}%: here it is {becomes}')
    if not several and any(option.earns < 0 for option in options):
        notes.tell("wrong options cost points: here they earn nothing")
    entries = [_entry(option, correct) for option, correct in zip(options, corrects, strict=True)]
    return Kind("multiple-response" if several else "single-choice", {"options": lettered(entries, notes)})


def _entry(option: Option, correct: bool) -> dict[str, Any]:
    entry = {"text": option.text, "correct": correct, "feedback": option.feedback}
    return {key: value for key, value in entry.items() if value or key == "text"}


def true_false(is_true: bool) -> Kind:
    """Return a statement that is true or not."""
    return Kind("true-false", {"correct": is_true})


def matching(pairs: Sequence[tuple[str, str]], notes: Notes) -> Kind:
    """Return things that belong together. What belongs to nothing is noted as lost."""
    surplus = [match for text, match in pairs if not text]
    for match in surplus:
        notes.tell(f'"{match}" belongs to nothing; here everything has its match')
    whole = [{"text": text, "match": match} for text, match in pairs if text]
    matches = [pair["match"] for pair in whole]
    for match in sorted({match for match in matches if match and matches.count(match) > 1}):
        notes.tell(f'"{match}" belongs to several things: here each needs a match of its own, so write another text')
    return Kind("matching", {"pairs": lettered(whole, notes)})


def ordering(items: Sequence[str], notes: Notes) -> Kind:
    """Return things to put in order, given in the right one."""
    return Kind("ordering", {"items": lettered([{"text": item} for item in items], notes)})


def without_gaps(text: str) -> str:
    """Return Markdown in which no letter between braces would be read as a gap."""
    return re.sub(r"\\\{([a-z0-9])\\\}", r"\\{ \1 \\}", text)


def cloze(gaps: Sequence[Sequence[Option]], notes: Notes) -> Kind:
    """Return a text with gaps. It names them by `LETTERS`, each between braces."""
    made = []
    for options in gaps:
        for option in options:
            if option.earns > 0 and not option.is_right:
                notes.tell(f'"{option.text}" earns {option.earns:g}% of a gap: here it is wrong')
            if option.feedback:
                notes.tell(f'the feedback of "{option.text}" in a gap: {option.feedback}')
        entries = [_entry(option._replace(feedback=""), option.is_right) for option in options]
        made.append({"options": lettered(entries, notes)})
    return Kind("cloze", {"gaps": lettered(made, notes)})


def numeric(answer: str, tolerance: str, unit: str, notes: Notes) -> Kind:
    """Return a number that is right within a tolerance, both as they were written."""
    fields = {"answer": decimal(answer, notes)}
    if (distance := decimal(tolerance or "0", notes).removeprefix("-")) not in ("", "0"):
        fields["tolerance"] = distance
    return Kind("numeric", fields | ({"unit": unit} if unit else {}))


def fill_in(accepted: Sequence[str], notes: Notes) -> Kind:
    """Return words to type."""
    distinct = list(dict.fromkeys(" ".join(text.split()) for text in accepted))
    if len(distinct) > OPTION_IDS:
        notes.tell(f"more than {OPTION_IDS} accepted answers: {', '.join(distinct[OPTION_IDS:])}")
    return Kind("fill-in", {"accepted": distinct[:OPTION_IDS]})


def likert(options: Sequence[Option], notes: Notes) -> Kind:
    """Return a scale, of which no option is right."""
    return Kind("likert", {"options": lettered([_entry(option, False) for option in options], notes)})


def lettered(entries: Sequence[Mapping[str, Any]], notes: Notes) -> list[dict[str, Any]]:
    """Return the entries with ids of one letter, in their order."""
    if len(entries) > OPTION_IDS:
        lost = "; ".join(str(entry.get("text", "")) for entry in entries[OPTION_IDS:])
        notes.tell(f"a question can have {OPTION_IDS} options: {lost}")
    return [{"id": letter, **entry} for letter, entry in zip(LETTERS, entries, strict=False)]


def exact(text: str) -> Decimal | None:
    """Return a number as it was written, with a point or a comma before its decimals; None when it is none."""
    plain = re.sub(r"[\s\xa0']", "", text)
    if re.fullmatch(r"[-+]?\d*,\d+", plain):
        plain = plain.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    # Far more than a quiz file can keep; the digits of the largest numbers would fill the memory.
    return number if number.is_finite() and abs(number.adjusted()) <= 20 else None


def decimal(text: str, notes: Notes) -> str:
    """Return a number as quiz files write it: with a point, and at most six decimals.

    It is empty, with a note, when the text is no number.
    """
    number = exact(text)
    if number is None:
        if text.strip():
            notes.tell(f'"{text.strip()}" is not a number that can be kept')
        return ""
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text.strip()):
        notes.tell(
            f"{text.strip()} is read with a decimal point; write {text.strip().replace('.', '')} if that is meant"
        )
    rounded = round(number, 6)
    if rounded != number:
        notes.tell(f"{text}: six decimals of it are kept")
    written = f"{rounded:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    if len(written.lstrip("-").partition(".")[0]) > 12:
        notes.tell(f'"{text}" is not a number that can be kept')
        return ""
    return "0" if written in ("-0", "") else written
