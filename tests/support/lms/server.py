"""A small LMS for tests: serves one SCORM package and keeps the learner's record, much as Moodle does."""

from __future__ import annotations

import dataclasses
import functools
import json
import threading
import urllib.parse
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Frame, Page
from waiting import OPENED, until

from .http import CONTENT_TYPES, HttpServer, content_type, handler_for
from .package import read_package
from .record import LearnerRecord
from .schemas import NODE_MODULES
from .sessions import ApiCall, Inbox, Launch, Request, Session
from .standards import SCORM2004, Standard

HERE = Path(__file__).resolve().parent
# Long enough for a slow machine; nothing waits for it unless something is broken.
PATIENCE_SECONDS = 20.0


@functools.cache
def player_page(library: str) -> bytes:
    """Return the page around the SCO, with its scripts inside, so that a launch takes fewer requests."""
    scripts = "\n".join((HERE / name).read_text(encoding="utf-8") for name in ("faults.js", "lms.js"))
    page = (HERE / "lms.html").read_text(encoding="utf-8")
    return page.replace("{library}", library).replace("{scripts}", scripts).encode()


class LmsServer:
    """The LMS. Use it in a `with` block; `launch` opens the package, `leave` leaves it."""

    def __init__(
        self,
        package: bytes | Path,
        node_modules: Path = NODE_MODULES,
        record: Mapping[str, str] | None = None,
    ) -> None:
        self._scorm_again = node_modules / "scorm-again" / "dist"
        if not (self._scorm_again / "scorm12.min.js").is_file():
            raise FileNotFoundError(f"no scorm-again at {self._scorm_again}: run 'make setup'")
        # False: as after a login that has run out. The package's files lead to a login page, and
        # storing fails with error 101.
        self.signed_in = True
        # True: the server answers nobody, as when the network is gone.
        self.unreachable = False
        # True: the server has a fault, and answers so to everything.
        self.broken = False
        # False: the server answers no probe (HEAD).
        self.answers_probes = True
        # True: a browser may keep the player page to come back to it. Moodle does not let it.
        self.keeps_pages = False
        # The sessions up to this one are refused: the learner has signed in again since then, in another session.
        self._stale_sessions = 0
        # The status with which the server answers a probe (HEAD); None: that of a GET.
        self.probe_status: int | None = None
        # How many characters of the state are stored; the rest is cut off.
        self.state_limit: int | None = None
        self._lock = threading.Condition()
        self._package = read_package(package)
        self._record: dict[str, str] = dict(record or {})
        self._launches: list[Launch] = [Launch()]
        self._sessions: list[Session] = []
        self._inboxes: list[Inbox] = []
        self._requests: list[Request] = []
        self._errors: list[BaseException] = []
        self._http = HttpServer(("127.0.0.1", 0), handler_for(self))
        self._http.errors = self._errors
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="lms")

    # ---- life ----

    def __enter__(self) -> LmsServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.drop_connections()
        self._http.server_close()
        self._thread.join()
        if self._errors and error is None:
            raise self._errors[0]

    @property
    def origin(self) -> str:
        """The server's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    # ---- what a test does ----

    def launch(self, page: Page, launch: Launch | None = None) -> Frame:
        """Open the package in this page, as a learner's click does, and return the SCO's frame."""
        with self._lock:
            closing = [each for each in self._sessions if not each.left and each.page and each.page.is_closed()]
            before = len(self._sessions)
            if launch is not None and launch not in self._launches:
                self._launches.append(launch)
            number = self._launches.index(launch) if launch is not None else 0
        for session in closing:
            self.wait_left(session)
        page.goto(f"{self.origin}/lms.html?launch={number}")
        with self._lock:
            if len(self._sessions) == before:
                raise RuntimeError("the player page did not start; look at the page's console")
            self._sessions[before].page = page
        frame = page.frame(name="sco")
        if frame is None:
            raise RuntimeError("the player page has no SCO frame")
        until(frame, OPENED)
        return frame

    def leave(self, page: Page) -> None:
        """Leave the player page by going elsewhere, and wait until all it had to say is stored.

        The other page is one of ours, so that the browser does not change its process for it and the
        SCO's last words cannot be cut short.
        """
        sessions = self._of(page)
        page.goto(f"{self.origin}/left.html")
        for session in sessions:
            self.wait_left(session)

    def close(self, page: Page) -> None:
        """Leave the player page and close the tab.

        Not by closing alone: on a busy machine Chromium kills a closing tab before its beacons are out.
        """
        self.leave(page)
        page.close()

    def wait_left(self, session: Session) -> None:
        """Wait until the last word of a page that has been left is here."""
        with self._lock:
            if not self._lock.wait_for(lambda: session.left, PATIENCE_SECONDS):
                raise TimeoutError(
                    f"session {session.id} never said goodbye: its page is still open, was offline or was "
                    "killed. Leave pages with leave() or close(), or call abandon() for killed ones"
                )

    def abandon(self) -> None:
        """Stop expecting anything from the pages so far: they were killed, or left without a network.

        What a beacon of theirs still brings is not stored: the network was gone when it was sent.
        """
        with self._lock:
            for session in self._sessions:
                session.left = True
            self._lock.notify_all()

    def swap_package(self, package: bytes | Path) -> None:
        """Serve another package from now on, as after an update; the record stays."""
        fresh = read_package(package)
        with self._lock:
            self._package = fresh

    def reset_record(self, values: Mapping[str, str] | None = None) -> None:
        """Replace the learner's record, by default with an empty one."""
        with self._lock:
            self._record = dict(values or {})

    def end_faults(self) -> None:
        """Launch without faults from now on, also when a page that is open is loaded again."""
        with self._lock:
            self._launches = [dataclasses.replace(launch, faults=()) for launch in self._launches]

    def sign_in_again(self) -> None:
        """Sign the learner in after a login that has run out: what is open belongs to the old one, as in Moodle."""
        with self._lock:
            self.signed_in = True
            self._stale_sessions = len(self._sessions)

    # ---- what a test reads ----

    @property
    def standard(self) -> Standard:
        """The standard of the package."""
        return self._package.standard

    @property
    def record(self) -> LearnerRecord:
        """What is stored now."""
        with self._lock:
            return LearnerRecord(self._record, self.standard)

    @property
    def sessions(self) -> list[Session]:
        """Every launch so far, the oldest first."""
        with self._lock:
            return list(self._sessions)

    @property
    def session(self) -> Session:
        """The newest launch."""
        return self.sessions[-1]

    @property
    def calls(self) -> list[ApiCall]:
        """Every API call of all launches, in order of launches."""
        with self._lock:
            return [call for session in self._sessions for call in session.calls]

    @property
    def requests(self) -> list[Request]:
        """Every request of the browser, also those of the player page itself."""
        with self._lock:
            return list(self._requests)

    @property
    def package_requests(self) -> list[Request]:
        """The requests for the package's own files, and for anything that does not exist here."""
        own = (
            "/lms.html",
            "/outage",
            "/launch",
            "/messages",
            "/left.html",
            "/scorm-again/",
        )
        return [request for request in self.requests if not request.path.startswith(own)]

    # ---- what the browser asks ----

    def _of(self, page: Page) -> list[Session]:
        with self._lock:
            return [each for each in self._sessions if not each.left and each.page is page]

    def get(self, path: str, query: str) -> tuple[int, str, bytes]:
        if path in ("/", "/lms.html"):
            return 200, CONTENT_TYPES[".html"], player_page(self.standard.library)
        if path == f"/scorm-again/{self.standard.library}":
            return 200, CONTENT_TYPES[".js"], (self._scorm_again / self.standard.library).read_bytes()
        if path == "/left.html":
            return (
                200,
                CONTENT_TYPES[".html"],
                b'<!doctype html><title>.</title><link rel="icon" href="data:,">',
            )
        if path == "/login.html":
            return 200, CONTENT_TYPES[".html"], b"<!doctype html><title>Log in</title><h1>Log in</h1>"
        if path == "/launch":
            return 200, CONTENT_TYPES[".json"], self._open_session(dict(urllib.parse.parse_qsl(query)))
        if path.startswith("/package/"):
            name = urllib.parse.unquote(path.removeprefix("/package/"))
            with self._lock:
                body = self._package.files.get(name)
            if not self.signed_in:
                return 303, "/login.html", b""
            if body is not None:
                return 200, content_type(name), body
        return 404, CONTENT_TYPES[".txt"], b"not found"

    def _open_session(self, query: Mapping[str, str]) -> bytes:
        """Start a session; after a reload first wait for the last word of the page before."""
        with self._lock:
            previous = int(query.get("previous", "0"))
            page = None
            if 0 < previous <= len(self._sessions):
                before = self._sessions[previous - 1]
                page = before.page
                self._lock.wait_for(lambda: before.left, PATIENCE_SECONDS)
            launch = self._launches[int(query.get("launch", "0"))]
            session = Session(len(self._sessions) + 1, launch, self._launch_values(launch), page=page)
            self._sessions.append(session)
            self._inboxes.append(Inbox())
            start = launch.start if launch.start is not None else self._package.start
            answer = {
                "session": session.id,
                "api": launch.api,
                "strict": launch.strict,
                "recorded": launch.recorded,
                "late": launch.late,
                "faults": launch.faults,
                "start": "/package/" + start,
                "cmi": session.cmi,
                "standard": dataclasses.asdict(self.standard),
            }
        return json.dumps(answer).encode()

    def _launch_values(self, launch: Launch) -> dict[str, str]:
        standard, stored = self.standard, self._record
        names = standard.elements
        ended = launch.review_after_end and standard.status(stored) in ("passed", "completed", "failed")
        mode = launch.lesson_mode or ("review" if ended else "normal")
        credit = launch.credit or ("credit" if mode == "normal" else "no-credit")
        suspended = stored.get(names["exit"]) == "suspend"
        if standard is SCORM2004 and not suspended:
            # What was not suspended is not given again: a new attempt begins (and Moodle gives nothing of it either).
            stored = {}
        entry = "resume" if suspended else "" if stored else "ab-initio"
        values = {
            names["completion_status"]: "not attempted",
            names["total_time"]: standard.no_time,
            **self._package.item,
            **stored,
            names["learner_id"]: launch.student_id,
            names["learner_name"]: launch.student_name,
            names["mode"]: mode,
            names["credit"]: credit,
            names["entry"]: entry,
        }
        # These two belong to the session that is over.
        for name in ("exit", "session_time"):
            values.pop(names[name], None)
        return values

    def receive(self, body: bytes) -> bytes:
        parcel = json.loads(body)
        with self._lock:
            session = self._sessions[int(parcel["session"]) - 1]
            if session.left:
                return json.dumps({"stored": False}).encode()
            stored = True
            for message in self._inboxes[session.id - 1].take(parcel["messages"], parcel["lost"]):
                if "call" in message:
                    session.calls.append(message["call"])
                if "store" in message:
                    stored = self.signed_in and session.id > self._stale_sessions
                    if stored:
                        session.stores.append(dict(message["store"]))
                        session.finished = session.finished or bool(message["finish"])
                        self._record.update(message["store"])
                        if "cmi.suspend_data" in self._record:
                            state = self._record["cmi.suspend_data"]
                            self._record["cmi.suspend_data"] = state[: self.state_limit]
                if "bye" in message:
                    session.left = True
            self._lock.notify_all()
        return json.dumps({"stored": stored}).encode()

    def note(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)
