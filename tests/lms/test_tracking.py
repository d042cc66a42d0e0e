"""What the LMS gets: every call, every record, whatever the trainee does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import REPOSITORY, build_zip, read_course
from lms.server import LmsServer
from lms.sessions import ApiCall, Launch
from playwright.sync_api import Browser, Page
from steps import PASS, do
from trainee import FIXED_CHANCE, QuickTrainee, right_answer, timeless, wrong_answer

from scorm_export.course.model import Course


def told(calls: list[ApiCall]) -> list[str]:
    """Return the calls as lines, with ? for what a clock decides."""
    lines = []
    for call in calls:
        arguments = [str(argument) for argument in call["args"]]
        if call["name"] == "LMSSetValue" and arguments[0].endswith(("time", "latency")):
            assert re.fullmatch(r"\d{2,4}:\d\d:\d\d(\.\d\d)?", arguments[1])
            arguments[1] = "?"
        if arguments[:1] == ["cmi.suspend_data"] and len(arguments) > 1:
            arguments[1] = timeless(arguments[1])
        lines.append(" ".join([call["name"].removeprefix("LMS"), *arguments]).strip())
        assert call["result"] not in ("false", "throws")
    return lines


UNRECORDED = Launch(recorded=False)

SMALL_COURSE_CALLS = """
Initialize
GetValue cmi.core.lesson_status
GetValue cmi.suspend_data
GetLastError
GetValue cmi.core.lesson_mode
GetValue cmi.core.credit
GetValue cmi.core.student_id
GetValue cmi.objectives._count
GetValue cmi.core.score.raw
GetValue cmi.core.student_name
GetValue cmi.core.lesson_location
GetValue cmi.interactions._count
SetValue cmi.core.lesson_status incomplete
SetValue cmi.core.exit suspend
Commit

SetValue cmi.suspend_data 2.0
Commit

SetValue cmi.core.lesson_location first
SetValue cmi.suspend_data 2.0
Commit

SetValue cmi.core.lesson_location first/begin
SetValue cmi.suspend_data 2.0;first::begin:
SetValue cmi.objectives.0.id first
SetValue cmi.objectives.0.status incomplete
Commit

SetValue cmi.core.lesson_location first/further
SetValue cmi.suspend_data 2.0;first::begin,further:
Commit

SetValue cmi.core.lesson_location first/quiz
SetValue cmi.suspend_data 2.0;first::begin,further:
Commit

SetValue cmi.suspend_data 2.1;first::begin,further:singleA0.b
SetValue cmi.interactions.0.id first.single
SetValue cmi.interactions.0.objectives.0.id first
SetValue cmi.interactions.0.type choice
SetValue cmi.interactions.0.correct_responses.0.pattern b
SetValue cmi.interactions.0.weighting 1
SetValue cmi.interactions.0.student_response b
SetValue cmi.interactions.0.result correct
SetValue cmi.interactions.0.time ?
SetValue cmi.interactions.0.latency ?
Commit

SetValue cmi.suspend_data 2.2;first:75*:begin,further:singleA0.b,severalA1.a
SetValue cmi.objectives.0.score.raw 75
SetValue cmi.objectives.0.score.min 0
SetValue cmi.objectives.0.score.max 100
SetValue cmi.objectives.0.status passed
SetValue cmi.core.score.raw 37
SetValue cmi.core.score.min 0
SetValue cmi.core.score.max 100
SetValue cmi.interactions.1.id first.several
SetValue cmi.interactions.1.objectives.0.id first
SetValue cmi.interactions.1.type choice
SetValue cmi.interactions.1.correct_responses.0.pattern a,c
SetValue cmi.interactions.1.weighting 1
SetValue cmi.interactions.1.student_response a
SetValue cmi.interactions.1.result 0.5
SetValue cmi.interactions.1.time ?
SetValue cmi.interactions.1.latency ?
Commit

SetValue cmi.core.lesson_location first/result
SetValue cmi.suspend_data 2.2;first:75*:begin,further:singleA0.b,severalA1.a
Commit

SetValue cmi.core.lesson_location second
SetValue cmi.suspend_data 2.2;first:75*:begin,further:singleA0.b,severalA1.a
Commit

SetValue cmi.core.lesson_location second/recall
SetValue cmi.suspend_data 2.2;first:75*:begin,further:singleA0.b,severalA1.a
Commit

SetValue cmi.core.lesson_location second/end
SetValue cmi.suspend_data 2.2;first:75*:begin,further:singleA0.b,severalA1.a;second::end:
SetValue cmi.objectives.1.id second
SetValue cmi.objectives.1.status incomplete
Commit

