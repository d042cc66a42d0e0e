"""A course in several packages: each is a whole course of its own, with what it uses and no more."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, build_packages, edited, read_course, replace
from course_generator import write_course

from scorm_export.cli import main
from scorm_export.course.model import Course
from scorm_export.course.slice import module_course
from scorm_export.outputs.output import LAYOUTS
from scorm_export.outputs.targets import TARGETS


def modules_of(course: Course) -> list[Course]:
    """Return the courses of the packages in the layout `modules`."""
    return [division.course for division in LAYOUTS["modules"].divide(course)]


def test_each_module_is_a_course_with_what_it_uses() -> None:
    course = read_course(REPOSITORY)
    parts = modules_of(course)
    assert [part.modules for part in parts] == [(module,) for module in course.modules]
    for part, module in zip(parts, course.modules, strict=True):
        assert (part.id, part.title) == (f"{course.id}-{module.id}", module.title)
        cited = {source for page in module.pages for source in page.sources}
        assert set(part.sources) == cited < set(course.sources)
        explained = {term for page in module.pages for term in page.terms}
        assert set(part.glossary) == explained < set(course.glossary)
        assert part.help_lines == course.help_lines
    assert {source for part in parts for source in part.sources} == set(course.sources)


def test_ids_of_parts_differ_from_each_other_and_from_the_whole() -> None:
    """An LMS and a device keep records by them."""
    course = read_course(REPOSITORY)
    ids = [part.course.id for layout in LAYOUTS.values() for each in layout.divide(course) for part in each.parts]
    assert len(ids) == 1 + 2 * len(course.modules)
    assert len(set(ids)) == len(ids)


def test_items_of_one_package_have_folders_of_their_own() -> None:
    (package,) = build_packages(SMALL, "scorm12", "multi-sco")
    assert sorted(package.files) == [
        "first/images/modules/first/media/square.png.webp",
        "first/index.html",
        "first/modules/first/media/sheet.txt",
        "imsmanifest.xml",
        "second/index.html",
    ]


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd", "scorm2004-4th", "cmi5"])
def test_module_without_a_quiz_as_a_package_asks_for_completion_alone(tmp_path: Path, target: str) -> None:
    def update(root: Path) -> None:
        (root / "quizzes" / "second.yaml").unlink()
        (root / "course" / "facts.yaml").unlink()

    root = edited(SMALL, tmp_path, update)
    first, second = build_packages(root, target, "modules")
    name = "cmi5.xml" if target == "cmi5" else "imsmanifest.xml"
    with_quiz, without = (package.files[name].decode() for package in (first, second))
    for asked in ("minNormalizedMeasure", "masteryScore", "CompletedAndPassed", "masteryscore"):
        assert asked not in without
    # SCORM 1.2 never asks for a score; SCORM 2004 does in a tag with an end, cmi5 in two attributes.
    by_score = 0 if target == "scorm12" else 2
    assert len(re.findall("minNormalizedMeasure>|masteryScore|CompletedAndPassed", with_quiz)) == by_score
    # What completes it is the same, and the course of both has no pass mark either.
    assert with_quiz.count("completionThreshold") == without.count("completionThreshold")
    (whole,) = build_packages(root, target, "course")
    assert "minNormalizedMeasure" not in whole.files[name].decode()


def test_layout_that_loses_data_in_moodle_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["build", str(SMALL), "--output", str(tmp_path), "--layout"]
    assert main([*options, "course"]) == 0
    assert capsys.readouterr().err == ""
    assert main([*options, "multi-sco"]) == 0
    assert capsys.readouterr().err.startswith("warning: Moodle loses data")


def page_of(root: Path, layout: str) -> str:
    return build_packages(root, "scorm12", layout)[0].files["index.html"].decode()


def test_files_go_where_they_are_used() -> None:
    first, second = (module_course(read_course(SMALL), module) for module in read_course(SMALL).modules)
    assert set(first.assets) == set(read_course(SMALL).assets)
    assert not second.assets
    assert not second.drawings


@pytest.fixture
def linking(tmp_path: Path) -> Path:
    """The small course, with links from its first module to itself and to the other one."""

    def link(root: Path) -> None:
        page = root / "modules" / "first" / "20-further.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(f"{text}\n[Back](#first/begin) and [on *and on*](#second/end).\n", encoding="utf-8")

    return edited(SMALL, tmp_path, link)


def test_link_into_another_package_is_only_words(linking: Path) -> None:
    assert '<a href="#first/begin">Back</a> and <a href="#second/end">on <em>and on</em></a>.' in page_of(
        linking, "course"
    )
    assert '<a href="#first/begin">Back</a> and on <em>and on</em>.' in page_of(linking, "modules")


def test_no_link_of_a_module_leads_nowhere() -> None:
    for package in build_packages(REPOSITORY, "scorm12", "modules"):
        page = package.files["index.html"].decode()
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        targets = set(re.findall(r'href="#([^"]*)"', page))
        assert targets <= ids, package.name


def test_questions_are_described_where_the_standard_has_a_place_for_it() -> None:
    for target, expected in (("scorm12", False), ("scorm2004-4th", True)):
        page = build_packages(SMALL, target, "course")[0].files["index.html"].decode()
        (payload,) = re.findall(r'<script[^>]*id="player_payload"[^>]*>(.*?)</script>', page, re.DOTALL)
        questions = [question for module in json.loads(payload)["modules"] for question in module["questions"]]
        assert all(("description" in question) is expected for question in questions)
        assert all(0 < len(question.get("description", "?")) <= 250 for question in questions)


def test_long_question_is_described_in_short(tmp_path: Path) -> None:
    def lengthen(root: Path) -> None:
        path = root / "quizzes" / "first.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"text: .*", f"text: {'Long words. ' * 40}", text, count=1), encoding="utf-8")

    page = build_packages(edited(SMALL, tmp_path, lengthen), "scorm2004-3rd", "course")[0].files["index.html"].decode()
    (long,) = re.findall(r'"description":"(Long words[^"]*)"', page)
    assert len(long) == 250
    assert long.endswith("…")


def test_build_all_targets_of_all_modules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(SMALL), "--target", "all", "--layout", "modules", "--output", str(tmp_path)]) == 0
    expected = [f"small-{module}{target.suffix}.zip" for target in TARGETS.values() for module in ("first", "second")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(expected)
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")] == [
        str(tmp_path / name) for name in expected
    ]


def test_target_without_items_has_no_layout_of_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["build", str(SMALL), "--output", str(tmp_path), "--layout", "multi-sco", "--target"]
    assert main([*options, "web"]) == 2
    assert "the target web has no layout multi-sco; it has course, modules" in capsys.readouterr().err
    assert main([*options, "all"]) == 0
    assert len(list(tmp_path.iterdir())) == sum(target.items for target in TARGETS.values())


def test_many_packages_are_made_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are the same, and told in the same order."""
    options = ["build", str(SMALL), "--target", "all", "--layout", "modules", "--output"]
    assert main([*options, str(tmp_path / "made")]) == 0
    alone = capsys.readouterr().out
    files = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    shutil.rmtree(tmp_path / "made")
    monkeypatch.setattr("scorm_export.commands.build.MANY", 2)
    assert main([*options, str(tmp_path / "made")]) == 0
    assert capsys.readouterr().out == alone
    assert {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()} == files


