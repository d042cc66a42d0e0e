"""A small LMS for tests: serves one SCORM 1.2 package and keeps the learner's record, much as Moodle does."""

from __future__ import annotations

import dataclasses
import json
import mimetypes
import posixpath
import socket
import sys
import threading
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypedDict

from lxml import etree
from playwright.sync_api import Frame, Page

from scorm_export import archive

from .record import LearnerRecord
from .schemas import NODE_MODULES

HERE = Path(__file__).resolve().parent
# Long enough for a slow machine; nothing waits for it unless something is broken.
PATIENCE_SECONDS = 20.0

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "text/xml; charset=utf-8",
    ".xsd": "text/xml; charset=utf-8",
}

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

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
        """Return every value that LMSSetValue accepted for this element, in order."""
        return [
            call["args"][1]
            for call in self.calls
            if call["name"] == "LMSSetValue" and call["args"][0] == element and call["result"] == "true"
        ]


class _Inbox:
    """Puts the numbered messages of one session in order, each of them once."""

    def __init__(self) -> None:
        self.next = 1
        self.early: dict[int, dict[str, Any]] = {}

    def take(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for message in messages:
            for number in message.get("lost", []):
                self.early.setdefault(int(number), {"number": number})
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


@dataclass(frozen=True)
class _Package:
    files: Mapping[str, bytes]
    start: str
    # What the manifest's first item tells the LMS: mastery_score, launch_data.
    item: Mapping[str, str]


def pack_folder(folder: Path) -> bytes:
    """Return a folder as the bytes of a zip."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return archive.zip_bytes({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def _read_package(source: bytes | Path) -> _Package:
    if isinstance(source, Path):
        source = pack_folder(source) if source.is_dir() else source.read_bytes()
    files = archive.read(source)
    if "imsmanifest.xml" not in files:
        raise ValueError("the package has no imsmanifest.xml at its root")
    root = etree.fromstring(files["imsmanifest.xml"], etree.XMLParser(no_network=True, load_dtd=False))
    items = root.xpath("//*[local-name()='item'][@identifierref]")
    if not isinstance(items, list) or not items:
        raise ValueError("the manifest has no item with an identifierref")
    item: Any = items[0]
    resources: Any = root.xpath("//*[local-name()='resource'][@identifier=$id]", id=item.get("identifierref"))
    if not resources or not resources[0].get("href"):
        raise ValueError("the manifest's first item names no resource with an href")
    resource = resources[0]
    bases = [node.get(XML_BASE, "") for node in (root, resource.getparent(), resource)]
    start = posixpath.join(*bases, resource.get("href")) + (item.get("parameters") or "")
    facts = {}
    for tag, element in (
        ("masteryscore", "cmi.student_data.mastery_score"),
        ("datafromlms", "cmi.launch_data"),
        ("maxtimeallowed", "cmi.student_data.max_time_allowed"),
        ("timelimitaction", "cmi.student_data.time_limit_action"),
    ):
        found = [child.text for child in item if etree.QName(child).localname == tag and child.text]
        if found:
            facts[element] = found[0].strip()
    return _Package(files, start, facts)


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
        # False: the server answers nobody who only looks.
        self.looks_answered = True
        # True: a browser may keep the player page to come back to it. Moodle does not let it.
        self.keeps_pages = False
        # The sessions up to this one are refused: the learner has signed in anew since then, as another session.
        self._stale_sessions = 0
        # What the server answers to who only looks; None: what it would answer to who asks.
        self.head_status: int | None = None
        # How many characters of the state are stored; the rest is cut off.
        self.state_limit: int | None = None
        self._lock = threading.Condition()
        self._package = _read_package(package)
        self._record: dict[str, str] = dict(record or {})
        self._launches: list[Launch] = [Launch()]
        self._sessions: list[Session] = []
        self._inboxes: list[_Inbox] = []
        self._requests: list[Request] = []
        self._errors: list[BaseException] = []
        self._http = _HttpServer(("127.0.0.1", 0), _handler_for(self))
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
        frame.wait_for_function("() => !document.documentElement.classList.contains('opening')")
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
        fresh = _read_package(package)
        with self._lock:
            self._package = fresh

    def reset_record(self, values: Mapping[str, str] | None = None) -> None:
        """Replace the learner's record, by default with an empty one."""
        with self._lock:
            self._record = dict(values or {})

    def mend(self) -> None:
        """Launch without faults from now on, also when a page that is open is loaded anew."""
        with self._lock:
            self._launches = [dataclasses.replace(launch, faults=()) for launch in self._launches]

    def sign_in_anew(self) -> None:
        """Sign the learner in after a login that has run out: what is open belongs to the old one, as in Moodle."""
        with self._lock:
            self.signed_in = True
            self._stale_sessions = len(self._sessions)

    # ---- what a test reads ----

    @property
    def record(self) -> LearnerRecord:
        """What is stored now."""
        with self._lock:
            return LearnerRecord(self._record)

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
            "/lms.js",
            "/faults.js",
            "/outage",
            "/launch",
            "/messages",
            "/sentinel.html",
            "/left.html",
            "/scorm-again/",
        )
        return [request for request in self.requests if not request.path.startswith(own)]

    # ---- what the browser asks ----

    def _of(self, page: Page) -> list[Session]:
        with self._lock:
            return [each for each in self._sessions if not each.left and each.page is page]

    def _get(self, path: str, query: str) -> tuple[int, str, bytes]:
        if path in ("/", "/lms.html"):
            return 200, CONTENT_TYPES[".html"], (HERE / "lms.html").read_bytes()
        if path in ("/lms.js", "/faults.js"):
            return 200, CONTENT_TYPES[".js"], (HERE / path[1:]).read_bytes()
        if path == "/scorm-again/scorm12.min.js":
            return 200, CONTENT_TYPES[".js"], (self._scorm_again / "scorm12.min.js").read_bytes()
        if path in ("/sentinel.html", "/left.html"):
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
                return 200, _content_type(name), body
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
            self._inboxes.append(_Inbox())
            start = launch.start if launch.start is not None else self._package.start
            answer = {
                "session": session.id,
                "api": launch.api,
                "strict": launch.strict,
                "recorded": launch.recorded,
                "faults": launch.faults,
                "start": "/package/" + start,
                "cmi": session.cmi,
            }
        return json.dumps(answer).encode()

    def _launch_values(self, launch: Launch) -> dict[str, str]:
        stored = self._record
        ended = launch.review_after_end and stored.get("cmi.core.lesson_status") in (
            "passed",
            "completed",
            "failed",
        )
        mode = launch.lesson_mode or ("review" if ended else "normal")
        credit = launch.credit or ("credit" if mode == "normal" else "no-credit")
        entry = "resume" if stored.get("cmi.core.exit") == "suspend" else ""
        if not stored:
            entry = "ab-initio"
        values = {
            "cmi.core.lesson_status": "not attempted",
            "cmi.core.total_time": "00:00:00",
            **self._package.item,
            **stored,
            "cmi.core.student_id": launch.student_id,
            "cmi.core.student_name": launch.student_name,
            "cmi.core.lesson_mode": mode,
            "cmi.core.credit": credit,
            "cmi.core.entry": entry,
        }
        # These two belong to the session that is over.
        for element in ("cmi.core.exit", "cmi.core.session_time"):
            values.pop(element, None)
        return values

    def _receive(self, body: bytes) -> bytes:
        parcel = json.loads(body)
        with self._lock:
            session = self._sessions[int(parcel["session"]) - 1]
            if session.left:
                return json.dumps({"stored": False}).encode()
            stored = True
            for message in self._inboxes[session.id - 1].take(parcel["messages"]):
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

    def _note(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)


