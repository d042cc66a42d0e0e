"""Browser contexts whose pages are watched."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage


class Watched:
    """A browser context whose pages must neither fail, nor complain, nor ask anything of another server."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        self.requests: list[str] = []
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        context.on("console", self._listen)
        context.on("request", lambda request: self.requests.append(request.url))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def outside(self) -> list[str]:
        """Return what was asked of another server than the one of this machine."""
        return [url for url in self.requests if not url.startswith(("http://127.0.0.1:", "file:///", "data:"))]
