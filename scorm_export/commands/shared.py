"""What commands share: the argument for the course folder, and showing problems."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from scorm_export.problem import Problem
from scorm_export.report import format_problems
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


def print_problems(workspace: Workspace, problems: Iterable[Problem]) -> None:
    """Print problems to standard error, with the lines of source; nothing when there is none."""
    print(format_problems(problems, workspace.texts), end="", file=sys.stderr)
