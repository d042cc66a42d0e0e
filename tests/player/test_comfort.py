"""What makes the page one's own: settings, words explained, reading aloud, paper, a quick way out, thoughts kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import SMALL, build_zip, edited, replace, unpacked
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import Browser, Page
from trainee import GO, Trainee
from waiting import until

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module", name="everything")
def everything_on_disk(everything_root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the course that has everything."""
    return unpacked(everything_root, tmp_path_factory.mktemp("everything"))


def test_settings_hold_at_once_and_the_next_time(page: Page, everything: str) -> None:
    page.goto(everything)
    trainee = Trainee(page)
    look = "() => { const s = getComputedStyle(document.body); return [parseFloat(s.fontSize), s.backgroundColor] }"
    size, paper = page.evaluate(look)
    trainee.see("#player_settings summary").click()
    page.get_by_role("radio", name="Very large").check()
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("radio", name="As little as possible").check()
    larger, dark = page.evaluate(look)
    assert larger == pytest.approx(1.5 * size)
    assert dark != paper
    assert page.evaluate("getComputedStyle(document.querySelector('summary'), '::before').transitionDuration") == "0s"
    page.reload()
    assert page.evaluate(look) == [larger, dark]
    trainee.see("#player_settings summary").click()
    assert page.get_by_role("radio", name="Very large").is_checked()
    page.keyboard.press("Escape")
    assert trainee.see("#player_settings .panel").count() == 0
    assert trainee.focused == "Settings"


