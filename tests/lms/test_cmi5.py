"""A course in an LMS of cmi5: what a learning record store (LRS) is told, and that nothing is lost on the way.

What is said of it, statement by statement, is checked by a judge that is made from the specifications.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from building import SMALL, build_packages, edited, read_course, replace
from lms.cmi5 import Cmi5Lms
from lms.ralph import Ralph
from lms.xapi_judge import judged
from playwright.sync_api import Browser, BrowserContext, Page
from steps import PASS, PASS_FIRST, PASS_SECOND, STEPS, Step, do
from trainee import FIXED_CHANCE, GO, SAVED, QuickTrainee, right_answer, timeless, wrong_answer
from waiting import until

from scorm_export.archive import zip_bytes
from scorm_export.course.model import Course

PATIENCE = 30_000


def zips(root: Path, layout: str = "course") -> list[bytes]:
    """Return the packages of a course for cmi5, as zips."""
    return [zip_bytes(package.files) for package in build_packages(root, "cmi5", layout)]


@pytest.fixture
def lms(ralph: Ralph) -> Iterator[Cmi5Lms]:
    """An LMS of cmi5 with the small course."""
    (package,) = zips(SMALL)
    with Cmi5Lms(package, ralph) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which no script fails. That a document is not there yet is an error for a browser, and not for cmi5."""
    failures: list[str] = []
    with browser.new_context() as context:
        context.on("weberror", lambda error: failures.append(str(error.error)))
        context.on("console", lambda message: failures.append(message.text) if message.type == "warning" else None)
        yield context.new_page()
    assert failures == []