def test_package_that_cannot_be_written_stops_all_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scorm_export.commands.build.MANY", 2)
    (tmp_path / "made").write_text("a file", encoding="utf-8")
    options = ["--target", "all", "--layout", "modules", "--output", str(tmp_path / "made")]
    assert main(["build", str(SMALL), *options]) == 2
    assert "cannot write" in capsys.readouterr().err


TOO_MANY = 30
"""Modules whose state does not fit a package of SCORM 1.2."""


def test_course_too_large_for_one_package_builds_as_modules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_course(tmp_path / "large", TOO_MANY)
    options = [str(tmp_path / "large"), "--output", str(tmp_path / "made")]
    assert main(["build", *options]) == 1
    assert "--layout modules" in capsys.readouterr().err
    assert not (tmp_path / "made").exists()
    assert main(["build", *options, "--layout", "modules"]) == 0
    assert len(list((tmp_path / "made").iterdir())) == TOO_MANY


def test_problem_of_several_targets_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def spoil(root: Path) -> None:
        replace(root / "course" / "course.yaml", "title: A small course", "titel: A small course")

    assert main(["build", str(edited(SMALL, tmp_path, spoil)), "--target", "all"]) == 1
    assert capsys.readouterr().err.count("[unknown-key]") == 1


def test_home_of_a_single_module_counts_no_modules() -> None:
    assert "<h2>The modules</h2>" in page_of(SMALL, "course")
    assert "<h2>The module</h2>" in page_of(SMALL, "modules")