def test_light_holds_on_a_dark_device_and_dark_on_a_light_one(page: Page, everything: str) -> None:
    page.goto(everything)
    papers = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for theme in ("system", "light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
            papers[scheme, theme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light, dark = papers["light", "system"], papers["dark", "system"]
    assert light != dark
    assert {papers["light", "light"], papers["dark", "light"]} == {light}
    assert {papers["light", "dark"], papers["dark", "dark"]} == {dark}


def test_settings_are_those_of_one_trainee(page: Page, small_zip: bytes) -> None:
    with LmsServer(small_zip) as lms:
        frame = lms.launch(page)
        Trainee(frame).see("#player_settings summary").click()
        frame.get_by_role("radio", name="Dark").check()
        lms.leave(page)
        for student, theme in (("somebody-else", "system"), ("learner-1", "dark")):
            frame = lms.launch(page, Launch(student_id=student))
            assert frame.locator("html").get_attribute("data-theme") == theme
            lms.leave(page)


@pytest.mark.parametrize("size", [(320, 568), (650, 666)])
def test_text_of_twice_the_size_fits(page: Page, everything: str, size: tuple[int, int]) -> None:
    """The largest text of ours on the narrowest phone; and text that the browser doubles (WCAG 1.4.4)."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(everything)
    if size[0] == 320:
        page.evaluate("document.documentElement.dataset.text = 'larger'")
    else:
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    for address in ("home", "burns", "burns/water", "burns/tap", "burns/sam", "burns/quiz/pairs", "burns/quiz/gaps"):
        page.evaluate(GO, address)
        assert not page.evaluate(TOO_WIDE), address


def test_word_is_explained_by_touch_keyboard_and_to_a_screen_reader(page: Page, everything: str) -> None:
    page.goto(f"{everything}#burns/water")
    trainee = Trainee(page)
    term = page.get_by_role("button", name="kettle")
    box = page.get_by_role("dialog", name="kettle")
    term.hover()
    assert box.count() == 0, "it is not a hover"
    term.click()
    assert "A pot to boil water in." in box.inner_text()
    assert term.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert box.count() == 0
    assert trainee.focused == "kettle"
    page.keyboard.press("Enter")
    assert "A pot to boil water in." in trainee.focused
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Close the explanation"
    page.keyboard.press("Enter")
    assert trainee.focused == "kettle"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert box.count() == 0, "it closes when the focus moves on"
    term.click()
    page.mouse.click(5, 5)
    assert box.count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_explanation_lies_within_the_window(page: Page, everything: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 666})
    page.goto(f"{everything}#burns/water")
    page.get_by_role("button", name="kettle").click()
    box = page.get_by_role("dialog", name="kettle").bounding_box()
    term = page.get_by_role("button", name="kettle").bounding_box()
    assert box
    assert term
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= term["y"] + term["height"], "the word itself stays in sight"
    assert not page.evaluate(TOO_WIDE)


VOICE = """
// A browser without a window has no voices, so one of ours stands in for them. It speaks until a test ends it.
window.said = [];
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
  getVoices: () => window.voices ?? [{ lang: "en-GB", name: "A voice" }],
  speak(words) { window.said.push(words.text); window.speaking = words; },
  cancel() { window.speaking = null; },
}) });
window.endOfWords = () => window.speaking.dispatchEvent(new Event("end"));
"""


def test_page_is_read_aloud_a_paragraph_at_a_time(page: Page, everything: str) -> None:
    page.add_init_script(VOICE)
    page.goto(f"{everything}#burns/water")
    trainee = Trainee(page)
    page.get_by_role("button", name="Read aloud").click()
    assert page.evaluate("said") == ["Water first"]
    assert trainee.see(".sounding").inner_text() == "Water first"
    page.evaluate("endOfWords()")
    assert page.evaluate("said.at(-1)") == "A pan falls. Water first, everything else later."
    assert trainee.see(".sounding").inner_text().startswith("A pan falls.")
    assert trainee.focused == "Pause"
    page.keyboard.press("Enter")
    assert page.evaluate("speaking") is None
    assert trainee.focused == "Read aloud"
    page.keyboard.press("Enter")
    assert page.evaluate("said.at(-1)").startswith("A pan falls."), "it goes on where it paused"
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate("speaking") is None
    assert trainee.see(".sounding").count() == 0
    page.get_by_role("button", name="Read aloud").click()
    while page.evaluate("speaking !== null"):
        page.evaluate("endOfWords()")
    assert trainee.focused == "Read aloud", "the focus stays at the buttons"
    said = page.evaluate("said.slice(3)")
    assert "Sam is four. He pulls at the cord of the kettle." in said
    assert "A hand under a tap" in said
    assert len(said) == len(set(said)), "nothing is read twice"
    assert not any("Erase" in words or "Next" in words for words in said)
    page.get_by_role("button", name="Read aloud").click()
    page.evaluate(GO, "burns/tap")
    assert page.evaluate("speaking") is None, "another page ends it"


def test_story_is_read_aloud_as_far_as_it_was_played(page: Page, everything: str) -> None:
    page.add_init_script(VOICE)
    page.goto(f"{everything}#burns/sam")
    trainee = Trainee(page)
    page.get_by_role("button", name="Read aloud").click()
    while page.evaluate("said.at(-1)") != "You look for a bandage":
        page.evaluate("endOfWords()")
    trainee.see(".way-button").first.click()
    trainee.see(".way-feedback .button").click()
    page.evaluate("endOfWords()")
    said = page.evaluate("said")
    assert "The arm stays hot while you look." not in said
    assert said[-1] == "You have a bandage. Sam cries louder."
    page.evaluate("speaking.dispatchEvent(new Event('error'))")
    assert page.get_by_role("button", name="Read aloud").is_visible(), "a voice that fails is no voice that speaks"


def test_without_a_voice_of_the_language_nothing_is_offered(page: Page, everything: str) -> None:
    page.add_init_script(f"{VOICE}; window.voices = [{{ lang: 'de-DE', name: 'A German voice' }}]")
    page.goto(f"{everything}#burns/water")
    trainee = Trainee(page)
    assert trainee.see(".reader").count() == 0
    # Voices may come late.
    page.evaluate("voices.push({ lang: 'en_US' }); speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    assert trainee.see(".reader").count() == 1


def on_paper(page: Page) -> str:
    """Return what is printed, as text, and put the page back as it was."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return text


def test_page_on_paper_has_all_of_it(page: Page, everything: str) -> None:
    page.goto(f"{everything}#burns/sam")
    before = page.locator("body").inner_text()
    text = on_paper(page)
    for words in [
        "Situation 1",
        "You look for a bandage",
        "The arm stays hot",
        "Go on (Situation 2)",
        "Late is better",
    ]:
        assert words in text
    assert "A handbook of first aid" in text, "the source in full"
    assert "A pan falls" not in text
    assert "Settings" not in text
    assert page.locator("body").inner_text() == before
    page.evaluate(GO, "burns/water")
    page.locator("textarea").fill("My own thoughts.")
    text = on_paper(page)
    for words in ["Hold it under the tap.", "My own thoughts.", "A pot to boil water in.", "Ice can do harm."]:
        assert words in text
    page.evaluate(GO, "burns/tap")
    text = on_paper(page)
    for words in ["The hand is open.", "Take them off, unless they stick.", "Call your doctor.", "What comes first?"]:
        assert words in text


