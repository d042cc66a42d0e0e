"""What the LMS gives when the course is opened: late, never, in part, or something odd."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from building import SMALL, build_course, edited, replace
from fault_visits import complaints
from faults import FAULTS
from lms.schemas import NODE_MODULES
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext
from steps import ENTERED, FORGET, STEPS, Step, do
from trainee import FIXED_CHANCE, Trainee, timeless
from waiting import until

from scorm_export.archive import zip_bytes
from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.course.resolve import resolve


def test_review_is_kept_to_by_an_lms_that_fails_for_a_moment(device: BrowserContext, small_zip: bytes) -> None:
    """Without the mode nobody can know whether anything may be stored."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        do(lms.launch(page), *STEPS)
        lms.leave(page)
        before = lms.record.values
        frame = lms.launch(page, Launch(faults=("throws-at-mode",)))
        assert do(frame, STEPS[0]) == "lms_silent"
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        until(frame, "() => document.getElementById('player_saving').dataset.status === 'read_only_passed'")
        lms.close(page)
        assert lms.record.values == before


def test_lms_that_always_fails_for_one_thing_is_used_all_the_same(device: BrowserContext, small_zip: bytes) -> None:
    """After some tries: it may not have the mode, and throws where others say so."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("throws-at-mode",)))
        assert do(frame, STEPS[0]) == "lms_silent"
        for _ in range(4):
            frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert do(frame, *STEPS[1:]) == "saved"
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)


def test_lms_that_cannot_tell_its_errors_is_used(device: BrowserContext, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("throws-at-errors",)))
        assert do(frame, *STEPS) == "saved"
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)


def test_state_of_the_first_version_goes_on(device: BrowserContext, small_zip: bytes) -> None:
    record = {
        "cmi.suspend_data": "1.2;first:100*:begin,further:single.0.b,several.1.ac",
        "cmi.core.lesson_status": "incomplete",
        "cmi.core.score.raw": "50",
    }
    with LmsServer(small_zip, record=record) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        assert "1 of the 2" in Trainee(frame).see("#player_course-progress").inner_text()
        do(frame, *STEPS[4:])
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        assert timeless(lms.record.suspend_data) == ENTERED
        lms.close(page)


def test_state_without_its_beginning_goes_on_on_another_device(device: BrowserContext, small_zip: bytes) -> None:
    """What can be read of it is kept, and reported once."""
    record = {
        "cmi.suspend_data": "\u0000.gs8p4;first:100*:begin,further:singleA0000.b,severalA1000.ac",
        "cmi.core.lesson_status": "incomplete",
        "cmi.core.score.raw": "50",
    }
    record["cmi.suspend_data"] = record["cmi.suspend_data"].replace("0000.b", "0000b").replace("1000.ac", "1000ac")
    with LmsServer(small_zip, record=record) as lms:
        page = device.new_page()
        warnings: list[str] = []
        page.on("console", lambda message: warnings.append(message.text) if message.type == "warning" else None)
        frame = lms.launch(page)
        do(frame, *STEPS[4:])
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        assert timeless(lms.record.suspend_data) == ENTERED
        assert len([each for each in warnings if "could not be read" in each]) == 1
        lms.close(page)


def test_state_that_cannot_be_read_is_not_written_over(device: BrowserContext, small_zip: bytes) -> None:
    """The LMS says that it has failed; on another device than before, so that nothing else is known."""
    state = "2.2;first:100*:begin,further:singleA0.b,severalA1.ac"
    record = {"cmi.suspend_data": state.replace("2.2;", "2.2.1.2;").replace("A0.", "A0000").replace("A1.", "A1000")}
    with LmsServer(small_zip, record={**record, "cmi.core.lesson_status": "incomplete"}) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("state-unread",)))
        assert do(frame, Step("second/end")) == "lms_silent"
        assert lms.record.suspend_data == record["cmi.suspend_data"]
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == state + ";second::end:"
        lms.close(page)


def test_answer_given_before_the_lms_answers_belongs_to_the_open_attempt(
    device: BrowserContext, small_zip: bytes
) -> None:
    """Until the LMS answers nobody can know that it is the second one."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        do(lms.launch(page), *STEPS[:5])
        lms.leave(page)
        frame = lms.launch(page, Launch(faults=("throws",)))
        assert do(frame, Step("first/quiz/single", "b")) == "lms_silent"
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.2;first:100*:begin,further:singleA0.b,severalA1.:0.1"
        lms.close(page)


