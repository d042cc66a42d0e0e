"""`build --if-changed`: packages of a course that has not changed are left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from building import SMALL, edited, replace

from scorm_export import cache
from scorm_export.build_record import RECORD
from scorm_export.cli import main

Build = Callable[..., dict[str, bool]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return edited(SMALL, tmp_path, lambda _root: None)


@pytest.fixture
def build(root: Path, tmp_path: Path) -> Build:
    """A function that builds the course, and returns of each package whether it was written."""

    def built(*options: str) -> dict[str, bool]:
        folder = tmp_path / "made"
        before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.zip")}
        assert main(["build", str(root), "--output", str(folder), "--if-changed", *options]) == 0
        after = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.zip")}
        return {name: before.get(name) != moment for name, moment in after.items()}

    return built


def change_title(root: Path) -> None:
    replace(root / "course" / "course.yaml", "title: A small course", "title: The small course")


def test_only_a_changed_course_is_built(build: Build, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build() == {"small.zip": True}
    assert build() == {"small.zip": False}
    assert "not changed" in capsys.readouterr().out
    change_title(root)
    assert build() == {"small.zip": True}
    assert build() == {"small.zip": False}


def test_each_target_and_layout_is_known_by_itself(build: Build) -> None:
    build()
    assert build("--target", "web") == {"small.zip": False, "small-web.zip": True}
    assert build() == {"small.zip": False, "small-web.zip": False}
    written = build("--layout", "modules")
    assert sorted(name for name, is_new in written.items() if is_new) == ["small-first.zip", "small-second.zip"]
    assert not any(build("--layout", "modules").values())


def test_another_version_of_the_program_builds_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr(cache, "program", lambda: "another version")
    assert build() == {"small.zip": True}


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"half")], ids=["lost", "damaged"])
def test_package_that_is_not_there_as_it_was_is_built_again(
    build: Build, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    build()
    spoil(tmp_path / "made" / "small.zip")
    assert build() == {"small.zip": True}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"x": 1}', "null"])
def test_record_that_makes_no_sense_is_written_anew(build: Build, tmp_path: Path, text: str) -> None:
    build()
    (tmp_path / "made" / RECORD).write_text(text, encoding="utf-8")
    assert build() == {"small.zip": True}
    assert build() == {"small.zip": False}


def test_record_whose_entry_makes_no_sense(build: Build, tmp_path: Path) -> None:
    build()
    path = tmp_path / "made" / RECORD
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({key: [] for key in record}), encoding="utf-8")
    assert build() == {"small.zip": True}


def test_course_with_errors_is_told_so_each_time(build: Build, root: Path, tmp_path: Path) -> None:
    build()
    replace(root / "course" / "course.yaml", "title: A small course", "titel: A small course")
    for _ in range(2):
        assert main(["build", str(root), "--output", str(tmp_path / "made"), "--if-changed"]) == 1
    assert (tmp_path / "made" / "small.zip").exists()


def test_several_courses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roots = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        roots.append(str(edited(SMALL, tmp_path / name, lambda _root: None)))
    assert main(["build", *roots, "--if-changed"]) == 0
    change_title(Path(roots[1]))
    capsys.readouterr()
    assert main(["build", *roots, "--if-changed"]) == 0
    assert capsys.readouterr().out.count("not changed") == 1


def test_without_the_option_there_is_no_record(root: Path, tmp_path: Path) -> None:
    assert main(["build", str(root), "--output", str(tmp_path / "made")]) == 0
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["small.zip"]
