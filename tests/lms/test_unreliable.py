"""An LMS that refuses, forgets or does not answer."""

from __future__ import annotations

import pytest
from lms.server import LmsServer
from lms.sessions import ApiMode, Launch
from playwright.sync_api import Page
from steps import PASS_FIRST, PASS_SECOND, do
from trainee import Trainee
from watched import Watched

from scorm_export.course.model import Course


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
        do(trainee.frame, *PASS_FIRST)
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
def test_broken_lms(page: Page, small_zip: bytes, api: ApiMode) -> None:
    """Without an LMS that answers the course works, says so, and keeps the state in the browser."""
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page, Launch(api=api)))
        assert BROKEN[api] in trainee.see("#player_notice").inner_text()
        do(trainee.frame, *PASS_FIRST)
        page.reload()
        frame = page.frame(name="sco")
        assert frame
        trainee = Trainee(frame)
        trainee.settle()
        assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()
        do(trainee.frame, *PASS_SECOND)
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
