"""`scorm-export check`: tell everything that is wrong with a course."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scorm_export import archive
from scorm_export.commands.shared import add_root, print_problems, read_options
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.problem import has_errors
from scorm_export.report import format_counts, format_readability
from scorm_export.usage import BAD_CONTENT, OK
from scorm_export.workspace import open_workspace, plan


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `check`."""
    add_root(parser)
    parser.add_argument(
        "--write-ids",
        action="store_true",
        help="first write the ids that options, pairs, items and gaps lack into the quiz files, in order: a, b, c",
    )
    parser.add_argument("--readability", action="store_true", help="also tell how hard each page is to read")


def run(options: Namespace) -> int:
    """Print the problems of the course, the limits of the default output included, and how large the course is."""
    workspace = open_workspace(options.root)
    if options.write_ids:
        _write_ids(options.root)
        workspace = open_workspace(options.root)
    planned = plan(workspace, OUTPUTS[DEFAULT_OUTPUT], read_options(workspace))
    print_problems(workspace, planned.problems)
    if workspace.course is None or has_errors(planned.problems):
        return BAD_CONTENT
    course = workspace.course
    print(f"{course.title}: {format_counts(course)}, no errors")
    if options.readability:
        print(format_readability(course))
    return OK


def _write_ids(root: Path) -> None:
    """Write the ids that are missing into the quiz files of a course, and print which, or why not."""
    # Here, because nothing else needs them after a course was read.
    from scorm_export.authoring.content import read_content
    from scorm_export.authoring.option_ids import write_option_ids
    from scorm_export.formats.references import is_quiz

    for name, data in read_content(root).files.items():
        if data is None or not is_quiz(name):
            continue
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        try:
            made = write_option_ids(name, data[len(mark) :].decode())
        except UnicodeDecodeError:
            # The check tells where.
            continue
        refused = made.refused or (made.written and _replace(root / name, data, mark + made.text.encode())) or ""
        if refused:
            print(f"{name}: no ids were written: {refused}", file=sys.stderr)
        elif made.written:
            print(f"{name}: wrote {', '.join(f'{new.id} (line {new.line})' for new in made.written)}")


def _replace(path: Path, before: bytes, after: bytes) -> str:
    """Replace a file as a whole. Returns why that is not possible; empty when it is done."""
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
