"""Measures the program and writes docs/benchmarks.md. Speed is told there and nowhere asserted.

Each section of the measurements is a program of its own, so that no section bears the memory of another one. What was
measured is kept in `after.json`, so that a section can be measured again alone.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import report
from copies import write_copies
from course_generator import LARGEST, write_course
from subject import BENCH, REPOSITORY, Subject

SMALL = REPOSITORY / "tests/courses/small"
SIZES = (7, 70, 700, 7000)
"""Modules of the generated courses."""

FITS = 7
"""Modules of the generated course that fits one package of SCORM 1.2."""

COPIES = 10
ALWAYS, TOO_LARGE = (0,), (0, 1)
"""Exit codes: of a command that must succeed, and of the check of a course too large for SCORM 1.2."""

LIBRARIES = ("pydantic", "jinja2", "lxml", "markdown-it-py", "pyyaml")


def child(program: str, *arguments: str, given: str = "") -> Any:
    """Run a program of this folder with the tests' Python, and return the JSON that it writes."""
    paths = [str(path) for path in (REPOSITORY, BENCH, REPOSITORY / "tests/support")]
    environment = {**Subject().environment, "PYTHONPATH": ":".join(paths)}
    command = [sys.executable, str(BENCH / program), *arguments]
    done = subprocess.run(command, input=given, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


# ---- whole processes ----


@dataclass(frozen=True)
class Measured:
    """A command that is measured, the name of its floor, and the exit codes that it may end with.

    `first` says that every run is the first one on its machine: nothing is kept from run to run. Before each run, a
    blank line is added to the file `edited`.
    """

    command: Sequence[str]
    floor: str | None = None
    allowed: Sequence[int] = ALWAYS
    first: bool = False
    edited: Path | None = None


def processes(subject: Subject, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure commands as whole processes, each beside its floor."""
    commands = {
        "empty": Measured([subject.python, "-c", "pass"]),
        "version": Measured(subject.command("--version"), "empty"),
        "help": Measured(subject.command("--help"), "empty"),
        **commands_for_courses(subject, folder),
    }
    # A file stands where the folder for entries would have to be.
    nowhere = {"SCORM_EXPORT_CACHE": str(BENCH / "bench.py"), "XDG_CACHE_HOME": str(BENCH / "bench.py")}
    listed = [
        {
            "command": list(each.command),
            "environment": {**subject.environment, **(nowhere if each.first else {})},
            "allowed": list(each.allowed),
            "limit": options.limit,
            "edited": str(each.edited) if each.edited else None,
        }
        for each in commands.values()
    ]
    given = json.dumps({"rounds": options.runs, "errors": str(folder / "errors.txt"), "commands": listed})
    launcher = [sys.executable, "-I", "-S", str(BENCH / "processes.py")]
    done = subprocess.run(launcher, input=given, check=True, stdout=subprocess.PIPE, text=True, cwd=folder)
    costs = dict(zip(commands, json.loads(done.stdout), strict=True))
    rows = {name: row(costs[name], costs[each.floor] if each.floor else None) for name, each in commands.items()}
    return {"runs": options.runs, "rows": rows}


def commands_for_courses(subject: Subject, folder: Path) -> dict[str, Measured]:
    """Return `check` and `build` of this course, of ten copies of it, and of a generated one, with their floors."""
    copies, generated, written = folder / "copies", folder / "generated", folder / "written"
    write_copies(REPOSITORY, copies, COPIES)
    write_course(generated, FITS)
    write_copies(REPOSITORY, written, 1)
    expect_only_too_large(subject, copies)
    # A course too large for a package has none: its floor zips an empty folder.
    empty = folder / "empty"
    made, packed = subject.build(REPOSITORY, folder / "made"), subject.build(generated, folder / "made generated")

    def floor(root: Path, package: Path) -> Measured:
        program = str(BENCH / "floor.py")
        return Measured([subject.python, program, str(root), str(package), str(folder / "floor.zip")])

    def check(root: Path) -> list[str]:
        return subject.command("check", str(root))

    def build(root: Path) -> list[str]:
        return subject.command("build", str(root), "--output", str(folder / "again"))

    page = min(written.glob("modules/*/*.md"))
    return {
        "floor course": floor(REPOSITORY, made),
        "check course": Measured(check(REPOSITORY), "floor course"),
        "check course, edited": Measured(check(written), "floor course", edited=page),
        "check course, first": Measured(check(REPOSITORY), "floor course", first=True),
        "build course": Measured(build(REPOSITORY), "floor course"),
        "build course, edited": Measured(build(written), "floor course", edited=page),
        "build course, first": Measured(build(REPOSITORY), "floor course", first=True),
        "floor copies": floor(copies, empty),
        "check copies": Measured(check(copies), "floor copies", TOO_LARGE),
        "check copies, first": Measured(check(copies), "floor copies", TOO_LARGE, first=True),
        "floor generated": floor(generated, packed),
        "check generated": Measured(check(generated), "floor generated"),
        "build generated": Measured(build(generated), "floor generated"),
    }


def expect_only_too_large(subject: Subject, root: Path) -> None:
    """Make sure that the only problem of a course is its size."""
    done = subprocess.run(
        subject.command("check", str(root)), env=subject.environment, capture_output=True, text=True, check=False
    )
    codes = set(re.findall(r"\[([a-z-]+)\]", done.stderr))
    if codes != {"state-too-large"}:
        sys.exit(f"ten copies of this course have other problems than their size: {', '.join(sorted(codes))}")


def row(costs: list[Mapping[str, float]], floors: list[Mapping[str, float]] | None) -> dict[str, float] | None:
    """Return the medians of the runs, and of the ratios of each run to the floor's in the same round."""
    if None in costs:
        return None
    medians = {what: statistics.median(cost[what] for cost in costs) for what in ("cpu", "wall", "memory")}
    if floors:
        pairs = zip(costs, floors, strict=True)
        medians["ratio"] = statistics.median(ours["cpu"] / floor["cpu"] for ours, floor in pairs)
    return medians


# ---- steps of large courses ----


def parts(subject: Subject, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure the steps of a build alone, for generated courses of each size. A large course runs fewer times."""
    return {str(size): steps(subject, options, folder / str(size), size) for size in options.modules}


def steps(subject: Subject, options: argparse.Namespace, root: Path, modules: int) -> dict[str, Any]:
    write_course(root, modules)
    runs = options.runs if modules <= SIZES[1] else 1
    all_runs = []
    for run in range(runs):
        # Under another name, so that no run finds what an earlier one has parsed.
        root = root.rename(root.with_name(f"{modules}-{run}"))
        all_runs.append(one_run(subject, root, options.limit))
    finished = [name for name in all_runs[0] if all(name in run for run in all_runs)]
    medians = {
        name: {what: statistics.median(run[name][what] for run in all_runs) for what in ("cpu", "memory")}
        for name in finished
    }
    return {"runs": runs, "limit": options.limit, "steps": medians}


def one_run(subject: Subject, root: Path, limit: int) -> dict[str, dict[str, float]]:
    """Return what each step cost that was done within the limit of CPU seconds."""
    done = subprocess.run(
        [subject.python, str(subject.parts), str(root)],
        env=subject.environment,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),
    )
    if done.returncode > 0:
        sys.exit(f"the steps of a build failed with {done.returncode}")
    return {step["step"]: step for step in map(json.loads, done.stdout.splitlines())}


# ---- page and LMS ----


def page(subject: Subject, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure the page of this course."""
    package = subject.build(REPOSITORY, folder)
    return dict(child("page_speed.py", str(package), str(REPOSITORY), str(options.runs)))


def lms(subject: Subject, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Count what the LMS gets while the small course of the tests and this one are played."""
    roots = {"small": SMALL, "course": REPOSITORY}
    return {
        name: child("lms_load.py", str(subject.build(root, folder / name)), str(root)) for name, root in roots.items()
    }


SECTIONS: Mapping[str, Callable[[Subject, argparse.Namespace, Path], dict[str, Any]]] = {
    "processes": processes,
    "parts": parts,
    "page": page,
    "lms": lms,
}


def machine() -> dict[str, str]:
    """Return what the figures depend on: versions and the processor, without a name of the machine."""
    model = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    cores = len(re.findall(r"^processor\s*:", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE))
    return {
        "Processor": f"{model[1] if model else platform.machine()}, {cores} cores",
        "System": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "Libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all by default")
    parser.add_argument("--runs", type=int, default=7, help="of which the median is taken (default: %(default)s)")
    parser.add_argument("--modules", type=int, nargs="+", default=SIZES, help="sizes of the generated courses in parts")
    parser.add_argument("--limit", type=int, default=600, help="CPU seconds a run may take (default: %(default)s)")
    parser.add_argument("--code", type=Path, default=REPOSITORY, help="the checkout to measure (default: this one)")
    parser.add_argument("--record", type=Path, default=report.AFTER, help="the file of figures to write")
    parser.add_argument("--test-seconds", type=float, help="note how long `make test` took; alone: measure nothing")
    options = parser.parse_args()
    wrong = [name for name in options.sections if name not in SECTIONS]
    if wrong or not all(1 <= size <= LARGEST for size in options.modules):
        parser.error(f"no such section: {', '.join(wrong)}" if wrong else f"a course has 1 to {LARGEST} modules")
    if not options.sections and options.test_seconds is None:
        options.sections = list(SECTIONS)
    return options


def main() -> None:
    options = arguments()
    subject = Subject(options.code.resolve())
    record = report.read(options.record)
    if options.test_seconds is not None:
        record["tests"] = {"seconds": options.test_seconds}
    for name in options.sections:
        print(f"measuring: {name}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            record[name] = SECTIONS[name](subject, options, Path(folder))
        record["machine"] = machine()
        report.write(options.record, record)
    report.write(options.record, record)
    report.publish()


if __name__ == "__main__":
    main()
