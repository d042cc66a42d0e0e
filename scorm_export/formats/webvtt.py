"""Captions of a film as WebVTT (W3C, WebVTT: The Web Video Text Tracks Format, section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TIME = r"(?:(\d{2,6}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}([ \t].*)?")
_OTHER = re.compile(r"(NOTE|STYLE|REGION)([ \t]|$)")


def webvtt_faults(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong with captions: line, message, what to do."""
    lines = text.removeprefix("\ufeff").split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        yield 1, "captions begin with a line WEBVTT", "write WEBVTT in the first line, and an empty line under it"
        return
    before, cues = -1, 0
    for first, block in _blocks(lines):
        if first == 1 or _OTHER.match(block[0]):
            continue
        row = next((row for row, line in enumerate(block) if "-->" in line), None)
        if row is None:
            yield first, "this caption has no times", "write a line such as 00:00:01.000 --> 00:00:04.000 above it"
            continue
        cues += 1
        found = _TIMING.fullmatch(block[row].strip())
        if not found:
            help_ = "write them as 00:00:01.000 --> 00:00:04.000, with three digits behind a point"
            yield first + row, "the times of this caption cannot be read", help_
            continue
        start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:8])
        if end <= start:
            yield first + row, "this caption ends before it begins", "write the later time behind the arrow"
        elif start < before:
            yield first + row, "this caption begins before the one above it", "put captions in the order of time"
        elif not "".join(block[row + 1 :]).strip():
            yield first + row, "this caption has no words", "write them in the line under the times, or take it out"
        before = max(before, start)
    if not cues:
        yield 1, "there is no caption in this file", "write the times of each, and its words in the line below"


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each run of lines without an empty one, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
