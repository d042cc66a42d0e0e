"""What the versions of SCORM allow as values: the data model as tables of elements and formats.

From the standards (SCORM 1.2 RTE, section 3.4; SCORM 2004 RTE, 3rd and 4th edition, section 4), and where Moodle takes
less, from what it takes. Nothing here comes from the player.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Edition = Literal["1.2", "2004"]
Format = Callable[[str], bool]


@dataclass(frozen=True)
class Element:
    """An element of the data model: whether it can be read and written, and the format of its value."""

    access: Literal["r", "w", "rw"]
    format: Format


def matching(pattern: str, longest: int | None = None) -> Format:
    """Return a format: a text that matches as a whole, and has at most so many characters."""
    compiled = re.compile(pattern, re.DOTALL)
    return lambda value: bool(compiled.fullmatch(value)) and (longest is None or len(value) <= longest)


def one_of(*words: str) -> Format:
    """Return a format: one of some words."""
    return lambda value: value in words


def number(least: float | None = None, most: float | None = None, decimals: int = 7, *, blank: bool = False) -> Format:
    """Return a format: a number without an exponent, of at most five digits before the point, within limits."""
    pattern = re.compile(rf"-?\d{{1,5}}(\.\d{{1,{decimals}}})?")

    def check(value: str) -> bool:
        if value == "":
            return blank
        if not pattern.fullmatch(value):
            return False
        return (least is None or float(value) >= least) and (most is None or float(value) <= most)

    return check


def text(longest: int) -> Format:
    """Return a format: any text of at most so many characters, without control characters."""
    return matching(r"[^\x00-\x08\x0b\x0c\x0e-\x1f]*", longest)


def localised(longest: int) -> Format:
    """Return a format of SCORM 2004: a text that may have a language before it, and must where it begins with {."""
    return matching(rf"(\{{lang=[A-Za-z]{{1,8}}(-[A-Za-z0-9]{{1,8}})*\}}|(?!\{{)).{{0,{longest}}}")


TYPES = ("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric")

ID_12 = matching(r"[A-Za-z0-9_.-]+", 255)
TIMESPAN = matching(r"\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?")
TIME_OF_DAY = matching(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?")
SCORE_12 = number(0, 100, blank=True)

STATUS_12 = one_of("passed", "completed", "failed", "incomplete", "browsed")

ELEMENTS_12: Mapping[str, Element] = {
    "cmi.core.student_id": Element("r", text(255)),
    "cmi.core.student_name": Element("r", text(255)),
    "cmi.core.lesson_location": Element("rw", text(255)),
    "cmi.core.credit": Element("r", text(20)),
    "cmi.core.entry": Element("r", text(20)),
    "cmi.core.lesson_mode": Element("r", text(20)),
    "cmi.core.total_time": Element("r", TIMESPAN),
    "cmi.core.lesson_status": Element("rw", STATUS_12),
    "cmi.core.score.raw": Element("rw", SCORE_12),
    "cmi.core.score.min": Element("rw", SCORE_12),
    "cmi.core.score.max": Element("rw", SCORE_12),
    "cmi.core.exit": Element("w", one_of("time-out", "suspend", "logout", "")),
    "cmi.core.session_time": Element("w", TIMESPAN),
    "cmi.suspend_data": Element("rw", text(4096)),
    "cmi.launch_data": Element("r", text(4096)),
    "cmi.objectives._count": Element("r", number(0)),
    "cmi.objectives.n.id": Element("rw", ID_12),
    "cmi.objectives.n.score.raw": Element("rw", SCORE_12),
    "cmi.objectives.n.score.min": Element("rw", SCORE_12),
    "cmi.objectives.n.score.max": Element("rw", SCORE_12),
    "cmi.objectives.n.status": Element(
        "rw", one_of(*["passed", "completed", "failed", "incomplete", "browsed"], "not attempted")
    ),
    "cmi.interactions._count": Element("r", number(0)),
    "cmi.interactions.n.id": Element("w", ID_12),
    "cmi.interactions.n.objectives.n.id": Element("w", ID_12),
    "cmi.interactions.n.time": Element("w", TIME_OF_DAY),
    "cmi.interactions.n.type": Element("w", one_of(*TYPES)),
    "cmi.interactions.n.correct_responses.n.pattern": Element("w", text(255)),
    "cmi.interactions.n.weighting": Element("w", number()),
    "cmi.interactions.n.student_response": Element("w", text(255)),
    "cmi.interactions.n.result": Element(
        "w", lambda value: value in ("correct", "wrong", "unanticipated", "neutral") or number()(value)
    ),
    "cmi.interactions.n.latency": Element("w", TIMESPAN),
}

LONG_ID = matching(r"(?!urn:)\S+|urn:[A-Za-z0-9-]{1,31}:\S+", 4000)
SHORT_ID = r"[A-Za-z0-9_.]{1,250}"
"""Moodle takes no hyphen."""
DURATION = matching(r"P(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")
MOMENT = matching(
    r"(19[7-9]\d|20[0-3]\d)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?)?)?)?)?)?"
)
REAL = number()
COMPLETION = one_of("completed", "incomplete", "not attempted", "unknown")
SUCCESS = one_of("passed", "failed", "unknown")

ELEMENTS_2004: Mapping[str, Element] = {
    "cmi.learner_id": Element("r", text(4000)),
    "cmi.learner_name": Element("r", text(250)),
    "cmi.credit": Element("r", text(20)),
    "cmi.mode": Element("r", text(20)),
    "cmi.entry": Element("r", text(20)),
    "cmi.launch_data": Element("r", text(4000)),
    "cmi.total_time": Element("r", DURATION),
    "cmi.scaled_passing_score": Element("r", number(-1, 1)),
    "cmi.completion_threshold": Element("r", number(0, 1)),
    "cmi.location": Element("rw", text(1000)),
    "cmi.suspend_data": Element("rw", text(64000)),
    "cmi.completion_status": Element("rw", COMPLETION),
    "cmi.success_status": Element("rw", SUCCESS),
    "cmi.progress_measure": Element("rw", number(0, 1)),
    "cmi.score.scaled": Element("rw", number(-1, 1)),
    "cmi.score.raw": Element("rw", REAL),
    "cmi.score.min": Element("rw", REAL),
    "cmi.score.max": Element("rw", REAL),
    "cmi.exit": Element("w", one_of("suspend", "normal", "time-out", "logout", "")),
    "cmi.session_time": Element("w", DURATION),
    "cmi.objectives._count": Element("r", number(0)),
    "cmi.objectives.n.id": Element("rw", LONG_ID),
    "cmi.objectives.n.score.scaled": Element("rw", number(-1, 1)),
    "cmi.objectives.n.score.raw": Element("rw", REAL),
    "cmi.objectives.n.score.min": Element("rw", REAL),
    "cmi.objectives.n.score.max": Element("rw", REAL),
    "cmi.objectives.n.success_status": Element("rw", SUCCESS),
    "cmi.objectives.n.completion_status": Element("rw", COMPLETION),
    "cmi.objectives.n.progress_measure": Element("rw", number(0, 1)),
    "cmi.objectives.n.description": Element("rw", localised(250)),
    "cmi.interactions._count": Element("r", number(0)),
    "cmi.interactions.n.id": Element("rw", LONG_ID),
    "cmi.interactions.n.type": Element(
        "rw",
        one_of(
            *[
                "true-false",
                "choice",
                "fill-in",
                "long-fill-in",
                "matching",
                "performance",
                "sequencing",
                "likert",
                "numeric",
                "other",
            ]
        ),
    ),
    "cmi.interactions.n.objectives.n.id": Element("rw", LONG_ID),
    "cmi.interactions.n.timestamp": Element("rw", MOMENT),
    "cmi.interactions.n.correct_responses.n.pattern": Element("rw", text(4000)),
    "cmi.interactions.n.weighting": Element("rw", REAL),
    "cmi.interactions.n.learner_response": Element("rw", text(4000)),
    "cmi.interactions.n.result": Element(
        "rw", lambda value: value in ("correct", "incorrect", "unanticipated", "neutral") or REAL(value)
    ),
    "cmi.interactions.n.latency": Element("rw", DURATION),
    "cmi.interactions.n.description": Element("rw", localised(250)),
    "adl.nav.request": Element(
        "rw",
        matching(
            r"continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[\w.-]+\}(choice|jump)"
        ),
    ),
}

ELEMENTS: Mapping[Edition, Mapping[str, Element]] = {"1.2": ELEMENTS_12, "2004": ELEMENTS_2004}


def _all(part: Format, separator: str, most: int = 36, *, empty: bool = False) -> Format:
    """Return a format: some parts between separators, none of them twice."""

    def check(value: str) -> bool:
        parts = value.split(separator)
        return (empty and value == "") or (len(set(parts)) == len(parts) <= most and all(map(part, parts)))

    return check


_ONE_12 = matching("[0-9a-z]")
_PAIR_12 = matching(r"[0-9a-z]\.[0-9a-z]")
_ONE_2004 = matching(SHORT_ID)
_PAIR_2004 = matching(rf"{SHORT_ID}\[\.\]{SHORT_ID}")
_FREE = text(4000)


def _fill_in(value: str) -> bool:
    return len(value.split("[,]")) <= 10 and all(map(localised(250), value.split("[,]")))


def _fill_in_pattern(value: str) -> bool:
    return _fill_in(re.sub(r"^(\{(case|order)_matters=(true|false)\}){0,2}", "", value))


def _range(value: str) -> bool:
    least, separator, most = value.partition("[:]")
    ends = [float(end) for end in (least, most) if end and REAL(end)]
    return separator == "[:]" and len(ends) == sum(map(bool, (least, most))) and ends == sorted(ends)


RESPONSES: Mapping[Edition, Mapping[str, Format]] = {
    "1.2": {
        "true-false": one_of("0", "1", "t", "f"),
        "choice": _all(_ONE_12, ",", empty=True),
        "fill-in": text(255),
        "performance": text(255),
        "numeric": number(decimals=12),
        "likert": matching("[0-9a-z]?"),
        "matching": _all(_PAIR_12, ",", empty=True),
        "sequencing": _all(_ONE_12, ",", empty=True),
    },
    "2004": {
        "true-false": one_of("true", "false"),
        "choice": _all(_ONE_2004, "[,]", empty=True),
        "fill-in": _fill_in,
        "long-fill-in": localised(4000),
        "matching": _all(_PAIR_2004, "[,]"),
        "performance": _FREE,
        "sequencing": _all(_ONE_2004, "[,]"),
        "likert": _ONE_2004,
        "numeric": REAL,
        "other": _FREE,
    },
}
"""How a response is written, by the type of interaction."""

PATTERNS: Mapping[Edition, Mapping[str, Format]] = {
    "1.2": RESPONSES["1.2"],
    "2004": {**RESPONSES["2004"], "fill-in": _fill_in_pattern, "numeric": _range},
}
"""How a right response is written."""

MOST_PATTERNS: Mapping[Edition, Mapping[str, int]] = {
    "1.2": {},
    "2004": {"true-false": 1, "choice": 10, "fill-in": 5, "long-fill-in": 5, "matching": 5, "performance": 5}
    | {"sequencing": 5, "likert": 1, "numeric": 1, "other": 1},
}
"""How many right responses an LMS must take."""
