"""Several learners and attempts on one device: each gets only what is their own."""

from __future__ import annotations

from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext
from steps import HEARD, STEPS, Step, do, kept, visit, write, written
from trainee import Trainee, timeless
from waiting import until

IN_DATABASE = """() => new Promise((resolve) => {
  indexedDB.open("scorm-export").onsuccess = ({ target }) => {
    const asked = target.result.transaction("kept").objectStore("kept").getAllKeys();
    asked.onsuccess = () => resolve(asked.result);
  };
})"""


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
        until(frame, "() => heard.includes('barrier')")
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
