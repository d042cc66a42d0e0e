"""A judge of what a SCO says to an LMS: whether each call is in order, and each value as the standard wants it.

It is made from the standards (see `grammar`), and knows nothing of the player.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .grammar import ELEMENTS, MOST_PATTERNS, PATTERNS, RESPONSES, Edition
from .server import LmsServer
from .sessions import ApiCall
from .standards import SCORM2004

BEGIN = {"1.2": "LMSInitialize", "2004": "Initialize"}
END = {"1.2": "LMSFinish", "2004": "Terminate"}
ASIDE = ("GetLastError", "GetErrorString", "GetDiagnostic")
"""Functions that may be called at any time."""

EXIT = {"1.2": "cmi.core.exit", "2004": "cmi.exit"}
TIME = {"1.2": "cmi.core.session_time", "2004": "cmi.session_time"}
STATUSES = {"1.2": ("cmi.core.lesson_status",), "2004": ("cmi.completion_status", "cmi.success_status")}
MODES = {"1.2": ("cmi.core.lesson_mode", "cmi.core.credit"), "2004": ("cmi.mode", "cmi.credit")}

WORTH = {"not attempted": 0, "unknown": 0, "browsed": 1, "incomplete": 1, "failed": 1, "completed": 2, "passed": 2}


def judge(calls: Iterable[ApiCall], edition: Edition, given: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the calls of one session; `given` is what the LMS had at its beginning."""
    return list(_Judge(edition, given).all(calls))


def judged(lms: LmsServer) -> list[str]:
    """Return what is wrong with what an LMS was told, in all of its sessions."""
    edition: Edition = "2004" if lms.standard is SCORM2004 else "1.2"
    return [each for session in lms.sessions for each in judge(session.calls, edition, session.cmi)]


