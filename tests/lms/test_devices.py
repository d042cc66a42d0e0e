"""One trainee in two windows and on two devices; two trainees on one device."""

from __future__ import annotations

from fault_visits import complaints
from faults import FAULTS
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext
from steps import ANSWER, STEPS, Step, crash, do, hide, kept, visit, write, written
from trainee import Trainee, timeless

IN_DATABASE = """() => new Promise((resolve) => {
  indexedDB.open("scorm-export").onsuccess = ({ target }) => {
    const asked = target.result.transaction("kept").objectStore("kept").getAllKeys();
    asked.onsuccess = () => resolve(asked.result);
  };
})"""

TAKE_AWAY = """addEventListener("storage", ({ key, newValue }) => {
  if (newValue && key.includes("/journal/")) localStorage.removeItem(key);
});"""
"""A script of a window that takes the journal away in the moment in which another one writes it."""

HEARD = "window.heard = []; addEventListener('storage', ({ key }) => heard.push(key));"

ENTERED_SO_FAR = "2.2;first:100*:begin,further:singleA0.b,severalA1.ac;second::end:"
"""The state after the first quiz and a page of the second module."""

# ---- windows and devices ----


def test_older_window_gives_way(device: BrowserContext, small_zip: bytes) -> None:
    """It says so and offers to open the course again; what is done in it nevertheless reaches the newer one."""
    with LmsServer(small_zip) as lms:
        older, newer = device.new_page(), device.new_page()
        first = lms.launch(older)
        do(first, *STEPS[:3])
        second = lms.launch(newer)
        first.wait_for_function("() => document.getElementById('player_saving').dataset.status === 'elsewhere'")
        assert "also open in another window" in Trainee(first).see("#player_saving").inner_text()
        before = len(lms.sessions[0].stores)
        assert do(first, Step("first/quiz/several", "ac")) == "elsewhere"
        with_both = "() => Object.entries(localStorage).some(([key, text]) => /copy/.test(key) && /several/.test(text))"
        second.wait_for_function(with_both)
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
        second.wait_for_function("() => Object.entries(localStorage).some((each) => /copy.*singleA0/.test(each))")
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
        one.wait_for_function("() => heard.some((key) => key.includes('/alone/'))")
        one.evaluate("localStorage.setItem('barrier', 'one')")
        other.wait_for_function("() => heard.includes('barrier')")
        told = other.evaluate("heard.filter((key) => key.includes('/alone/')).length")
        other.evaluate("localStorage.setItem('barrier', 'other')")
        one.wait_for_function("() => heard.includes('barrier')")
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


# ---- other people's computers ----


def test_another_learner_sees_nothing(device: BrowserContext, small_zip: bytes) -> None:
    """Not even what never arrived; the first one finds it again."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        mine = lms.record.values
        lms.unreachable = True
        do(frame, *STEPS[:3])
        page.goto("about:blank")
        lms.abandon()
        lms.unreachable = False
        lms.reset_record()
        frame = lms.launch(page, Launch(student_id="learner-2"))
        trainee = Trainee(frame)
        trainee.wait_saved()
        assert "0 of the 2" in trainee.see("#player_course-progress").inner_text()
        assert trainee.see("#player_continue").inner_text() == "Begin"
        assert do(frame, STEPS[0]) == "saved"
        assert "single" not in lms.record.suspend_data
        lms.leave(page)
        lms.reset_record(mine)
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.1;first::begin,further:singleA0.b"
        lms.leave(page)


def test_new_attempt_begins_with_nothing(device: BrowserContext, small_zip: bytes) -> None:
    """A coordinator has taken away what was there: it does not come back from the device."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        do(lms.launch(page), *STEPS[:4])
        lms.leave(page)
        lms.reset_record()
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        assert "0 of the 2" in Trainee(frame).see("#player_course-progress").inner_text()
        do(frame, STEPS[0])
        assert timeless(lms.record.suspend_data) == "2.0;first::begin:"
        lms.leave(page)


def test_new_attempt_begins_with_nothing_though_the_network_fails_at_once(
    device: BrowserContext, small_zip: bytes
) -> None:
    """The LMS knows then that the trainee has begun, and not yet with which attempt."""
    with LmsServer(small_zip) as lms:
        page, frame = visit(lms, device, 0)
        do(frame, *STEPS)
        lms.close(page)
        lms.reset_record()
        page, frame = visit(lms, device, 1, Launch(faults=("outage-after-commit",)))
        Trainee(frame).settle()
        assert lms.record.values.keys() == {"cmi.core.lesson_status", "cmi.core.exit"}
        page.goto("about:blank")
        lms.abandon()
        lms.unreachable = False
        page, frame = visit(lms, device, 2)
        Trainee(frame).wait_saved()
        assert (lms.record.status, timeless(lms.record.suspend_data)) == ("incomplete", "2.0")
        lms.close(page)


