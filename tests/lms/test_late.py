"""An LMS whose API object appears only after the page: the course goes on looking, and takes along what was done."""

from __future__ import annotations

import pytest
from building import SMALL, build_zip
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext, Page
from steps import PASS_FIRST, PASS_SECOND, STEPS, Step, do, visit
from trainee import SAVED, Trainee, timeless
from waiting import until

LATE = Launch(late=2500)
LATER = Launch(late=120_000, student_id="learner-2")


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_what_was_done_meanwhile_is_taken_along(page: Page, target: str) -> None:
    with LmsServer(build_zip(SMALL, target)) as lms:
        trainee = Trainee(lms.launch(page, LATE))
        assert "No learning platform was found" in trainee.see("#player_notice").inner_text()
        do(trainee.frame, *STEPS[:3])
        assert lms.session.calls == []
        until(trainee.frame, SAVED)
        assert timeless(lms.record.suspend_data) == "2.1;first::begin,further:singleA0.b"
        assert [interaction["id"] for interaction in lms.record.interactions] == ["first.single"]
        do(trainee.frame, STEPS[3], Step("first/result"), *PASS_SECOND)
        lms.close(page)
        assert lms.record.status == "passed"


def test_it_is_looked_for_as_long_as_the_course_is_open(device: BrowserContext, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        page, frame = visit(lms, device, 0, LATER)
        do(frame, *PASS_FIRST)
        page.clock.run_for(119_000)
        assert lms.session.calls == []
        page.clock.run_for(120_000)
        until(frame, SAVED)
        assert timeless(lms.record.suspend_data).startswith("2.2;first:100*:")
        lms.leave(page)


def test_work_of_somebody_else_without_an_lms_is_not_taken_along(device: BrowserContext, small_zip: bytes) -> None:
    """Whoever used the course on this device without an LMS finds it as it was left, and nobody else gets it."""
    write = "textarea => { textarea.value = 'Of somebody else.'; textarea.dispatchEvent(new Event('input')); }"
    with LmsServer(small_zip) as lms:
        alone = device.new_page()
        frame = lms.launch(alone, Launch(api="absent"))
        do(frame, *PASS_SECOND, Step("first/further"))
        frame.eval_on_selector(".reflection textarea", write)
        lms.leave(alone)
        page = device.new_page()
        frame = lms.launch(page, LATE)
        do(frame, *STEPS[:2])
        until(frame, SAVED)
        assert timeless(lms.record.suspend_data) == "2.0;first::begin,further:"
        assert Trainee(frame).see(".reflection textarea").input_value() == ""
        lms.leave(page)
        frame = lms.launch(alone, Launch(api="absent"))
        assert "Passed" in Trainee(frame).see('.card[href="#second"]').inner_text()
        assert "Passed" not in Trainee(frame).see('.card[href="#first"]').inner_text()
        do(frame, Step("first/further"))
        assert Trainee(frame).see(".reflection textarea").input_value() == "Of somebody else."
        lms.leave(alone)
