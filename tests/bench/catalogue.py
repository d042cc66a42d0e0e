"""How long `build` takes for a catalogue of generated courses, and how much memory: the figures of docs/scale.md.

    python tests/bench/catalogue.py 10 100 1000

Each number is that of the courses, each of one module. They are built for the first time, built again, and built with
`--if-changed` when nothing has changed and when one course has. Memory is the peak of the largest process, in MB.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from course_generator import write_course

MEBIBYTE = 1024


def measured(roots: list[Path], cache: Path, *options: str) -> tuple[float, float, float]:
    """Return seconds on the clock, CPU seconds, and the peak memory in MB of building the courses."""
    began = time.monotonic()
    # A process of its own, so that its figures are those of this build alone.
    child = os.spawnve(
        os.P_NOWAIT,
        sys.executable,
        [sys.executable, "-m", "scorm_export", "build", *map(str, roots), *options],
        {**os.environ, "SCORM_EXPORT_CACHE": str(cache)},
    )
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"the build has failed with status {status}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEBIBYTE


def main(counts: list[int]) -> None:
    """Measure catalogues of these sizes, and print a row of a table for each build."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print("| courses | build | seconds | CPU seconds | seconds a course | memory |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            roots = [Path(folder) / "courses" / f"course-{number:04}" for number in range(count)]
            for number, root in enumerate(roots):
                write_course(root, 1, seed=number)
            builds: dict[str, tuple[str, ...]] = {"for the first time": (), "again": ()}
            builds |= {f"with `--if-changed`, {what}": ("--if-changed",) for what in ("again", "nothing has changed")}
            for name, options in builds.items():
                clock, cpu, memory = measured(roots, Path(folder) / "cache", *options)
                row = [f"{count:,}", name, f"{clock:.1f}", f"{cpu:.1f}", f"{clock / count:.3f}", f"{memory:.0f}"]
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]])
