"""Numbers as people write them: in the language of the course, with thousands, as a fraction."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import SMALL, edited, replace, unpacked
from playwright.sync_api import Page
from trainee import GO, QuickTrainee

QUESTION = """  - id: number
    kind: numeric
    tests: [first-a]
    text: How much?
    answer: {answer}
    feedback:
      right: Yes.
      wrong: No.
    explanation: Because.
"""


@pytest.fixture
def asked(page: Page, tmp_path: Path, request: pytest.FixtureRequest) -> QuickTrainee:
    """A trainee before the question, in the language and with the answer that the test names."""
    language, answer = request.param

    def edit(root: Path) -> None:
        replace(root / "course/course.yaml", "language: en", f"language: {language}")
        quiz = root / "quizzes/first.yaml"
        quiz.write_text(quiz.read_text(encoding="utf-8") + QUESTION.format(answer=answer), encoding="utf-8")

    page.goto(unpacked(edited(SMALL, tmp_path, edit), tmp_path))
    page.evaluate(GO, "first/quiz/number")
    return QuickTrainee(page)


CASES = [
    (("nl", "1500"), "1.500", True),
    (("nl", "1500"), "1 500", True),
    (("nl", "1500"), "1500,0", True),
    (("nl", "1500"), "1,500", False),
    (("nl", "1.5"), "1,5", True),
    # Thousands in Dutch, and right only if the point is for decimals: that counts.
    (("nl", "1.5"), "1.500", True),
    (("nl", "1020.5"), "1.020,5", True),
    (("nl", "0.5"), "1/2", True),
    (("nl", "0.5"), "1/3", False),
    (("en", "1500"), "1,500", True),
    (("en", "1500"), "1.500", False),
    (("en", "1020.5"), "1,020.5", True),
]


@pytest.mark.parametrize(("asked", "typed", "right"), CASES, indirect=["asked"], ids=[f"{c[0]} {c[1]}" for c in CASES])
def test_number_is_read_as_its_language_writes_it(asked: QuickTrainee, typed: str, right: bool) -> None:
    asked.answer(typed)
    assert asked.see("form .feedback").inner_text().count("Yes.") == right
