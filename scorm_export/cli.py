"""The command line: the only place that prints and exits."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from scorm_export import __version__
from scorm_export.archive import write
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.course.model import Course
from scorm_export.course.resolve import resolve
from scorm_export.formats.readability import measure
from scorm_export.formats.references import CONTENT_FOLDERS
from scorm_export.outputs.learner_state import largest_state
from scorm_export.outputs.package import DEFAULT_LAYOUT, LAYOUTS, Package, check_limits, package
from scorm_export.outputs.targets import DEFAULT_TARGET, TARGETS, Target
from scorm_export.problem import has_errors, sort_problems
from scorm_export.report import format_problems, format_readability

OK, BAD_CONTENT, WRONG_USE = 0, 1, 2
"""Exit codes: all is well; the course has errors; wrong use, or an output that cannot be written."""

PROGRESS_AFTER = 1.0
"""Seconds of work before progress is shown."""

DESCRIPTION = "Build SCORM packages from a course written in text files."

EPILOG = """\
examples:
  scorm-export check                    tell everything that is wrong with the course in this folder
  scorm-export build                    build it into dist/
  scorm-export build courses/first-aid  build the course in another folder

A course is a folder that holds course/, modules/ and quizzes/. Exit codes: 0 all is well, 1 the course has errors,
2 the command was used in a wrong way, or its output cannot be written.
"""


class Progress:
    """Tells on a terminal or in a log what is being done, once the work takes longer than a moment."""

    def __init__(self, stream: TextIO, after: float = PROGRESS_AFTER) -> None:
        """Begin to count; nothing is printed before `after` seconds have gone."""
        self._stream = stream
        self._step = ""
        self._visible = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(after, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def step(self, name: str) -> None:
        """Name the step that begins now."""
        with self._lock:
            self._step = name
            if self._visible:
                self._print()

    def _show(self) -> None:
        with self._lock:
            self._visible = True
            self._print()

    def _print(self) -> None:
        print(f"{self._step} ...", file=self._stream, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the arguments (those of the process by default) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number, instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help(sys.stderr)
        return WRONG_USE
    try:
        code = _run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        # The output cannot be written: the reader has gone, or the disk is full. What is left must not be tried again.
        with contextlib.suppress(OSError):
            print(f"scorm-export: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_USE
    return code


def _run(options: argparse.Namespace) -> int:
    root: Path = options.root
    try:
        is_course = (root / "course").is_dir()
        is_folder = is_course or root.is_dir()
    except OSError as error:
        return _wrong_use(f"cannot look into {root}: {error.strerror}")
    if not is_folder:
        return _wrong_use(f"there is no folder {root}")
    if not is_course:
        return _wrong_use(f"{root} is not a course: it has no folder course/")
    with Progress(sys.stderr) as progress:
        if options.command == "check":
            return _check(root, options.readability, progress)
        folder: Path = options.output or root / "dist"
        if any(folder.resolve().is_relative_to((root / each).resolve()) for each in CONTENT_FOLDERS):
            return _wrong_use(f"{folder} is inside the content of the course; choose another --output")
        return _build(root, TARGETS[options.target], options.layout, folder, progress)


def _parser() -> argparse.ArgumentParser:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("scorm-export", None, DESCRIPTION, EPILOG, formatter_class=shape)
    parser.add_argument("--version", action="version", version=f"scorm-export {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    about_check = "tell everything that is wrong with a course, with file and line"
    about_build = "build a course into packages for a learning management system"
    check_command = commands.add_parser("check", help=about_check, description=about_check)
    build_command = commands.add_parser("build", help=about_build, description=about_build)
    for command in (check_command, build_command):
        command.add_argument(
            "root",
            metavar="ROOT",
            type=Path,
            nargs="?",
            default=Path(),
            help="the folder that holds course/, modules/ and quizzes/ (default: this folder)",
        )
    check_command.add_argument("--readability", action="store_true", help="also tell how hard each page is to read")
    build_command.add_argument(
        "--target",
        choices=TARGETS,
        default=DEFAULT_TARGET,
        help="the standard to build for (default: %(default)s)",
    )
    build_command.add_argument(
        "--layout",
        choices=LAYOUTS,
        default=DEFAULT_LAYOUT,
        help="course: one zip with all modules inside (default: %(default)s)",
    )
    build_command.add_argument(
        "--output", metavar="DIR", type=Path, help="where to write the zip (default: dist/ in ROOT)"
    )
    return parser


def _wrong_use(message: str) -> int:
    print(f"scorm-export: {message}", file=sys.stderr)
    return WRONG_USE


@dataclass(frozen=True)
class _Read:
    course: Course
    largest_state: int


def _read(root: Path, target: Target, progress: Progress) -> _Read | None:
    """Return the course, or None when it has errors; prints every problem either way."""
    progress.step("reading")
    project, problems = load(root)
    progress.step("checking")
    problems = sort_problems([*problems, *check(project), *check_limits(project, target)])
    print(format_problems(problems, project.texts), end="", file=sys.stderr)
    return None if has_errors(problems) else _Read(resolve(project), len(largest_state(project)))


def _check(root: Path, readability: bool, progress: Progress) -> int:
    read = _read(root, TARGETS[DEFAULT_TARGET], progress)
    if read is None:
        return BAD_CONTENT
    course = read.course
    print(f"{course.title}: {_size(course)}, no errors")
    if readability:
        print(format_readability((page.file, measure(page.document, course.language)) for page in course.pages))
    return OK


def _build(root: Path, target: Target, layout: str, folder: Path, progress: Progress) -> int:
    read = _read(root, target, progress)
    if read is None:
        return BAD_CONTENT
    progress.step("rendering")
    packages = package(read.course, target, layout)
    progress.step("writing")
    for made in packages:
        try:
            path = write(made, folder)
        except OSError as error:
            return _wrong_use(f"cannot write {folder / made.name}.zip: {error.strerror}")
        print(_made(made, path, read, target))
    return OK


def _size(course: Course) -> str:
    counts = {"module": len(course.modules), "page": len(course.pages), "question": len(course.questions)}
    return ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for what, count in counts.items())


def _made(made: Package, path: Path, read: _Read, target: Target) -> str:
    """Return what a package is, in a few lines."""
    return "\n".join(
        [
            f"{path}",
            f"  size               {path.stat().st_size:,} bytes",
            f"  content            {_size(read.course)}",
            f"  suspend data       at most {read.largest_state:,} of {target.suspend_limit:,} characters",
            f"  content digest     {made.digest}",
        ]
    )