def test_score_does_not_go_down_when_the_state_is_lost(device: BrowserContext, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        do(lms.launch(page), *STEPS[:4])
        lms.leave(page)
        lms.reset_record({**lms.record.values, "cmi.suspend_data": ""})
        page.goto(f"{lms.origin}/left.html")
        page.evaluate(FORGET)
        frame = lms.launch(page)
        do(frame, Step("first/begin"), Step("first/further"))
        do(frame, Step("first/quiz/single", "a"), Step("first/quiz/several", "b"))
        assert lms.record.score == "50"
        assert [(each.status, each.score) for each in lms.record.objectives] == [("passed", "100")]
        lms.close(page)


def test_course_without_a_server_takes_the_word_of_the_lms(
    device: BrowserContext, small_zip: bytes, tmp_path: Path
) -> None:
    """As in an app: its files come from the device, and there is no server to probe."""
    with zipfile.ZipFile(io.BytesIO(small_zip)) as archive:
        archive.extractall(tmp_path)
    page = device.new_page()
    page.add_init_script(path=NODE_MODULES / "scorm-again" / "dist" / "scorm12.min.js")
    page.add_init_script("window.API = new Scorm12API({ autocommit: false, logLevel: 5 })")
    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_selector("html.played")
    assert do(page.main_frame, *STEPS[:3]) == "saved"
    state = page.evaluate("API.cmi.suspend_data")
    assert timeless(state) == "2.1;first::begin,further:singleA0.b"


WATCH_OPENING = """
window.seen = [];
new MutationObserver(() => seen.push([document.documentElement.className, performance.now(), document.body.innerText]))
  .observe(document, { attributes: true, attributeFilter: ["class"], subtree: true });
"""


def test_slow_lms_does_not_leave_the_page_empty(device: BrowserContext, small_zip: bytes) -> None:
    """What it is waiting for is on the screen before the LMS is asked for anything."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        page.add_init_script(WATCH_OPENING)
        frame = lms.launch(page, Launch(faults=("slow",)))
        opening, played = frame.evaluate("seen.filter(([name]) => name)")[:2]
        painted = frame.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        assert [opening[0], played[0]] == ["opening", "played"]
        assert "The course is being opened" in opening[2]
        assert "Begin" not in opening[2]
        assert painted < played[1]
        lms.close(page)


@pytest.mark.parametrize("fault", ["throws", "says-nothing", "not-ready"])
def test_lms_that_answers_late_gets_all(device: BrowserContext, small_zip: bytes, fault: str) -> None:
    """It is silent when the course opens; meanwhile all stays in this window, since nobody knows who the trainee is."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=(fault,)))
        assert do(frame, *STEPS[:3]) == "lms_silent"
        assert "kept as long as this window is open" in Trainee(frame).see("#player_saving").inner_text()
        assert frame.evaluate("Object.keys(localStorage)") == []
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        do(frame, *STEPS[3:])
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)


def test_question_that_is_not_asked_any_more_gives_way(device: BrowserContext, tmp_path: Path) -> None:
    """The LMS answers late, and has another draw than the one that the trainee sees."""

    def draw(root: Path) -> None:
        replace(root / "quizzes" / "first.yaml", "id: first\n", "id: first\ndraw: 1\n")

    project, _ = load(read_content(edited(SMALL, tmp_path, draw)))
    built = build_course(resolve(project))
    errors: list[str] = []
    seen = set()
    device.on("weberror", lambda error: errors.append(str(error.error)))
    # The higher seed counts, whichever of the two has it.
    for seed in ("zu", "zv", "zw", "zx", "zy", "zz"):
        record = {"cmi.suspend_data": f"2.0.1.2;first::begin,further::{seed}.0", "cmi.core.lesson_status": "incomplete"}
        with LmsServer(zip_bytes(built.files), record=record) as lms:
            page = device.new_page()
            page.add_init_script(FIXED_CHANCE)
            frame = lms.launch(page, Launch(faults=("throws",)))
            do(frame, Step("first/quiz"))
            before = Trainee(frame).address
            page.evaluate("faults.clear()")
            frame.evaluate("dispatchEvent(new Event('online'))")
            Trainee(frame).wait_saved()
            after = Trainee(frame).address
            seen.add(before == after)
            assert Trainee(frame).see("form").get_attribute("data-question") == after.split("/")[-1]
            lms.close(page)
    assert seen == {True, False}
    assert errors == []
