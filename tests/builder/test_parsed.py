"""Only files that have changed are parsed again, and nobody can tell from the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from building import SMALL, edited

from scorm_export import cache
from scorm_export.authoring import parsed
from scorm_export.authoring.load import load
from scorm_export.questions import KINDS
from scorm_export.questions.single_choice import SingleChoice


@pytest.fixture
def parsed_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], list[str]]:
    """A function that loads a course, and returns the names of the files that had to be parsed."""
    monkeypatch.setenv("SCORM_EXPORT_CACHE", str(tmp_path / "cache"))
    names: list[str] = []
    get = parsed.ParsedFiles.get

    def watch(self: parsed.ParsedFiles, name: str, text: str, parse: Callable[[str, str], Any]) -> Any:
        def noted(name: str, text: str) -> Any:
            names.append(name)
            return parse(name, text)

        return get(self, name, text, noted)

    monkeypatch.setattr(parsed.ParsedFiles, "get", watch)

    def parse(root: Path) -> list[str]:
        names.clear()
        load(root)
        return list(names)

    return parse


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return edited(SMALL, tmp_path, lambda _root: None)


def first_page(root: Path) -> Path:
    return min((root / "modules").rglob("*.md"))


def test_a_course_is_parsed_once(root: Path, parsed_files: Callable[[Path], list[str]]) -> None:
    authored = [path for path in root.rglob("*") if path.suffix in (".md", ".yaml")]
    assert len(parsed_files(root)) == len(authored)
    assert parsed_files(root) == []


def test_only_a_changed_file_is_parsed_again(root: Path, parsed_files: Callable[[Path], list[str]]) -> None:
    parsed_files(root)
    page = first_page(root)
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert parsed_files(root) == [page.relative_to(root).as_posix()]


def test_a_file_moved_to_another_name_is_parsed_again(root: Path, parsed_files: Callable[[Path], list[str]]) -> None:
    """Every position in it has the name of the file."""
    parsed_files(root)
    moved = first_page(root).rename(first_page(root).with_name("99-moved.md"))
    assert parsed_files(root) == [moved.relative_to(root).as_posix()]


@pytest.mark.parametrize("change", ["program", "installed"])
def test_another_version_parses_everything_again(
    root: Path, parsed_files: Callable[[Path], list[str]], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    everything = parsed_files(root)
    monkeypatch.setattr(cache, change, lambda *_module: "another version")
    assert parsed_files(root) == everything


def test_the_result_is_the_same(root: Path) -> None:
    """Also for a course with mistakes of every sort: what was read, and what was found."""
    page, quiz = first_page(root), min((root / "quizzes").glob("*.yaml"))
    page.write_text(page.read_text(encoding="utf-8") + "\n<b>bold</b>\n\n:::{unknown}\n:::\n", encoding="utf-8")
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("kind: ", "kind: un", 1), encoding="utf-8")
    project, problems = load(root)
    again, same_problems = load(root)
    assert {problem.code for problem in problems} >= {"raw-html", "unknown-directive", "invalid-value"}
    assert same_problems == problems
    assert again == project


def test_own_kinds_of_question_are_always_parsed(
    root: Path, parsed_files: Callable[[Path], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind from outside can change without any file of this program."""

    class Own(SingleChoice):
        pass

    monkeypatch.setitem(KINDS, "own", Own)
    everything = parsed_files(root)
    assert everything
    assert parsed_files(root) == everything
