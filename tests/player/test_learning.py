"""What helps to learn: how a quiz is taken, what comes after it, what comes back later, and how the course ends."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from building import SMALL, authoring_course, build_zip, edited, read_course, replace, unpacked
from lms.judge import judged
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import Page
from steps import PASS, PASS_FIRST, Step, do
from trainee import FIXED_CHANCE, GO, QuickTrainee, Trainee, right_answer, timeless, wrong_answer
from waiting import until

from scorm_export.course.model import Course
from scorm_export.questions import KINDS


@pytest.fixture
def small_page(page: Page, tmp_path: Path) -> Page:
    page.goto(unpacked(SMALL, tmp_path / "small"))
    return page


TYPES = {
    "single-choice": "choice",
    "multiple-response": "choice",
    "true-false": "true-false",
    "likert": "likert",
    "matching": "matching",
    "ordering": "sequencing",
    "cloze": "matching",
    "numeric": "numeric",
    "fill-in": "fill-in",
}


def test_each_kind_of_question_reaches_the_lms(page: Page, everything_root: Path) -> None:
    """A strict LMS takes every answer, the right ones and the wrong ones."""
    (module,) = read_course(everything_root).modules
    assert {question.entry.kind for question in module.questions} == set(KINDS) == set(TYPES)
    page.add_init_script(FIXED_CHANCE)
    with LmsServer(build_zip(everything_root)) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(module)
        trainee.take_quiz(
            wrong_answer(question) if question.entry.scored else right_answer(question) for question in module.questions
        )
        lms.leave(page)
        told = [(i["id"], i["type"], i["result"]) for i in lms.record.interactions]
        assert told == [
            (f"burns.{question.id}", TYPES[question.entry.kind], "wrong" if question.entry.scored else "neutral")
            for question in module.questions
        ]
        trainee = Trainee(lms.launch(page))
        trainee.frame.evaluate(GO, "burns/result")
        trainee.go(".result-actions button")
        trainee.take_quiz(right_answer(question) for question in module.questions)
        lms.close(page)
        assert judged(lms) == []
        results = [i["result"] for i in lms.record.interactions]
        assert results == ["correct" if question.entry.scored else "neutral" for question in module.questions]
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        for interaction, question in zip(lms.record.interactions, module.questions, strict=True):
            if question.entry.scored and question.entry.kind != "fill-in":
                assert interaction["student_response"] == interaction["correct_responses.0.pattern"]


def test_answers_of_each_kind_are_still_there_after_a_return(page: Page, everything_root: Path) -> None:
    (module,) = read_course(everything_root).modules
    with LmsServer(build_zip(everything_root)) as lms:
        trainee = QuickTrainee(lms.launch(page))
        trainee.begin_quiz(module)
        shown = {}
        for question in module.questions:
            trainee.answer(wrong_answer(question) if question.entry.scored else right_answer(question))
            shown[question.id] = trainee.see("form").aria_snapshot()
            trainee.next()
        lms.leave(page)
        trainee = QuickTrainee(lms.launch(page))
        for question in module.questions:
            trainee.frame.evaluate(GO, f"burns/quiz/{question.id}")
            assert trainee.see("form").aria_snapshot() == shown[question.id]
        lms.close(page)


def asked(trainee: Trainee) -> list[tuple[str, list[str]]]:
    """Return the questions of the present try, each with its options or pieces, as they are shown one by one."""
    found = []
    trainee.frame.evaluate(GO, "burns/quiz")
    total = int(re.findall(r"\d+", trainee.see(".count").inner_text())[1])
    for number in range(1, total + 1):
        assert trainee.see(".count").inner_text() == f"Question {number} of {total}"
        listed = [thing.inner_text() for thing in trainee.see("form :is(.option-text, .piece)").all()]
        found.append((trainee.see("form").get_attribute("data-question") or "", listed))
        following = trainee.frame.evaluate(
            """() => document.querySelector('[id="burns/quiz"] form:not([hidden]) .next').hash.slice(1)"""
        )
        trainee.frame.evaluate(GO, following)
    return found


SEVERAL_CHANCES = "let last = 0; Math.random = () => (last = (last + 0.37) % 1)"
"""A script by which chance gives one number after the other, the same ones each time."""


@pytest.mark.parametrize("new_draw", ["true", "false"])
def test_draw_and_order_are_kept_until_a_new_try(page: Page, tmp_path: Path, new_draw: str) -> None:
    root = authoring_course(tmp_path)
    replace(root / "quizzes" / "burns.yaml", "new_draw: true", f"new_draw: {new_draw}")
    (module,) = read_course(root).modules
    assert (module.rules.draw, module.asked, len(module.questions)) == (7, 8, 9)
    page.add_init_script(SEVERAL_CHANCES)
    with LmsServer(build_zip(root)) as lms:
        seen = []
        for _ in range(2):
            trainee = QuickTrainee(lms.launch(page))
            seen.append(asked(trainee))
            lms.leave(page)
        assert seen[0] == seen[1]
        assert len(seen[0]) == 8
        # A scale does not count, so it is always asked, and in its own order.
        assert seen[0][-1] == ("sure", ["Not at all", "A little", "Very"])

        trainee = QuickTrainee(lms.launch(page))
        questions = {question.id: question for question in module.questions}
        trainee.frame.evaluate(GO, "burns/quiz")
        for id_, _ in seen[0]:
            question = questions[id_]
            trainee.answer(wrong_answer(question) if question.entry.scored else right_answer(question))
            trainee.next()
        assert "You scored 0%" in trainee.see(".result-summary").inner_text()
        trainee.go(".result-actions button")
        assert (asked(trainee) == seen[0]) is (new_draw == "false")
        lms.close(page)


def with_rule(folder: Path, rule: str) -> Path:
    """Return the small course, with a rule for its first quiz."""
    path, line = "quizzes/first.yaml", "id: first\n"
    return edited(SMALL, folder, lambda root: replace(root / path, line, f"{line}{rule}\n"))


def test_pass_mark_of_a_quiz_stands_above_that_of_the_course(page: Page, tmp_path: Path) -> None:
    page.goto(f"{unpacked(with_rule(tmp_path, 'pass_mark: 100'), tmp_path / 'out')}#first")
    trainee = QuickTrainee(page)
    assert "score 100% in the quiz" in trainee.see(".rules").inner_text()
    trainee.read(read_course(SMALL).modules[0])
    trainee.to_quiz()
    trainee.take_quiz(["b", "a"])
    assert "You scored 75%. You need 100% to pass." in trainee.see(".result-summary").inner_text()


def test_pages_that_are_left_stand_under_the_words_that_announce_them(page: Page, tmp_path: Path) -> None:
    page.goto(unpacked(with_rule(tmp_path, "tries: 2"), tmp_path / "out"))
    do(page, Step("first/quiz/single", "b"), Step("first/quiz/several", "ac"), Step("first/result"))
    said = QuickTrainee(page).see(".result-summary > *")
    assert said.nth(-3).inner_text() == "Tries that you have left: 1."
    assert said.nth(-2).inner_text().startswith("Your quiz is fine. Read these pages too")
    assert said.last.locator("a").all_inner_texts() == ["Where it begins", "Further on"]


def test_tries_that_are_used_up(page: Page, tmp_path: Path) -> None:
    page.goto(f"{unpacked(with_rule(tmp_path, 'tries: 2'), tmp_path / 'out')}#first")
    trainee = QuickTrainee(page)
    assert "You can take the quiz 2 times." in trainee.see(".rules").inner_text()
    page.evaluate(GO, "first/quiz")
    trainee.take_quiz(["a", "b"])
    assert "Tries that you have left: 1." in trainee.see(".result-summary").inner_text()
    trainee.go(".result-actions button")
    trainee.take_quiz(["a", "b"])
    assert "your tries are used up" in trainee.see(".result-summary").inner_text()
    assert trainee.see(".result-actions button").count() == 0
    # Practising is still possible.
    trainee.go('.result-actions [href="#first/practice"]')


def test_feedback_that_waits_for_the_end(page: Page, tmp_path: Path) -> None:
    """Until then an answer may be changed, and nothing tells whether it is right."""
    with LmsServer(build_zip(with_rule(tmp_path, "show_feedback: at-end"))) as lms:
        trainee = QuickTrainee(lms.launch(page))
        trainee.begin_quiz(read_course(SMALL).modules[0])
        trainee.choose("a")
        trainee.go("form .check")
        assert trainee.address == "#first/quiz/several"
        lms.leave(page)
        trainee = QuickTrainee(lms.launch(page))
        trainee.frame.evaluate(GO, "first/quiz/single")
        assert trainee.see("input:checked").input_value() == "a"
        assert trainee.see("form :is([data-verdict], .icon)").count() == 0
        trainee.frame.evaluate(GO, "first/result")
        assert trainee.see(":is(.result-answers, .result-advice) li").count() == 0
        assert "not answered all questions" in trainee.see(".result-summary").inner_text()
        trainee.frame.evaluate(GO, "first/quiz/single")
        trainee.choose("b")
        trainee.go("form .check")
        trainee.choose("ac")
        trainee.go("form .check")
        assert trainee.address == "#first/result"
        assert trainee.see(".result-answers .verdict").all_inner_texts() == ["✓ Right", "✓ Right"]
        lms.close(page)
        assert [i["student_response"] for i in lms.record.interactions] == ["b", "a,c"]
        assert lms.record.objectives[0].score == "100"


def test_after_a_try_there_is_what_went_well_and_what_to_read_again(small_page: Page) -> None:
    small_page.evaluate(GO, "first/quiz")
    trainee = QuickTrainee(small_page)
    trainee.take_quiz(["b", "b"])
    assert trainee.see(".well").inner_text() == "Where it begins"
    assert trainee.see(".again").inner_text() == "Further on"
    trainee.go('.again [href="#first/further"]')
    trainee.go(".return a")
    assert trainee.address == "#first/result"


def test_practice_asks_what_was_missed_and_changes_nothing(page: Page, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page))
        trainee.begin_quiz(read_course(SMALL).modules[0])
        trainee.take_quiz(["b", "b"])
        first = trainee.see(".result-actions .button").first
        assert first.inner_text() == "Practise what did not work yet"
        trainee.go(".result-actions .button")
        assert trainee.focused == "Practice"
        before = (timeless(lms.record.suspend_data), lms.record.interactions, lms.record.score)
        assert trainee.see(".count").inner_text() == "Question 1 of 1"
        trainee.answer("ac")
        assert trainee.see(".verdict").inner_text() == "✓ Right"
        assert trainee.see("form .next").inner_text() == "Done"
        trainee.see("form .next").click()
        assert trainee.see(".drill-result").inner_text() == "Answered right: 1 of 1."
        assert trainee.focused == "Answered right: 1 of 1."
        trainee.go(".drill-end a")
        assert trainee.address == "#first/result"
        # The quiz itself still shows what was answered there.
        trainee.frame.evaluate(GO, "first/quiz/several")
        assert [box.input_value() for box in trainee.see("input:checked").all()] == ["b"]
        lms.close(page)
        assert (timeless(lms.record.suspend_data), lms.record.interactions, lms.record.score) == before


def test_nothing_entered_in_practice_is_asked_for(small_page: Page) -> None:
    small_page.evaluate(GO, "first/quiz")
    trainee = QuickTrainee(small_page)
    trainee.take_quiz(["a", "b"])
    trainee.go('[href="#first/practice"]')
    trainee.see("form .check").click()
    assert trainee.focused == "Choose an answer first."


def test_module_begins_with_what_was_learnt_before(small_page: Page, small: Course) -> None:
    first, _ = small.modules
    trainee = QuickTrainee(small_page)
    trainee.open_module(first)
    assert trainee.see(".button.begin").get_attribute("href") == "#first/begin"
    small_page.evaluate(GO, "home")
    trainee.pass_module(first)
    small_page.evaluate(GO, "second")
    trainee.go(".button.begin")
    assert (trainee.address, trainee.focused) == ("#second/recall", "Think back")
    assert "The second module" in trainee.see("h2").first.inner_text()
    assert trainee.see(".drill-end a").inner_text() == "Skip this"
    for _ in range(2):
        trainee.see("form .option").first.click()
        trainee.see("form .check").click()
        trainee.see("form .next").click()
    assert trainee.see(".drill-end a").inner_text() == "Begin"
    trainee.go(".drill-end a")
    assert trainee.address == "#second/end"
    # A trainee who has begun is not asked again.
    small_page.evaluate(GO, "second")
    assert trainee.see(".button.begin").get_attribute("href") == "#second/quiz"


def test_reading_in_between_does_not_end_a_round(small_page: Page) -> None:
    trainee = QuickTrainee(small_page)
    do(small_page, *PASS_FIRST)
    small_page.evaluate(GO, "review")
    trainee.see("form .option").first.click()
    trainee.see("form .check").click()
    trainee.see("form .next").click()
    trainee.see("form .option").first.click()
    trainee.see("form .check").click()
    before = trainee.see(".drill").inner_text()
    trainee.go(".reread a")
    trainee.go(".return a")
    assert trainee.see(".drill").inner_text() == before
    trainee.go(".reread a")
    small_page.go_back()
    until(small_page, "() => document.title.startsWith('Review')")
    assert trainee.see(".drill").inner_text() == before


def test_review_mixes_the_modules_that_were_passed(small_page: Page) -> None:
    trainee = QuickTrainee(small_page)
    assert trainee.see("#player_to-review").count() == 0
    small_page.evaluate(GO, "review")
    assert trainee.see(".cards").count() == 1, "nothing to review leads home"
    small_page.evaluate(GO, "home")
    do(small_page, *PASS)
    trainee.go("#player_to-review")
    assert trainee.focused == "Review"
    met = set()
    for number in (1, 2, 3):
        assert trainee.see(".count").inner_text() == f"Question {number} of 3"
        met.add(trainee.see("form").get_attribute("data-question"))
        trainee.see("form .option").first.click()
        trainee.see("form .check").click()
        trainee.see("form .next").click()
    assert met == {"single", "several", "statement"}
    trainee.see(".drill-end button").click()
    assert trainee.see(".count").inner_text() == "Question 1 of 3"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Jansen, Karin", "Karin Jansen"), ("", "Name: ____________________"), ("<b>Ü & Co", "<b>Ü & Co")],
)
def test_certificate_names_trainee_date_modules_and_scores(page: Page, small_zip: bytes, name: str, said: str) -> None:
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page, Launch(student_name=name)))
        trainee.frame.evaluate(GO, "certificate")
        assert trainee.see(".certificate").count() == 0, "it is not there before the end"
        trainee.frame.evaluate(GO, "home")
        do(trainee.frame, *PASS)
        lms.leave(page)
        # Later, in a review, it is still there.
        trainee = QuickTrainee(lms.launch(page, Launch(student_name=name)))
        trainee.go("#player_to-certificate")
        text = trainee.see(".certificate").inner_text()
        assert said in text
        assert "has finished the course “A small course” on" in text
        # The day may have changed since the course was passed.
        days = [datetime.date.today() - datetime.timedelta(days=number) for number in (0, 1)]
        assert any(f"{day:%B} {day.day}, {day.year}" in text for day in days)
        assert [item.inner_text() for item in trainee.see(".certificate li").all()] == [
            "The first module: 100%",
            "The second module: 100%",
        ]
        assert "Score for the whole course: 100%" in text
        lms.close(page)


def test_browse_mode_gives_no_certificate(page: Page, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page, Launch(lesson_mode="browse", credit="no-credit")))
        do(trainee.frame, *PASS)
        assert trainee.see("#player_to-certificate").count() == 0
        lms.close(page)


def test_course_passed_before_states_had_a_date_gets_the_date_of_the_return(page: Page, small_zip: bytes) -> None:
    before = "1.3;first:75*:begin,further:single.0.b,several.1.a;second:100*:end:statement.2.f"
    with LmsServer(small_zip, record={"cmi.suspend_data": before, "cmi.core.lesson_status": "incomplete"}) as lms:
        trainee = QuickTrainee(lms.launch(page))
        trainee.go("#player_to-certificate")
        assert str(datetime.date.today().year) in trainee.see(".certificate").inner_text()
        lms.close(page)
        assert re.match(r"2\.3\.\w+\.\w+\.\w+;first:75\*", lms.record.suspend_data)
