"""What can go wrong around a course: the faults, and a trainee who goes through a course while they last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lms.record import LearnerRecord
from lms.server import Launch, LmsServer, Session
from playwright.sync_api import Frame, Page
from steps import ENTERED, FORGET, INTERACTIONS, PATIENCE, SAVED_OR_PASSED, STEPS, Step, do
from trainee import Trainee, timeless

QUICK_LAUNCH = Launch(recorded=False)


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong. `begin` and `end` switch it; one that lasts has only a `launch`."""

    name: str
    what: str
    begin: Callable[[LmsServer, Page], None] | None = None
    end: Callable[[LmsServer, Page], None] | None = None
    launch: Launch = QUICK_LAUNCH
    # What it is called in faults.js, if it can be there when the course is opened.
    call: str = ""
    # Scripts that run in each page before its own.
    script: str = ""
    # What the LMS cannot have because of it.
    lacks: tuple[str, ...] = ()
    # What it does to the record of the LMS while the trainee is away.
    spoil: Callable[[dict[str, str]], dict[str, str]] = dict
    # Attributes of the server from the beginning to the end.
    server: tuple[tuple[str, int], ...] = ()

    @property
    def lasts(self) -> bool:
        """Whether it is there from the beginning to the end."""
        return self.begin is None


def of_calls(name: str, what: str) -> Fault:
    """Return a fault of the API's calls, which faults.js switches on and off."""
    return Fault(
        name,
        what,
        lambda _, page: page.evaluate("name => faults.add(name)", name),
        lambda _, page: page.evaluate("name => faults.delete(name)", name),
        call=name,
    )


def lasting(name: str, what: str, lacks: tuple[str, ...] = ()) -> Fault:
    """Return a fault of the API's calls that is there from the beginning to the end."""
    return Fault(name, what, launch=Launch(faults=(name,), recorded=False), lacks=lacks)


def of_server(name: str, what: str, attribute: str, bad: bool) -> Fault:
    """Return a fault of the server, which an attribute of it switches."""
    return Fault(
        name,
        what,
        lambda lms, _: setattr(lms, attribute, bad),
        lambda lms, _: setattr(lms, attribute, not bad),
    )


def _repair(lms: LmsServer, page: Page) -> None:
    lms.unreachable = False
    page.evaluate("faults.clear()")


NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("not here", "SecurityError"); } });
}
"""

NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"

ODD_LEARNER = Launch(
    recorded=False,
    student_id="a/b%\u00e9\U0001f600 \ud83d;'\"<x>",
    student_name="O'Neil & Zn, <b>Zo\u00eb</b> \u202e\ud83d",
)

FAULTS = (
    Fault(
        "offline",
        "The browser has no network. Moodle says that all is stored, and never sends it again.",
        lambda _, page: page.context.set_offline(True),
        lambda _, page: page.context.set_offline(False),
    ),
    Fault(
        "outage at commit",
        "The network goes right before the commit, which says that all is stored.",
        lambda _, page: page.evaluate("faults.add('outage-at-commit')"),
        _repair,
        call="outage-at-commit",
    ),
    Fault(
        "outage after commit",
        "The network goes right after the commit: all has arrived, and nobody can know it.",
        lambda _, page: page.evaluate("faults.add('outage-after-commit')"),
        _repair,
        call="outage-after-commit",
    ),
    of_server("unreachable", "The server answers nobody.", "unreachable", True),
    of_server(
        "no answer to a probe",
        "The server answers no probe, and takes what it is sent.",
        "looks_answered",
        False,
    ),
    of_server("server error", "The server answers everything with error 500.", "broken", True),
    of_server(
        "signed out",
        "The trainee is no longer signed in. Moodle refuses to store, and does not say why.",
        "signed_in",
        False,
    ),
    of_calls("refuses", "Each commit is refused, and what was in it counts as sent."),
    of_calls("throws", "Each call throws."),
    of_calls("vanished", "The functions of the API are gone."),
    of_calls("says-nothing", "Each call gives nothing."),
    of_calls("slow", "Each call takes long."),
    of_calls("no-state", "The LMS refuses the state."),
    lasting("no-interactions", "The LMS does not have interactions (401).", ("interactions",)),
    lasting("no-objectives", "The LMS does not have objectives (401).", ("objectives",)),
    lasting("no-location", "The LMS does not have a location (401).", ("location",)),
    lasting("no-score-range", "The LMS does not have the least and the most of a score (401)."),
    lasting("no-mode", "The LMS gives nothing for mode, entry and credit."),
    lasting("no-learner", "The LMS does not tell who the trainee is."),
    Fault("odd learner", "The trainee's id and name have any characters.", launch=ODD_LEARNER),
    Fault("truncated state", "The LMS stores the first 60 characters of the state.", server=(("state_limit", 60),)),
    Fault(
        "lost state",
        "The LMS loses the state between two visits.",
        spoil=lambda record: {**record, "cmi.suspend_data": ""},
    ),
    Fault(
        "damaged state",
        "The LMS gives another state than it was given.",
        spoil=lambda record: {
            **record,
            "cmi.suspend_data": '\u0000{"pages": [1, 2]};' + record.get("cmi.suspend_data", "")[5:],
        },
    ),
    Fault("probe refused", "The server refuses each probe (403).", server=(("head_status", 403),)),
    Fault("no storage", "The browser keeps nothing on the device.", script=NO_STORAGE),
    Fault("no room", "The browser has no room on the device.", script=NO_ROOM),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a fault at every step."""

    # How it stood with saving while the fault lasted, each status once.
    told: tuple[str, ...]
    # Whether the LMS got something only when the trainee came back.
    later: bool
    # What was lost, doubled or downgraded, with the step.
    complaints: list[str]