SetValue cmi.core.lesson_location second/quiz
SetValue cmi.suspend_data 2.2;first:75*:begin,further:singleA0.b,severalA1.a;second::end:
Commit

SetValue cmi.suspend_data 2.3;first:75*:begin,further:singleA0.b,severalA1.a;second:100*:end:statementA2.f
SetValue cmi.objectives.1.score.raw 100
SetValue cmi.objectives.1.score.min 0
SetValue cmi.objectives.1.score.max 100
SetValue cmi.objectives.1.status passed
SetValue cmi.core.score.raw 87
SetValue cmi.interactions.2.id second.statement
SetValue cmi.interactions.2.objectives.0.id second
SetValue cmi.interactions.2.type true-false
SetValue cmi.interactions.2.correct_responses.0.pattern f
SetValue cmi.interactions.2.weighting 1
SetValue cmi.interactions.2.student_response f
SetValue cmi.interactions.2.result correct
SetValue cmi.interactions.2.time ?
SetValue cmi.interactions.2.latency ?
SetValue cmi.core.lesson_status completed
Commit
SetValue cmi.core.lesson_status passed
SetValue cmi.core.exit
Commit

SetValue cmi.core.lesson_location second/result
SetValue cmi.suspend_data 2.3;first:75*:begin,further:singleA0.b,severalA1.a;second:100*:end:statementA2.f
Commit

