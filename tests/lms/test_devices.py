"""One trainee in two windows and on two devices; two trainees on one device."""

from __future__ import annotations

from fault_visits import complaints
from faults import FAULTS
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext
from steps import ANSWER, HEARD, STEPS, Step, crash, do, hide, kept, visit
from trainee import Trainee, timeless
from waiting import until

TAKE_AWAY = """addEventListener("storage", ({ key, newValue }) => {
  if (newValue && key.includes("/journal/")) localStorage.removeItem(key);
});"""
"""A script of a window that takes the journal away in the moment in which another one writes it."""

ENTERED_SO_FAR = "2.2;first:100*:begin,further:singleA0.b,severalA1.ac;second::end:"
"""The state after the first quiz and a page of the second module."""


def test_older_window_gives_way(device: BrowserContext, small_zip: bytes) -> None:
    """It says so and offers to open the course again; what is done in it nevertheless reaches the newer one."""
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        first = lms.launch(older)
        do(first, *STEPS[:3])
        second = lms.launch(newer)
        until(first, "() => document.getElementById('player_saving').dataset.status === 'elsewhere'")
        assert "also open in another window" in Trainee(first).see("#player_saving").inner_text()
        before = len(lms.sessions[0].stores)
        assert do(first, Step("first/quiz/several", "ac")) == "elsewhere"
        with_both = "() => Object.entries(localStorage).some(([key, text]) => /copy/.test(key) && /several/.test(text))"
        until(second, with_both)
        do(second, Step("second/end"))
        assert "severalA1.ac" in timeless(lms.record.suspend_data)
        assert [i["id"] for i in lms.record.interactions] == ["first.single", "first.several"]
        # Leaving the older one changes nothing in the LMS.
        lms.leave(older)
        assert len(lms.sessions[0].stores) == before
        assert "LMSFinish" not in lms.sessions[0].names
        lms.close(newer)


def test_step_in_an_older_window_arrives_when_the_newer_one_saves_in_the_same_moment(
    device: BrowserContext, small_zip: bytes
) -> None:
    """The newer one takes the journal away without having seen what the older has just written there."""
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        first = lms.launch(older)
        do(first, *STEPS[:2], Step("first/quiz/single"))
        newer.add_init_script(TAKE_AWAY)
        second = lms.launch(newer)
        Trainee(second).wait_saved()
        first.evaluate(ANSWER, "b")
        until(second, "() => Object.entries(localStorage).some((each) => /copy.*singleA0/.test(each))")
        lms.close(newer)
        assert [i["id"] for i in lms.record.interactions] == ["first.single"]
        lms.abandon()


def test_two_windows_without_an_lms_do_not_follow_each_other(device: BrowserContext, small_zip: bytes) -> None:
    """Each takes up what is done in the other, and stays where it is."""
    with LmsServer(small_zip) as lms:
        frames = []
        for address in ("first/begin", "second/end"):
            page = device.new_page()
            page.add_init_script(HEARD)
            frames.append(lms.launch(page, Launch(api="absent")))
            do(frames[-1], Step(address))
        one, other = frames
        one.evaluate("heard.length = 0")
        do(other, Step("first/further"))
        until(one, "() => heard.some((key) => key.includes('/alone/'))")
        one.evaluate("localStorage.setItem('barrier', 'one')")
        until(other, "() => heard.includes('barrier')")
        told = other.evaluate("heard.filter((key) => key.includes('/alone/')).length")
        other.evaluate("localStorage.setItem('barrier', 'other')")
        until(one, "() => heard.includes('barrier')")
        assert told <= 3
        assert other.evaluate("heard.filter((key) => key.includes('/alone/')).length") == told
        lms.abandon()