@dataclass
class _Judge:
    edition: Edition
    given: Mapping[str, str]
    # The elements that have a value, with it.
    values: dict[str, str] = field(default_factory=dict)
    # What was last committed, for what must not go down.
    kept: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    begun: bool = False
    ended: bool = False
    read_only: bool = False

    def all(self, calls: Iterable[ApiCall]) -> Iterator[str]:
        self.values = dict(self.given)
        self.kept = dict(self.given)
        self.counts = {name: self._count(name) for name in ("cmi.objectives", "cmi.interactions")}
        for number, call in enumerate(calls):
            for complaint in self._call(call["name"], call["args"], str(call["result"])):
                yield f"call {number}, {call['name']}{tuple(call['args'])}: {complaint}"
        if not self.begun:
            yield "the session was never begun"
        if self.begun and not self.ended:
            yield "the session was never ended"

    def _count(self, name: str) -> int:
        indexes = {match[1] for key in self.given if (match := re.match(rf"{re.escape(name)}\.(\d+)\.", key))}
        return len(indexes)

    def _call(self, name: str, args: list[object], result: str) -> Iterator[str]:
        plain = name.removeprefix("LMS")
        if name.startswith("LMS") != (self.edition == "1.2"):
            yield "this function is of another edition"
        if not all(isinstance(arg, str) for arg in args):
            yield "an argument is not a text"
            return
        texts = [str(arg) for arg in args]
        if plain in ASIDE:
            return
        if self.ended:
            yield "it comes after the end of the session"
        if name == BEGIN[self.edition]:
            yield from self._begin(texts, result)
        elif not self.begun:
            yield "it comes before the beginning of the session"
        elif name == END[self.edition]:
            yield from self._end(texts, result)
        elif plain == "Commit":
            if texts != [""]:
                yield "the argument is not the empty text"
            if result == "true":
                yield from self._commit()
        elif plain == "GetValue" and len(texts) == 1:
            yield from self._get(texts[0], result)
        elif plain == "SetValue" and len(texts) == 2:
            yield from self._set(texts[0], texts[1], result)
        else:
            yield "there is no such call"

    def _begin(self, args: list[str], result: str) -> Iterator[str]:
        if args != [""]:
            yield "the argument is not the empty text"
        if self.begun:
            yield "the session was begun already"
        self.begun = self.begun or result == "true"

    def _end(self, args: list[str], result: str) -> Iterator[str]:
        if args != [""]:
            yield "the argument is not the empty text"
        if not self.read_only:
            missing = [element for element in (EXIT[self.edition], TIME[self.edition]) if element not in self.values]
            yield from (f"{element} was not set" for element in missing)
            unset = [element for element in STATUSES[self.edition][:1] if element not in self.values]
            yield from (f"{element} was not set: an LMS would set its own" for element in unset)
        yield from self._commit()
        self.ended = result == "true"

    def _get(self, element: str, result: str) -> Iterator[str]:
        known = ELEMENTS[self.edition].get(_general(element))
        if known is None:
            yield "there is no such element"
            return
        if "r" not in known.access:
            yield "it can only be written"
        is_unset = "w" in known.access and element not in self.values and element not in STATUSES[self.edition]
        if self.edition == "2004" and is_unset:
            yield "it was never set"
        if element in MODES[self.edition] and result in ("review", "browse", "no-credit"):
            self.read_only = True

    def _set(self, element: str, value: str, result: str) -> Iterator[str]:
        general = _general(element)
        known = ELEMENTS[self.edition].get(general)
        if known is None:
            yield "there is no such element"
            return
        if "w" not in known.access:
            yield "it can only be read"
        if self.read_only:
            yield "nothing may be written in a review, when browsing, or without credit"
        yield from self._list(element)
        if not known.format(value):
            yield "the value has another format"
            return
        yield from self._interaction(element, general, value)
        yield from self._score(element, value)
        if result == "true":
            self.values[element] = value

    def _list(self, element: str) -> Iterator[str]:
        """Indexes have no gaps, and the id of an entry is its first value."""
        match = re.match(r"(cmi\.(?:objectives|interactions))\.(\d+)\.(.+)", element)
        if not match:
            return
        name, index, rest = match[1], int(match[2]), match[3]
        if index > self.counts[name]:
            yield f"the list has only {self.counts[name]} entries"
        if f"{name}.{index}.id" not in self.values and rest != "id":
            yield "the entry has no id yet"
        self.counts[name] = max(self.counts[name], index + 1)
        inner = re.match(r"(objectives|correct_responses)\.(\d+)\.", rest)
        if inner and int(inner[2]) > 0:
            before = f"{name}.{index}.{inner[1]}.{int(inner[2]) - 1}."
            if not any(key.startswith(before) for key in self.values):
                yield "the list has a gap"
        if name == "cmi.objectives" and rest == "id":
            yield from self._objective_id(element)

    def _objective_id(self, element: str) -> Iterator[str]:
        if int(element.split(".")[2]) >= 100:
            yield "an LMS need not take more than 100 objectives"

    def _interaction(self, element: str, general: str, value: str) -> Iterator[str]:
        if not general.startswith("cmi.interactions.n."):
            return
        at = ".".join(element.split(".")[:3])
        name = element.rpartition(".")[2]
        if name not in ("pattern", "student_response", "learner_response"):
            return
        type_ = self.values.get(f"{at}.type")
        if type_ is None:
            yield "the type comes first"
            return
        formats = PATTERNS if name == "pattern" else RESPONSES
        if not formats[self.edition][type_](value):
            yield f"this is not in the format of the type {type_}"
        most = MOST_PATTERNS[self.edition].get(type_, 99)
        if name == "pattern" and int(element.split(".")[4]) >= most:
            yield f"an LMS need not take more than {most} patterns of the type {type_}"

    def _score(self, element: str, value: str) -> Iterator[str]:
        """A score is never outside of its own range."""
        match = re.match(r"(.+\.score)\.(raw|min|max)$", element)
        if not match or not value:
            return
        score = {key: self.values.get(f"{match[1]}.{key}") for key in ("min", "raw", "max")} | {match[2]: value}
        numbers = [float(number) for number in score.values() if number]
        if numbers != sorted(numbers):
            yield "the least, the score and the most are not in order"

    def _commit(self) -> Iterator[str]:
        """Nothing that was earned is taken back, from one commit to the next."""
        for element, value in self.values.items():
            before = self.kept.get(element, "")
            is_status = element.endswith(("_status", ".status"))
            is_number = element.endswith((".score.raw", ".score.scaled", "progress_measure"))
            if (is_status and WORTH.get(value, 0) < WORTH.get(before, 0)) or (is_number and _less(value, before)):
                yield f"{element} went down from {before} to {value}"
        ids = [value for key, value in self.values.items() if re.fullmatch(r"cmi\.objectives\.\d+\.id", key)]
        if len(set(ids)) != len(ids):
            yield "two objectives have the same id"
        self.kept = dict(self.values)


def _less(value: str, before: str) -> bool:
    return bool(before) and (not value or float(value) < float(before))


def _general(element: str) -> str:
    """Return the name of an element with `n` in the place of each index."""
    return re.sub(r"\.\d+(?=\.)", ".n", element)
