"""Films of another site that are shown in a page: which site is asked for them, and at which address."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit


class Embed(NamedTuple):
    """Something of another site.

    `site` is what an author allows, and a trainee is told; `frame` the address of what is shown in the page, and
    `origin` that of its server.
    """

    site: str
    origin: str
    frame: str


_YOUTUBE_ID = r"[\w-]{6,20}"


def read_embed(address: str) -> Embed | None:
    """Return what is shown of an address, as it stands in a browser or behind "embed"; None when that is nothing.

    YouTube is asked by its address without cookies, and Vimeo not to follow the viewer.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        is_plain = parts.scheme == "https" and host and parts.port is None and not parts.username
    except ValueError:
        return None
    if not is_plain or re.search(r"[^!-~]|[\"'<>;,]", address):
        return None
    if host in ("youtube.com", "youtu.be", "youtube-nocookie.com"):
        return _youtube(host, parts.path, parse_qs(parts.query))
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, parse_qs(parts.query))
    return Embed(host, f"https://{parts.hostname}", address)


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> Embed | None:
    named = re.fullmatch(r"/(?:embed|shorts|live)/([^/]+)/?", path)
    id_ = named[1] if named else query.get("v", [""])[0] if path == "/watch" else ""
    if host == "youtu.be":
        id_ = path.lstrip("/")
    if not re.fullmatch(_YOUTUBE_ID, id_):
        return None
    seconds = re.match(r"(\d+)s?$", query.get("t", query.get("start", [""]))[0])
    start = f"?start={seconds[1]}" if seconds else ""
    origin = "https://www.youtube-nocookie.com"
    return Embed("youtube.com", origin, f"{origin}/embed/{id_}{start}")


def _vimeo(path: str, query: dict[str, list[str]]) -> Embed | None:
    found = re.fullmatch(r"/(?:video/)?(\d+)(?:/([0-9a-f]+))?/?", path)
    if not found:
        return None
    # A film that is not listed has a second part.
    key = found[2] or query.get("h", [""])[0]
    unlisted = f"h={key}&" if re.fullmatch("[0-9a-f]+", key) else ""
    origin = "https://player.vimeo.com"
    return Embed("vimeo.com", origin, f"{origin}/video/{found[1]}?{unlisted}dnt=1")
