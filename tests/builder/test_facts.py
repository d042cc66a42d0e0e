"""A course with and without a list of facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import authoring_course, build, read_course, replace

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.problem import Problem

LISTS = ("course/facts.yaml", "course/sources.yaml")
PAGE = "modules/burns/10-water.md"
QUIZ = "quizzes/burns.yaml"


def told(root: Path) -> list[Problem]:
    project, problems = load(read_content(root))
    return [*problems, *check(project)]


def without_facts(folder: Path, *, named: bool = False) -> Path:
    """Return the course of the guide without facts and sources; with `named`, its texts still name facts."""
    root = authoring_course(folder)
    for name in LISTS:
        (root / name).unlink()
    for path in root.rglob("*.*") if not named else ():
        if path.suffix in (".md", ".yaml"):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"^ *(facts|tests|teaches): \[cool\]\n", "", text, flags=re.M), encoding="utf-8")
    return root


@pytest.mark.parametrize("named", [False, True])
def test_facts_are_optional(tmp_path: Path, named: bool) -> None:
    root = without_facts(tmp_path, named=named)
    assert told(root) == []
    page = build(root).files["index.html"].decode()
    assert 'href="#sources' not in page
    assert 'id="sources"' not in page
    assert "Sources of this page" not in page


def test_sources_can_be_listed_without_facts(tmp_path: Path) -> None:
    root = without_facts(tmp_path)
    (root / LISTS[1]).write_text("sources:\n  - {id: handbook, title: A handbook}\n", encoding="utf-8")
    assert told(root) == []
    assert 'id="sources/handbook"' in build(root).files["index.html"].decode()


def test_facts_need_sources(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / LISTS[1]).unlink()
    assert [(problem.position.file, problem.code) for problem in told(root)] == [(LISTS[1], "missing-file")]


def test_link_to_sources_that_are_not_there_is_told(tmp_path: Path) -> None:
    root = without_facts(tmp_path)
    replace(root / PAGE, "Longer than", "[Sources](#sources) Longer than")
    assert [problem.code for problem in told(root)] == ["unknown-id"]


@pytest.mark.parametrize(
    ("file", "line", "place"),
    [
        (PAGE, "teaches: [cool]\n", 2),
        ("modules/burns/module.yaml", "    facts: [cool]\n", 6),
        (QUIZ, "    tests: [cool]\n", 9),
    ],
)
def test_with_facts_each_part_names_its_own(tmp_path: Path, file: str, line: str, place: int) -> None:
    root = authoring_course(tmp_path)
    path = root / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(line, "", 1), encoding="utf-8")
    key = line.split(":")[0].strip()
    assert [(p.position.line, p.code, p.message) for p in told(root)] == [
        (place, "missing-key", f'the key "{key}" is missing')
    ]


def test_question_names_the_pages_to_read_again(tmp_path: Path) -> None:
    root = without_facts(tmp_path)
    replace(root / QUIZ, "text: What cools?", "pages: [tap, water]\n    text: What cools?")
    (module,) = read_course(root).modules
    (named,) = (question for question in module.questions if question.entry.pages)
    # In the order of the lesson, whatever the order in the question.
    assert [page.id for page in named.pages] == [page.id for page in module.pages if page.id in ("tap", "water")]
    assert [question.pages for question in module.questions if question is not named] == [()] * (
        len(module.questions) - 1
    )


def test_question_names_pages_of_its_module_alone(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    replace(root / QUIZ, "text: What cools?", "pages: [watr]\n    text: What cools?")
    (problem,) = told(root)
    assert (problem.code, problem.message) == ("unknown-id", 'there is no page of this module "watr"')
    assert problem.help == 'did you mean "water"?'
