"""What the LMS gets: every call, every record, whatever the trainee does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, build_zip, edited, read_course, replace
from lms.server import ApiCall, ApiMode, Launch, LmsServer
from playwright.sync_api import Browser, Page
from trainee import Trainee, right_answer, timeless, wrong_answer
from watched import Watched

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


SMALL_COURSE_CALLS = """
Initialize
GetValue cmi.core.lesson_status
GetValue cmi.suspend_data
GetLastError
GetValue cmi.core.lesson_mode
GetValue cmi.core.credit
GetValue cmi.core.student_id
GetValue cmi.core.score.raw
GetValue cmi.core.student_name
GetValue cmi.core.lesson_location
GetValue cmi.interactions._count
GetValue cmi.objectives._count
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
        trainee = Trainee(lms.launch(page))
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
            "/package/modules/first/media/square.png",
        ]


def test_whole_course_has_hardly_more_probes_than_commits(page: Page, small: Course, small_zip: bytes) -> None:
    """Each probe runs the program of the LMS once; a recent one serves as the probe before the next save."""
    with LmsServer(small_zip) as lms:
        Trainee(lms.launch(page)).pass_course(small)
        lms.close(page)
        probes = [request for request in lms.requests if request.method == "HEAD"]
        commits = lms.session.names.count("LMSCommit")
        assert lms.record.status == "passed"
        assert commits > 10
        assert 0 < len(probes) <= 1.1 * commits


@pytest.fixture(scope="module")
def repository() -> Course:
    return read_course(REPOSITORY)


def test_whole_course_leaving_after_each_step(page: Page, repository: Course) -> None:
    """A trainee who leaves after every page and answer loses nothing, and passes in the end."""
    with LmsServer(build_zip(REPOSITORY)) as lms:
        trainee = Trainee(lms.launch(page))

        def leave_and_return() -> None:
            nonlocal trainee
            lms.leave(page)
            assert lms.record.exit == "suspend"
            trainee = Trainee(lms.launch(page))
            trainee.go("#player_continue")

        for module in repository.modules:
            if module is not repository.modules[0]:
                trainee.go("header [href='#home']")
            trainee.open_module(module)
            trainee.go(".button.begin")
            if module is not repository.modules[0]:
                # A module begins with what was learnt before, which may be left out.
                assert trainee.address == f"#{module.id}/recall"
                trainee.go(".drill-end a")
            for page_ in module.pages[1:]:
                leave_and_return()
                trainee.go('[rel="next"]')
                assert trainee.address == f"#{module.id}/{page_.id}"
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
            (module.id, "passed", "100") for module in repository.modules
        ]
        assert [(i["id"], i["result"]) for i in record.interactions] == [
            (f"{module.id}.{question.id}", "correct" if question.entry.scored else "neutral")
            for module in repository.modules
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
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(small.modules[0])
        trainee.answer("b")
        # A context that closes lets its pages say nothing more.
        page.context.close()
        lms.abandon()
        assert not lms.session.finished
        assert lms.record.interactions[0]["student_response"] == "b"
        trainee = Trainee(lms.launch(other.new_page()))
        trainee.go("#player_continue")
        assert trainee.address == "#first/quiz/several"
        lms.leave(other.pages[0])


def test_lms_that_refuses_the_state_is_not_believed(
    watched: Watched, page: Page, small: Course, small_zip: bytes
) -> None:
    """A commit that says true is no proof: what was refused before it is not there."""
    with LmsServer(small_zip) as lms:
        frame = lms.launch(page)
        page.evaluate(
            """() => {
              const take = API.LMSSetValue;
              API.LMSSetValue = (name, value) => (name === "cmi.suspend_data" ? "false" : take(name, value));
            }"""
        )
        trainee = Trainee(frame)
        trainee.open_module(small.modules[0])
        assert trainee.saving == "refused"
        assert trainee.see(".save-state").inner_text() == "Not saved yet"
        assert "does not take your work" in trainee.see("#player_notice").inner_text()
        lms.close(page)
        (complaint,) = watched.complaints
        assert "does not take cmi.suspend_data" in complaint
        watched.complaints.clear()


def test_retry_overwrites_its_interaction_and_the_best_try_counts(page: Page, small: Course, small_zip: bytes) -> None:
    module = small.modules[0]
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
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
        trainee = Trainee(lms.launch(page, Launch(review_after_end=False)))
        trainee.pass_course(small)
        for _ in range(2):
            trainee.open_module(small.modules[1])
            trainee.go('.page-list [href="#second/quiz"]')
            trainee.go(".result-actions button")
            trainee.take_quiz(wrong_answer(question) for question in small.modules[1].questions)
            lms.leave(page)
            assert (lms.record.status, lms.record.score) == ("passed", "100")
            trainee = Trainee(lms.launch(page, Launch(review_after_end=False)))
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
def test_nothing_is_written_when_nothing_counts(
    page: Page, small: Course, small_zip: bytes, launch: Launch, notice: str
) -> None:
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page, launch))
        assert notice in trainee.see("#player_notice").inner_text()
        trainee.pass_course(small)
        lms.close(page)
        # An untouched session must not be ended either: the LMS would store "completed".
        assert set(lms.session.names) == {"LMSInitialize", "LMSGetValue", "LMSGetLastError"}
        assert lms.record.status in ("", "not attempted")