def answers(statements: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    """Return the question, the response and the success of each answer."""
    return [
        (each["object"]["id"].rpartition("/")[2], each["result"]["response"], each["result"].get("success"))
        for each in statements
        if each["verb"]["id"].endswith("/answered")
    ]


PACKAGES: dict[str, list[tuple[tuple[Step, ...], tuple[Step, ...]]]] = {
    "course": [(PASS_FIRST, PASS_SECOND)],
    "modules": [(PASS_FIRST[:3], PASS_FIRST[3:]), (PASS_SECOND[:1], PASS_SECOND[1:])],
    "multi-sco": [(PASS_FIRST[:3], PASS_FIRST[3:])],
}
"""What a trainee does in each of two sessions with each package; of several items, with the first one."""


@pytest.mark.parametrize("layout", PACKAGES)
def test_whole_pass(page: Page, ralph: Ralph, layout: str) -> None:
    for package, sessions in zip(zips(SMALL, layout), PACKAGES[layout], strict=True):
        with Cmi5Lms(package, ralph) as lms:
            for steps in sessions:
                lms.launch(page)
                do(page, *steps)
                lms.leave(page)
            assert judged(lms) == []
            first, second = (session.verbs for session in lms.sessions)
            assert first == ["initialized", *["answered"] * (len(first) - 2), "terminated"]
            assert second[0] == "initialized"
            assert second[-1] == "terminated"
            assert {"completed", "passed"} <= set(second)
            (passed,) = [each for each in lms.statements() if each["verb"]["id"].endswith("/passed")]
            assert passed["result"]["score"] == {"scaled": 1, "raw": 100, "min": 0, "max": 100}
            assert lms.document()["location"] == sessions[-1][-1].address
            assert [session.fetched for session in lms.sessions] == [1, 1]


def test_a_course_without_a_quiz_tells_completed_alone(page: Page, ralph: Ralph, tmp_path: Path) -> None:
    def update(root: Path) -> None:
        for name in ("quizzes/first.yaml", "quizzes/second.yaml", "course/facts.yaml"):
            (root / name).unlink()

    (package,) = zips(edited(SMALL, tmp_path, update))
    assert b'moveOn="Completed"' in zipfile.ZipFile(io.BytesIO(package)).read("cmi5.xml")
    with Cmi5Lms(package, ralph) as lms:
        lms.launch(page)
        do(page, Step("first/begin"), Step("first/further"), Step("second/end"))
        lms.leave(page)
        assert judged(lms) == []
        assert lms.sessions[0].verbs == ["initialized", "completed", "terminated"]
        assert lms.mastery_score is None


def test_a_module_as_a_package_has_a_mastery_score(page: Page, ralph: Ralph) -> None:
    package, _ = zips(SMALL, "modules")
    with Cmi5Lms(package, ralph) as lms:
        assert lms.mastery_score == read_course(SMALL).modules[0].rules.pass_mark / 100
        lms.launch(page)
        do(page, *PASS_FIRST)
        lms.leave(page)
        (passed,) = [each for each in lms.statements() if each["verb"]["id"].endswith("/passed")]
        assert lms.mastery_score in passed["context"]["extensions"].values()


def test_who_has_less_than_the_score_that_the_lms_asks_has_only_completed(
    page: Page, ralph: Ralph, tmp_path: Path
) -> None:
    """An administrator may ask more than the course does."""

    def ask_less(root: Path) -> None:
        path = root / "quizzes" / "first.yaml"
        path.write_text(f"pass_mark: 50\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

    package, _ = zips(edited(SMALL, tmp_path, ask_less), "modules")
    with Cmi5Lms(package, ralph) as lms:
        lms.launch(page, masteryScore=0.9)
        do(page, *STEPS[:3], Step("first/quiz/several", "ab"))
        lms.leave(page)
        assert judged(lms) == []
        assert "completed" in lms.sessions[0].verbs
        assert "passed" not in lms.sessions[0].verbs


def test_each_kind_of_question(page: Page, ralph: Ralph, everything_root: Path) -> None:
    (module,) = read_course(everything_root).modules
    page.add_init_script(FIXED_CHANCE)
    (package,) = zips(everything_root)
    with Cmi5Lms(package, ralph) as lms:
        lms.launch(page)
        trainee = QuickTrainee(page)
        trainee.begin_quiz(module)
        trainee.take_quiz(
            wrong_answer(question) if question.entry.scored else right_answer(question) for question in module.questions
        )
        page.evaluate(GO, "burns/result")
        trainee.go(".result-actions button")
        trainee.take_quiz(right_answer(question) for question in module.questions)
        lms.leave(page)
        assert judged(lms) == []
        told = answers(lms.statements())
        scored = [f"burns.{question.id}" for question in module.questions if question.entry.scored]
        assert [id_ for id_, _, success in told if success is False] == scored
        assert sorted(id_ for id_, _, success in told if success) == sorted(scored)


def test_what_is_told_of_an_answer(page: Page, lms: Cmi5Lms) -> None:
    lms.launch(page)
    do(page, *STEPS[:4])
    lms.leave(page)
    single, several = (each for each in lms.statements() if each["verb"]["id"].endswith("/answered"))
    assert single["object"]["id"] == f"{lms.activity}/first.single"
    assert single["object"]["definition"]["description"].keys() == {"en"}
    assert single["object"]["definition"]["correctResponsesPattern"] == ["b"]
    assert (single["result"]["response"], single["result"]["success"]) == ("b", True)
    assert several["result"]["response"] == "a[,]c"
    (module,) = several["context"]["contextActivities"]["parent"]
    assert module["id"] == f"{lms.activity}/first"


@pytest.mark.parametrize("mode", ["Review", "Browse"])
def test_nothing_is_written_by_who_only_looks(page: Page, lms: Cmi5Lms, mode: str) -> None:
    lms.launch(page)
    do(page, *PASS_FIRST)
    lms.leave(page)
    before = lms.document()
    lms.launch(page, mode)
    page.evaluate(GO, "first/result")
    assert "100" in QuickTrainee(page).see(".module .result-score, .module p").first.inner_text()
    do(page, Step("second/end"), Step("second/quiz/statement", "t"))
    lms.leave(page)
    assert judged(lms) == []
    assert lms.sessions[-1].verbs == ["initialized", "terminated"]
    assert lms.document() == before


def test_page_loaded_again_goes_on_in_the_same_session(page: Page, lms: Cmi5Lms) -> None:
    """The token is given once, and a session begins and ends once."""
    session = lms.launch(page)
    do(page, *STEPS[:3])
    page.reload()
    until(page, SAVED)
    do(page, *STEPS[3:5])
    lms.leave(page)
    assert judged(lms) == []
    assert session.fetched == 1
    assert len(answers(lms.statements())) == 2


NO_WORKERS = """
Object.defineProperty(Navigator.prototype, "serviceWorker", {
  get() { throw new DOMException("not here", "SecurityError"); },
});
"""


def test_without_a_service_worker_a_page_loaded_again_keeps_what_is_done_for_the_next_session(
    page: Page, lms: Cmi5Lms
) -> None:
    """As in a sandboxed frame. The session ends with the page, and a session that has ended is told nothing more."""
    page.add_init_script(NO_WORKERS)
    session = lms.launch(page)
    do(page, *STEPS[:3])
    page.reload()
    lms.wait_for(lambda: "terminated" in session.verbs)
    until(page, SAVED)
    do(page, *STEPS[3:5])
    assert QuickTrainee(page).saving == "refused"
    assert session.verbs == ["initialized", "answered", "terminated"]
    assert "severalA1" in lms.document()["state"]
    page.goto("about:blank")
    lms.launch(page)
    until(page, SAVED, patience=PATIENCE)
    lms.leave(page)
    assert judged(lms) == []
    assert len(answers(lms.statements())) == 2


def test_another_launch_resumes_on_another_device(
    device: BrowserContext, other_device: BrowserContext, lms: Cmi5Lms
) -> None:
    page = device.new_page()
    lms.launch(page)
    do(page, *STEPS[:4])
    lms.leave(page)
    page = other_device.new_page()
    lms.launch(page)
    page.evaluate(GO, "first/result")
    assert "100" in QuickTrainee(page).see(".module .result-score, .module p").first.inner_text()
    lms.leave(page)
    assert judged(lms) == []


def test_two_devices_at_once_do_not_overwrite_each_other(
    device: BrowserContext, other_device: BrowserContext, lms: Cmi5Lms
) -> None:
    """Each finds that the other has stored something, and stores what both have."""
    one, other = device.new_page(), other_device.new_page()
    lms.launch(one)
    do(one, Step("first/begin"))
    lms.launch(other)
    do(one, *PASS_FIRST)
    do(other, Step("second/end"), Step("second/quiz/statement", "f"))
    until(other, SAVED, patience=PATIENCE)
    assert any(request.status == 412 for request in lms.requests)
    do(one, Step("home"))
    until(one, SAVED, patience=PATIENCE)
    lms.leave(one)
    lms.leave(other)
    state = lms.document()["state"]
    assert "first:100*:begin,further" in state
    assert "second:100*:end" in state
    # Each answer is told once, whichever device it came from.
    assert sorted(id_ for id_, _, _ in answers(lms.statements())) == [
        "first.several",
        "first.single",
        "second.statement",
    ]
    assert [verb for session in lms.sessions for verb in session.verbs].count("passed") == 1


def test_what_was_done_without_a_network_arrives_later(device: BrowserContext, lms: Cmi5Lms) -> None:
    page = device.new_page()
    session = lms.launch(page)
    do(page, *STEPS[:3])
    lms.unreachable = True
    do(page, *STEPS[3:5])
    assert QuickTrainee(page).saving == "gone"
    assert len(answers(session.statements)) == 1
    lms.unreachable = False
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, SAVED, patience=PATIENCE)
    lms.leave(page)
    assert judged(lms) == []
    assert len(answers(lms.statements())) == 2
    assert "severalA1" in lms.document()["state"]


def test_lms_that_answers_later_gets_what_was_done_meanwhile(device: BrowserContext, lms: Cmi5Lms) -> None:
    """Also the token is asked for again: the LMS has not heard the first request."""
    page = device.new_page()
    lms.unreachable = True
    session = lms.launch(page)
    do(page, *PASS_FIRST)
    assert QuickTrainee(page).saving == "lms_silent"
    lms.unreachable = False
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, SAVED, patience=PATIENCE)
    lms.leave(page)
    assert judged(lms) == []
    assert session.verbs == ["initialized", "answered", "answered", "terminated"]
    assert "first:100*:begin,further" in lms.document()["state"]


