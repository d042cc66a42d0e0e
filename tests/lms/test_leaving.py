"""The page is hidden, left, killed or restored: what is saved then."""

from __future__ import annotations

import re

import browser as chromium
from fault_visits import complaints
from faults import FAULTS, NO_STORAGE
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext, Playwright
from steps import STEPS, Step, crash, do, hide
from trainee import Trainee, timeless

from scorm_export.resources import player


def test_hidden_page_saves_at_once(device: BrowserContext, small_zip: bytes) -> None:
    """A phone may kill a page that is not seen: what is in it goes to the LMS at once, without a probe."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:2], Step("first/quiz/single"))
        # There is a sign of trouble, so that the next save waits for a probe; and that gets no answer.
        frame.evaluate("dispatchEvent(new Event('offline'))")
        page.route("**/package/index.html", lambda _: None)
        frame.evaluate("document.querySelector('.option[data-choice=\"b\"] input').click()")
        frame.evaluate("document.querySelector('form .check').click()")
        assert lms.record.interactions == []
        hide(frame, "hidden")
        assert [i["student_response"] for i in lms.record.interactions] == ["b"]
        page.close()
        lms.abandon()


def test_nothing_is_asked_when_the_page_is_left(device: BrowserContext, small_zip: bytes) -> None:
    """Neither `unload`, which browsers take away, nor a question whether one is sure."""
    assert not re.search(r"\b(before)?unload\b", player("scorm12.js"))
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.type))
        frame = lms.launch(page)
        device.set_offline(True)
        do(frame, *STEPS[:3])
        page.goto("about:blank")
        assert dialogs == []
        lms.abandon()


def test_crashed_page_loses_nothing(device: BrowserContext, small_zip: bytes) -> None:
    """Only the page dies, not the browser; the network was gone."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        device.set_offline(True)
        do(frame, *STEPS[:5])
        crash(page)
        lms.abandon()
        device.set_offline(False)
        page = device.new_page()
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        do(frame, *STEPS[5:])
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)


def test_review_writes_nothing_of_what_the_device_still_has(device: BrowserContext, small_zip: bytes) -> None:
    """What could not be sent before the LMS closed the course is shown, and stays on the device."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        lms.unreachable = True
        do(frame, *STEPS[:4])
        page.goto("about:blank")
        lms.abandon()
        lms.unreachable = False
        frame = lms.launch(page, Launch(lesson_mode="review"))
        Trainee(frame).settle()
        assert "Passed with 100%" in Trainee(frame).see('.card[href="#first"]').inner_text()
        do(frame, STEPS[6])
        lms.leave(page)
        assert not {"LMSSetValue", "LMSCommit"} & set(lms.session.names)
        assert [value for store in lms.session.stores for value in store if "time" not in value] == []
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.2;first:100*:begin,further:singleA0.b,severalA1.ac"
        lms.leave(page)


def test_browser_that_keeps_nothing_says_so(device: BrowserContext, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        page.add_init_script(NO_STORAGE)
        frame = lms.launch(page)
        device.set_offline(True)
        assert do(frame, STEPS[0]) == "gone"
        assert "Leave this window open" in Trainee(frame).see("#player_notice").inner_text()
        device.set_offline(False)
        Trainee(frame).wait_saved()
        lms.close(page)


def test_page_that_stays_after_its_session_has_ended_says_so(device: BrowserContext, small_zip: bytes) -> None:
    """Somebody stopped the browser from leaving. What is done then is in the journal for the next time."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:2])
        frame.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
        assert do(frame, STEPS[2]) == "refused"
        assert Trainee(frame).see("#player_reload").count() == 1
        lms.leave(page)
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.1;first::begin,further:singleA0.b"
        lms.leave(page)


def test_page_from_the_cache_of_the_browser_is_opened_again(playwright: Playwright, small_zip: bytes) -> None:
    """Its session was ended when it was left, so the course is opened again, with the LMS around it."""
    browser = chromium.launch_whole(playwright, ["--disable-back-forward-cache"])
    with LmsServer(small_zip) as lms:
        lms.keeps_pages = True
        page = browser.new_page()
        restored: list[str] = []
        page.on("console", lambda message: restored.append(message.text))
        page.add_init_script(
            "addEventListener('pageshow', ({ persisted }) => persisted && console.log(location.pathname))"
        )
        do(lms.launch(page), *STEPS[:3])
        lms.leave(page)
        # The page that comes back loads itself again before the browser has told that it is back.
        with page.expect_response("**/launch?*"):
            page.evaluate("history.back()")
        assert restored == ["/lms.html"]
        page.wait_for_selector("iframe[name=sco]")
        frame = page.frame(name="sco")
        assert frame
        Trainee(frame).wait_saved()
        do(frame, *STEPS[3:])
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)
    browser.close()