def test_review_after_passing_shows_everything_and_writes_nothing(page: Page, small: Course, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.pass_course(small)
        lms.leave(page)
        before = dict(lms.record.values)
        trainee = Trainee(lms.launch(page))
        assert lms.session.cmi["cmi.core.lesson_mode"] == "review"
        assert "You have passed this course" in trainee.see("#player_notice").inner_text()
        trainee.open_module(small.modules[0])
        trainee.go('.page-list [href="#first/quiz"]')
        assert trainee.see(".result-answers .verdict.right").count() == 2
        lms.close(page)
        assert "LMSSetValue" not in lms.session.names
        assert {**lms.record.values, "cmi.core.total_time": ""} == {**before, "cmi.core.total_time": ""}


def test_updated_package_keeps_what_was_done(page: Page, small: Course, small_zip: bytes, tmp_path: Path) -> None:
    """A question goes, another comes, a page is added: the rest stays, each interaction at its place."""

    def update(root: Path) -> None:
        quiz = root / "quizzes" / "first.yaml"
        text = quiz.read_text(encoding="utf-8")
        single = text[text.index("  - id: single") : text.index("  - id: several")]
        fresh = single.replace("id: single", "id: fresh").replace("tests: [first-a]", "tests: [first-a, first-b]")
        quiz.write_text(text.replace(single, fresh), encoding="utf-8")
        added = root / "modules" / "first" / "15-added.md"
        added.write_text("---\nid: added\ntitle: Added later\nteaches: [first-a]\n---\n\nMore.\n", encoding="utf-8")

    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        first, second = small.modules
        trainee.begin_quiz(first)
        trainee.take_quiz(["b", "ac"])
        lms.leave(page)
        updated = edited(SMALL, tmp_path, update)
        lms.swap_package(build_zip(updated))
        trainee = Trainee(lms.launch(page))
        assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()
        trainee.go('.card[href="#first"]')
        assert trainee.see(".page-list .seen:not(:empty)").count() == 2
        trainee.go('.page-list [href="#first/quiz"]')
        assert trainee.address == "#first/quiz/fresh"
        trainee.answer("b")
        trainee.go("header [href='#home']")
        trainee.pass_module(second)
        lms.close(page)
        assert [i["id"] for i in lms.record.interactions] == [
            "first.single",
            "first.several",
            "first.fresh",
            "second.statement",
        ]
        assert (lms.record.status, lms.record.score) == ("passed", "100")


def test_edition_that_asks_less_counts_at_once(page: Page, small: Course, small_zip: bytes, tmp_path: Path) -> None:
    """A question and a module go, and the trainee has done all that is left: the LMS hears it on opening."""

    def update(root: Path) -> None:
        replace(root / "course" / "course.yaml", "modules: [first, second]", "modules: [first]")
        shutil.rmtree(root / "modules" / "second")
        (root / "quizzes" / "second.yaml").unlink()
        facts = root / "course" / "facts.yaml"
        facts.write_text("".join(facts.read_text(encoding="utf-8").splitlines(True)[:-1]), encoding="utf-8")
        replace(root / "modules" / "first" / "10-begin.md", ", and a [link to the end](#second/end)", "")
        quiz = root / "quizzes" / "first.yaml"
        text = quiz.read_text(encoding="utf-8")
        single = text[: text.index("  - id: several")]
        quiz.write_text(single.replace("tests: [first-a]", "tests: [first-a, first-b]"), encoding="utf-8")

    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(small.modules[0])
        trainee.answer("b")
        lms.leave(page)
        assert (lms.record.status, lms.record.score) == ("incomplete", "")
        lms.swap_package(build_zip(edited(SMALL, tmp_path, update)))
        trainee = Trainee(lms.launch(page))
        assert "Passed with 100%" in trainee.see(".card").inner_text()
        lms.close(page)
        assert (lms.record.status, lms.record.score) == ("passed", "100")


FAILS_ONCE = """name => {
  const take = API.LMSSetValue;
  let failed = false;
  API.LMSSetValue = (element, value) => {
    if (element !== name || failed) return take(element, value);
    failed = true;
    throw new Error("once");
  };
}"""


def test_call_that_fails_once_is_made_up_for(watched: Watched, page: Page, small: Course, small_zip: bytes) -> None:
    """An interaction that could not be set is set with the next step, without a gap."""
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        page.evaluate(FAILS_ONCE, "cmi.interactions.0.student_response")
        trainee.begin_quiz(small.modules[0])
        trainee.answer("b")
        assert trainee.saving == "refused"
        trainee.next()
        trainee.wait_saved()
        trainee.answer("ac")
        lms.close(page)
        assert [(i["id"], i["student_response"]) for i in lms.record.interactions] == [
            ("first.single", "b"),
            ("first.several", "a,c"),
        ]
        assert ["does not take" in complaint for complaint in watched.complaints] == [True]
        watched.complaints.clear()


def test_objective_is_not_taken_back_when_the_state_is_lost(page: Page, small: Course, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.pass_module(small.modules[0])
        lms.leave(page)
        lms.reset_record({**lms.record.values, "cmi.suspend_data": ""})
        # On another device: this one would still know what was done.
        page.evaluate("localStorage.clear()")
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(small.modules[0])
        trainee.take_quiz(["a", "b"])
        lms.close(page)
        assert [(o.id, o.status, o.score) for o in lms.record.objectives] == [("first", "passed", "100")]


def test_interactions_that_the_lms_dropped_are_reported_again(page: Page, small: Course, small_zip: bytes) -> None:
    """An LMS may forget interactions between sessions: its list then grows again from 0, without a gap."""
    module = small.modules[0]
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(module)
        trainee.answer("b")
        lms.leave(page)
        kept = {k: v for k, v in lms.record.values.items() if not k.startswith("cmi.interactions")}
        lms.reset_record(kept)
        trainee = Trainee(lms.launch(page))
        trainee.go("#player_continue")
        trainee.answer("ac")
        lms.close(page)
        assert [(i["id"], i["student_response"]) for i in lms.record.interactions] == [
            ("first.single", "b"),
            ("first.several", "a,c"),
        ]


BROKEN: dict[ApiMode, str] = {
    "absent": "No learning platform was found",
    "throws": "The learning platform does not answer",
    "false": "The learning platform does not answer",
}


@pytest.mark.parametrize("api", BROKEN)
def test_broken_lms(page: Page, small: Course, small_zip: bytes, api: ApiMode) -> None:
    """Without an LMS that answers the course works, says so, and keeps the state in the browser."""
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page, Launch(api=api)))
        assert BROKEN[api] in trainee.see("#player_notice").inner_text()
        trainee.pass_module(small.modules[0])
        page.reload()
        frame = page.frame(name="sco")
        assert frame
        trainee = Trainee(frame)
        trainee.settle()
        assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()
        trainee.pass_module(small.modules[1])
        assert "You have passed this module" in trainee.see(".result-summary").inner_text()
        assert lms.record.empty
        lms.leave(page)
        # An LMS that does not answer cannot tell whether it is the same trainee who comes next.
        trainee = Trainee(lms.launch(page, Launch(api=api)))
        trainee.settle()
        assert ("Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()) == (api == "absent")
        lms.close(page)


def test_lms_that_stops_storing_says_so_and_gets_all_later(page: Page, small: Course, small_zip: bytes) -> None:
    """A session that has expired: the trainee reads that nothing is saved, and nothing is lost when it is back."""
    module = small.modules[0]
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(module)
        lms.signed_in = False
        trainee.answer("b")
        assert trainee.see(".save-state").inner_text() == "Not saved yet"
        assert "Log in again in another tab" in trainee.see("#player_notice").inner_text()
        lms.signed_in = True
        trainee.next()
        trainee.wait_saved()
        assert "Everything is saved again" in trainee.see("#player_notice").inner_text()
        trainee.answer("ac")
        lms.close(page)
        assert [(i["id"], i["result"]) for i in lms.record.interactions] == [
            ("first.single", "correct"),
            ("first.several", "correct"),
        ]
        assert lms.record.objectives[0].score == "100"


def test_state_that_makes_no_sense_is_dropped(watched: Watched, page: Page, small_zip: bytes) -> None:
    """A state of another program cannot be read; it is reported once, in the console."""
    with LmsServer(small_zip, record={"cmi.suspend_data": '{"foreign": true}', "cmi.core.exit": "suspend"}) as lms:
        trainee = Trainee(lms.launch(page))
        assert "0 of the 2" in trainee.see("#player_course-progress").inner_text()
        lms.close(page)
        (complaint,) = watched.complaints
        assert "could not be read" in complaint
        watched.complaints.clear()


def test_title_change_costs_nothing(page: Page, small: Course, small_zip: bytes, tmp_path: Path) -> None:
    """What an author writes differently, without a new id, leaves the record as it is."""

    def update(root: Path) -> None:
        replace(root / "modules" / "first" / "10-begin.md", "title: Where it begins", "title: The beginning")
        replace(root / "quizzes" / "first.yaml", "Which ones are right?", "Which two are right?")

    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.pass_module(small.modules[0])
        lms.leave(page)
        before = dict(lms.record.values)
        lms.swap_package(build_zip(edited(SMALL, tmp_path, update)))
        trainee = Trainee(lms.launch(page))
        trainee.go('.card[href="#first"]')
        assert trainee.see(".seen:not(:empty)").count() == 2
        lms.close(page)
        same = [key for key in before if "suspend_data" in key or "interactions" in key or "objectives" in key]
        assert {key: timeless(lms.record.values[key]) for key in same} == {key: timeless(before[key]) for key in same}