def test_quiz_on_paper_has_all_questions_and_no_answers(page: Page, everything: str) -> None:
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(f"{everything}#burns/quiz/pairs")
    trainee = Trainee(page)
    trainee.answer("abbacc")
    trainee.see("#player_settings summary").click()
    trainee.see('[data-print="module"]').click()
    until(page, "() => window.printed")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    quiz = page.locator('[id="burns/quiz"]')
    for words in ["What comes first?", "What helps with what?", "A calm voice", "How sure are you"]:
        assert words in quiz.inner_text()
    assert "here belongs" not in quiz.inner_text()
    plain = "rgba(0, 0, 0, 0)"
    colours = quiz.locator("[data-verdict]").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")
    assert set(colours) == {plain}
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize("scope", ["module", "course"])
def test_module_and_course_on_paper_have_their_answers_behind(page: Page, small_zip: bytes, scope: str) -> None:
    page.add_init_script("window.print = () => { window.printed = true }")
    with LmsServer(small_zip) as lms:
        frame = lms.launch(page)
        trainee = Trainee(frame)
        trainee.go('.card[href="#first"]')
        trainee.see("#player_settings summary").click()
        trainee.see(f'[data-print="{scope}"]').click()
        until(frame, "() => window.printed")
        frame.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        text = frame.locator("body").inner_text()
        assert text.index("Where it begins") < text.index("Which ones are right?") < text.index("Answers and expl")
        assert text.index("Answers and explanations") < text.index("The second is right.") < text.index("A book about")
        assert ("Where it ends" in text) is (scope == "course")
        assert ("The second module" in text) is (scope == "course")
        assert frame.locator("figure svg, article img").first.is_visible()
        page.emulate_media(media="screen")
        frame.evaluate("dispatchEvent(new Event('afterprint'))")
        assert trainee.see(".view").count() == 1
        lms.close(page)


def test_real_print_leaves_the_page_as_it_was(page: Page, everything: str) -> None:
    """The browser itself prints, with the events that it sends, also twice."""
    page.goto(f"{everything}#burns/sam")
    before = page.locator("body").inner_text()
    for _ in range(2):
        page.pdf()
    assert page.locator("body").inner_text() == before


def add_quick_exit(root: Path) -> None:
    line = "pass_mark: 60"
    replace(root / "course" / "course.yaml", line, f"{line}\nquick_exit: https://neutral.example/")


def test_quick_exit_stores_and_leaves_the_whole_window(tmp_path: Path, browser: Browser) -> None:
    root = edited(SMALL, tmp_path, add_quick_exit)
    # A page of its own: the neutral page is asked of another server, which other tests do not allow.
    with browser.new_context() as context:
        elsewhere = context.new_page()
        elsewhere.route("https://neutral.example/", lambda route: route.fulfill(body="A neutral page"))
        with LmsServer(build_zip(root)) as lms:
            trainee = Trainee(lms.launch(elsewhere))
            assert trainee.see(".leave").count() == 0
            trainee.go('.card[href="#first"]')
            trainee.go(".button.begin")
            assert trainee.see(".leave a").inner_text() == "Leave quickly"
            trainee.see(".leave a").click()
            elsewhere.wait_for_url("https://neutral.example/")
            assert elsewhere.locator("body").inner_text() == "A neutral page"
            assert "begin" in lms.record.suspend_data
            assert lms.record.get("cmi.core.exit") == "suspend"
            # Whoever presses "back" then does not see the course either.
            elsewhere.go_back(wait_until="commit")
            elsewhere.wait_for_url("https://neutral.example/")


def test_after_a_quick_exit_the_course_can_be_opened_again(page: Page, everything: str) -> None:
    page.goto(everything)
    page.evaluate("sessionStorage.setItem('scorm-export//left/', 'left')")
    page.goto("about:blank")
    page.goto(everything)
    assert page.locator(".cards").is_visible()
    assert page.evaluate("sessionStorage.getItem('scorm-export//left/')") is None


def test_words_of_another_language_are_marked(page: Page, everything: str) -> None:
    page.goto(f"{everything}#burns/water")
    marked = page.locator('article:visible [lang="fr"]').all_inner_texts()
    assert marked == ["bain-marie", "chaud"]
    assert page.locator("html").get_attribute("lang") == "en"


