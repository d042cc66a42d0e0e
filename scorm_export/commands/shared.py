"""What commands share: the argument for the course folder, and showing problems."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from scorm_export.outputs.output import DEFAULT_LAYOUT, Options
from scorm_export.problem import Problem
from scorm_export.report import format_problems
from scorm_export.usage import UsageError
from scorm_export.workspace import Workspace


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add the argument ROOT: the folder of the course, as `options.root`."""
    parser.add_argument(
        "root",
        metavar="ROOT",
        type=Path,
        nargs="?",
        default=Path(),
        help="the folder that holds course/, modules/ and quizzes/ (default: this folder)",
    )


def read_options(workspace: Workspace, layout: str = DEFAULT_LAYOUT, control_documents: Path | None = None) -> Options:
    """Return the options for building a workspace, with the control documents that the user or the author has named.

    Raises UsageError when the folder that the user has named is not there, or a file in it cannot be read.
    """
    named = workspace.course.control_documents if workspace.course else None
    if control_documents is None and named is None:
        return Options(layout)
    folder = control_documents or workspace.root / (named or "")
    if control_documents and not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    try:
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    except OSError as error:
        raise UsageError(f"cannot read {error.filename}: {error.strerror}") from error
    return Options(layout, files)


def print_problems(workspace: Workspace, problems: Iterable[Problem]) -> None:
    """Print problems to standard error, with the lines of source; nothing when there is none."""
    print(format_problems(problems, workspace.texts), end="", file=sys.stderr)
