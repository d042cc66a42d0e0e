"""XML that somebody else wrote: read with bounds, without entities, and without fetching anything."""

from __future__ import annotations

import io
import re

from lxml import etree

from scorm_export.importing.values import UnreadableInput

MAX_ELEMENTS = 200_000
"""Elements of one file: more than a thousand questions or a hundred pages have, and less than 500 MB in memory."""


def read_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML file. Raises UnreadableInput, which calls it `name`.

    Nesting, and the length of a text, are limited by the parser itself (libxml2: 256 elements, 10 MB).
    """
    root: etree._Element | None = None
    try:
        # A file without an end of its elements is read no further than this.
        for count, (_, element) in enumerate(
            etree.iterparse(
                io.BytesIO(data),
                events=("start",),
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
        ):
            if root is None:
                root = element
                if root.getroottree().docinfo.internalDTD is not None:
                    raise UnreadableInput(
                        f"{name} has a DOCTYPE, which no file of this kind needs and which can do harm: take it out"
                    )
            if count >= MAX_ELEMENTS:
                raise UnreadableInput(f"{name} has more than {MAX_ELEMENTS:,} elements: divide it")
    except etree.XMLSyntaxError as error:
        # Without what a programmer can do about it.
        said = re.split(r", (?:line|see|try|use)\b", error.msg or "it is empty")[0]
        raise UnreadableInput(f"{name} is not whole XML (line {error.lineno or 1}: {said}): export it again") from error
    if root is None:
        raise UnreadableInput(f"{name} is empty: export it again")
    return root
