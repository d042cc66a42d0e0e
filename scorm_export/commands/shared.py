"""What commands share: the argument for the course folder, and showing problems."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scorm_export.report import format_problems
from scorm_export.workspace import Plan, Workspace


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


def print_problems(workspace: Workspace, plan: Plan) -> None:
    """Print every problem of a plan to standard error, with the lines of source; nothing when there is none."""
    print(format_problems(plan.problems, workspace.project.texts), end="", file=sys.stderr)
