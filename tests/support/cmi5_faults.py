"""The faults that a course in an LMS of cmi5 can meet, under the names of `faults.FAULTS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from faults import NO_ROOM, NO_STORAGE
from lms.cmi5 import Cmi5Lms
from playwright.sync_api import Page, Route

Switch = Callable[[Cmi5Lms, Page], Any]
LRS = "**/xapi/**"
WRITING = ("POST", "PUT")


class Cmi5Fault(NamedTuple):
    """Something that goes wrong: `begin` and `end` switch it. `script` runs in each page before its own.

    `between_visits` tells that it can only come when the trainee is away.
    """

    begin: Switch = lambda _lms, _page: None
    end: Switch = lambda _lms, _page: None
    script: str = ""
    between_visits: bool = False


def of_lms(name: str, bad: object, good: object) -> Cmi5Fault:
    """Return a fault that an attribute of the LMS switches."""
    return Cmi5Fault(lambda lms, _: setattr(lms, name, bad), lambda lms, _: setattr(lms, name, good))


def _lose_request(route: Route) -> None:
    if route.request.method in WRITING:
        route.abort()
    else:
        route.continue_()


def _lose_answer(route: Route) -> None:
    if route.request.method in WRITING:
        route.fetch()
        route.abort()
    else:
        route.continue_()


def of_network(handle: Callable[[Route], None]) -> Cmi5Fault:
    """Return a fault of each request that writes."""
    return Cmi5Fault(lambda _, page: page.route(LRS, handle), lambda _, page: page.unroute_all(behavior="ignoreErrors"))


def _replace_state(text: bytes | None) -> Switch:
    def switch(lms: Cmi5Lms, _page: Page) -> None:
        for key in [key for key in lms.documents if key[0] == "progress"]:
            del lms.documents[key]
            if text is not None:
                lms.documents[key] = text

    return switch


CMI5_FAULTS: Mapping[str, Cmi5Fault] = {
    "offline": Cmi5Fault(
        lambda _, page: page.context.set_offline(True), lambda _, page: page.context.set_offline(False)
    ),
    "outage at commit": of_network(_lose_request),
    "outage after commit": of_network(_lose_answer),
    "unreachable": of_lms("unreachable", True, False),
    "server error": of_lms("broken", True, False),
    "signed out": of_lms("signed_in", False, True),
    "refuses": of_lms("refused", ("POST", "statements"), None),
    "slow": of_lms("delay", 0.4, 0.0),
    "no-state": of_lms("refused", ("PUT", "state"), None),
    "odd learner": of_lms("name", "O'Neil & Zn, <b>Zo\u00eb</b> \u202e", "Test Learner"),
    "lost state": Cmi5Fault(end=_replace_state(None), between_visits=True),
    "damaged state": Cmi5Fault(end=_replace_state(b'{"state": [1, "\\u0000"], "location": {}}'), between_visits=True),
    "no storage": Cmi5Fault(script=NO_STORAGE),
    "no room": Cmi5Fault(script=NO_ROOM),
}
"""What is not here is a part that cmi5 does not have: probes, an API object, elements that an LMS may lack."""
