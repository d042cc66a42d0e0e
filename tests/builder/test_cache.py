"""What is kept from run to run: found again, never trusted when it does not fit, and never needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from building import SMALL, build_zip
from problem_cases import MINIMAL

from scorm_export import cache


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCORM_EXPORT_CACHE")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of a user who has none yet, on the platforms that let a user choose one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "scorm-export"


def test_entry_is_found_again(folder: Path) -> None:
    assert cache.read("words", "key") is None
    cache.write("words", "key", b"old")
    cache.write("words", "key", b"new")
    assert cache.read("words", "key") == b"new"
    assert [path.name for path in folder.iterdir()] == ["words"]


def test_entry_with_another_key_is_not_used(folder: Path) -> None:
    cache.write("words", "key", b"data")
    assert cache.read("words", "another key") is None


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"\0" * len(data), lambda _data: b""])
def test_damaged_entry_is_not_used(folder: Path, damage: object) -> None:
    cache.write("words", "key", b"data")
    entry = folder / "words"
    assert callable(damage)
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.read("words", "key") is None


def test_folder_that_cannot_be_made_is_no_error(folder: Path) -> None:
    folder.write_text("a file")
    cache.write("words", "key", b"data")
    assert cache.read("words", "key") is None
    assert folder.read_text() == "a file"


def test_folder_of_another_user_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could hold code that this user must not run."""
    cache.write("words", "key", b"data")
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert cache.read("words", "key") is None


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "{chosen}"),
        ("linux", "", "{home}/.cache"),
        ("darwin", "XDG_CACHE_HOME", "{home}/Library/Caches"),
        ("win32", "LOCALAPPDATA", "{chosen}"),
        ("win32", "", "{home}/AppData/Local"),
    ],
)
def test_folder_is_where_the_platform_keeps_caches(
    platform: str, variable: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, chosen = tmp_path / "home", tmp_path / "chosen"
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, str(chosen))
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(sys, "platform", platform)
    cache.write("words", "key", b"data")
    found = [path.relative_to(tmp_path) for path in tmp_path.rglob("words")]
    place = Path(expected.format(home=home, chosen=chosen))
    assert found == [place.relative_to(tmp_path) / "scorm-export" / "words"]


def test_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORM_EXPORT_CACHE", str(tmp_path / "chosen"))
    cache.write("words", "key", b"data")
    assert [path.name for path in (tmp_path / "chosen").iterdir()] == ["words"]
    assert cache.read("words", "key") == b"data"


def test_relative_folder_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    cache.write("words", "key", b"data")
    assert (tmp_path / ".cache" / "scorm-export" / "words").exists()
    assert not (tmp_path / "somewhere").exists()


def test_oldest_entries_make_room(folder: Path) -> None:
    for age, name in enumerate(["new", "old", "oldest"]):
        cache.write(name, "key", bytes(1000))
        os.utime(folder / name, (1e9 - age, 1e9 - age))
    cache.forget_oldest(most=2500)
    assert [cache.read(name, "key") is not None for name in ("new", "old", "oldest")] == [True, True, False]


PROGRAM = """
import sys
from scorm_export.cli import main
code = main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def run(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command with a cache folder. It prints the modules that it has imported to standard error."""
    environment = {**os.environ, "SCORM_EXPORT_CACHE": str(folder)}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def imported(folder: Path, *arguments: str) -> set[str]:
    """Run the command and return the modules that it has imported."""
    process = run(folder, *arguments)
    _, modules = process.communicate()
    assert process.returncode == 0, modules
    return set(modules.split())


def test_a_course_of_text_needs_no_library_for_what_it_has_not(tmp_path: Path) -> None:
    build = imported(tmp_path / "cache", "build", str(MINIMAL), "--output", str(tmp_path / "dist"))
    assert not build & {"PIL", "latex2mathml", "openpyxl", "mammoth", "ruamel", "concurrent"}


def test_help_and_version_import_almost_nothing(tmp_path: Path) -> None:
    """Loading what a command needs takes ten times as long as starting Python."""
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*{name.partition('.')[0] for name in sys.modules})"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    for option in ("--help", "--version"):
        assert imported(tmp_path, option) - set(bare) <= {"scorm_export", "__future__"}


def test_check_imports_neither_templates_nor_known_hyphenation(tmp_path: Path) -> None:
    assert "pyphen" in imported(tmp_path, "check", str(SMALL))
    assert not {"pyphen", "jinja2"} & imported(tmp_path, "check", str(SMALL))


def test_readability_is_the_same_from_kept_counts(tmp_path: Path) -> None:
    first, _ = run(tmp_path, "check", str(SMALL), "--readability").communicate()
    second, modules = run(tmp_path, "check", str(SMALL), "--readability").communicate()
    assert second == first
    assert "reading ease" in first
    assert "pyphen" not in modules.split()


def test_packages_are_the_same_whatever_was_kept(tmp_path: Path) -> None:
    """Without a cache, with one, with a damaged one, and without a place for one."""
    kept, output, expected = tmp_path / "cache", tmp_path / "dist", build_zip(SMALL)
    unusable = tmp_path / "a file"
    unusable.write_text("x")

    def built(folder: Path) -> bytes:
        imported(folder, "build", str(SMALL), "--output", str(output))
        return (output / "small.zip").read_bytes()

    assert built(kept) == expected
    entries = [path for path in kept.rglob("*") if path.is_file()]
    assert any(path.name.startswith("template-") for path in entries)
    assert any(path.name.startswith("syllables-") for path in entries)
    assert built(kept) == expected
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1] + b"\0")
    assert built(kept) == expected
    assert built(unusable) == expected


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    outputs = [tmp_path / "one", tmp_path / "two"]
    processes = [run(tmp_path / "cache", "build", str(SMALL), "--output", str(output)) for output in outputs]
    for process, output in zip(processes, outputs, strict=True):
        said, errors = process.communicate()
        assert process.returncode == 0, errors
        assert said.startswith(str(output))
        assert (output / "small.zip").read_bytes() == build_zip(SMALL)
    assert not list(tmp_path.rglob("*.part"))
