"""One launch of a package: how it is opened, and what the page then says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from playwright.sync_api import Page

ApiMode = Literal["normal", "absent", "throws", "false"]


class ApiCall(TypedDict):
    """One call of the SCO; `result` is "throws" when the call threw."""

    name: str
    args: list[Any]
    result: Any


@dataclass(frozen=True)
class Request:
    """One request of the browser; `path` has no query."""

    method: str
    path: str
    query: str
    status: int


@dataclass(frozen=True)
class Launch:
    """How one launch differs from an ordinary one; None means: as Moodle would do it."""

    api: ApiMode = "normal"
    lesson_mode: str | None = None
    credit: str | None = None
    student_id: str = "learner-1"
    student_name: str = "Learner, Test"
    # After passed, completed or failed the next launch is a review without credit.
    review_after_end: bool = True
    # Refuse what SCORM 1.2 forbids although scorm-again accepts it (suspend_data over 4096, and so on).
    strict: bool = True
    # Another page of the package than the manifest's first one.
    start: str | None = None
    # Milliseconds after which the API appears, as that of a web application that loads it after the frame.
    late: int = 0
    # Whether every call is told to the server; without that a launch goes faster.
    recorded: bool = True
    # What faults.js does to the calls from the start on.
    faults: tuple[str, ...] = ()


@dataclass
class Session:
    """What happened in one opened player page."""

    id: int
    launch: Launch
    # What the SCO could read at its start.
    cmi: dict[str, str]
    calls: list[ApiCall] = field(default_factory=list)
    # The changed values of each LMSCommit and LMSFinish that reached the server, in order.
    stores: list[dict[str, str]] = field(default_factory=list)
    finished: bool = False
    left: bool = False
    page: Page | None = field(default=None, repr=False, compare=False)

    @property
    def names(self) -> list[str]:
        """The names of all calls, in order."""
        return [call["name"] for call in self.calls]

    def values_set(self, element: str) -> list[str]:
        """Return every value that SetValue accepted for this element, in order."""
        return [
            call["args"][1]
            for call in self.calls
            if call["name"].endswith("SetValue") and call["args"][0] == element and call["result"] == "true"
        ]


class Inbox:
    """Puts the numbered messages of one session in order, each of them once."""

    def __init__(self) -> None:
        self.next = 1
        self.early: dict[int, dict[str, Any]] = {}

    def take(self, messages: list[dict[str, Any]], lost: list[int]) -> list[dict[str, Any]]:
        """Return the messages whose turn it is; those that are lost will never come."""
        for number in lost:
            self.early.setdefault(number, {"number": number})
        for message in messages:
            if message.get("gaveUp"):
                # What had been kept back for a dead network never comes any more.
                for number in range(self.next, int(message["number"])):
                    self.early.setdefault(number, {"number": number})
            self.early[int(message["number"])] = message
        ready = []
        for number in [early for early in self.early if early < self.next]:
            del self.early[number]
        while self.next in self.early:
            ready.append(self.early.pop(self.next))
            self.next += 1
        return ready
