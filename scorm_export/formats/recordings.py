"""Sound and film: the files that browsers play, and what is linked to be taken along."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from scorm_export.formats.document import Document
from scorm_export.problem import Position

_FTYP = rb"....ftyp"


class Recording(NamedTuple):
    """A kind of file that browsers play: its media type (RFC 6838), and how its bytes begin, as a pattern.

    `plays` are the names of the directives that play it.
    """

    media_type: str
    begins: bytes
    plays: tuple[str, ...]


RECORDINGS = {
    ".mp3": Recording("audio/mpeg", rb"ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa\xfb]", ("audio",)),
    ".m4a": Recording("audio/mp4", _FTYP, ("audio",)),
    ".ogg": Recording("audio/ogg", rb"OggS", ("audio",)),
    ".mp4": Recording("video/mp4", _FTYP, ("video",)),
    ".webm": Recording("video/webm", rb"\x1aE\xdf\xa3", ("audio", "video")),
}
"""The files that browsers play, by how their names end."""

CAPTIONS = ".vtt"
"""How the name of a file with captions ends."""

NO_CAPTIONS = "none"
"""What the option `captions` says of a film without sound."""

SILENT_FILE = "download"
"""The directive of a file that is taken along, and may be of any kind."""


class NamedFile(NamedTuple):
    """A file of the course that a directive names: for what, its path as written, and the place of the directive.

    `role` is the name of the directive, or `captions`.
    """

    role: str
    source: str
    position: Position


def named_files(document: Document) -> Iterator[NamedFile]:
    """Yield each recording, each file of captions and each file to take along of a text."""
    for directive in document.directives("audio", "video", SILENT_FILE):
        if directive.argument:
            yield NamedFile(directive.name, directive.argument, directive.position)
        captions = directive.options.get("captions", NO_CAPTIONS)
        if captions != NO_CAPTIONS:
            yield NamedFile("captions", captions, directive.position)


def suffix_of(path: str) -> str:
    """Return how the name of a file ends, in small letters, such as `.mp3`."""
    return posixpath.splitext(path)[1].lower()


def suffixes(role: str) -> list[str]:
    """Return how the names of files end that a directive plays, or that hold captions."""
    if role == "captions":
        return [CAPTIONS]
    return [suffix for suffix, recording in RECORDINGS.items() if role in recording.plays]


def fault(path: str, data: bytes) -> str:
    """Return what is wrong with the bytes of a recording; empty when nothing is known to be."""
    recording = RECORDINGS.get(suffix_of(path))
    if not data.strip(b"\0"):
        return "is empty"
    if recording and not re.match(recording.begins, data, re.DOTALL):
        return f"is no {suffix_of(path).removeprefix('.').upper()} file, as its name says"
    if recording and recording.media_type.endswith("/mp4") and not _is_whole_mp4(data):
        return "is cut off or damaged"
    return ""


def _is_whole_mp4(data: bytes) -> bool:
    """Tell whether each box of the file is whole, and one of them describes what is played (ISO/IEC 14496-12, 4.2)."""
    at, found = 0, set()
    while at + 8 <= len(data):
        size, found_kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        # A box of size 0 extends to the end of the file.
        at = len(data) if size == 0 else at + max(size, 8)
        found.add(found_kind)
    return at == len(data) and b"moov" in found
