"""What people paste from other programs, and what Markdown has for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BULLET = re.compile(r"[ \t]*[\u2022\u00b7\u25aa\u25e6\u25cf\u25cb\uf0b7]\s*\S")
_DASH = re.compile(r"[ \t]*(?:[\u2013\u2014]|o)[ \t]+\S")
_CELLS = re.compile(r"[^\t\n]*\S\t+\S")
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\]")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)")


def pasted(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield what was pasted into a paragraph and is shown in a run-on line: a message, and what to do."""
    lines = paragraph.split("\n")
    bullets = sum(bool(_BULLET.match(line)) for line in lines)
    dashes = sum(bool(_DASH.match(line)) for line in lines)
    if bullets or dashes > 1:
        yield "this is not read as a list", 'begin each line with "- ", below an empty line'
    if sum(bool(_CELLS.match(line)) for line in lines) > 1:
        help_ = 'write "| one | two |" in each line, and "| --- | --- |" under the first'
        yield "these cells are not read as a table", help_
    for pattern in (_CALLOUT, _ADMONITION):
        if pattern.match(paragraph):
            yield "this is not read as a note", "begin it with a line :::{note}, and end it with a line :::"
