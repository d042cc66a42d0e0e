"""A small LMS of cmi5 for tests: launches a package, gives the token, and has a learning record store (LRS).

Statements are stored by Ralph, which others wrote and which checks them. The documents of an LRS, which Ralph does not
have, are kept here, as the xAPI specification says (1.0.3, part 3, sections 2.3, 2.6 and 3.1). The LRS has another
origin than the course, as it mostly has.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Any

from lxml import etree
from playwright.sync_api import Page
from waiting import OPENED, until

from scorm_export import archive

from .http import CONTENT_TYPES, HttpServer, content_type
from .ralph import Ralph

NAMESPACE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
HOME_PAGE = "https://lms.example"
GROUPING = "https://lms.example/courses/7"
SESSION_ID = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Cmi5Request:
    """One request to the LRS or for the token. `size` is the number of bytes of its body."""

    method: str
    path: str
    query: Mapping[str, str]
    status: int
    session: str
    size: int


@dataclass
class Cmi5Session:
    """One launch: what it was given, and the statements that were stored in it, in order."""

    id: str
    learner: str
    data: Mapping[str, Any]
    token: str
    address: str
    fetched: int = 0
    statements: list[dict[str, Any]] = field(default_factory=list)

    @property
    def verbs(self) -> list[str]:
        """The last part of the id of each statement's verb."""
        return [statement["verb"]["id"].rpartition("/")[2] for statement in self.statements]


