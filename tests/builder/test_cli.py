"""The command: its exit codes, what it prints, and which files it leaves alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from building import SMALL, build, edited, replace

from scorm_export import __version__, archive
from scorm_export.cli import main
from scorm_export.commands import COMMANDS


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "scorm_export", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        encoding="utf-8",
        check=False,
    )


def test_build_writes_the_zip_and_says_what_it_made(tmp_path: Path) -> None:
    done = run("build", str(SMALL), "--output", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    path = tmp_path / "small.zip"
    assert archive.read(path) == build(SMALL).files
    lines = done.stdout.split("\n")
    assert lines[0] == str(path)
    assert lines[1] == f"  size               {path.stat().st_size:,} bytes"
    assert lines[2] == "  content            2 modules, 3 pages, 3 questions"
    assert re.fullmatch(r"  suspend data       at most \d+ of 4,096 characters", lines[3])
    assert lines[4] == f"  content digest     {build(SMALL).digest}"


def test_build_goes_to_dist_in_the_course(tmp_path: Path) -> None:
    root = edited(SMALL, tmp_path, lambda root: None)
    assert run("build", cwd=root).returncode == 0
    assert (root / "dist" / "small.zip").exists()


def test_check_is_silent_about_a_good_course() -> None:
    done = run("check", str(SMALL))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "A small course: 2 modules, 3 pages, 3 questions, no errors\n"


def test_check_tells_how_hard_pages_are_to_read() -> None:
    lines = run("check", str(SMALL), "--readability").stdout.split("\n")
    assert lines[1].split("   ")[-1] == "page"
    assert [line.split()[-1] for line in lines[2:5]] == [
        "modules/first/10-begin.md",
        "modules/first/20-further.md",
        "modules/second/10-end.md",
    ]
    assert all(re.match(r" *\d+ +\d+\.\d +\d+ ", line) for line in lines[2:5])


def test_bad_course_gives_all_its_problems_and_keeps_the_old_zip(tmp_path: Path) -> None:
    def spoil(root: Path) -> None:
        replace(root / "course" / "course.yaml", "language: en", "language: xx")
        replace(root / "quizzes" / "first.yaml", "kind: single-choice", "kind: singel-choice")
        replace(root / "modules" / "second" / "10-end.md", "The end.", "<font>The end.</font>")
        (root / "modules" / "first" / "20-further.md").write_bytes(b"\xff")

    output = tmp_path / "dist"
    output.mkdir()
    old = output / "small.zip"
    old.write_bytes(b"old")
    done = run("build", str(edited(SMALL, tmp_path, spoil)), "--output", str(output))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    heads = re.findall(r"^(\S+?):\d+:\d+: error: .* \[([\w-]+)\]$", done.stderr, re.M)
    assert heads == [
        ("course/course.yaml", "unknown-language"),
        ("modules/first/20-further.md", "not-utf8"),
        ("modules/second/10-end.md", "raw-html"),
        ("quizzes/first.yaml", "invalid-value"),
    ]
    assert done.stderr.endswith("4 errors\n")
    assert list(output.iterdir()) == [old]
    assert old.read_bytes() == b"old"


def test_warning_does_not_stop_a_build(tmp_path: Path) -> None:
    def add(root: Path) -> None:
        (root / "modules" / "first" / "media" / "unused.txt").write_text("unused")

    root = edited(SMALL, tmp_path, add)
    done = run("build", str(root))
    assert done.returncode == 0
    assert "warning" in done.stderr
    assert (root / "dist" / "small.zip").exists()


def test_several_courses_are_built_and_a_broken_one_stops_none(tmp_path: Path) -> None:
    def spoil(root: Path) -> None:
        replace(root / "course" / "course.yaml", "language: en", "language: xx")

    good, bad = tmp_path / "good", edited(SMALL, tmp_path, spoil)
    shutil.copytree(SMALL, good)
    done = run("build", str(bad), str(good), str(tmp_path / "missing"), "--output", str(tmp_path / "made"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert archive.read(tmp_path / "made" / "good" / "small.zip") == build(SMALL).files
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["good"]
    said = done.stdout.split("\n")
    assert said[:3] == [f"{bad}:", f"{good}:", str(tmp_path / "made" / "good" / "small.zip")]
    assert f"{bad}:\ncourse/course.yaml:3:11: error: " in done.stderr
    assert done.stderr.endswith(f"{tmp_path / 'missing'}:\nthere is no folder {tmp_path / 'missing'}\n")


def test_several_courses_go_to_their_own_folders(tmp_path: Path) -> None:
    roots = [tmp_path / "one", tmp_path / "two"]
    for root in roots:
        shutil.copytree(SMALL, root)
    assert run("build", *map(str, roots)).returncode == 0
    assert all((root / "dist" / "small.zip").exists() for root in roots)
    shutil.copytree(SMALL, tmp_path / "more" / "one")
    done = run("build", str(roots[0]), str(tmp_path / "more" / "one"), "--output", str(tmp_path / "made"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "folders of the same name" in done.stderr
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["biuld"],
        ["build", "--target", "scorm99"],
        ["build", "--layout", "spiral"],
        ["build", "--speed"],
        ["--speed"],
        ["build", "no-such-folder"],
        ["build", str(SMALL / "course")],
        ["build", str(SMALL / "course" / "course.yaml")],
    ],
    ids=lambda arguments: " ".join(arguments[:2]) or "nothing",
)
def test_wrong_use(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_output_that_is_a_file_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = run("build", str(SMALL), "--output", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.startswith("scorm-export: cannot write")


def test_output_inside_the_content_is_wrong_use(tmp_path: Path) -> None:
    root = edited(SMALL, tmp_path, lambda root: None)
    done = run("build", str(root), "--output", str(root / "modules"))
    assert done.returncode == 2
    assert not (root / "modules" / "small.zip").exists()


def test_output_that_cannot_be_printed_is_no_error_of_the_course() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scorm_export", "check", str(SMALL)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_version() -> None:
    assert run("--version").stdout == f"scorm-export {__version__}\n"


def test_help_tells_a_newcomer_what_to_do() -> None:
    said = run("--help").stdout
    assert "scorm-export build" in said
    assert "course/, modules/ and quizzes/" in said
    for name, about in COMMANDS.items():
        assert re.search(rf"^  {name} +{about}$", said, re.MULTILINE)
    for option in ("--target", "--layout", "--output", "ROOT"):
        assert option in run("build", "--help").stdout


def test_terminal_that_cannot_show_a_character_is_no_reason_to_fail(tmp_path: Path) -> None:
    def rename(root: Path) -> None:
        replace(root / "course" / "course.yaml", "title: A small course", "title: Een cursus over één ☺")

    root = edited(SMALL, tmp_path, rename)
    done = subprocess.run(
        [sys.executable, "-m", "scorm_export", "check", str(root)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 0
    assert b"\\u263a" in done.stdout


def test_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scorm_export.workspace.read_content", interrupt)
    assert main(["check", str(SMALL)]) == 130
