"""Only what depends on a change is computed again, and nobody can tell from the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from building import SMALL, edited

from scorm_export import cache
from scorm_export.questions import KINDS
from scorm_export.questions.single_choice import SingleChoice
from scorm_export.results import Results
from scorm_export.workspace import open_workspace

CHECKED = "the whole course"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return edited(SMALL, tmp_path, lambda _root: None)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path) -> Callable[[], list[str]]:
    """A function that opens the course, and returns what was computed: the files that were parsed, and CHECKED."""
    monkeypatch.setenv("SCORM_EXPORT_CACHE", str(tmp_path / "cache"))
    names: list[str] = []
    get = Results.get

    def watch(self: Results, name: str, made_from: str, make: Callable[[], Any]) -> Any:
        def noted() -> Any:
            done, path = name.split(" ", 1)
            names.append(Path(path).relative_to(root).as_posix() if done == "parsed" else CHECKED)
            return make()

        return get(self, name, made_from, noted)

    monkeypatch.setattr(Results, "get", watch)

    def open_course() -> list[str]:
        names.clear()
        open_workspace(root)
        return list(names)

    return open_course


def first_page(root: Path) -> Path:
    return min((root / "modules").rglob("*.md"))


def test_a_course_is_parsed_and_checked_once(root: Path, computed: Callable[[], list[str]]) -> None:
    authored = [path for path in root.rglob("*") if path.suffix in (".md", ".yaml", ".png")]
    assert len(computed()) == len(authored) + 1
    assert computed() == []


def test_only_a_changed_file_is_parsed_again(root: Path, computed: Callable[[], list[str]]) -> None:
    computed()
    page = first_page(root)
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert computed() == [CHECKED, page.relative_to(root).as_posix()]


def test_a_file_moved_to_another_name_is_parsed_again(root: Path, computed: Callable[[], list[str]]) -> None:
    """Every position in it has the name of the file."""
    computed()
    moved = first_page(root).rename(first_page(root).with_name("99-moved.md"))
    # A quiz may name any file, from where it stands or from the folder of its module.
    quizzes = [path.relative_to(root).as_posix() for path in sorted((root / "quizzes").iterdir())]
    assert sorted(computed()) == sorted([CHECKED, moved.relative_to(root).as_posix(), *quizzes])


@pytest.mark.parametrize("change", ["program", "installed"])
def test_another_version_computes_everything_again(
    computed: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    everything = computed()
    monkeypatch.setattr(cache, change, lambda *_module: "another version")
    assert computed() == everything


@pytest.mark.usefixtures("computed")
def test_the_result_is_the_same(root: Path) -> None:
    """Also for a course with mistakes of every sort: what was read, and what was found."""
    page, quiz = first_page(root), min((root / "quizzes").glob("*.yaml"))
    page.write_text(page.read_text(encoding="utf-8") + "\n<font>bold</font>\n\n:::{unknown}\n:::\n", encoding="utf-8")
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("kind: ", "kind: un", 1), encoding="utf-8")
    first = open_workspace(root)
    assert {problem.code for problem in first.problems} >= {"raw-html", "unknown-directive", "invalid-value"}
    assert open_workspace(root) == first


@pytest.mark.usefixtures("computed")
def test_a_course_without_mistakes_is_the_same(root: Path) -> None:
    """Its drawings and other files too, which are not kept."""
    first = open_workspace(root)
    assert first.course
    assert all(first.course.drawings.values())
    assert all(first.course.assets.values())
    assert first.course.drawings
    assert first.course.assets
    assert open_workspace(root) == first


def changed_drawing(root: Path) -> None:
    drawing = min(root.rglob("*.svg"))
    drawing.write_text(drawing.read_text(encoding="utf-8").replace("</svg>", "<script/></svg>"), encoding="utf-8")


def lost_file(root: Path) -> None:
    min(root.rglob("*.svg")).unlink()


def link_outside(root: Path) -> None:
    page = first_page(root)
    outside = page.rename(root.parent / "outside.md")
    page.symlink_to(outside)


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (changed_drawing, "unsafe-svg"),
        (lost_file, "missing-image"),
        (link_outside, "outside-course"),
    ],
)
def test_a_change_of_any_file_is_seen(root: Path, change: Callable[[Path], None], code: str) -> None:
    assert open_workspace(root).problems == ()
    change(root)
    assert code in {problem.code for problem in open_workspace(root).problems}


def test_own_kinds_of_question_are_always_computed(
    computed: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kind from outside can change without any file of this program."""

    class Own(SingleChoice):
        pass

    monkeypatch.setitem(KINDS, "own", Own)
    everything = computed()
    assert everything
    assert computed() == everything
