"""What can go wrong around a course: the table of the faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import Page

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
    # Whether the network or the LMS fails between a probe and a commit. What can be set only once is lost then in an
    # LMS that sends nothing twice: in SCORM 2004 the id of what was new in that commit.
    loses_ids: bool = False
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


def of_calls(name: str, what: str, *, loses_ids: bool = False) -> Fault:
    """Return a fault of the API's calls, which faults.js switches on and off."""
    return Fault(
        name,
        what,
        lambda _, page: page.evaluate("name => faults.add(name)", name),
        lambda _, page: page.evaluate("name => faults.delete(name)", name),
        call=name,
        loses_ids=loses_ids,
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
        loses_ids=True,
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
        "answers_probes",
        False,
    ),
    of_server("server error", "The server answers everything with error 500.", "broken", True),
    of_server(
        "signed out",
        "The trainee is no longer signed in. Moodle refuses to store, and does not say why.",
        "signed_in",
        False,
    ),
    of_calls("refuses", "Each commit is refused, and what was in it counts as sent.", loses_ids=True),
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
    Fault("probe refused", "The server refuses each probe (403).", server=(("probe_status", 403),)),
    Fault("no storage", "The browser keeps nothing on the device.", script=NO_STORAGE),
    Fault("no room", "The browser has no room on the device.", script=NO_ROOM),
)