def outcome(lms: LmsServer, page: Page, fault: Fault) -> Outcome:
    """Go through the course with the fault at every step, once going on and once leaving while it lasts.

    The first of the steps is opening the course.
    """
    told: set[str] = set()
    found: list[str] = []
    later = False
    for at in range(-1 if fault.call else 0, len(STEPS)):
        for leaves in (False, True):
            if fault.lasts and not leaves:
                continue
            visitor = Visitor(lms, page, fault, from_opening=at < 0)
            for number, step in enumerate((None, *STEPS), -1):
                if number == at:
                    visitor.begin()
                if number == at + 2 and not leaves:
                    visitor.end()
                if step:
                    visitor.do(step)
                if number == at and leaves:
                    visitor.leave()
                    before = visitor.has()
                    visitor.come_back()
                    visitor.saved()
                    later = later or visitor.has() != before
            visitor.end()
            visitor.saved()
            told |= set(visitor.told)
            found += [f"step {at}, {'left' if leaves else 'went on'}: {each}" for each in visitor.complaints()]
            lms.leave(page)
    return Outcome(tuple(sorted(told)), later, found)


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
        # How it stood with saving after each step while the fault lasted.
        self.told: list[str] = []
        self.wrong = fault.lasts or from_opening

    def do(self, step: Step) -> None:
        status = do(self.frame, step)
        if self.wrong:
            self.told.append(status)

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
        self.frame.wait_for_function(SAVED_OR_PASSED, timeout=PATIENCE)

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
        self.lms.signed_in = self.lms.looks_answered = True
        self.page.context.set_offline(False)
        self.wrong = self.fault.lasts
        self.lms.reset_record(self.fault.spoil(self.lms.record.values))

    def has(self) -> tuple[str, str]:
        """Return what the LMS has: the state and the answers."""
        record = self.lms.record
        return timeless(record.suspend_data), str([(i["id"], i.get("student_response")) for i in record.interactions])

    def come_back(self) -> None:
        self.frame = self.lms.launch(self.page, self.fault.launch)

    def complaints(self) -> list[str]:
        """Return what is wrong in the end."""
        return complaints(self.lms.record, self.lms.sessions[self.first :], self.fault)


def complaints(record: LearnerRecord, sessions: list[Session], fault: Fault) -> list[str]:
    """Return what is lost, doubled or downgraded of what a trainee has entered who did all steps."""
    found = []
    if (record.status, record.score) != ("passed", "100"):
        found.append(f"status {record.status}, score {record.score}")
    answers = [(i["id"], i["student_response"], i["result"]) for i in record.interactions]
    if "interactions" not in fault.lacks and sorted(answers) != sorted(INTERACTIONS):
        found.append(f"interactions {answers}")
    objectives = [(o.id, o.status, o.score) for o in record.objectives]
    if "objectives" not in fault.lacks and objectives != [("first", "passed", "100"), ("second", "passed", "100")]:
        found.append(f"objectives {objectives}")
    if "location" not in fault.lacks and record.location != "second/quiz":
        found.append(f"location {record.location}")
    # In a review the LMS keeps what it has; the page shows what the device has besides.
    if sessions[-1].cmi["cmi.core.lesson_mode"] != "review" and not record_is_cut(fault):
        state = timeless(record.suspend_data)
        found += [] if state == ENTERED else [f"state {state}"]
    return found + downgrades(sessions)


def record_is_cut(fault: Fault) -> bool:
    return "state_limit" in dict(fault.server)


RANKS = {"not attempted": 0, "browsed": 1, "incomplete": 1, "completed": 2, "passed": 2}
"""What a status is worth. When values are sent again, each has a placeholder first, of the same worth."""


def downgrades(sessions: list[Session]) -> list[str]:
    """Return where a status or score went down in the LMS, from one commit to the next."""
    found: list[str] = []
    best: dict[str, float] = {}
    for store in (store for session in sessions for store in session.stores):
        for element, value in store.items():
            if not element.endswith(("status", "score.raw")) or value == "":
                continue
            worth = RANKS[value] if element.endswith("status") else round(float(value))
            if worth < best.get(element, 0):
                found.append(f"{element} went down to {value}")
            best[element] = max(worth, best.get(element, 0))
    return found