def test_older_window_goes_on_when_it_is_opened_again(device: BrowserContext, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        frame = lms.launch(older)
        do(frame, *STEPS[:2])
        do(lms.launch(newer), *STEPS[2:4])
        lms.close(newer)
        assert do(frame, Step("first/begin")) == "elsewhere"
        with older.expect_navigation():
            Trainee(frame).see("#player_reload").click()
        frame = next(each for each in older.frames if each.name == "sco")
        Trainee(frame).wait_saved()
        do(frame, *STEPS[4:])
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(older)


def test_older_window_stays_inactive_after_another_learner(device: BrowserContext, small_zip: bytes) -> None:
    """Also when the newer one is closed, and somebody else has opened the course on this device since."""
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        frame = lms.launch(older)
        do(frame, *STEPS[:2])
        do(lms.launch(newer), *STEPS[2:4])
        lms.close(newer)
        mine = lms.record.values
        lms.reset_record()
        other = device.new_page()
        do(lms.launch(other, Launch(student_id="learner-2")), STEPS[0])
        lms.close(other)
        lms.reset_record(mine)
        assert do(frame, Step("second/end")) == "elsewhere"
        lms.leave(older)
        frame = lms.launch(older)
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == ENTERED_SO_FAR
        lms.leave(older)


def test_answers_of_two_devices_are_both_kept(
    device: BrowserContext, other_device: BrowserContext, small_zip: bytes
) -> None:
    """Both were opened before the LMS had anything, and the second wrote over what the first had saved."""
    with LmsServer(small_zip) as lms:
        lms.probe_status = 503
        phone, on_phone = visit(lms, device, 0)
        laptop, on_laptop = visit(lms, other_device, 0.005)
        for trainee in (Trainee(on_phone), Trainee(on_laptop)):
            trainee.settle()
        lms.probe_status = None
        for trainee in (Trainee(on_phone), Trainee(on_laptop)):
            trainee.frame.evaluate("dispatchEvent(new Event('online'))")
            trainee.wait_saved()
        assert do(on_phone, *STEPS[:3]) == "saved"
        assert do(on_laptop, Step("second/end"), Step("second/quiz/statement", "f")) == "saved"
        assert "single" not in lms.record.suspend_data
        lms.leave(phone)
        lms.leave(laptop)
        on_phone = lms.launch(phone)
        Trainee(on_phone).wait_saved()
        do(on_phone, *STEPS[3:6])
        record = lms.record
        assert sorted((i["id"], i["student_response"]) for i in record.interactions) == [
            ("first.several", "a,c"),
            ("first.single", "a"),
            ("second.statement", "f"),
        ]
        assert (record.status, record.score) == ("passed", "100")
        lms.leave(phone)


def test_newer_answer_wins_whichever_arrives_first(
    device: BrowserContext, other_device: BrowserContext, small_zip: bytes
) -> None:
    """The phone had no network; what was answered later on the laptop stays."""
    with LmsServer(small_zip) as lms:
        phone, laptop = device.new_page(), other_device.new_page()
        on_phone = lms.launch(phone)
        do(on_phone, *STEPS[:2])
        device.set_offline(True)
        do(on_phone, Step("first/quiz/single", "a"))
        on_laptop = lms.launch(laptop)
        # A moment is a second, so that the steps of the laptop are later than the one of the phone.
        do(on_laptop, Step("first"), Step("first/begin"), Step("first/further"), Step("first/quiz/single", "b"))
        lms.leave(laptop)
        crash(phone)
        lms.abandon()
        device.set_offline(False)
        phone = device.new_page()
        on_phone = lms.launch(phone)
        Trainee(on_phone).wait_saved()
        assert "singleA0.b" in timeless(lms.record.suspend_data)
        assert [(i["id"], i["student_response"]) for i in lms.record.interactions] == [("first.single", "b")]
        lms.leave(phone)


def test_work_that_never_arrived_goes_to_the_attempt_that_did(
    device: BrowserContext, other_device: BrowserContext, small_zip: bytes
) -> None:
    """The phone had no network from the beginning; hours later the trainee begins on the laptop."""
    with LmsServer(small_zip) as lms:
        lms.answers_probes = False
        phone, on_phone = visit(lms, device, 0)
        assert do(on_phone, *STEPS[:4]) == "gone"
        crash(phone)
        lms.abandon()
        lms.answers_probes = True
        lms.reset_record()
        laptop, on_laptop = visit(lms, other_device, 2)
        do(on_laptop, Step("second/end"))
        lms.close(laptop)
        phone, on_phone = visit(lms, device, 3)
        Trainee(on_phone).wait_saved()
        assert timeless(lms.record.suspend_data) == ENTERED_SO_FAR
        assert kept(on_phone, "journal") == []
        lms.close(phone)


def test_work_kept_only_in_indexeddb_is_restored_when_the_lms_has_lost_its_state(
    device: BrowserContext, small_zip: bytes
) -> None:
    """A killed browser has left it there; nothing else tells which attempt it was."""
    with LmsServer(small_zip) as lms:
        page, frame = visit(lms, device, 0)
        do(frame, *STEPS[:2])
        lms.unreachable = True
        do(frame, *STEPS[2:4])
        crash(page)
        lms.abandon()
        lms.unreachable = False
        lms.reset_record({**lms.record.values, "cmi.suspend_data": ""})
        page = device.new_page()
        page.goto(f"{lms.origin}/left.html")
        page.evaluate("localStorage.clear()")
        page.close()
        page, frame = visit(lms, device, 1)
        Trainee(frame).wait_saved()
        assert "first:100*:begin,further:singleA0.b,severalA1.ac" in timeless(lms.record.suspend_data)
        assert [i["id"] for i in lms.record.interactions] == ["first.single", "first.several"]
        lms.close(page)


def test_page_that_was_hidden_for_long_offers_to_open_the_course_again(
    device: BrowserContext, small_zip: bytes
) -> None:
    """What was done on another device meanwhile is not on this page."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        page.clock.install()
        frame = lms.launch(page)
        while Trainee(frame).saving != "saved":
            page.clock.run_for(100)
        for minutes, status in ((14, "saved"), (16, "away")):
            hide(frame, "hidden")
            page.clock.run_for(minutes * 60_000)
            hide(frame, "visible")
            assert Trainee(frame).saving == status
        assert "working on another device" in Trainee(frame).see("#player_saving").inner_text()
        assert Trainee(frame).see("#player_reload").count() == 1
        lms.abandon()
