"""`scorm-export check`: tell everything that is wrong with a course."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from scorm_export.commands.shared import add_root, print_problems, read_options
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.problem import has_errors
from scorm_export.report import format_counts, format_readability
from scorm_export.usage import BAD_CONTENT, OK
from scorm_export.workspace import open_workspace, plan


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `check`."""
    add_root(parser)
    parser.add_argument("--readability", action="store_true", help="also tell how hard each page is to read")


def run(options: Namespace) -> int:
    """Print the problems of the course, the limits of the default output included, and how large the course is."""
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
