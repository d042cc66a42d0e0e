"""A trainee who goes through a course while something is wrong, and what the LMS lacks in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fault_cases import OPENING, Case
from faults import Fault
from lms.record import LearnerRecord
from lms.server import LmsServer
from lms.sessions import Session
from lms.standards import SCORM2004, Standard
from playwright.sync_api import Frame, Page
from steps import ENTERED, FORGET, INTERACTIONS, PATIENCE, SAVED_OR_PASSED, STEPS, Step, do
from trainee import Trainee, timeless
from waiting import until


@dataclass(frozen=True)
class Outcome:
    """What became of a fault in the cases that were tried."""

    # Each status of saving that the page showed while the fault lasted, once.
    statuses: tuple[str, ...]
    # Whether the LMS got something only when the trainee came back.
    later: bool
    # What was lost, doubled or downgraded, with the step.
    complaints: list[str]


def outcome(lms: LmsServer, page: Page, fault: Fault, cases: Iterable[Case]) -> Outcome:
    """Go through the course once for each of the cases."""
    statuses: set[str] = set()
    found: list[str] = []
    later = False
    for case in cases:
        visitor = Visitor(lms, page, fault, from_opening=case.at == OPENING)
        for number, step in enumerate((None, *STEPS), OPENING):
            if number == case.at:
                visitor.begin()
            if number == case.at + 2 and not case.leaves:
                visitor.end()
            if step:
                visitor.do(step)
            if number == case.at and case.leaves:
                visitor.leave()
                before = visitor.has()
                visitor.come_back()
                visitor.saved()
                later = later or visitor.has() != before
        visitor.end()
        visitor.saved()
        statuses |= set(visitor.statuses)
        found += [f"{case}: {each}" for each in visitor.complaints()]
        lms.leave(page)
    return Outcome(tuple(sorted(statuses)), later, found)


class Visitor:
    """A trainee who goes through the small course while something is wrong."""

    def __init__(self, lms: LmsServer, page: Page, fault: Fault, *, from_opening: bool = False) -> None:
        self.lms, self.page, self.fault = lms, page, fault
        for attribute, value in fault.server:
            setattr(lms, attribute, value)
        lms.reset_record()
        self.first = len(lms.sessions)
        page.goto(f"{lms.origin}/left.html")
        page.evaluate(FORGET)
        launch = replace(fault.launch, faults=(fault.call,)) if from_opening else fault.launch
        self.frame: Frame = lms.launch(page, launch)
        Trainee(self.frame).settle()
        # The status of saving after each step while the fault lasted.
        self.statuses: list[str] = []
        self.wrong = fault.lasts or from_opening

    def do(self, step: Step) -> None:
        status = do(self.frame, step)
        if self.wrong:
            self.statuses.append(status)

    def begin(self) -> None:
        if self.fault.begin and not self.wrong:
            self.fault.begin(self.lms, self.page)
            self.wrong = True

    def end(self) -> None:
        if self.fault.end:
            self.fault.end(self.lms, self.page)
            self.wrong = False

    def saved(self) -> None:
        """Wait until the page says that all is saved; one that tries again after a pause is made to do so at once."""
        self.frame.evaluate("dispatchEvent(new Event('online'))")
        until(self.frame, SAVED_OR_PASSED, patience=PATIENCE)

    def leave(self) -> None:
        """Leave while the fault lasts; after that it is over."""
        if self.lms.unreachable or self.lms.broken or self.fault.name == "offline":
            # The browser's own switch does not stop what a page says while it is left.
            self.lms.unreachable = True
            self.page.goto("about:blank")
            self.lms.abandon()
        else:
            self.lms.leave(self.page)
        self.lms.unreachable = self.lms.broken = False
        self.lms.signed_in = self.lms.answers_probes = True
        self.page.context.set_offline(False)
        self.wrong = self.fault.lasts
        self.lms.reset_record(self.fault.spoil(self.lms.record.values))

    def has(self) -> tuple[str, str]:
        """Return what the LMS has: the state and the answers."""
        record = self.lms.record
        response = record.standard.elements["learner_response"]
        return timeless(record.suspend_data), str([(i["id"], i.get(response)) for i in record.interactions])

    def come_back(self) -> None:
        self.frame = self.lms.launch(self.page, self.fault.launch)

    def complaints(self) -> list[str]:
        """Return what is wrong in the end."""
        return complaints(self.lms.record, self.lms.sessions[self.first :], self.fault)


def complaints(record: LearnerRecord, sessions: list[Session], fault: Fault) -> list[str]:
    """Return what is lost, doubled or downgraded of what a trainee who did all steps has entered."""
    found = []
    if (record.status, record.score) != ("passed", "100"):
        found.append(f"status {record.status}, score {record.score}")
    standard = record.standard
    response = standard.elements["learner_response"]
    lost = fault.loses_ids and standard is SCORM2004
    answers = [(i.get("id", ""), i.get(response, ""), i.get("result", "")) for i in record.interactions]
    if "interactions" not in fault.lacks and not same(answers, INTERACTIONS[standard.name], without_ids=lost):
        found.append(f"interactions {answers}")
    objectives = [(o.id, o.status, o.score) for o in record.objectives]
    expected = [("first", "passed", "100"), ("second", "passed", "100")]
    if "objectives" not in fault.lacks and not same(objectives, expected, without_ids=lost):
        found.append(f"objectives {objectives}")
    if "location" not in fault.lacks and record.location != "second/quiz":
        found.append(f"location {record.location}")
    # In a review the LMS keeps what it has; the page shows what the device has besides.
    if sessions[-1].cmi[standard.elements["mode"]] != "review" and not record_is_cut(fault):
        state = timeless(record.suspend_data)
        found += [] if state == ENTERED else [f"state {state}"]
    return found + downgrades(sessions, standard)


Row = tuple[str, str, str]


def same(found: Sequence[Row], expected: Sequence[Row], *, without_ids: bool) -> bool:
    """Return whether two lists have the same entries; with `without_ids`, an id may be empty among those found."""
    if not without_ids:
        return sorted(found) == sorted(expected)
    return len(found) == len(expected) and all(
        one[1:] == other[1:] and one[0] in ("", other[0]) for one, other in zip(found, expected, strict=True)
    )


def record_is_cut(fault: Fault) -> bool:
    return "state_limit" in dict(fault.server)


RANKS = {
    **{"": 0, "not attempted": 0},
    **{"browsed": 1, "incomplete": 1, "failed": 1, "unknown": 1},
    **{"completed": 2, "passed": 2},
}
"""What a status is worth. When values are sent again, each has a placeholder first, of the same worth; or, where there
are two statuses, one of them at a time."""


def downgrades(sessions: list[Session], standard: Standard) -> list[str]:
    """Return where a status or score went down in the LMS, from one commit to the next."""
    found: list[str] = []
    values: dict[str, str] = {}
    best: dict[str, float] = {}
    for store in (store for session in sessions for store in session.stores):
        values |= store
        for what, worth in worths(values, standard).items():
            if worth < best.get(what, 0):
                found.append(f"{what} went down to {worth}")
            best[what] = max(worth, best.get(what, 0))
    return found


def worths(values: Mapping[str, str], standard: Standard) -> dict[str, float]:
    """Return what the statuses and scores of the course and of its objectives are worth."""
    found: dict[str, float] = {}
    for element, value in values.items():
        place, _, name = element.rpartition(".")
        if name in standard.statuses:
            found[f"status {place}"] = max(RANKS[value], found.get(f"status {place}", 0))
        elif name == "raw" and value:
            found[element] = round(float(value))
    return found
