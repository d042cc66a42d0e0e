"""Saving, as a trainee lives through it: outages, leaving, odd sessions."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from building import SMALL, build_course, edited
from fault_visits import complaints
from faults import FAULTS
from lms.server import LmsServer
from lms.sessions import Launch, Session
from playwright.sync_api import BrowserContext, Page, Request, Route
from steps import ANSWER, NOON, PATIENCE, STEPS, Step, do, hide
from trainee import Trainee, timeless
from waiting import until

from scorm_export.archive import zip_bytes
from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.course.resolve import resolve

MOST_PENDING = 40_000
"""Bytes that may wait for one commit: a beacon takes 64 kB."""

FILL = """() => {
  let length = 2 ** 24;
  for (let text = ""; length >= 1; ) {
    try {
      localStorage.setItem("fill", text + "x".repeat(length));
      text += "x".repeat(length);
    } catch {
      length /= 2;
    }
  }
}"""
"""A script that leaves no room in the storage of the browser, not for one character."""


class HeldProbes:
    """The probes of a page, which get no answer until they are released."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[Route] = []
        self.is_holding = True
        page.route(lambda _: True, self._meet)

    def _meet(self, route: Route) -> None:
        if self.is_holding and route.request.method == "HEAD":
            self.held.append(route)
        else:
            route.continue_()

    def wait(self) -> None:
        """Wait until one is held."""
        for _ in range(PATIENCE // 10):
            if self.held:
                return
            self.page.wait_for_timeout(10)
        raise TimeoutError("the page sends no probe")

    def release(self) -> None:
        """Answer what is held."""
        while self.held:
            self.held.pop().continue_()


def test_trainee_reads_the_status_of_saving(device: BrowserContext, small_zip: bytes) -> None:
    """In one place: saved, not saved and why, saved again. There is never a dialog."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        frame = lms.launch(page)
        trainee = Trainee(frame)
        assert do(frame, STEPS[0]) == "saved"
        assert trainee.see("#player_saving").inner_text().strip() == "Saved"
        device.set_offline(True)
        assert do(frame, STEPS[1]) == "gone"
        told = trainee.see("#player_saving").inner_text()
        assert "Not saved yet" in told
        assert "simply go on" in told
        assert "kept on this device" in told
        # It goes on by itself when the network is back.
        device.set_offline(False)
        trainee.wait_saved()
        told = trainee.see("#player_saving").inner_text()
        assert "Saved" in told
        assert "Everything is saved again." in told
        do(frame, STEPS[2])
        assert trainee.see("#player_notice").count() == 0
        lms.signed_in = False
        assert do(frame, STEPS[3]) == "signed_out"
        assert "Log in again in another tab, and then go on here" in trainee.see("#player_notice").inner_text()
        lms.signed_in = True
        # Coming back from the other tab is enough.
        hide(frame, "visible")
        trainee.wait_saved()
        assert [i["id"] for i in lms.record.interactions] == ["first.single", "first.several"]
        assert dialogs == []
        lms.close(page)


def test_steps_that_come_fast_share_a_commit(device: BrowserContext, small_zip: bytes) -> None:
    """What is entered alone is not saved; at most one commit follows an action, and one takes all that wait for it."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:2], Step("first/quiz/single"))
        before = len(lms.session.stores)
        for option in "abcab":
            frame.evaluate("id => document.querySelector(`.option[data-choice=${id}] input`).click()", option)
        assert len(lms.session.stores) == before
        frame.evaluate(
            """() => {
              for (const address of ["second", "second/end", "first", "first/begin", "first/further", "second/end"]) {
                location.hash = address;
                dispatchEvent(new HashChangeEvent("hashchange"));
              }
            }"""
        )
        Trainee(frame).wait_saved()
        assert len(lms.session.stores) == before + 1
        assert "second::end" in lms.record.suspend_data
        lms.close(page)


def test_page_saves_again_without_a_step_of_the_trainee(device: BrowserContext, small_zip: bytes) -> None:
    """Without any sign that the server is back, and without any step of the trainee."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        lms.unreachable = True
        assert do(frame, STEPS[0]) == "gone"
        lms.unreachable = False
        Trainee(frame).wait_saved(PATIENCE)
        assert "begin" in lms.record.suspend_data
        lms.close(page)


def test_pauses_between_tries_grow(device: BrowserContext, small_zip: bytes) -> None:
    """A server that is gone is not flooded. The clock of the page is the test's."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        page.clock.install(time=NOON)
        frame = lms.launch(page)
        probes: list[Request] = []

        def is_probe(request: Request) -> bool:
            return request.method == "HEAD"

        page.on("requestfailed", lambda request: probes.append(request) if is_probe(request) else None)
        Trainee(frame).wait_saved()
        # The last probe that succeeded is too old then to serve again.
        page.clock.pause_at(NOON + datetime.timedelta(minutes=2))
        lms.unreachable = True
        probes.clear()
        with page.expect_event("requestfailed", is_probe):
            frame.evaluate("location.hash = 'second/end'")
        for number, pause in enumerate([2, 4, 8, 15, 30, 60, 60], start=1):
            # After the probe the page waits for a frame, which the clock must let pass, and at first for its journal.
            page.clock.run_for(200)
            until(frame, "() => document.querySelector('#player_saving[data-status=gone][aria-busy=false]')")
            page.clock.run_for(pause * 1000 - 500)
            assert (number, len(probes)) == (number, number)
            with page.expect_event("requestfailed", is_probe):
                page.clock.run_for(500)
        lms.unreachable = False
        lms.abandon()


def test_slow_lms_does_not_hold_up_what_the_trainee_sees(device: BrowserContext, small_zip: bytes) -> None:
    """The feedback is painted, and the answer is kept on the device, before a commit that takes long begins."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(recorded=False))
        do(frame, *STEPS[:2], Step("first/quiz/single"))
        page.evaluate(
            """() => {
              window.order = [];
              const { LMSCommit } = window.API;
              window.API.LMSCommit = (argument) => { window.order.push("commit"); return LMSCommit(argument); };
              faults.add("very-slow-commit");
            }"""
        )
        frame.evaluate(
            """() => {
              const shown = () => document.querySelector("form .verdict")?.textContent;
              const isKept = () => Object.values(localStorage).some((text) => text.includes("singleA0"));
              document.querySelector('.option[data-choice="b"] input').click();
              document.querySelector("form .check").click();
              requestAnimationFrame(() => parent.order.push(shown() && isKept() ? "seen" : "unseen"));
            }"""
        )
        until(frame, "() => parent.order.includes('commit')", patience=60_000)
        assert page.evaluate("window.order") == ["seen", "commit"]
        Trainee(frame).wait_saved(60_000)
        assert lms.record.interactions[0]["student_response"] == "b"
        page.evaluate("faults.clear()")
        lms.close(page)


MANY = 150
"""More answers than a beacon carries."""

MANY_ANSWERS = [Step(f"first/quiz/q{number}", "b") for number in range(MANY)]


@pytest.fixture(scope="module")
def many_zip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The small course with so many questions more. Whether it is a good quiz does not matter here."""

    def many(root: Path) -> None:
        quiz = root / "quizzes" / "first.yaml"
        text = quiz.read_text(encoding="utf-8")
        single = text[text.index("  - id: single") : text.index("  - id: several")]
        more = "".join(single.replace("id: single", f"id: q{number}") for number in range(MANY))
        quiz.write_text(text + more, encoding="utf-8")

    project, _ = load(read_content(edited(SMALL, tmp_path_factory.mktemp("many"), many)))
    return zip_bytes(build_course(resolve(project)).files)


def sizes(session: Session) -> list[int]:
    """Return how many characters each commit of a session had."""
    return [sum(len(element) + len(value) for element, value in store.items()) for store in session.stores]


def test_long_outage_comes_in_parcels(device: BrowserContext, many_zip: bytes) -> None:
    """Many answers of an outage arrive all, none twice, and never so many at once that a beacon would lose them."""
    with LmsServer(many_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(recorded=False))
        do(frame, *STEPS[:2])
        device.set_offline(True)
        assert do(frame, *MANY_ANSWERS) == "gone"
        device.set_offline(False)
        Trainee(frame).wait_saved(PATIENCE)
        assert [i["id"] for i in lms.record.interactions] == [f"first.q{number}" for number in range(MANY)]
        assert {i["result"] for i in lms.record.interactions} == {"correct"}
        assert sum(sizes(lms.session)) > MOST_PENDING > max(sizes(lms.session))
        lms.leave(page)


@pytest.mark.soak
def test_long_outage_comes_in_parcels_at_the_next_visit(device: BrowserContext, many_zip: bytes) -> None:
    """The same in a second try, and the page is left before the network is back."""
    with LmsServer(many_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(recorded=False))
        do(frame, *MANY_ANSWERS, Step("first/quiz/single", "b"), Step("first/quiz/several", "ac"))
        device.set_offline(True)
        do(frame, Step("first/result", again=True), *MANY_ANSWERS)
        page.goto("about:blank")
        lms.abandon()
        device.set_offline(False)
        frame = lms.launch(page, Launch(recorded=False))
        Trainee(frame).wait_saved(PATIENCE)
        ids = [i["id"] for i in lms.record.interactions]
        assert len(ids) == len(set(ids)) == MANY + 2
        assert len(re.findall(r"\bq\d+[A-Z]\w\.b", timeless(lms.record.suspend_data))) == MANY
        assert max(sizes(lms.session)) < MOST_PENDING
        lms.leave(page)


def test_work_goes_on_after_signing_in_again(device: BrowserContext, small_zip: bytes) -> None:
    """What is open belongs to the old login, and is refused for good: the page offers to open the course again."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:2])
        lms.signed_in = False
        assert do(frame, *STEPS[2:4]) == "signed_out"
        lms.sign_in_again()
        hide(frame, "visible")
        until(frame, "() => document.getElementById('player_saving').dataset.status === 'refused'")
        with page.expect_navigation():
            Trainee(frame).see("#player_reload").click()
        frame = next(each for each in page.frames if each.name == "sco")
        Trainee(frame).wait_saved()
        do(frame, *STEPS[4:])
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)


def test_second_outage_while_everything_is_sent_again(device: BrowserContext, small_zip: bytes) -> None:
    """The last answer is lost; then the placeholders arrive, and the network goes again."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:-1])
        page.evaluate("faults.add('outage-at-commit')")
        assert do(frame, STEPS[-1]) == "gone"
        before = lms.record.values
        page.evaluate("faults.add('outage-after-commit')")
        lms.unreachable = False
        frame.evaluate("dispatchEvent(new Event('online'))")
        until(page, "() => !faults.has('outage-after-commit')")
        page.goto("about:blank")
        lms.abandon()
        assert before["cmi.suspend_data"] != lms.record.suspend_data.rstrip() != lms.record.suspend_data
        assert lms.record.status == "incomplete"
        lms.unreachable = False
        frame = lms.launch(page)
        Trainee(frame).wait_saved()
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.leave(page)


def test_status_of_an_outage_at_the_opening_arrives(device: BrowserContext, small_zip: bytes) -> None:
    """Before any step, the LMS is told that the course is not finished."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("outage-at-commit",)))
        Trainee(frame).settle()
        assert (Trainee(frame).saving, lms.record.values) == ("gone", {})
        lms.unreachable = False
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert (lms.record.status, lms.record.exit) == ("incomplete", "suspend")
        lms.close(page)


def test_answer_that_was_refused_during_a_probe_is_not_saved(device: BrowserContext, small_zip: bytes) -> None:
    """The probe proves what was sent before it, and nothing of what was refused since."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page)
        do(frame, *STEPS[:2])
        probes = HeldProbes(page)
        frame.evaluate("location.hash = 'first/quiz/single'")
        probes.wait()
        page.evaluate("faults.add('refuses')")
        frame.evaluate(ANSWER, "b")
        hide(frame, "hidden")
        page.evaluate("faults.delete('refuses')")
        probes.is_holding = False
        probes.release()
        Trainee(frame).wait_saved()
        assert [(i["id"], i["student_response"]) for i in lms.record.interactions] == [("first.single", "b")]
        assert "singleA0.b" in timeless(lms.record.suspend_data)
        lms.close(page)


def test_probe_that_takes_too_long_is_an_outage(device: BrowserContext, small_zip: bytes) -> None:
    """A slow LMS may take 20 seconds; a server that gives no answer for 40 is gone."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        page.clock.install(time=NOON)
        frame = lms.launch(page)
        do(frame, STEPS[0])
        probes = HeldProbes(page)
        page.clock.pause_at(NOON + datetime.timedelta(minutes=2))
        frame.evaluate("location.hash = 'second/end'")
        status = "() => document.getElementById('player_saving').dataset.status"
        probes.wait()
        page.clock.run_for(38_000)
        assert frame.evaluate(status) == "saving"
        page.clock.run_for(2_000)
        until(frame, "() => document.getElementById('player_saving').dataset.status === 'gone'")
        probes.is_holding = False
        page.clock.resume()
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.0;first::begin:;second::end:"
        lms.close(page)


def test_full_device_does_not_stop_saving(device: BrowserContext, small_zip: bytes) -> None:
    """An earlier visit has left the id of its window, and now there is no room for another."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        do(lms.launch(page), *STEPS[:2])
        lms.leave(page)
        page.evaluate("for (const key in localStorage) if (key.includes('/window/')) localStorage.setItem(key, 'x')")
        page.evaluate(FILL)
        frame = lms.launch(page)
        assert do(frame, *STEPS[2:]) == "saved"
        assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.close(page)


def test_full_device_keeps_work_in_the_window_until_the_lms_answers(device: BrowserContext, small_zip: bytes) -> None:
    """The LMS answers at last, and cannot be reached; there is no room for the journal of the learner."""
    with LmsServer(small_zip) as lms:
        page = device.new_page()
        frame = lms.launch(page, Launch(faults=("throws",)))
        do(frame, *STEPS[:3])
        page.evaluate(FILL)
        lms.probe_status = 503
        page.evaluate("faults.clear()")
        frame.evaluate("dispatchEvent(new Event('online'))")
        until(frame, "() => document.getElementById('player_saving').dataset.status === 'gone'")
        assert "singleA0" in frame.evaluate("JSON.stringify(sessionStorage)")
        lms.probe_status = None
        frame.evaluate("dispatchEvent(new Event('online'))")
        Trainee(frame).wait_saved()
        assert timeless(lms.record.suspend_data) == "2.1;first::begin,further:singleA0.b"
        lms.close(page)
