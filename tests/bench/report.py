"""The figures as a document: docs/benchmarks.md, with those from before beside those of now."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from subject import BENCH, REPOSITORY

BEFORE, AFTER = BENCH / "before.json", BENCH / "after.json"
"""Figures of commit fbdc71a, measured once, and those of `make bench`."""

DOCUMENT = REPOSITORY / "docs/benchmarks.md"

MEGABYTE = 1_000_000
MISSING = "–"

Record = dict[str, Any]

PROCESSES = {
    "empty": ("an empty Python", ""),
    "version": ("`--version`", "1.5 × an empty Python"),
    "help": ("`--help`", "1.5 × an empty Python"),
    "floor course": ("floor for this course", ""),
    "check course": ("`check` of this course", "1.2 × the floor"),
    "check course, edited": ("the same, after a change to one page", ""),
    "check course, first": ("the same, for the first time", ""),
    "build course": ("`build` of this course", "1.4 × the floor, 80 MB"),
    "build course, edited": ("the same, after a change to one page", ""),
    "build course, first": ("the same, for the first time", ""),
    "floor copies": ("floor for ten copies of this course", ""),
    "check copies": ("`check` of ten copies (70 modules)", "1.5 s"),
    "check copies, first": ("the same, for the first time", ""),
    "floor generated": ("floor for a generated course of 7 modules", ""),
    "check generated": ("`check` of it", ""),
    "build generated": ("`build` of it", ""),
}
"""What each row of the processes is called, and the goal for it."""

STEPS = ("load", "check", "resolve", "render")
TIMES = {
    "paint": "first contentful paint",
    "ready": "ready (DOMContentLoaded handled)",
    "blocking": "total blocking time",
    "turn": "a page turn",
    "slowest turn": "the slowest page turn",
    "answer": "an answer",
    "slowest answer": "the slowest answer",
}
GOALS = {"ready": "1.0 × the floor", "blocking": "200 ms"}

COMMANDS = """\
    make bench                                        measure everything; takes about an hour
    make bench BENCH="page --runs 9"                  one section, and the number of runs
    make bench BENCH="parts --modules 7 70"           the steps of a build, for courses of these sizes
    make bench BENCH="--test-seconds 480"             note how long `make test` took; measures nothing
