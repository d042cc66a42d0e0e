"""`scorm-export check`: tell everything that is wrong with a course."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

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
    # Here, because a check that is not asked for this must not wait for it.
    from scorm_export.id_writer import write_ids

    for file, written, refused in write_ids(root):
        if refused:
            print(f"{file}: no ids were written: {refused}", file=sys.stderr)
        else:
            print(f"{file}: wrote {', '.join(f'{new.id} (line {new.line})' for new in written)}")
