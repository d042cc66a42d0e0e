"""The example of a catalogue: a Dask graph over the public functions, on a scheduler with two workers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from building import REPOSITORY, SMALL, build_zip, edited
from dask.distributed import Client, LocalCluster

from scorm_export import archive

EXAMPLE = REPOSITORY / "examples" / "catalogue" / "build.py"


def spoil(root: Path) -> None:
    (root / "course" / "course.yaml").write_text("titel: A small course\n", encoding="utf-8")


def test_catalogue_on_two_workers(tmp_path: Path) -> None:
    """Each course is built where a worker is free; one with errors stops none of the others."""
    courses, output = tmp_path / "courses", tmp_path / "made"
    courses.mkdir()
    for number in range(6):
        edited(SMALL, tmp_path, spoil if number == 3 else lambda _root: None).rename(courses / f"course-{number}")
    (courses / "no-course").mkdir()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        done = subprocess.run(
            [sys.executable, str(EXAMPLE), str(courses), str(output), "--scheduler", cluster.scheduler_address],
            capture_output=True,
            text=True,
            check=False,
        )
        tasks = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert done.returncode == 1, done.stderr
    assert len(tasks) == 2
    assert min(tasks.values()) > 0
    built = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.zip"))
    assert built == [f"course-{number}/small.zip" for number in range(6) if number != 3]
    assert archive.read(output / "course-0" / "small.zip") == archive.read(build_zip(SMALL))
    assert "course-3" in done.stdout
    assert "not built" in done.stdout
    assert "error" in done.stderr
