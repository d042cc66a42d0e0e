"""`scorm-export build`: build courses into packages."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache as once
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from scorm_export import cache
from scorm_export.archive import write, zip_bytes
from scorm_export.authoring.content import Content
from scorm_export.build_record import built_from, note_built
from scorm_export.commands.shared import print_problems, read_options
from scorm_export.formats.references import CONTENT_FOLDERS
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.outputs.output import DEFAULT_LAYOUT, LAYOUTS, Options
from scorm_export.problem import has_errors, sort_problems
from scorm_export.report import format_package
from scorm_export.results import versions
from scorm_export.usage import BAD_CONTENT, OK, UsageError
from scorm_export.workspace import Plan, Workspace, open_workspace, plan

MANY = 50
"""From how many packages on several processes make them."""

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
        "--control-documents",
        metavar="DIR",
        type=Path,
        help="put the schemas of the standard, from the folder of each target in DIR, into the packages",
    )
    parser.add_argument(
        "--if-changed",
        action="store_true",
        help="leave the packages alone when the course and the program are the same as when they were built",
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


class Job(NamedTuple):
    """What to build of each course, and where: the options of the command line, checked."""

    targets: tuple[str, ...]
    layout: str
    control_documents: Path | None
    if_changed: bool


class Written(NamedTuple):
    """A package that was written: its file name, the SHA-256 of its zip, and what to tell of it."""

    name: str
    digest: str
    about: str


def run(options: Namespace) -> int:
    """Build every course, and print what each package is.

    A course with errors leaves its older packages alone, and does not stop the others.
    """
    job = Job(
        tuple(_targets(options.target, options.layout)), options.layout, options.control_documents, options.if_changed
    )
    if warning := LAYOUTS[options.layout].warning:
        print(f"warning: {warning}", file=sys.stderr)
    if len(options.roots) > 1:
        return _build_all(options.roots, options.output, job)
    (root,) = options.roots or [Path()]
    return _build(root, options.output or root / "dist", job)


def _build_all(roots: Sequence[Path], output: Path | None, job: Job) -> int:
    """Build several courses, as many at a time as there are processors."""
    # Here, because a single course must not wait for it.
    from concurrent.futures import ProcessPoolExecutor

    folders = {root: output / root.resolve().name if output else root / "dist" for root in roots}
    if len(set(folders.values())) < len(roots):
        raise UsageError("two of the courses have folders of the same name; build them without --output, or apart")
    worst = OK
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(folders)), initializer=_ignore_interrupts) as pool:
        builds = {root: pool.submit(_build_quietly, root, to, job) for root, to in folders.items()}
        try:
            for root, build in builds.items():
                code, said, problems = build.result()
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


def _build_quietly(root: Path, folder: Path, job: Job) -> tuple[int, str, str]:
    """Build a course in a process of its own. Returns the exit code, and what it would have printed."""
    said, problems = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(problems):
        try:
            code = _build(root, folder, job)
        except UsageError as error:
            print(error, file=sys.stderr)
            code = BAD_CONTENT
    # This process builds many courses, and must not grow with each (see `cli.py`).
    gc.collect()
    return code, said.getvalue(), problems.getvalue()


def _build(root: Path, folder: Path, job: Job) -> int:
    """Write every package of a course into the folder, and print what each is. Returns the exit code."""
    _plan_all.cache_clear()
    workspace, options, plans = _plan_all(root, job)
    if any(folder.resolve().is_relative_to((root / name).resolve()) for name in CONTENT_FOLDERS):
        raise UsageError(f"{folder} is inside the content of the course; choose another --output")
    # Each plan has the problems of the course, and those of its own target.
    problems = sort_problems(dict.fromkeys(problem for each in plans for problem in each.problems))
    print_problems(workspace, problems)
    if has_errors(problems):
        return BAD_CONTENT
    name, digest = f"{root.resolve()} {job.targets} {job.layout}", _digest(workspace, options, job)
    before = built_from(folder, name) if job.if_changed else None
    if before and before[0] == digest:
        print("".join(f"{path}\n  not changed\n" for path in before[1]), end="")
        return OK
    made: dict[str, str] = {}
    for written in _write_all(root, folder, job, sum(len(each.packages) for each in plans)):
        print(written.about, flush=True)
        made[written.name] = written.digest
    if job.if_changed:
        note_built(folder, name, digest, made)
    return OK


@once
def _plan_all(root: Path, job: Job) -> tuple[Workspace, Options, tuple[Plan, ...]]:
    """Open a course and plan its packages. Remembered, so that a process that makes several of them does it once."""
    workspace = open_workspace(root)
    options = read_options(workspace, job.layout, job.control_documents)
    return workspace, options, tuple(plan(workspace, OUTPUTS[target], options) for target in job.targets)


def _digest(workspace: Workspace, options: Options, job: Job) -> str:
    """Return a digest of everything that packages are made from."""
    documents = Content(workspace.root, options.control_documents or {}, (), complete=True)
    parts = (workspace.digest, documents.digest, repr(job), versions(), cache.installed("jinja2"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write_all(root: Path, folder: Path, job: Job, count: int) -> Iterator[Written]:
    """Make and write all packages of a course, and yield what was written, in order.

    Many are made on all processors, unless this process is already one of several.
    """
    if count < MANY or (os.cpu_count() or 1) == 1 or _is_one_of_several():
        yield from (_write(root, folder, job, number) for number in range(count))
        return
    # Here, because few packages are made sooner than other processes have started.
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(initializer=_ignore_interrupts) as pool:
        try:
            jobs = [pool.submit(_write, root, folder, job, number) for number in range(count)]
            yield from (each.result() for each in jobs)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _is_one_of_several() -> bool:
    """Tell whether this process builds one of several courses."""
    from multiprocessing import parent_process

    return parent_process() is not None


def _write(root: Path, folder: Path, job: Job, number: int) -> Written:
    """Make and write one package, by its number among all of them."""
    _, _, plans = _plan_all(root, job)
    output, planned = [(each.output, package) for each in plans for package in each.packages][number]
    package = output.make(planned)
    path = folder / f"{package.name}.zip"
    data = zip_bytes(package.files)
    try:
        write(path, data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    return Written(path.name, hashlib.sha256(data).hexdigest(), format_package(package, path, len(data)))