SetValue cmi.core.session_time ?
Finish
"""


def test_exact_calls(page: Page, small: Course, small_zip: bytes) -> None:
    """Every call of a whole pass: one commit a step, nothing twice, the status last."""
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page))
        # The first save may still be on its way, and would take the first step along.
        trainee.wait_saved()
        first, second = small.modules
        trainee.begin_quiz(first)
        trainee.take_quiz(["b", "a"])
        trainee.go(f'.result-actions [href="#{second.id}"]')
        trainee.read(second)
        trainee.to_quiz()
        trainee.take_quiz(["f"])
        lms.close(page)
        assert told(lms.session.calls) == [line for line in SMALL_COURSE_CALLS.split("\n") if line]
        # What stands in the zip costs one request; the page asks for its image only where that is shown.
        assert [request.path for request in lms.package_requests if request.method == "GET"] == [
            "/package/index.html",
            "/package/images/modules/first/media/square.png.webp",
        ]


def test_whole_course_has_hardly_more_probes_than_commits(page: Page, small: Course, small_zip: bytes) -> None:
    """Each probe runs the program of the LMS once; a recent one serves as the probe before the next save."""
    with LmsServer(small_zip) as lms:
        QuickTrainee(lms.launch(page)).pass_course(small)
        lms.close(page)
        probes = [request for request in lms.requests if request.method == "HEAD"]
        commits = lms.session.names.count("LMSCommit")
        assert lms.record.status == "passed"
        assert commits > 10
        assert 0 < len(probes) <= 1.1 * commits


@pytest.mark.parametrize("name", ["everything", pytest.param("repository", marks=pytest.mark.soak)])
def test_whole_course_leaving_after_each_step(page: Page, everything_root: Path, name: str) -> None:
    """A trainee who leaves after every page and answer loses nothing, and passes in the end."""
    root = everything_root if name == "everything" else REPOSITORY
    course = read_course(root)
    page.add_init_script(FIXED_CHANCE)
    with LmsServer(build_zip(root)) as lms:
        trainee = QuickTrainee(lms.launch(page, UNRECORDED))

        def leave_and_return() -> None:
            nonlocal trainee
            lms.leave(page)
            assert lms.record.exit == "suspend"
            trainee = QuickTrainee(lms.launch(page, UNRECORDED))
            trainee.go("#player_continue")

        for module in course.modules:
            if module is not course.modules[0]:
                trainee.go("header [href='#home']")
            trainee.open_module(module)
            trainee.go(".button.begin")
            if module is not course.modules[0]:
                # A module begins with what was learnt before, which may be left out.
                assert trainee.address == f"#{module.id}/recall"
                trainee.go(".drill-end a")
            for page_ in module.pages[1:]:
                leave_and_return()
                trainee.go('[rel="next"]')
                assert trainee.address == f"#{module.id}/{page_.id}"
                trainee.play(page_)
            trainee.to_quiz()
            for question in module.questions:
                leave_and_return()
                assert trainee.address == f"#{module.id}/quiz/{question.id}"
                trainee.answer(right_answer(question))
            trainee.next()
            assert trainee.address == f"#{module.id}/result"
        lms.close(page)
        record = lms.record
        assert (record.status, record.score, record.exit) == ("passed", "100", "")
        assert [(o.id, o.status, o.score) for o in record.objectives] == [
            (module.id, "passed", "100") for module in course.modules
        ]
        assert [(i["id"], i["result"]) for i in record.interactions] == [
            (f"{module.id}.{question.id}", "correct" if question.entry.scored else "neutral")
            for module in course.modules
            for question in module.questions
        ]


def test_opening_and_leaving_completes_nothing(page: Page, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        lms.launch(page)
        lms.close(page)
        assert lms.record.status == "incomplete"
        assert lms.record.score == ""


def test_killed_page_keeps_everything_to_the_last_answer(
    browser: Browser, page: Page, small: Course, small_zip: bytes
) -> None:
    """No word at the end: the commit after each answer is what counts."""
    with LmsServer(small_zip) as lms, browser.new_context() as other:
        trainee = QuickTrainee(lms.launch(page))
        trainee.begin_quiz(small.modules[0])
        trainee.answer("b")
        # A context that closes lets its pages say nothing more.
        page.context.close()
        lms.abandon()
        assert not lms.session.finished
        assert lms.record.interactions[0]["student_response"] == "b"
        trainee = QuickTrainee(lms.launch(other.new_page()))
        trainee.go("#player_continue")
        assert trainee.address == "#first/quiz/several"
        lms.leave(other.pages[0])


def test_retry_overwrites_its_interaction_and_the_best_try_counts(page: Page, small: Course, small_zip: bytes) -> None:
    module = small.modules[0]
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page))
        trainee.begin_quiz(module)
        trainee.take_quiz(["a", "b"])
        assert "You scored 0%" in trainee.see(".result-summary").inner_text()
        assert lms.record.objectives[0].status == "incomplete"
        trainee.go(".result-actions button")
        trainee.take_quiz(["b", "ac"])
        assert lms.record.objectives[0].score == "100"
        trainee.go(".result-actions button")
        trainee.take_quiz(["c", "d"])
        assert "Your best try is 100%" in trainee.see(".result-summary").inner_text()
        lms.close(page)
        record = lms.record
        assert (record.status, record.score) == ("incomplete", "50")
        assert [(o.status, o.score) for o in record.objectives] == [("passed", "100")]
        assert [(i["id"], i["student_response"], i["result"]) for i in record.interactions] == [
            ("first.single", "c", "wrong"),
            ("first.several", "d", "wrong"),
        ]
        assert "failed" not in lms.session.values_set("cmi.core.lesson_status")


def test_passed_is_never_taken_back(page: Page, small: Course, small_zip: bytes) -> None:
    """A worse try after passing, in the same session and in a later one, changes neither status nor score."""
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page, Launch(review_after_end=False)))
        do(trainee.frame, *PASS)
        for _ in range(2):
            trainee.open_module(small.modules[1])
            trainee.go('.page-list [href="#second/quiz"]')
            trainee.go(".result-actions button")
            trainee.take_quiz(wrong_answer(question) for question in small.modules[1].questions)
            lms.leave(page)
            assert (lms.record.status, lms.record.score) == ("passed", "100")
            trainee = QuickTrainee(lms.launch(page, Launch(review_after_end=False)))
        lms.close(page)
        assert lms.record.status == "passed"


@pytest.mark.parametrize(
    ("launch", "notice"),
    [
        (Launch(lesson_mode="review"), "You are looking around"),
        (Launch(lesson_mode="browse"), "You are looking around"),
        (Launch(credit="no-credit"), "You are looking around"),
    ],
    ids=["review", "browse", "no-credit"],
)
def test_nothing_is_written_when_nothing_counts(page: Page, small_zip: bytes, launch: Launch, notice: str) -> None:
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page, launch))
        assert notice in trainee.see("#player_notice").inner_text()
        do(trainee.frame, *PASS)
        lms.close(page)
        # An untouched session must not be ended either: the LMS would store "completed".
        assert set(lms.session.names) == {"LMSInitialize", "LMSGetValue", "LMSGetLastError"}
        assert lms.record.status in ("", "not attempted")


def test_review_after_passing_shows_everything_and_writes_nothing(page: Page, small: Course, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        trainee = QuickTrainee(lms.launch(page))
        do(trainee.frame, *PASS)
        lms.leave(page)
        before = dict(lms.record.values)
        trainee = QuickTrainee(lms.launch(page))
        assert lms.session.cmi["cmi.core.lesson_mode"] == "review"
        assert "You have completed this course" in trainee.see("#player_notice").inner_text()
        trainee.open_module(small.modules[0])
        trainee.go('.page-list [href="#first/quiz"]')
        assert trainee.see(".result-answers .verdict.right").count() == 2
        lms.close(page)
        assert "LMSSetValue" not in lms.session.names
        assert {**lms.record.values, "cmi.core.total_time": ""} == {**before, "cmi.core.total_time": ""}