class Cmi5Lms:
    """The LMS. Use it in a `with` block; `launch` opens the package, `leave` leaves it."""

    def __init__(self, package: bytes, ralph: Ralph) -> None:
        self.unreachable = False
        self._abandoned = 0
        self.signed_in = True
        # True: the LRS answers everything with error 500.
        self.broken = False
        # The method and the end of the path of requests that the LRS refuses (400).
        self.refused: tuple[str, str] | None = None
        # Seconds that each answer takes.
        self.delay = 0.0
        # What the learner is called.
        self.name = "Test Learner"
        self.sessions: list[Cmi5Session] = []
        self.requests: list[Cmi5Request] = []
        self.documents: dict[tuple[str, str, str], bytes] = {}
        self._ralph = ralph
        self._lock = threading.Condition()
        # A new registration for each LMS and learner, so that one Ralph serves all tests.
        self._registrations: dict[str, str] = {}
        self.activity = f"https://lms.example/activities/{uuid.uuid4()}"
        self.swap_package(package)
        self._files_server = HttpServer(("127.0.0.1", 0), _handler(self._serve_file))
        self._lrs_server = HttpServer(("127.0.0.1", 0), _handler(self._serve_lrs))

    def __enter__(self) -> Cmi5Lms:
        for server in (self._files_server, self._lrs_server):
            threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self._files_server, self._lrs_server):
            server.shutdown()
            server.drop_connections()
            server.server_close()
            if server.errors and error is None:
                raise server.errors[0]

    # ---- what a test does ----

    def swap_package(self, package: bytes) -> None:
        """Serve another package from now on."""
        self.files = archive.read(package)
        root = etree.fromstring(self.files["cmi5.xml"])
        (unit, *_) = root.iter(f"{NAMESPACE}au")
        self.start = unit.findtext(f"{NAMESPACE}url")
        self.mastery_score = float(unit.get("masteryScore", "nan")) if unit.get("masteryScore") else None

    def launch(self, page: Page, mode: str = "Normal", learner: str = "learner-1", **more: Any) -> Cmi5Session:
        """Open the package in this page, as a learner's click does; `more` is written in the launch data."""
        session = self._session(mode, learner, more)
        page.goto(session.address)
        until(page, OPENED)
        return session

    def leave(self, page: Page) -> None:
        """Leave the page by going elsewhere, and wait until the LRS has heard the end of the session."""
        session = next(each for each in reversed(self.sessions) if page.url.startswith(each.address.split("#")[0]))
        page.goto(f"{self._origin(self._files_server)}/left.html")
        self.wait_for(lambda: "terminated" in session.verbs)

    def abandon(self) -> None:
        """Refuse the sessions so far: their pages were left without a network, and what they still send comes late."""
        self._abandoned = len(self.sessions)

    def wait_for(self, is_true: Callable[[], bool]) -> None:
        """Wait until something is true of what the LRS has."""
        with self._lock:
            if not self._lock.wait_for(is_true, PATIENCE_SECONDS):
                raise TimeoutError("the LRS was never told")

    # ---- what a test reads ----

    def document(self, learner: str = "learner-1") -> dict[str, Any]:
        """Return the learner's progress as the LRS has it."""
        found: dict[str, Any] = json.loads(self.documents[("progress", self._registration(learner), learner)])
        return found

    def statements(self, learner: str = "learner-1") -> list[dict[str, Any]]:
        """Return what Ralph has stored of the learner's registration."""
        registration = self._registration(learner)
        return [each for each in self._ralph.statements() if each["context"]["registration"] == registration]

    # ---- launches ----

    def _registration(self, learner: str) -> str:
        return self._registrations.setdefault(learner, str(uuid.uuid4()))

    def actor(self, learner: str) -> dict[str, Any]:
        """Return the learner as an agent of xAPI."""
        return {"objectType": "Agent", "name": self.name, "account": {"homePage": HOME_PAGE, "name": learner}}

    def _session(self, mode: str, learner: str, more: Mapping[str, Any]) -> Cmi5Session:
        id_ = str(uuid.uuid4())
        grouping = {"objectType": "Activity", "id": GROUPING}
        template = {"contextActivities": {"grouping": [grouping]}, "extensions": {SESSION_ID: id_}}
        mastery = {} if self.mastery_score is None else {"masteryScore": self.mastery_score}
        data = {"contextTemplate": template, "launchMode": mode, "moveOn": "CompletedAndPassed", **mastery, **more}
        lrs = self._origin(self._lrs_server)
        parameters = {
            "endpoint": f"{lrs}/xapi/",
            "fetch": f"{lrs}/fetch/{id_}",
            "actor": json.dumps(self.actor(learner)),
            "registration": self._registration(learner),
            "activityId": self.activity,
        }
        address = f"{self._origin(self._files_server)}/package/{self.start}?{urllib.parse.urlencode(parameters)}"
        token = hashlib.sha256(id_.encode()).hexdigest()
        session = Cmi5Session(id_, learner, data, token, address)
        self.documents[("LMS.LaunchData", self._registration(learner), learner)] = json.dumps(data).encode()
        self.sessions.append(session)
        return session

    def _origin(self, server: HttpServer) -> str:
        return f"http://127.0.0.1:{server.server_address[1]}"

    # ---- what the browser asks ----

    def _serve_file(self, request: BaseHTTPRequestHandler, path: str, query: str, body: bytes) -> None:
        data = self.files.get(urllib.parse.unquote(path).removeprefix("/package/"))
        if path == "/left.html":
            data = b'<!doctype html><title>.</title><link rel="icon" href="data:,">'
        if data is None:
            _answer(request, 404, b"not found", {})
        else:
            _answer(request, 200, data, {"Content-Type": content_type(path)})

    def _serve_lrs(self, request: BaseHTTPRequestHandler, path: str, query: str, body: bytes) -> None:
        if self.unreachable:
            request.close_connection = True
            return
        headers = {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match, If-None-Match, "
            "X-Experience-API-Version",
            "Access-Control-Allow-Methods": "GET, PUT, POST",
            "Access-Control-Expose-Headers": "ETag",
        }
        if request.command == "OPTIONS":
            _answer(request, 204, b"", headers)
            return
        parameters = dict(urllib.parse.parse_qsl(query))
        time.sleep(self.delay)
        if self.broken or (self.refused and (request.command, path.rpartition("/")[2]) == self.refused):
            _answer(request, 500 if self.broken else 400, b"", headers)
            return
        with self._lock:
            session, status, answer, more = self._answer(request, path, parameters, body)
            self.requests.append(Cmi5Request(request.command, path, parameters, status, session, len(body)))
            self._lock.notify_all()
        _answer(request, status, answer, {"Content-Type": CONTENT_TYPES[".json"], **headers, **more})

    def _answer(
        self, request: BaseHTTPRequestHandler, path: str, parameters: Mapping[str, str], body: bytes
    ) -> tuple[str, int, bytes, dict[str, str]]:
        if path.startswith("/fetch/"):
            session = next(each for each in self.sessions if path.endswith(each.id))
            session.fetched += 1
            if request.command != "POST" or session.fetched > 1:
                return session.id, 200, b'{"error-code": "1", "error-text": "already in use"}', {}
            return session.id, 200, json.dumps({"auth-token": session.token}).encode(), {}
        token = request.headers.get("Authorization", "").removeprefix("Basic ")
        found = [each for each in self.sessions[self._abandoned :] if each.token == token]
        if not found or not self.signed_in or request.headers.get("X-Experience-API-Version") != "1.0.3":
            return "", 401, b"", {}
        if path == "/xapi/statements" and request.command == "POST":
            return found[0].id, *self._store(found[0], body), {}
        if path == "/xapi/agents/profile":
            return found[0].id, 404, b"", {}
        if path == "/xapi/activities/state":
            return found[0].id, *self._document(request, found[0], parameters, body)
        return found[0].id, 404, b"", {}

    def _store(self, session: Cmi5Session, body: bytes) -> tuple[int, bytes]:
        status, answer = self._ralph.request("POST", "", body)
        if status == 200:
            stored = json.loads(answer)
            session.statements += [each for each in json.loads(body) if each["id"] in stored]
        return status, answer

    def _document(
        self, request: BaseHTTPRequestHandler, session: Cmi5Session, parameters: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes, dict[str, str]]:
        right = {"activityId": self.activity, "registration": self._registration(session.learner)}
        if any(parameters.get(name) != value for name, value in right.items()):
            return 400, b"another activity or registration", {}
        if json.loads(parameters["agent"]) != self.actor(session.learner):
            return 400, b"another agent", {}
        key = (parameters["stateId"], right["registration"], session.learner)
        stored = self.documents.get(key)
        if request.command == "GET":
            return (404, b"", {}) if stored is None else (200, stored, {"ETag": etag_of(stored)})
        if key[0] == "LMS.LaunchData":
            return 403, b"only the LMS writes it", {}
        condition = request.headers.get("If-Match")
        is_wrong = condition is not None and (stored is None or etag_of(stored) != condition)
        if is_wrong or (request.headers.get("If-None-Match") == "*" and stored is not None):
            return 412, b"", {}
        json.loads(body)
        self.documents[key] = body
        return 204, b"", {}


def etag_of(document: bytes) -> str:
    """Return the ETag of a document (xAPI 1.0.3, part 3, section 3.1)."""
    return f'"{hashlib.sha1(document, usedforsecurity=False).hexdigest()}"'


def _answer(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Cache-Control", "no-store")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
    request.wfile.flush()


def _handler(serve: Callable[[BaseHTTPRequestHandler, str, str, bytes], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            path, _, query = self.path.partition("?")
            serve(self, path, query, body)

        do_GET = do_PUT = do_POST = do_OPTIONS = _any  # noqa: N815 (their names in the library)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Stay silent."""

    return Handler
