"""Builds a catalogue of courses as a Dask graph, so that it can run on one machine or on many.

    python examples/catalogue/build.py FOLDER OUTPUT [--scheduler ADDRESS]

Every folder in FOLDER that holds `course/` is a course. Each is one task: it is read, checked and built, and its
packages are written to a folder of its own in OUTPUT. Without an address the tasks run on the processors of this
machine; with that of a Dask scheduler they run on its workers, which must have this program and see both folders. A
course with errors stops none of the others.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import dask.config
from dask.base import compute
from dask.delayed import delayed

from scorm_export.archive import write, zip_bytes
from scorm_export.outputs import OUTPUTS
from scorm_export.outputs.output import Options
from scorm_export.problem import has_errors
from scorm_export.report import format_problems
from scorm_export.usage import UsageError
from scorm_export.workspace import build, open_workspace, plan


class Built(NamedTuple):
    """What became of one course: the packages that were written, and what is wrong with it."""

    root: Path
    packages: tuple[Path, ...]
    problems: str


def build_course(root: Path, folder: Path, target: str) -> Built:
    """Build one course for a target into the folder. The only thing that a worker has to do."""
    try:
        workspace = open_workspace(root)
        planned = plan(workspace, OUTPUTS[target], Options())
        problems = format_problems(planned.problems, workspace.texts)
        if has_errors(planned.problems):
            return Built(root, (), problems)
        paths = []
        for package in build(planned):
            paths.append(folder / f"{package.name}.zip")
            write(paths[-1], zip_bytes(package.files))
        return Built(root, tuple(paths), problems)
    except (UsageError, OSError) as error:
        return Built(root, (), f"{error}\n")


def build_catalogue(courses: Path, output: Path, target: str = "scorm12") -> list[Built]:
    """Build every course in a folder, with the Dask scheduler that is configured."""
    roots = sorted(path.parent for path in courses.glob("*/course"))
    tasks = [delayed(build_course)(root, output / root.name, target) for root in roots]
    return list(compute(*tasks))


def main() -> int:
    """Build the catalogue that the command line names, and print what became of each course."""
    parser = argparse.ArgumentParser()
    parser.add_argument("courses", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--scheduler", help="the address of a Dask scheduler, such as tcp://10.0.0.1:8786")
    options = parser.parse_args()
    if options.scheduler:
        from dask.distributed import Client

        with Client(options.scheduler):
            results = build_catalogue(options.courses, options.output)
    else:
        with dask.config.set(scheduler="processes"):
            results = build_catalogue(options.courses, options.output)
    for built in results:
        print(built.root, *(built.packages or ["not built"]), sep="\n  ")
        print(built.problems, end="", file=sys.stderr)
    return 0 if all(built.packages for built in results) else 1


if __name__ == "__main__":
    sys.exit(main())
