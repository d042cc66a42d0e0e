"""The zip that a file of Office is: looked at before a library gets it."""

from __future__ import annotations

from collections.abc import Mapping

from scorm_export import archive
from scorm_export.formats.images import kind_of
from scorm_export.importing.safe_xml import MAX_ELEMENTS, read_xml
from scorm_export.importing.values import UnreadableInput

MAX_UNPACKED = 100_000_000
"""Bytes of all that is in the zip."""

MAX_PART = 30_000_000
"""Bytes of one XML file in it."""

MAX_PARTS = 5_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Office began until 2003, and how those with a password still do ([MS-CFB], section 2.2)."""


def read_parts(data: bytes, main: str, kind: str) -> Mapping[str, bytes]:
    """Return the files in a file of Office, which has the file `main`, and is called `kind`.

    Every XML file of it is bounded and free of entities, and no size is larger than it says. Raises UnreadableInput.
    """
    if data.startswith(_OLD_OFFICE):
        raise UnreadableInput(f"this file is old or has a password: save it without one, as {kind}")
    if kind_of(data) != "a zip or Office file":
        said = kind_of(data)
        raise UnreadableInput(f"this is not {kind}" + (f" but {said}" if said else "") + ": save it as such")
    try:
        parts = archive.read(data, archive.Limits(MAX_PARTS, MAX_UNPACKED))
    except archive.ArchiveError as error:
        raise UnreadableInput(f"this is not {kind}, or it is damaged ({error}): save it again") from error
    if main not in parts:
        raise UnreadableInput(f"this is not {kind}: save it as such")
    elements = 0
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            if len(part) > MAX_PART:
                raise UnreadableInput(f"{name} in this file has more than {MAX_PART:,} bytes: divide it")
            elements += sum(1 for _ in read_xml(part, f"{name} in this file").iter())
            if elements > MAX_ELEMENTS:
                raise UnreadableInput(f"this file has more than {MAX_ELEMENTS:,} elements: divide it")
    return parts
