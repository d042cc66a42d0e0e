"""Writes the ids that options lack into the quiz files of a course. The only module that changes an author's files."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scorm_export import archive
from scorm_export.authoring.content import read_content
from scorm_export.authoring.option_ids import NewId, write_option_ids
from scorm_export.formats.references import is_quiz


class Outcome(NamedTuple):
    """What became of a quiz file, by its path from the root: the ids that were written, or why none was."""

    file: str
    written: tuple[NewId, ...]
    refused: str


def write_ids(root: Path) -> Iterator[Outcome]:
    """Write the ids that are missing in the course in `root`, and yield each file in which any may be missing."""
    for name, data in read_content(root).files.items():
        if data is None or not is_quiz(name):
            continue
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        try:
            text, written, refused = write_option_ids(name, data[len(mark) :].decode())
        except UnicodeDecodeError:
            yield Outcome(name, (), "it is not UTF-8")
            continue
        if written:
            refused = replace(root / name, data, mark + text.encode())
        if written or refused:
            yield Outcome(name, () if refused else written, refused)


def replace(path: Path, before: bytes, after: bytes) -> str:
    """Replace a file as a whole, if it still is what it was. Returns why it was not; empty when it was."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if path.is_symlink():
            return "it is a link to another file"
        if not (mode & stat.S_IWUSR and os.access(path, os.W_OK)):
            return "it may only be read"
        if path.read_bytes() != before:
            return "it has changed meanwhile"
        archive.write(path, after, mode=mode)
    except OSError as error:
        return f"it cannot be written: {error.strerror}"
    return ""
