"""A kind of question that is not part of the package: one class and one entry in the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from building import SMALL, build_zip, edited, read_course, replace
from lms.server import LmsServer
from playwright.sync_api import Page
from trainee import Trainee, right_answer, wrong_answer

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.problem import Position, Problem
from scorm_export.questions import KINDS
from scorm_export.questions.base import Places
from scorm_export.questions.options import ListedOptionsQuestion


class OddOneOut(ListedOptionsQuestion):
    """Which of these does not belong? All but one belong, so exactly one option is right."""

    interaction = "choice"

    def problems(self, places: Places) -> Iterator[Problem]:
        yield from super().problems(places)
        if sum(option.correct for option in self.options) != 1:
            yield Problem(places.key("options"), "several-right-answers", "one must be the odd one", "choose one")


@pytest.fixture
def own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "odd-one-out", OddOneOut)


def make_it_odd(root: Path) -> None:
    replace(root / "quizzes" / "first.yaml", "kind: single-choice", "kind: odd-one-out")


@pytest.mark.usefixtures("own_kind")
def test_own_kind_is_played_and_reported(page: Page, tmp_path: Path) -> None:
    root = edited(SMALL, tmp_path, make_it_odd)
    module = read_course(root).modules[0]
    question = module.questions[0]
    assert question.entry.kind == "odd-one-out"
    with LmsServer(build_zip(root)) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(module)
        trainee.answer(wrong_answer(question))
        assert "Not right" in trainee.see("form .verdict").inner_text()
        trainee.next()
        trainee.answer(right_answer(module.questions[1]))
        trainee.next()
        trainee.go(".result-actions button")
        trainee.answer(right_answer(question))
        lms.close(page)
        interaction = lms.record.interactions[0]
    assert (interaction["id"], interaction["type"]) == (f"first.{question.id}", "choice")
    assert (interaction["student_response"], interaction["result"]) == (right_answer(question), "correct")


@pytest.mark.usefixtures("own_kind")
def test_own_kind_has_checks_of_its_own(tmp_path: Path) -> None:
    def spoil(root: Path) -> None:
        make_it_odd(root)
        old = "text: The wrong one, feedback"
        replace(root / "quizzes" / "first.yaml", old, old.replace(", ", ", correct: true, "))

    project, problems = load(read_content(edited(SMALL, tmp_path, spoil)))
    (problem,) = [*problems, *check(project)]
    assert (problem.message, problem.position.file) == ("one must be the odd one", "quizzes/first.yaml")
    assert problem.position != Position("quizzes/first.yaml")


def test_kind_is_unknown_without_its_entry(tmp_path: Path) -> None:
    _, problems = load(read_content(edited(SMALL, tmp_path, make_it_odd)))
    assert [problem.message for problem in problems] == ['unknown kind "odd-one-out"']
