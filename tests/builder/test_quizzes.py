"""What an author is told of questions that nobody could answer: found by trying to break the format."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import SMALL, authoring_course, build, edited, replace

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check


def told(root: Path) -> list[str]:
    project, problems = load(read_content(root))
    return sorted({problem.code for problem in [*problems, *check(project)]})


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("Cool with {a} water, for {b} minutes.", "Cool with {a} water, for {b} minutes {c}.", ["gap-mismatch"]),
        ("Cool with {a} water, for {b} minutes.", "'Cool with {a} water, for {b} minutes \\{c\\}.'", ["gap-mismatch"]),
        ("Cool with {a} water, for {b} minutes.", "Cool with {a} water, for `{b}` minutes.", ["gap-mismatch"]),
        (
            "Cool with {a} water, for {b} minutes.",
            '"Cool with [x](https://e.org/{a}) water, for {b} minutes."',
            ["gap-mismatch"],
        ),
        ("tolerance: 2.5", "tolerance: -1", ["invalid-value"]),
        ("answer: 20", "answer: ２０", ["invalid-value"]),
        ("answer: 20", "answer: 1e5", ["invalid-value"]),
        ("[water, tap water]", "['...']", ["invalid-value"]),
        ("[water, tap water]", f"[{'é' * 11}]", ["invalid-value"]),
        ("match: A calm voice", "match: water", ["same-text"]),
        ("text: Cool the burn", "text: Take  the pan away", ["same-text"]),
        ("text: frozen", 'text: "**running**"', ["same-text"]),
        ("draw: 7", "draw: 9", ["draw-too-large"]),
        ("draw: 7", "draw: 0", ["invalid-value"]),
        ("show_feedback: after-each", "show_feedback: at end", ["invalid-value"]),
    ],
)
def test_question_that_cannot_be_answered(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    root = authoring_course(tmp_path)
    replace(root / "quizzes" / "burns.yaml", old, new)
    assert told(root) == codes


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("quizzes/burns.yaml", "Cool with {a} water, for {b} minutes.", "Cool with **{a} water, for {b}** minutes."),
        ("course/course.yaml", "fr: [bain-marie]", "fr: [bain-marie, a, b]"),
        ("course/course.yaml", "fr: [bain-marie]", "{fr: [BAIN-MARIE], tr: [kettles]}"),
    ],
)
def test_what_is_odd_but_right_is_built(tmp_path: Path, file: str, old: str, new: str) -> None:
    root = authoring_course(tmp_path)
    replace(root / file, old, new) if "tr:" not in new else replace(root / file, f"\n  {old}", f" {new}")
    page = build(root).files["index.html"].decode()
    assert page.count('<select data-gap="a"') == page.count('<select data-gap="b"') == 1


PRACTICE = """id: burns
practice:
  - id: ring
    kind: true-false
    tests: [cool]
    text: A ring comes off before the finger swells.
    correct: true
    feedback: {right: Indeed., wrong: Later it may not.}
    explanation: A swollen finger keeps its ring.
"""
"""A quiz file of questions that only the lesson asks."""


def without_quiz(root: Path, quiz: str = "") -> Path:
    """Take the quiz out of the course, and the question of it that a page asks; `quiz` replaces the file."""
    path = root / "quizzes" / "burns.yaml"
    path.write_text(quiz, encoding="utf-8") if quiz else path.unlink()
    page = root / "modules" / "burns" / "20-tap.md"
    replace(page, "\n:::{check-yourself} first\n:::\n", "")
    if not quiz:
        replace(page, "\n:::{check-yourself} ring\n:::\n", "")
    return root


def test_module_without_a_quiz_has_no_place_that_speaks_of_one(tmp_path: Path) -> None:
    root = without_quiz(authoring_course(tmp_path))
    page = build(root).files["index.html"].decode()
    shown = page.partition("<body")[2].partition("<script")[0]
    for absent in ("quiz", "/result", 'id="answers"', " questions", "%"):
        assert absent not in shown.lower(), absent
    assert "when you have read all pages" in page


def test_questions_for_practice_are_no_quiz(tmp_path: Path) -> None:
    page = build(without_quiz(authoring_course(tmp_path), PRACTICE)).files["index.html"].decode()
    assert 'id="burns/quiz"' not in page
    assert 'id="answers/burns/ring"' in page


@pytest.mark.parametrize(
    ("quiz", "codes"),
    [
        ("id: burns\n", ["missing-key", "unknown-id"]),
        (PRACTICE.replace("id: burns\n", "id: burns\npass_mark: 70\n"), ["missing-key"]),
        (PRACTICE.replace("id: burns", "id: burn"), ["unused-quiz"]),
    ],
)
def test_quiz_file_that_gives_no_quiz_by_mistake(tmp_path: Path, quiz: str, codes: list[str]) -> None:
    root = without_quiz(authoring_course(tmp_path), quiz)
    assert told(root) == codes


@pytest.mark.parametrize(
    ("page", "code"),
    [("[There](#burns/quiz)", "unknown-id"), (":::{check-yourself} first\n:::", "unknown-id")],
)
def test_page_that_needs_the_quiz_of_a_module_without_one(tmp_path: Path, page: str, code: str) -> None:
    root = without_quiz(authoring_course(tmp_path))
    path = root / "modules" / "burns" / "20-tap.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{page}\n", encoding="utf-8")
    project, _ = load(read_content(root))
    (problem,) = check(project)
    assert problem.code == code
    assert "no quiz" in problem.message


def test_facts_are_tested_where_there_is_a_quiz(tmp_path: Path) -> None:
    root = edited(SMALL, tmp_path, lambda root: (root / "quizzes" / "second.yaml").unlink())
    assert told(root) == ["untested-fact"]
    (root / "quizzes" / "first.yaml").unlink()
    assert told(root) == []
