"""The HTTP side of the LMS: takes requests, fails where a test has set it to, and leaves no thread or socket behind."""

from __future__ import annotations

import mimetypes
import posixpath
import socket
import sys
import threading
import urllib.parse
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from .sessions import Request

if TYPE_CHECKING:
    from .server import LmsServer

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


def content_type(name: str) -> str:
    suffix = posixpath.splitext(name)[1].lower()
    return CONTENT_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


class HttpServer(ThreadingHTTPServer):
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


def handler_for(lms: LmsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            self._answer(lms.get, with_body=True)

        def do_HEAD(self) -> None:
            self._answer(lms.get, with_body=False)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))

            def receive(path: str, _query: str) -> tuple[int, str, bytes]:
                if path == "/outage":
                    lms.unreachable = True
                    return 200, CONTENT_TYPES[".txt"], b""
                if path != "/messages":
                    return 404, CONTENT_TYPES[".txt"], b"not found"
                return 200, CONTENT_TYPES[".json"], lms.receive(body)

            self._answer(receive, with_body=True)

        def _answer(self, find: Callable[[str, str], tuple[int, str, bytes]], with_body: bool) -> None:
            path, _, query = self.path.partition("?")
            if lms.unreachable or (self.command == "HEAD" and not lms.answers_probes):
                self.close_connection = True
                return
            if self.command == "HEAD" and lms.probe_status:
                self.send_response(lms.probe_status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            broken = lms.broken and path.startswith(("/messages", "/package/"))
            status, kind, body = (500, CONTENT_TYPES[".txt"], b"broken") if broken else find(path, query)
            lms.note(Request(self.command, urllib.parse.unquote(path), query, status))
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
