"""Ralph, a learning record store that others wrote, as a process of its own."""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import bcrypt

USER, PASSWORD = "tests", "tests"

SERVE = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.data.fs import FSDataBackend
FSDataBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", fd=int(sys.argv[1]), log_level="error")
"""
"""Ralph 5.1 with its backend of files stores what comes first, and refuses all that comes after it, but for this."""


class Ralph:
    """Ralph with an empty folder for its statements. Use it in a `with` block."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Ralph:
        hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
        user = {"username": USER, "hash": hashed, "scopes": ["all"], "agent": {"mbox": "mailto:tests@example.com"}}
        (self._folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")
        environment = {
            "RALPH_APP_DIR": str(self._folder),
            "RALPH_AUTH_FILE": str(self._folder / "auth.json"),
            "RALPH_RUNSERVER_AUTH_BACKENDS": "basic",
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(self._folder / "statements"),
        }
        # It listens already, so what is asked before it has started waits for it.
        listening = self._socket.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(listening)],
            cwd=self._folder,
            env={**os.environ, **environment},
            pass_fds=[listening],
            stdout=subprocess.DEVNULL,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        if self._process:
            self._process.kill()
            self._process.wait()

    def request(self, method: str, query: str = "", body: bytes | None = None) -> tuple[int, bytes]:
        """Ask the Statement resource. Returns the status, and what was answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self._socket.getsockname()[1], timeout=60)
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {"Authorization": f"Basic {token}", "X-Experience-API-Version": "1.0.3"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, f"/xAPI/statements/?{query}" if query else "/xAPI/statements/", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def statements(self) -> list[dict[str, Any]]:
        """Return every statement that is stored, in the order of their timestamps."""
        found: list[dict[str, Any]] = []
        more = "limit=500"
        while more:
            status, body = self.request("GET", more)
            assert status == 200, body
            answer = json.loads(body)
            found += answer["statements"]
            more = answer.get("more", "").partition("?")[2]
        return sorted(found, key=lambda statement: str(statement["timestamp"]))
