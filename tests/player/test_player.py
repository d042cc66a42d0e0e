"""The page as a trainee meets it: without an LMS, without a script, with the keyboard, in every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, read_course, unpacked
from fitting import FRAMES, MISFITS, NARROW, TARGET, WIDE
from lms.server import LmsServer
from playwright.sync_api import Browser, Page
from trainee import GO, Trainee, places, right_answer, wrong_answer
from waiting import until
from watched import Watched

from scorm_export.course.model import Course


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> str:
    return unpacked(SMALL, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def repository_on_disk(tmp_path_factory: pytest.TempPathFactory) -> str:
    return unpacked(REPOSITORY, tmp_path_factory.mktemp("repository"))


def test_from_a_disk_it_works_and_says_that_nothing_is_reported(page: Page, on_disk: str, small: Course) -> None:
    page.goto(on_disk)
    trainee = Trainee(page)
    assert "your result is not reported" in trainee.see("#player_notice").inner_text()
    trainee.pass_module(small.modules[0])
    assert trainee.see(".save-state").inner_text() == "Not reported"
    page.goto("about:blank")
    page.goto(on_disk)
    assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()
    trainee.open_module(small.modules[0])
    trainee.go(".button.begin")
    until(page, "() => document.querySelector('article:not([hidden]) img').naturalWidth === 8")


def test_browser_that_keeps_nothing_is_told(browser: Browser, on_disk: str, small: Course) -> None:
    with browser.new_context() as context:
        context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
        page = context.new_page()
        page.goto(on_disk)
        trainee = Trainee(page)
        assert "this browser keeps nothing" in trainee.see("#player_notice").inner_text()
        trainee.pass_course(small)
        assert "You have passed the course" in trainee.see("#player_course-progress").inner_text()


def test_title_address_and_focus_follow(page: Page, on_disk: str) -> None:
    page.goto(on_disk)
    trainee = Trainee(page)
    assert trainee.title == "A small course"
    trainee.go("#player_continue")
    assert (trainee.address, trainee.title) == ("#first", "The first module - A small course")
    assert trainee.focused == "The first module"
    trainee.go(".button.begin")
    assert (trainee.address, trainee.focused) == ("#first/begin", "Where it begins")
    assert trainee.title == "Where it begins - The first module - A small course"
    trainee.go('[rel="next"]')
    trainee.go('[rel="next"]')
    assert trainee.address == "#first/quiz/single"
    assert trainee.title == "Quiz, Question 1 of 2 - The first module - A small course"
    assert trainee.focused == "Question 1 of 2 Which one is right?"
    page.go_back()
    until(page, "() => document.title.startsWith('Further on')")
    assert trainee.focused == "Further on"
    page.go_back()
    until(page, "() => document.title.startsWith('Where it begins')")
    page.go_forward()
    until(page, "() => document.title.startsWith('Further on')")
    assert trainee.see("article h3").inner_text() == "Further on"


def test_wrong_address_leads_to_the_nearest_place(page: Page, on_disk: str) -> None:
    page.goto(on_disk)
    trainee = Trainee(page)
    for address, title in [
        ("#first/no-such-page", "The first module - A small course"),
        ("#no-such-module/page", "A small course"),
        ("#first/quiz/no-such-question", "Quiz, Question 1 of 2 - The first module - A small course"),
        ("#%E0%A4%A", "A small course"),
        ("#constructor", "A small course"),
        ("#sources", "Sources - A small course"),
    ]:
        before = trainee.title
        page.evaluate("address => { location.hash = address }", address)
        if before != title:
            until(page, "title => document.title === title", arg=title)
        assert trainee.title == title


def test_an_answer_that_is_missing_is_asked_for(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/quiz")
    trainee = Trainee(page)
    assert trainee.see("form .check").is_enabled()
    trainee.see("form .check").click()
    assert trainee.see(".error").inner_text().endswith("Choose an answer first.")
    assert trainee.focused == "Choose an answer first."
    described = trainee.see("fieldset").get_attribute("aria-describedby")
    assert page.locator(f'[id="{described}"]').inner_text().endswith("Choose an answer first.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    trainee.see("form .check").click()
    assert trainee.see(".error").count() == 0
    assert trainee.see(".feedback .verdict").inner_text() == "✗ Not right"


def test_double_press_stays_at_what_the_first_one_brought(page: Page, on_disk: str) -> None:
    """Whoever taps everything twice must not skip the feedback, or a page."""
    page.goto(f"{on_disk}#first/quiz/several")
    trainee = Trainee(page)
    trainee.choose("b")
    trainee.see("form .check").dblclick()
    trainee.see(".feedback .verdict").wait_for()
    assert trainee.address == "#first/quiz/several"
    page.goto(on_disk)
    trainee.see('.card[href="#first"]').dblclick()
    until(page, "() => document.title.startsWith('The first module')")
    page.set_viewport_size({"width": 900, "height": 1400})
    trainee.see(".button.begin").dblclick()
    until(page, "() => document.title.startsWith('Where it begins')")
    assert trainee.address == "#first/begin"


def test_feedback_says_why_in_words_and_signs(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/quiz/several")
    trainee = Trainee(page)
    trainee.answer("abd")
    said = trainee.see(".feedback").inner_text()
    for words in [
        "✗ Not right",
        "Right one\nA is right.",
        "Wrong one\nB is wrong.",
        "Wrong too\nD is wrong.",
        "Two are right.",
    ]:
        assert words in said
    assert trainee.see(".feedback .reread a").all_inner_texts() == ["Further on"]
    marks = {o.get_attribute("data-choice"): o.locator(".mark").inner_text() for o in trainee.see(".option").all()}
    assert marks == {
        "a": "✓ chosen, right",
        "b": "✗ chosen, not right",
        "c": "✓ right, not chosen",
        "d": "✗ chosen, not right",
    }
    assert trainee.see(".feedback").get_attribute("role") == "status"
    assert trainee.focused == "✗ Not right"
    assert trainee.see("form .check").count() == 0


def test_page_to_read_again_leads_back(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/quiz/several")
    trainee = Trainee(page)
    trainee.answer("bd")
    trainee.go('.reread [href="#first/further"]')
    assert trainee.see(".return a").inner_text() == "Back to the question"
    trainee.go(".return a")
    assert trainee.address == "#first/quiz/several"
    assert trainee.see(".feedback .verdict").inner_text() == "✗ Not right"
    trainee.next()
    trainee.go('.reread [href="#first/further"]')
    trainee.go(".return a")
    assert trainee.address == "#first/result"
    trainee.go("h1 a")
    trainee.go(".card")
    trainee.go('.page-list [href="#first/further"]')
    assert trainee.see(".return a").count() == 0


def test_module_goes_on_where_the_trainee_is(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first")
    trainee = Trainee(page)
    begin = trainee.see(".button.begin")
    assert begin.inner_text() == "Begin"
    assert "score 60% in the quiz" in trainee.see(".rules").inner_text()
    trainee.go(".button.begin")
    page.go_back()
    until(page, "() => document.title.startsWith('The first module')")
    assert begin.inner_text() == "Go on: Further on"
    trainee.go(".button.begin")
    page.go_back()
    until(page, "() => document.title.startsWith('The first module')")
    assert begin.inner_text() == "To the quiz"
    trainee.go(".button.begin")
    trainee.take_quiz(["b", "ac"])
    trainee.go("h1 a")
    trainee.go(".card")
    assert begin.inner_text() == "Look again"


def test_last_page_says_that_the_module_is_passed(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/quiz")
    trainee = Trainee(page)
    trainee.take_quiz(["b", "ac"])
    assert trainee.see(".result-actions .button").first.inner_text() == "Read on: Where it begins"
    trainee.go(".result-actions .button")
    assert trainee.see("#player_notice").count() == 0
    trainee.go('[rel="next"]')
    assert "You have passed this module" in trainee.see("#player_notice").inner_text()
    assert trainee.see('[rel="next"]').inner_text() == "To your result"


def test_try_again_works_where_the_page_was_opened_at_the_quiz(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/quiz")
    trainee = Trainee(page)
    trainee.take_quiz(["a", "b"])
    page.goto(f"{on_disk}?again#first/quiz")
    assert trainee.address == "#first/result"
    trainee.go(".result-actions button")
    assert trainee.address == "#first/quiz/single"


def test_choice_that_was_not_checked_is_still_there(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/quiz/several")
    trainee = Trainee(page)
    trainee.choose("ac")
    trainee.go("h1 a")
    page.go_back()
    until(page, "() => document.title.startsWith('Quiz')")
    assert [box.input_value() for box in trainee.see("input:checked").all()] == ["a", "c"]


def test_source_of_a_page_is_shown_among_the_sources(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/begin")
    trainee = Trainee(page)
    trainee.go(".page-sources a")
    assert trainee.address == "#sources/book"
    assert trainee.focused.startswith("Author, A. (2001). A book about facts.")


def test_every_place_begins_at_its_top(page: Page, repository_on_disk: str) -> None:
    page.set_viewport_size({"width": 367, "height": 666})
    page.goto(f"{repository_on_disk}#hersenen/noor")
    # After the frame in which the browser itself would go to what bears the address.
    top = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY))))"
    assert page.evaluate(top) == 0
    for address in ("hersenen/wegen", "veerkracht", "veerkracht/cijfers", "home"):
        before = page.title()
        page.evaluate("address => { scrollTo(0, 500); location.hash = address }", address)
        until(page, "before => document.title !== before", arg=before)
        assert page.evaluate(top) == 0, address
    page.evaluate("scrollTo(0, 500)")
    page.go_back()
    until(page, "before => document.title !== before", arg="Het belang van veilige relaties")
    assert page.evaluate(top) == 0


def test_result_shows_each_question_and_what_to_do(page: Page, on_disk: str, small: Course) -> None:
    page.goto(f"{on_disk}#first/quiz")
    trainee = Trainee(page)
    trainee.take_quiz(["b", "ac"])
    # A good quiz is not enough: the pages have not been read.
    assert "Read these pages too" in trainee.see(".result-summary").inner_text()
    assert trainee.see(".result-summary li").count() == len(small.modules[0].pages)
    for page_ in small.modules[0].pages:
        trainee.go(f'.result-summary [href="#first/{page_.id}"], .contents[open] [href="#first/{page_.id}"]')
        page.go_back()
        until(page, "() => document.title.startsWith('Your result')")
    assert "You have passed this module" in trainee.see(".result-summary").inner_text()
    assert trainee.see(".result-answers .verdict").all_inner_texts() == ["✓ Right", "✓ Right"]
    trainee.go(".result-actions button")
    assert trainee.address == "#first/quiz/single"
    assert trainee.see("input:checked").count() == 0


def test_help_is_one_tap_away_everywhere(page: Page, on_disk: str, small: Course) -> None:
    page.goto(on_disk)
    trainee = Trainee(page)
    for address in places(small):
        page.evaluate(GO, address)
        assert trainee.see('header [href="#help"]').count() == 1, address
    trainee.go('header [href="#help"]')
    assert trainee.focused == "Need help?"
    assert trainee.see('#help [href="tel:08001234"]').inner_text() == "0800 1234"
    page.go_back()
    until(page, "() => document.title.startsWith('Your result')")


def test_content_note_stands_before_the_module(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first")
    trainee = Trainee(page)
    note = trainee.see(".note").bounding_box()
    button = trainee.see(".begin").bounding_box()
    assert note
    assert button
    assert "This one may touch you." in trainee.see(".note").inner_text()
    assert note["y"] < button["y"]


def test_terms_are_explained_where_they_first_occur(page: Page, on_disk: str) -> None:
    page.goto(f"{on_disk}#first/begin")
    trainee = Trainee(page)
    assert trainee.see("dfn").all_inner_texts() == ["ampersand"]
    page.evaluate(GO, "first/further")
    assert trainee.see("dfn").all_inner_texts() == ["point"]
    page.evaluate(GO, "home")
    trainee.go('[href="#glossary"]')
    assert trainee.see("dt").all_inner_texts() == ["ampersand", "point"]


def test_skip_link_keeps_the_place(page: Page, on_disk: str) -> None:
    page.goto(on_disk)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "player_main"
    assert page.url == on_disk


@pytest.mark.parametrize("name", ["everything", "repository"])
def test_every_place_fits_every_frame(
    page: Page, everything_root: Path, tmp_path: Path, name: str, is_soak: bool
) -> None:
    """No place scrolls sideways, and nothing that is pressed is small, but for links within a sentence.

    Of the course in this repository the questions are answered in a long run alone, and only there it has all sizes.
    """
    root = everything_root if name == "everything" else REPOSITORY
    course = read_course(root)
    page.goto(unpacked(root, tmp_path))
    if is_soak or name == "everything":
        for module in course.modules:
            for question in module.questions:
                page.evaluate(GO, f"{module.id}/quiz/{question.id}")
                Trainee(page).answer(wrong_answer(question) if question.entry.scored else right_answer(question))
    for width, height in FRAMES if is_soak or name == "everything" else (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(MISFITS, [[*places(course)], TARGET, 0]) == [], f"at {width} x {height}"


@pytest.mark.parametrize("look", ["larger", "forced"])
def test_every_place_fits_the_narrowest_frame(page: Page, repository_on_disk: str, look: str) -> None:
    """With the largest text, and with forced colours; no title is squeezed beside the way out."""
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(repository_on_disk)
    if look == "larger":
        page.evaluate("document.documentElement.dataset.text = 'larger'")
    else:
        page.emulate_media(forced_colors="active")
    assert page.evaluate(MISFITS, [[*places(read_course(REPOSITORY))], TARGET, NARROW[0] / 2]) == []


def test_phone_shows_at_once_what_to_do(page: Page, repository_on_disk: str) -> None:
    page.set_viewport_size({"width": 367, "height": 666})
    page.goto(repository_on_disk)
    box = page.locator("#player_continue").bounding_box()
    assert box
    assert box["y"] + box["height"] < 666


def test_policy_allows_nothing_else(page: Page, small_zip: bytes, watched: Watched) -> None:
    """A script or style that is not ours does not run, and nothing is fetched from anywhere else."""
    with LmsServer(small_zip) as lms:
        frame = lms.launch(page)
        frame.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.strange = true";
              document.body.append(script);
              const image = document.createElement("img");
              image.src = "http://127.0.0.2:9/x.png";
              document.body.append(image);
              const handler = "<p id='p' onclick='window.strange = true' style='color: red'>";
              document.body.insertAdjacentHTML("beforeend", handler);
              document.getElementById("p").click();
            }"""
        )
        assert frame.evaluate("window.strange") is None
        assert frame.evaluate("getComputedStyle(document.getElementById('p')).color") != "rgb(255, 0, 0)"
        lms.close(page)
    refused = [complaint for complaint in watched.complaints if "Content Security Policy" in complaint]
    assert len(refused) == len(watched.complaints) >= 4
    watched.complaints.clear()
    assert [url for url in watched.requests if "127.0.0.2" in url] == watched.outside()
    watched.requests.clear()


def test_progress_survives_a_change_of_tab(page: Page, small_zip: bytes) -> None:
    """A page that is hidden may never come back: the time is stored at once."""
    with LmsServer(small_zip) as lms:
        frame = lms.launch(page)
        frame.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
        assert [call["args"][0] for call in lms.session.calls[-2:]] == ["cmi.core.session_time", ""]
        assert lms.session.names[-1] == "LMSCommit"
        lms.close(page)
