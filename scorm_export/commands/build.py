"""`scorm-export build`: build courses into packages."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from scorm_export.archive import write, zip_bytes
from scorm_export.commands.shared import print_problems
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
    parser.add_argument(
        "roots",
        metavar="ROOT",
        type=Path,
        nargs="*",
        help="the folders that hold course/, modules/ and quizzes/, one for each course (default: this folder)",
    )
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
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        help="where to write (default: dist/ in ROOT); of several courses, each has a folder in it",
    )


def _targets(target: str, layout: str) -> list[str]:
    """Return the targets to build for: for all, those that have the layout."""
    having = [name for name, output in OUTPUTS.items() if layout in output.layouts]
    if target not in (ALL, *having):
        raise UsageError(f"the target {target} has no layout {layout}; it has {', '.join(OUTPUTS[target].layouts)}")
    return having if target == ALL else [target]


def run(options: Namespace) -> int:
    """Build every course, and print what each package is.

    A course with errors leaves its older packages alone, and does not stop the others.
    """
    targets = _targets(options.target, options.layout)
    if warning := LAYOUTS[options.layout].warning:
        print(f"warning: {warning}", file=sys.stderr)
    if len(options.roots) > 1:
        return _build_all(options, targets)
    (root,) = options.roots or [Path()]
    return _build(root, options.output or root / "dist", options.layout, targets)


def _build_all(options: Namespace, targets: Sequence[str]) -> int:
    """Build several courses, as many at a time as there are processors."""
    # Here, because a single course must not wait for it.
    from concurrent.futures import ProcessPoolExecutor

    folders = {
        root: options.output / root.resolve().name if options.output else root / "dist" for root in options.roots
    }
    if len(set(folders.values())) < len(options.roots):
        raise UsageError("two of the courses have folders of the same name; build them without --output, or apart")
    worst = OK
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(folders)), initializer=_ignore_interrupts) as pool:
        jobs = {root: pool.submit(_build_quietly, root, to, options.layout, targets) for root, to in folders.items()}
        try:
            for root, job in jobs.items():
                code, said, problems = job.result()
                print(f"{root}:\n{said}", end="", flush=True)
                print(f"{root}:\n{problems}" if problems else "", end="", file=sys.stderr, flush=True)
                worst = worst if code == OK else BAD_CONTENT
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return worst


def _ignore_interrupts() -> None:
    """Leave an interrupt from the keyboard to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _build_quietly(root: Path, folder: Path, layout: str, targets: Sequence[str]) -> tuple[int, str, str]:
    """Build a course in a process of its own. Returns the exit code, and what it would have printed."""
    said, problems = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(problems):
        try:
            code = _build(root, folder, layout, targets)
        except UsageError as error:
            print(error, file=sys.stderr)
            code = BAD_CONTENT
    return code, said.getvalue(), problems.getvalue()


def _build(root: Path, folder: Path, layout: str, targets: Sequence[str]) -> int:
    """Write every package of a course into the folder, and print what each is. Returns the exit code."""
    workspace = open_workspace(root)
    if any(folder.resolve().is_relative_to((root / name).resolve()) for name in CONTENT_FOLDERS):
        raise UsageError(f"{folder} is inside the content of the course; choose another --output")
    plans = [plan(workspace, OUTPUTS[target], Options(layout)) for target in targets]
    # Each plan has the problems of the course, and those of its own target.
    problems = sort_problems(dict.fromkeys(problem for each in plans for problem in each.problems))
    print_problems(workspace, problems)
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