def _content_type(name: str) -> str:
    suffix = posixpath.splitext(name)[1].lower()
    return CONTENT_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


class _HttpServer(ThreadingHTTPServer):
    """Joins its threads and closes its connections at the end, so that no test leaks a socket."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.errors: list[BaseException] = []
        self.connections: set[socket.socket] = set()
        self.connections_lock = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.connections_lock:
            self.connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self.connections_lock:
            self.connections.discard(request)
        super().shutdown_request(request)

    def drop_connections(self) -> None:
        with self.connections_lock:
            for connection in self.connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def handle_error(self, _request: Any, _client_address: Any) -> None:
        error = sys.exception()
        # A browser that goes away in the middle of an answer is no error.
        if error is not None and not isinstance(error, ConnectionError):
            self.errors.append(error)


def _handler_for(lms: LmsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            self._answer(lms._get, with_body=True)

        def do_HEAD(self) -> None:
            self._answer(lms._get, with_body=False)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))

            def receive(path: str, _query: str) -> tuple[int, str, bytes]:
                if path == "/outage":
                    lms.unreachable = True
                    return 200, CONTENT_TYPES[".txt"], b""
                if path != "/messages":
                    return 404, CONTENT_TYPES[".txt"], b"not found"
                return 200, CONTENT_TYPES[".json"], lms._receive(body)

            self._answer(receive, with_body=True)

        def _answer(self, find: Callable[[str, str], tuple[int, str, bytes]], with_body: bool) -> None:
            path, _, query = self.path.partition("?")
            if lms.unreachable or (self.command == "HEAD" and not lms.looks_answered):
                self.close_connection = True
                return
            if self.command == "HEAD" and lms.head_status:
                self.send_response(lms.head_status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            broken = lms.broken and path.startswith(("/messages", "/package/"))
            status, kind, body = (500, CONTENT_TYPES[".txt"], b"broken") if broken else find(path, query)
            lms._note(Request(self.command, urllib.parse.unquote(path), query, status))
            self.send_response(status)
            self.send_header("Location" if status == 303 else "Content-Type", kind)
            # Only what is the LMS's own may be kept: so the browser need not compile it for every launch.
            own = lms.keeps_pages or path.startswith("/scorm-again/")
            self.send_header("Cache-Control", "max-age=600" if own else "no-store")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body:
                self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Stay silent: the request log is for tests, not for the screen."""

    return Handler