def test_reflection_is_saved_as_a_file_printed_and_erased(page: Page, everything: str) -> None:
    page.add_init_script("window.print = () => { window.printed = document.querySelectorAll('.printed').length }")
    page.goto(f"{everything}#burns/water")
    trainee = Trainee(page)
    trainee.see("textarea").fill("In de keuken, één stap.")
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as a file").click()
    assert got.value.suggested_filename == "burns-water.txt"
    saved = Path(got.value.path()).read_text(encoding="utf-8")
    assert "At your home" in saved
    assert "Where is the nearest tap?" in saved
    assert "In de keuken, één stap." in saved
    trainee.see(".reflection .print").click()
    assert page.evaluate("printed") == 1
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert "In de keuken, één stap." in text
    assert "A pan falls" not in text
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "A pan falls" in page.locator("body").inner_text()
    page.get_by_role("button", name="Erase what I wrote").click()
    assert trainee.see(".done").inner_text() == "Erased."
    assert trainee.see("textarea").input_value() == ""
    page.get_by_role("button", name="Bring my text back").click()
    assert trainee.see("textarea").input_value() == "In de keuken, één stap."
    page.get_by_role("button", name="Erase what I wrote").click()
    page.reload()
    assert trainee.see("textarea").input_value() == ""


def test_story_goes_the_way_that_is_chosen(page: Page, everything: str) -> None:
    page.goto(f"{everything}#burns/sam")
    trainee = Trainee(page)
    assert trainee.see(".way-button").all_inner_texts() == ["You look for a bandage", "You carry him to the tap"]
    assert trainee.see(".way-feedback").count() == 0
    page.get_by_role("button", name="You look for a bandage").click()
    assert "The arm stays hot" in trainee.see(".way-feedback").inner_text()
    # Another choice may be looked at first.
    page.get_by_role("button", name="You carry him to the tap").click()
    assert "no deeper" in trainee.see(".way-feedback").inner_text()
    page.get_by_role("button", name="You look for a bandage").click()
    trainee.see(".way-feedback .button").click()
    assert "Sam cries louder" in trainee.see(".scene").inner_text()
    assert "Sam cries louder" in trainee.focused
    page.get_by_role("button", name="after all").click()
    trainee.see(".way-feedback .button").click()
    assert "Here the story ends." in trainee.see(".scene").inner_text()
    page.get_by_role("button", name="Choose again").click()
    assert "Sam holds up his arm" in trainee.see(".scene").inner_text()
    assert trainee.see(".way-feedback").count() == 0
    assert trainee.address == "#burns/sam", "the place in the course is the same"


def test_question_to_oneself_in_a_lesson_counts_for_nothing(page: Page, everything: str) -> None:
    page.goto(f"{everything}#burns/tap")
    trainee = Trainee(page)
    ring = page.locator('[id="burns/tap/question/ring"]')
    ring.locator(".check").click()
    assert trainee.focused == "Choose an answer first."
    ring.locator('[data-choice="f"]').click()
    ring.locator(".check").click()
    assert "Later it may not come off." in ring.locator(".feedback").inner_text()
    page.get_by_role("button", name="Try again").click()
    assert ring.locator("input:checked").count() == 0
    assert trainee.focused == "A ring comes off before the finger swells."
    first = page.locator('[id="burns/tap/question/first"]')
    first.locator('[data-choice="a"]').click()
    first.locator(".check").click()
    page.evaluate(GO, "burns/quiz/first")
    assert trainee.see("form .check").count() == 1, "the question of the quiz is still open"


def test_without_script_every_block_and_question_is_there_in_order(browser: Browser, everything: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(everything)
        for summary in page.locator("main summary:visible").all():
            summary.click()
        text = " ".join(page.locator("body").inner_text().split())
    places = [
        "Water first",
        "Sam and the kettle",
        "I did not know what to do first.",
        "Sam’s mother (invented)",
        "Good to know",
        "Watch out",
        "Tip",
        "What would you do?",
        "Hold it under the tap.",
        "Somebody can call while you cool.",
        "It takes too much heat at once.",
        "Where is the nearest tap?",
        "A pot to boil water in.",
        "Running, not standing water.",
        "The hand is open.",
        "Take the pan away",
        "Running water It takes the heat along.",
        "Rings Take them off before the finger swells.",
        "In doubt Call your doctor.",
        "A ring comes off before the finger swells.",
        "Situation 1",
        "You look for a bandage",
        "The arm stays hot while you look.",
        "Situation 3",
        "What do you take with you?",
        "What comes first?",
        "What helps with what?",
        "A calm voice",
        "In which order?",
        "Complete the text.",
        "How long do you cool?",
        "How sure are you",
        "Answers and explanations",
        "Heat → Water",
        "Take the pan away Cool the burn Call the doctor",
        "Cool with running water, for twenty minutes.",
        "water / tap water",
        "A handbook of first aid",
    ]
    at = -1
    for words in places:
        assert words in text[at + 1 :], f"{words!r} does not stand behind what comes before it"
        at = text.index(words, at + 1)
