"""The images of an imported file: looked at, named, and kept beside the quiz or page that shows them."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from scorm_export.formats.images import SUFFIXES, kind_of
from scorm_export.importing.names import make_id
from scorm_export.importing.values import Notes

_DATA = re.compile(r"data:[^,]*;base64,", re.IGNORECASE)


@dataclass
class Images:
    """Collects the images that texts show. `name` begins the names of their files.

    `given` are those that came with the text that is being read, by how it refers to them, without escapes.
    """

    name: str
    notes: Notes
    given: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    paths: dict[bytes, str] = field(default_factory=dict)

    def show(self, source: str, alternative: str) -> str:
        """Return the path of the image that a text refers to; empty, with a note, when there is none to show."""
        if (found := _DATA.match(source)) and (data := decode(source[found.end() :])) is not None:
            return self._keep(data, alternative or "image")
        # Editors put a time behind the name, so that a browser fetches the image again.
        name = unquote(source.partition("?")[0])
        if name in self.given:
            return self._keep(self.given[name], posixpath.basename(name))
        what = source if len(source) <= 100 else f"{source[:100]}..."
        self.notes.tell(f"the image {what} is not in the file, and nothing is fetched: save it, and add it by hand")
        return ""

    def _keep(self, data: bytes, called: str) -> str:
        kind = kind_of(data)
        # Whether it is whole, the check tells of every image of a course.
        if kind not in SUFFIXES:
            said = kind or ("no image that browsers show" if data else "empty or damaged")
            self.notes.tell(f"the image {called}: it is {said}; save it as PNG or JPEG, and add it by hand")
            return ""
        if data in self.paths:
            return self.paths[data]
        stem = make_id(posixpath.splitext(called)[0], "image")
        suffix = SUFFIXES[kind][0]
        path, count = f"media/{self.name}-{stem}{suffix}", 1
        while path in self.files:
            count += 1
            path = f"media/{self.name}-{stem}-{count}{suffix}"
        self.files[path], self.paths[data] = data, path
        return path


def decode(text: str) -> bytes | None:
    """Return the bytes that a text in base64 stands for; None when it is damaged."""
    try:
        return base64.b64decode("".join(unquote(text).split()), validate=True)
    except (binascii.Error, ValueError):
        return None