"""


INTRODUCTION = (
    "Written by `make bench`; change `tests/bench/report.py` and not this file. *Before* is commit fbdc71a, "
    "measured once with the same programs (`tests/bench/before.json`); *now* is the commit that this file is "
    "part of. Each figure is the median of several runs. A ratio is the median of the ratios of pairs: a run "
    "and its floor in the same round, so that a machine that is busy for a while slows both."
)


def read(path: Path) -> Record:
    """Return the figures in a file; none when there is no file yet."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write(path: Path, record: Record) -> None:
    """Write figures into a file, with no more digits than they have."""
    path.write_text(json.dumps(_rounded(record), indent=1) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def publish() -> None:
    """Write the document from the two files of figures."""
    DOCUMENT.write_text("\n".join(_document(read(BEFORE), read(AFTER))) + "\n", encoding="utf-8")


def _document(before: Record, now: Record) -> Iterator[str]:
    yield "# Benchmarks\n"
    yield _prose(INTRODUCTION)
    yield COMMANDS
    yield from _machine(before, now)
    yield from _processes(before.get("processes", {}), now.get("processes", {}))
    yield from _parts(before.get("parts", {}), now.get("parts", {}))
    yield from _bytes(before.get("page", {}), now.get("page", {}))
    yield from _times(before.get("page", {}), now.get("page", {}))
    yield from _lms(before.get("lms", {}), now.get("lms", {}))
    yield from _tests(before, now)


def _prose(text: str) -> str:
    """Return a paragraph in lines."""
    return textwrap.fill(text, 140, break_long_words=False, break_on_hyphens=False) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; every column but the first holds numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"| --- |{' ---: |' * (len(head) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _pair(before: object, now: object, form: str, scale: float = 1) -> tuple[str, str]:
    """Return two numbers as text, the dash for what was not measured."""
    first, second = (f"{n / scale:{form}}" if isinstance(n, int | float) else MISSING for n in (before, now))
    return first, second


def _runs(before: Record, now: Record) -> str:
    """Return how many runs there were, before and now."""
    return f"Runs: {before.get('runs', MISSING)} before, {now.get('runs', MISSING)} now."


def _machine(before: Record, now: Record) -> Iterator[str]:
    yield "## Where it was measured\n"
    records = [
        {**record.get("machine", {}), "Chromium": record.get("page", {}).get("chromium", MISSING)}
        for record in (before, now)
    ]
    names = list(dict.fromkeys(name for record in records for name in record))
    yield from _table(
        ["", "before", "now"], ([name, *(record.get(name, MISSING) for record in records)] for name in names)
    )


def _processes(before: Record, now: Record) -> Iterator[str]:
    yield "## Whole processes\n"
    yield _prose(
        "CPU seconds (user and system), seconds on the clock, peak memory in MB. The floor "
        "(`tests/bench/floor.py`) is a Python that imports the same libraries, reads the same author files, "
        "and zips the same bytes, if there are any. The floor of `--version` and `--help` is an empty Python. "
        "What a file was parsed to, what a whole course was checked to and what a template was compiled to are kept "
        "from run to run; *for the first time* nothing was kept. Before, nothing was kept at all."
    )
    yield f"{_runs(before, now)}\n"
    rows = []
    for name, (called, goal) in PROCESSES.items():
        old, new = (record.get("rows", {}).get(name) or {} for record in (before, now))
        cells = [
            *_pair(old.get("cpu"), new.get("cpu"), ".3f"),
            *_pair(old.get("ratio"), new.get("ratio"), ".1f"),
            *_pair(old.get("wall"), new.get("wall"), ".2f"),
            *_pair(old.get("memory"), new.get("memory"), ".0f", MEGABYTE),
        ]
        rows.append([called, *cells, goal])
    kinds = ("CPU", "ratio to the floor", "clock", "memory")
    yield from _table(["", *(f"{k} {when}" for k in kinds for when in ("before", "now")), "goal"], rows)


def _parts(before: Record, now: Record) -> Iterator[str]:
    yield "## Steps of a build, by the size of the course\n"
    yield _prose(
        "Milliseconds of CPU for each module of a generated course (`tests/bench/course_generator.py`: every "
        "directive, every kind of question, one glossary term a module), in one process without packaging, "
        "because a package of SCORM 1.2 cannot hold more than about a dozen modules. Memory is the peak of "
        "the process, in MB. The goal: a module of a course of 700 costs at most a tenth more than one of a "
        "course of 70."
    )
    rows = []
    for size in sorted({*before, *now}, key=int):
        old, new = before.get(size, {}), now.get(size, {})
        for step in STEPS:
            first, second = (_step(record, step) for record in (old, new))
            cells = [_per_module(record, step, int(size)) for record in (old, new)]
            memory = _pair(first.get("memory"), second.get("memory"), ".0f", MEGABYTE)
            runs = [str(record.get("runs", MISSING)) for record in (old, new)]
            rows.append([f"{int(size):,} modules: {step}", *cells, *memory, *runs])
    kinds = ("ms a module", "memory", "runs")
    yield from _table(["", *(f"{k} {when}" for k in kinds for when in ("before", "now"))], rows)


def _step(record: Record, step: str) -> Record:
    return dict(record.get("steps", {}).get(step, {}))


def _per_module(record: Record, step: str, modules: int) -> str:
    """Return the cost of a module, or that the run was stopped."""
    if not record:
        return MISSING
    cost = _step(record, step)
    return f"{cost['cpu'] * 1000 / modules:.1f}" if cost else f"stopped at {record['limit']} s"


def _bytes(before: Record, now: Record) -> Iterator[str]:
    yield "## The page: bytes\n"
    yield "The page of this course, as it is and compressed (gzip -9, each part alone).\n"
    old, new = before.get("bytes", {}), now.get("bytes", {})
    rows = []
    for name in dict.fromkeys([*old, *new]):
        cells = [_pair(old.get(name, {}).get(kind), new.get(name, {}).get(kind), ",.0f") for kind in ("raw", "gzip")]
        rows.append([name, *cells[0], *cells[1]])
    rows.append(["requests to open it", *_pair(before.get("requests"), now.get("requests"), ".0f"), "", ""])
    yield from _table(["", "bytes before", "bytes now", "compressed before", "compressed now"], rows)


def _times(before: Record, now: Record) -> Iterator[str]:
    yield "## The page: time\n"
    yield _prose(
        "Milliseconds in Chromium, with the processor slowed down four times and a network of 1.6 Mbit/s and "
        "150 ms, from a server that compresses. The floor is the same HTML without script and style. The "
        "total blocking time counts what long tasks take over 50 ms, from the navigation until no long task "
        "has begun for a second. A page turn and an answer are script and layout alone, the median of all in "
        "the course."
    )
    yield f"{_runs(before, now)}\n"
    rows = []
    for name, called in TIMES.items():
        cells = [
            cell
            for kind, form in (("times", ",.0f"), ("floor", ",.0f"), ("ratios", ".2f"))
            for cell in _pair(before.get(kind, {}).get(name), now.get(kind, {}).get(name), form)
        ]
        rows.append([called, *cells, GOALS.get(name, "")])
    kinds = ("ms", "floor", "ratio")
    yield from _table(["", *(f"{k} {when}" for k in kinds for when in ("before", "now")), "goal"], rows)


def _lms(before: Record, now: Record) -> Iterator[str]:
    yield "## Load on the LMS\n"
    yield _prose(
        "What one trainee's whole course gives the LMS of the tests: commits, and probes (HEAD requests that "
        "ask whether the LMS is there). The goal: at most 1.1 probes a commit. The pace is how long the "
        "trainee takes for each step, on the clock of the page; 0 is as fast as the machine can."
    )
    rows = []
    for name, called in (("small", "small course of the tests"), ("course", "this course")):
        paces = [{load["pace"]: load for load in record.get(name, [])} for record in (before, now)]
        for pace in sorted({*paces[0], *paces[1]}):
            old, new = (loads.get(pace, {}) for loads in paces)
            cells = [cell for kind in ("commits", "probes") for cell in _pair(old.get(kind), new.get(kind), ".0f")]
            rows.append([f"{called}, {pace} s a step", *cells, *_pair(_share(old), _share(new), ".2f")])
    kinds = ("commits", "probes", "probes a commit")
    yield from _table(["", *(f"{k} {when}" for k in kinds for when in ("before", "now"))], rows)


def _share(load: Record) -> float | None:
    return load["probes"] / load["commits"] if load else None


def _tests(before: Record, now: Record) -> Iterator[str]:
    yield "## The tests\n"
    seconds = [record.get("tests", {}).get("seconds") for record in (before, now)]
    minutes = _pair(seconds[0], seconds[1], ".1f", 60)
    yield from _table(["", "before", "now", "goal"], [["`make test` on two cores, minutes", *minutes, "8"]])
