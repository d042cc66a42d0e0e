"""Every target in every layout: a trainee goes through it, and what the LMS is told keeps to its standard."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from building import SMALL, WITH_LMS, build_packages, edited, read_course, replace
from lms.judge import judged
from lms.server import LmsServer
from lms.sessions import Launch, Session
from playwright.sync_api import Page
from steps import PASS, PASS_FIRST, PASS_SECOND, STEPS, Step, do
from trainee import FIXED_CHANCE, GO, QuickTrainee, Trainee, right_answer, timeless, wrong_answer

from scorm_export.archive import zip_bytes

in_each_script = pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
"""The editions of SCORM 2004 have the same script, and differ only in their manifests."""


def sent(session: Session) -> list[tuple[str, str]]:
    """Return the last name of each element that a session has set, with its value."""
    calls = [call["args"] for call in session.calls if call["name"].endswith("SetValue")]
    return [(name.rpartition(".")[2], value) for name, value in calls]


def without_quizzes(root: Path, *modules: str) -> None:
    """Take the quizzes of some modules out of the small course, and with them its facts."""
    for module in modules:
        (root / "quizzes" / f"{module}.yaml").unlink()
    (root / "course" / "facts.yaml").unlink()


def zips(root: Path, target: str, layout: str = "course") -> list[bytes]:
    """Return the packages of a course, as zips."""
    return [zip_bytes(package.files) for package in build_packages(root, target, layout)]


PACKAGES: dict[str, list[tuple[tuple[str, ...], tuple[tuple[Step, ...], ...]]]] = {
    "course": [(("first", "second"), (PASS_FIRST, PASS_SECOND))],
    "modules": [(("first",), (PASS_FIRST[:3], PASS_FIRST[3:])), (("second",), (PASS_SECOND[:1], PASS_SECOND[1:]))],
}
"""The packages of the small course in two layouts: their modules, and what a trainee does in each of two sessions."""


IN_SOAK = {("scorm2004-3rd", "modules"), ("scorm2004-4th", "course"), ("scorm2004-3rd", "multi-sco")}
"""What runs with --soak only: the editions of SCORM 2004 have the same script, so each is tried in another layout."""


def marked(target: str, layout: str) -> Any:
    """Return a target and a layout as a case of a test."""
    return pytest.param(target, layout, marks=[pytest.mark.soak] if (target, layout) in IN_SOAK else [])


@pytest.mark.parametrize(("target", "layout"), list(itertools.starmap(marked, itertools.product(WITH_LMS, PACKAGES))))
def test_whole_pass(page: Page, target: str, layout: str) -> None:
    for package, (modules, sessions) in zip(zips(SMALL, target, layout), PACKAGES[layout], strict=True):
        with LmsServer(package) as lms:
            for steps in sessions:
                do(lms.launch(page), *steps)
                lms.leave(page)
            assert judged(lms) == []
            assert (lms.record.status, lms.record.score) == ("passed", "100")
            assert lms.record.location == sessions[-1][-1].address
            told = [(objective.id, objective.status, objective.score) for objective in lms.record.objectives]
            assert told == [(id_, "passed", "100") for id_ in modules]
            assert {interaction["result"] for interaction in lms.record.interactions} == {"correct"}


@pytest.mark.parametrize(("target", "layout"), [marked(target, "multi-sco") for target in WITH_LMS])
def test_each_item_of_one_package_is_passed_by_itself(page: Page, target: str, layout: str) -> None:
    """The LMS of the tests plays one item at a time, each with a record of its own."""
    (package,) = zips(SMALL, target, layout)
    with LmsServer(package) as lms:
        for id_, steps in (("first", PASS_FIRST), ("second", PASS_SECOND)):
            lms.reset_record()
            do(lms.launch(page, Launch(start=f"{id_}/index.html")), *steps)
            lms.leave(page)
            assert (lms.record.status, lms.record.score) == ("passed", "100")
            assert [objective.id for objective in lms.record.objectives] == [id_]
        assert judged(lms) == []


READ = (Step("first/begin"), Step("first/further"), Step("second/end"))
"""The pages of the small course."""


@in_each_script
def test_a_module_without_a_quiz_is_passed_by_reading_it(page: Page, target: str, tmp_path: Path) -> None:
    """It has no part in the score, and its objective has none."""
    (package,) = zips(edited(SMALL, tmp_path, lambda root: without_quizzes(root, "second")), target)
    with LmsServer(package) as lms:
        frame = lms.launch(page)
        do(frame, *PASS_FIRST)
        assert (lms.record.status, lms.record.score) == ("incomplete", "100")
        trainee = Trainee(frame)
        frame.evaluate("location.hash = 'second/end'")
        assert trainee.see("#player_notice").inner_text().startswith("With this page you have read the whole module.")
        assert trainee.see('[rel="next"]').inner_text() == "Certificate"
        trainee.wait_saved()
        lms.leave(page)
        assert judged(lms) == []
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        told = [(objective.id, objective.status, objective.score) for objective in lms.record.objectives]
        assert told == [("first", "passed", "100"), ("second", "completed", "")]


@in_each_script
def test_a_course_without_a_quiz_reports_completion_alone(page: Page, target: str, tmp_path: Path) -> None:
    (package,) = zips(edited(SMALL, tmp_path, lambda root: without_quizzes(root, "first", "second")), target)
    with LmsServer(package) as lms:
        do(lms.launch(page), *READ[:2])
        lms.leave(page)
        assert lms.record.status == "incomplete"
        do(lms.launch(page), READ[2])
        lms.leave(page)
        assert judged(lms) == []
        assert (lms.record.status, lms.record.score) == ("completed", "")
        assert [(each.id, each.status) for each in lms.record.objectives] == [
            ("first", "completed"),
            ("second", "completed"),
        ]
        trainee = Trainee(lms.launch(page, Launch(review_after_end=False)))
        assert trainee.see("#player_course-progress").inner_text().startswith("You have completed the course.")
        assert trainee.see(".card .state").all_inner_texts() == ["Completed", "Completed"]
        lms.leave(page)
        assert not {name for session in lms.sessions[2:] for name, _ in sent(session)} & set(lms.standard.statuses)
        told = [(name, value) for session in lms.sessions for name, value in sent(session)]
        assert {value for name, value in told if name == "success_status"} <= {"unknown"}
        assert not {name for name, _ in told} & {"raw", "min", "max", "scaled"}


def test_each_kind_of_question(page: Page, everything_root: Path) -> None:
    """Right and wrong answers of each kind, in SCORM 2004; `test_learning.py` does it in SCORM 1.2."""
    (module,) = read_course(everything_root).modules
    page.add_init_script(FIXED_CHANCE)
    (package,) = zips(everything_root, "scorm2004-4th")
    with LmsServer(package) as lms:
        trainee = QuickTrainee(lms.launch(page))
        trainee.begin_quiz(module)
        trainee.take_quiz(
            wrong_answer(question) if question.entry.scored else right_answer(question) for question in module.questions
        )
        lms.leave(page)
        trainee = QuickTrainee(lms.launch(page))
        trainee.frame.evaluate(GO, "burns/result")
        trainee.go(".result-actions button")
        trainee.take_quiz(right_answer(question) for question in module.questions)
        lms.leave(page)
        assert judged(lms) == []
        assert [interaction["id"] for interaction in lms.record.interactions] == [
            f"burns.{question.id}" for question in module.questions
        ]
        assert {interaction["result"] for interaction in lms.record.interactions} == {"correct", "neutral"}


@in_each_script
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_nothing_is_written_by_who_only_looks(page: Page, target: str, mode: str) -> None:
    (package,) = zips(SMALL, target)
    with LmsServer(package) as lms:
        do(lms.launch(page), *PASS_FIRST)
        lms.leave(page)
        before = lms.record.values
        do(lms.launch(page, Launch(lesson_mode=mode)), Step("second/end"), Step("second/quiz/statement", "t"))
        lms.leave(page)
        assert judged(lms) == []
        assert not any(call["name"].endswith("SetValue") for call in lms.session.calls)
        assert lms.record.values == before


@in_each_script
def test_review_after_passing_shows_what_was_done(page: Page, target: str) -> None:
    (package,) = zips(SMALL, target)
    with LmsServer(package) as lms:
        do(lms.launch(page), *PASS)
        lms.leave(page)
        before = lms.record.values
        trainee = QuickTrainee(lms.launch(page))
        assert lms.session.cmi[lms.standard.elements["mode"]] == "review"
        trainee.frame.evaluate(GO, "first/result")
        assert "100" in trainee.see(".module .result-score, .module p").first.inner_text()
        lms.leave(page)
        assert judged(lms) == []
        assert lms.record.values == before


@in_each_script
def test_updated_edition_keeps_what_was_done(page: Page, tmp_path: Path, target: str) -> None:
    """A question less and another title: answers and results stay, nothing goes down."""

    def update(root: Path) -> None:
        replace(root / "course" / "course.yaml", "title: A small course", "title: The small course")

    (old,), (new,) = zips(SMALL, target), zips(edited(SMALL, tmp_path, update), target)
    with LmsServer(old) as lms:
        do(lms.launch(page), *STEPS[:5])
        lms.leave(page)
        before = timeless(lms.record.suspend_data)
        lms.swap_package(new)
        frame = lms.launch(page)
        assert frame.title().endswith("The small course")
        do(frame, Step("second/end"))
        lms.leave(page)
        assert judged(lms) == []
        assert timeless(lms.record.suspend_data).startswith(before)


def test_completion_and_success_are_told_apart(page: Page) -> None:
    """In SCORM 2004 an LMS sees how much was done, and of each module whether it was completed and passed."""
    (package,) = zips(SMALL, "scorm2004-4th")
    with LmsServer(package) as lms:
        frame = lms.launch(page)
        do(frame, Step("first/begin"))
        values = lms.record.values
        assert values["cmi.completion_status"] == "incomplete"
        assert "cmi.success_status" not in values
        assert 0 < float(values["cmi.progress_measure"]) < 0.5
        do(frame, *PASS_FIRST[1:], Step("second/end"))
        values = lms.record.values
        assert values["cmi.objectives.0.completion_status"] == "completed"
        assert values["cmi.objectives.0.success_status"] == "passed"
        assert values["cmi.objectives.0.score.scaled"] == "1"
        assert values["cmi.objectives.1.completion_status"] == "incomplete"
        assert values["cmi.objectives.1.success_status"] == "unknown"
        assert values["cmi.score.scaled"] == "0.5"
        assert 0.5 < float(values["cmi.progress_measure"]) < 1
        do(frame, *PASS_SECOND)
        lms.leave(page)
        values = lms.record.values
        assert (values["cmi.completion_status"], values["cmi.success_status"]) == ("completed", "passed")
        assert (values["cmi.progress_measure"], values["cmi.score.scaled"]) == ("1", "1")
        assert values["cmi.exit"] == "suspend"
        assert values["cmi.interactions.0.description"].startswith("{lang=en}")
        assert lms.session.values_set("adl.nav.request") == ["suspendAll"]