def test_what_was_left_without_a_network_goes_along_with_the_next_launch(device: BrowserContext, lms: Cmi5Lms) -> None:
    page = device.new_page()
    lms.launch(page)
    do(page, *STEPS[:3])
    lms.unreachable = True
    do(page, *PASS_FIRST[3:], *PASS_SECOND)
    page.goto("about:blank")
    lms.abandon()
    lms.unreachable = False
    session = lms.launch(page)
    until(page, SAVED, patience=PATIENCE)
    lms.leave(page)
    assert session.verbs == ["initialized", "answered", "answered", "completed", "passed", "terminated"]
    assert sorted(id_ for id_, _, _ in answers(lms.statements())) == [
        "first.several",
        "first.single",
        "second.statement",
    ]


def test_an_answer_whose_confirmation_was_lost_is_told_once(device: BrowserContext, lms: Cmi5Lms) -> None:
    """The statement is sent again under the same id, and the document on the condition of its own last version."""
    page = device.new_page()
    lms.launch(page)
    do(page, *STEPS[:2])
    lost: list[str] = []

    def lose(route: Any) -> None:
        if route.request.method in ("POST", "PUT") and len(lost) < 2:
            lost.append(route.request.method)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/xapi/**", lose)
    do(page, *STEPS[2:4])
    until(page, SAVED, patience=PATIENCE)
    page.unroute("**/xapi/**")
    lms.leave(page)
    assert lost == ["POST", "POST"] or "PUT" in lost
    assert judged(lms) == []
    assert len(answers(lms.statements())) == 2


def test_a_session_that_was_closed_by_the_lms_tells_the_trainee(device: BrowserContext, lms: Cmi5Lms) -> None:
    page = device.new_page()
    lms.launch(page)
    do(page, *STEPS[:2])
    lms.signed_in = False
    do(page, *STEPS[2:3])
    assert QuickTrainee(page).saving == "signed_out"
    lms.signed_in = True
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, SAVED, patience=PATIENCE)


def test_updated_edition_keeps_what_was_done(page: Page, lms: Cmi5Lms, tmp_path: Path) -> None:
    def update(root: Path) -> None:
        replace(root / "course" / "course.yaml", "title: A small course", "title: The small course")

    lms.launch(page)
    do(page, *STEPS[:5])
    lms.leave(page)
    before = timeless(lms.document()["state"])
    lms.swap_package(*zips(edited(SMALL, tmp_path, update)))
    lms.launch(page)
    assert page.title().endswith("The small course")
    do(page, Step("second/end"))
    lms.leave(page)
    assert judged(lms) == []
    assert timeless(lms.document()["state"]).startswith(before)


def test_link_back_to_the_lms(page: Page, lms: Cmi5Lms) -> None:
    """It is there when the LMS asks for it; following it ends the session."""
    lms.launch(page)
    assert not page.locator("#player_return").is_visible()
    lms.leave(page)
    address = f"{lms.sessions[0].address.partition('/package/')[0]}/left.html"
    session = lms.launch(page, returnURL=address)
    page.get_by_role("link", name="Close the course").click()
    page.wait_for_url(address)
    lms.wait_for(lambda: "terminated" in session.verbs)
    assert judged(lms) == []


def test_page_without_a_launch_is_played_on_the_device(page: Page, lms: Cmi5Lms) -> None:
    page.goto(lms.launch(page).address.partition("?")[0])
    do(page, *PASS)
    assert QuickTrainee(page).saving == "no_lms"


def test_a_trainee_without_a_score_yet_has_a_document(page: Page, lms: Cmi5Lms, small: Course) -> None:
    lms.launch(page)
    QuickTrainee(page).open_module(small.modules[0])
    until(page, SAVED)
    assert lms.document()["location"] == small.modules[0].id
    assert lms.document()["passed"] is False
    lms.leave(page)
