"""What an author is told of questions that nobody could answer: found by trying to break the format."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import authoring_course, build, replace

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