def test_another_activity_with_the_same_course_takes_nothing_away(device: BrowserContext, small_zip: bytes) -> None:
    """What was not saved in the one is still there after a visit to the other."""
    with LmsServer(small_zip) as lms:
        page, frame = visit(lms, device, 0)
        do(frame, *STEPS[:2])
        lms.unreachable = True
        do(frame, *STEPS[2:4])
        page.goto("about:blank")
        lms.abandon()
        lms.unreachable = False
        one = lms.record.values
        lms.reset_record()
        page, frame = visit(lms, device, 1)
        do(frame, STEPS[0])
        assert timeless(lms.record.suspend_data) == "2.0;first::begin:"
        lms.close(page)
        lms.reset_record(one)
        page, frame = visit(lms, device, 2)
        Trainee(frame).wait_saved()
        do(frame, *STEPS[4:])
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        assert len(lms.record.interactions) == 3
        lms.close(page)


def test_next_learner_at_a_window_without_an_answering_lms_begins_with_nothing(
    device: BrowserContext, small_zip: bytes
) -> None:
    """The LMS did not answer, so nobody knows who it was; the next person in the same window begins with nothing."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("throws",)))
        do(frame, *STEPS[:3])
        lms.leave(page)
        frame = lms.launch(page, Launch(student_id="learner-2", faults=("throws",)))
        Trainee(frame).settle()
        assert "0 of the 2" in Trainee(frame).see("#player_course-progress").inner_text()
        do(frame, Step("second/end"))
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.0;second::end:"
        assert lms.record.interactions == []
        lms.close(page)


def test_next_learner_begins_with_nothing_where_only_the_course_is_loaded_again(
    device: BrowserContext, small_zip: bytes
) -> None:
    """Only the course is opened again there, and not the page of the LMS."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        lms.launch(page, Launch(faults=("throws",)))
        page.reload()
        frame = next(each for each in page.frames if each.name == "sco")
        do(frame, *STEPS[:3])
        assert "singleA0" in frame.evaluate("JSON.stringify(sessionStorage)")
        with page.expect_event("framenavigated", lambda each: each.name == "sco"):
            page.evaluate(
                "const { src } = document.querySelector('iframe'); document.querySelector('iframe').src = src"
            )
        frame.wait_for_selector("html.played")
        assert "singleA0" not in frame.evaluate("JSON.stringify(sessionStorage)")
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.0"
        lms.abandon()


def test_work_in_a_window_without_an_lms_reaches_no_other_window(device: BrowserContext, small_zip: bytes) -> None:
    """Another window waits for an LMS that is silent, and takes up nothing of it."""
    with LmsServer(small_zip) as lms:
        waiting, alone = device.new_page(), device.new_page()
        waiting.add_init_script(HEARD)
        frame = lms.launch(waiting, Launch(faults=("throws",)))
        Trainee(frame).settle()
        other = lms.launch(alone, Launch(api="absent"))
        do(other, *STEPS[:3])
        write(other, "Only for me")
        other.evaluate("localStorage.setItem('barrier', 'it')")
        frame.wait_for_function("() => heard.includes('barrier')")
        assert written(frame) == ""
        do(frame, Step("first/quiz"))
        waiting.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.0;first::further:"
        assert written(frame) == ""
        lms.abandon()


def test_work_without_an_answering_lms_survives_a_reload(device: BrowserContext, small_zip: bytes) -> None:
    """The page offers to; then the LMS answers, and gets all of it: answers, texts and settings."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("throws",)))
        assert do(frame, *STEPS[:3]) == "lms_silent"
        write(frame, "Only for me")
        frame.evaluate("document.querySelector('[name=player_text][value=large]').click()")
        lms.end_faults()
        with page.expect_navigation():
            Trainee(frame).see("#player_reload").click()
        for _ in range(2):
            frame = next(each for each in page.frames if each.name == "sco")
            Trainee(frame).wait_saved()
            assert timeless(lms.record.suspend_data) == "2.1;first::begin,further:singleA0.b"
            assert [i["id"] for i in lms.record.interactions] == ["first.single"]
            assert written(frame) == "Only for me"
            assert frame.evaluate("document.documentElement.dataset.text") == "large"
            lms.leave(page)
            lms.launch(page)
        lms.close(page)


def test_what_is_saved_leaves_the_journal(device: BrowserContext, small_zip: bytes) -> None:
    """And the copy of the state that stays goes when somebody else has opened the course on the device."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:3])
        assert kept(frame, "journal") == []
        assert frame.evaluate(IN_DATABASE) == []
        assert len(kept(frame, "copy")) == 1
        lms.leave(page)
        lms.reset_record()
        frame = lms.launch(page, Launch(student_id="learner-2"))
        Trainee(frame).wait_saved()
        assert [key for key in kept(frame, "copy") if "learner-1" in key] == []
        lms.leave(page)
