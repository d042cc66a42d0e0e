"""`scorm-export build`: build a course into packages."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scorm_export.archive import write, zip_bytes
from scorm_export.commands.shared import add_root, print_problems
from scorm_export.formats.references import CONTENT_FOLDERS
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.outputs.output import DEFAULT_LAYOUT, LAYOUTS, Options
from scorm_export.problem import has_errors, sort_problems
from scorm_export.report import format_package
from scorm_export.usage import BAD_CONTENT, OK, UsageError
from scorm_export.workspace import build, open_workspace, plan

ALL = "all"
"""The target that stands for every one."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of `build`."""
    add_root(parser)
    parser.add_argument(
        "--target",
        choices=[*OUTPUTS, ALL],
        default=DEFAULT_OUTPUT,
        help="the standard to build for, or all of them (default: %(default)s)",
    )
    parser.add_argument(
        "--layout",
        choices=LAYOUTS,
        default=DEFAULT_LAYOUT,
        help="; ".join(f"{name}: {layout.about}" for name, layout in LAYOUTS.items()) + " (default: %(default)s)",
    )
    parser.add_argument("--output", metavar="DIR", type=Path, help="where to write the zip (default: dist/ in ROOT)")


def _targets(target: str, layout: str) -> list[str]:
    """Return the targets to build for: for all, those that have the layout."""
    having = [name for name, output in OUTPUTS.items() if layout in output.layouts]
    if target not in (ALL, *having):
        raise UsageError(f"the target {target} has no layout {layout}; it has {', '.join(OUTPUTS[target].layouts)}")
    return having if target == ALL else [target]


def run(options: Namespace) -> int:
    """Write every package of the course, and print what each is. A course with errors leaves older packages alone."""
    workspace = open_workspace(options.root)
    folder = options.output or options.root / "dist"
    if any(folder.resolve().is_relative_to((options.root / name).resolve()) for name in CONTENT_FOLDERS):
        raise UsageError(f"{folder} is inside the content of the course; choose another --output")
    targets = _targets(options.target, options.layout)
    plans = [plan(workspace, OUTPUTS[target], Options(options.layout)) for target in targets]
    # Each plan has the problems of the course, and those of its own target.
    problems = sort_problems(dict.fromkeys(problem for each in plans for problem in each.problems))
    print_problems(workspace, problems)
    if warning := LAYOUTS[options.layout].warning:
        print(f"warning: {warning}", file=sys.stderr)
    if has_errors(problems):
        return BAD_CONTENT
    for package in (package for each in plans for package in build(each)):
        path = folder / f"{package.name}.zip"
        data = zip_bytes(package.files)
        try:
            write(path, data)
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from error
        print(format_package(package, path, len(data)))
    return OK
