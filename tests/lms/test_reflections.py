"""What trainees write for themselves: it stays on the device, and is not lost there."""

from __future__ import annotations

import pytest
from faults import NO_ROOM, NO_STORAGE
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext, Page, expect
from steps import Step, do, visit, write, written
from trainee import Trainee

from scorm_export.course.model import Course


def test_what_is_written_in_a_reflection_never_reaches_the_lms(page: Page, small: Course, small_zip: bytes) -> None:
    """It stays on the device, for this learner only, until it is erased."""
    secret = "Something only for me"
    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.open_module(small.modules[0])
        trainee.read(small.modules[0])
        assert "stays on this device" in trainee.see(".reflection").inner_text()
        trainee.see(".reflection textarea").fill(secret)
        trainee.to_quiz()
        lms.leave(page)
        assert secret not in str(lms.calls)
        assert secret not in str(lms.record.values)

        trainee = Trainee(lms.launch(page, Launch(student_id="somebody-else")))
        trainee.go(".card")
        trainee.go('.page-list [href="#first/further"]')
        assert trainee.see(".reflection textarea").input_value() == ""
        lms.leave(page)

        for kept in (secret, ""):
            trainee = Trainee(lms.launch(page))
            trainee.go(".card")
            trainee.go('.page-list [href="#first/further"]')
            assert trainee.see(".reflection textarea").input_value() == kept
            trainee.see(".reflection .erase").click()
            lms.leave(page)


def test_reflection_without_a_learner_name_belongs_to_the_attempt(device: BrowserContext, small_zip: bytes) -> None:
    """An LMS that does not tell who the trainee is keeps two trainees on one device apart by that alone."""
    nameless = Launch(faults=("no-learner",))
    mine: dict[str, str] = {}
    with LmsServer(small_zip) as lms:
        for hour, record, found in ((0, {}, ""), (1, {}, ""), (2, mine, "Only for me")):
            lms.reset_record(record)
            page, frame = visit(lms, device, hour, nameless)
            assert written(frame) == found
            if not mine:
                write(frame, "Only for me")
                mine.update(lms.record.values)
            lms.close(page)


def test_reflection_written_before_the_lms_answers_is_appended(device: BrowserContext, small_zip: bytes) -> None:
    """The LMS answers late, and the device has a reflection of this trainee already."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        write(frame, "Of Monday.")
        lms.leave(page)
        frame = lms.launch(page, Launch(faults=("throws",)))
        assert written(frame) == ""
        write(frame, "Of Tuesday.")
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert written(frame) == "Of Monday.\n\nOf Tuesday."
        lms.leave(page)
        frame = lms.launch(page)
        assert written(frame) == "Of Monday.\n\nOf Tuesday."
        lms.leave(page)


def test_older_window_does_not_write_over_a_reflection(device: BrowserContext, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        frame = lms.launch(older)
        write(frame, "A beginning")
        write(lms.launch(newer), "A beginning, and more")
        do(frame, Step("first/begin"))
        assert written(frame) == "A beginning, and more"
        lms.close(newer)
        lms.close(older)


def test_older_window_shows_what_is_written_in_the_newer_one(device: BrowserContext, small_zip: bytes) -> None:
    """It stands open at the same reflection, and one more key is pressed in it."""
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        frame = lms.launch(older)
        write(frame, "A beginning")
        write(lms.launch(newer), "A beginning, and more")
        field = Trainee(frame).see(".reflection textarea")
        expect(field).to_have_value("A beginning, and more")
        field.press_sequentially("!")
        do(frame, Step("first/begin"))
        assert written(frame) in ("A beginning, and more!", "!A beginning, and more")
        lms.close(newer)
        lms.close(older)


@pytest.mark.parametrize("script", [NO_STORAGE, NO_ROOM])
def test_trainee_reads_that_a_reflection_is_not_kept(device: BrowserContext, small_zip: bytes, script: str) -> None:
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        page.add_init_script(script)
        frame = lms.launch(page)
        write(frame, "Only for me")
        assert "does not keep your text" in Trainee(frame).see(".reflection .done").inner_text()
        do(frame, Step("first/begin"))
        assert written(frame) == "Only for me"
        lms.close(page)
