"""Everybody can use it: WCAG 2.2 A and AA by axe-core, the keyboard alone, what a screen reader is told.

The course of docs/authoring.md has every block and every kind of question; the course in this repository every page
that trainees get.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from axe import AXE, COLOUR_RULES, COLOURS, EVERYTHING, RUN, TAGS, Options
from building import REPOSITORY, SMALL, read_course, unpacked
from playwright.sync_api import Browser, Page, ViewportSize
from steps import PASS_FIRST, PASS_SECOND, do
from trainee import FIXED_CHANCE, GO, QuickTrainee, Trainee, pairs, places, right_answer, wrong_answer
from trees import golden, tell
from waiting import until
from watched import Watched

from scorm_export.course.model import Question
from scorm_export.questions import KINDS

SIZE_RULES = ["target-size", "scrollable-region-focusable", "color-contrast", "region", "bypass"]
"""All rules whose result can differ between a wide frame and a narrow one, in which things move, wrap and scroll."""

NARROWNESS: Options = {"runOnly": SIZE_RULES}
NO_COLOURS: Options = {"runOnly": TAGS, "rules": {rule: {"enabled": False} for rule in COLOUR_RULES}}
"""What axe runs."""

MAIN = "#player_main"
"""All of the page but its head with the settings."""

SIZES = {"wide": ViewportSize(width=650, height=666), "narrow": ViewportSize(width=320, height=568)}
"""The sizes of the frame: 320 pixels wide is also what 400% zoom leaves of 1280."""

in_each_size = pytest.mark.parametrize("size", SIZES)


class Inspector:
    """A page in which axe looks at one state after the other."""

    def __init__(self, watched: Watched, address: str, size: str, *, is_soak: bool) -> None:
        self.page = open_page(watched, address, SIZES[size])
        self.page.evaluate(AXE)
        self.is_soak = is_soak
        self.size = size

    def check(self, state: str) -> None:
        """Run the rules: in the wide frame all in light and those of colours in dark, in the narrow one those of sizes.

        In a long run (`make soak`) all of them in both, in each size.
        """
        if self.is_soak:
            self.run(state, "light", EVERYTHING)
            self.run(state, "dark", EVERYTHING)
        elif self.size == "wide":
            self.run(state, "light", EVERYTHING)
            self.run(state, "dark", COLOURS, MAIN if state != "settings" else "html")
        else:
            self.run(state, "light", NARROWNESS)

    def run(self, state: str, colours: Literal["light", "dark"], options: Options, within: str = "html") -> None:
        self.page.emulate_media(color_scheme=colours)
        found: list[Any] = self.page.evaluate(RUN, [within, options])
        assert found == [], f"{state}, {colours}: {found}"

    def go(self, address: str) -> None:
        self.page.evaluate(GO, address)


def open_page(watched: Watched, address: str, size: ViewportSize) -> Page:
    page = watched.context.new_page()
    page.add_init_script(FIXED_CHANCE)
    page.set_viewport_size(size)
    page.goto(address)
    return page


@pytest.fixture(scope="module", name="everything")
def everything_on_disk(everything_root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return unpacked(everything_root, tmp_path_factory.mktemp("everything"))


def test_every_place_of_the_course(watched: Watched, tmp_path: Path) -> None:
    """What an author can get wrong.

    The colours are the theme's, and a question has nothing but short texts of its author: the course of
    docs/authoring.md has all of these.
    """
    page = open_page(watched, unpacked(REPOSITORY, tmp_path), SIZES["wide"])
    page.evaluate(AXE)
    course = read_course(REPOSITORY)
    around = {"home", "sources", "glossary", "help", *(place for place in places(course) if "/" not in place)}
    for address in places(course):
        if "/quiz/" not in address:
            page.evaluate(GO, address)
            # What stands around the lesson is the same on all of its pages.
            within = "html" if address in around else MAIN
            assert page.evaluate(RUN, [within, NO_COLOURS]) == [], address


@pytest.mark.soak
@in_each_size
def test_every_place_of_the_course_in_every_look(watched: Watched, tmp_path: Path, size: str) -> None:
    inspector = Inspector(watched, unpacked(REPOSITORY, tmp_path), size, is_soak=True)
    for address in places(read_course(REPOSITORY)):
        inspector.go(address)
        inspector.check(address)


@in_each_size
def test_every_state_of_every_block(
    watched: Watched, everything_root: Path, everything: str, size: str, is_soak: bool
) -> None:
    inspector = Inspector(watched, everything, size, is_soak=is_soak)
    check, go = inspector.check, inspector.go
    trainee = Trainee(inspector.page)
    trainee.see("#player_settings summary").click()
    check("settings")
    for module in read_course(everything_root).modules:
        for page_ in module.pages:
            go(f"{module.id}/{page_.id}")
            check(page_.id)
            for summary in trainee.see("article summary").all():
                summary.click()
            check(f"{page_.id}, all opened")
    go("burns/water")
    trainee.see(".term").click()
    check("a word explained")
    inspector.page.keyboard.press("Escape")
    trainee.see("textarea").fill("What I think.")
    trainee.see(".erase").click()
    check("a reflection erased")
    go("burns/sam")
    trainee.see(".way-button").first.click()
    check("a choice and what follows")
    trainee.see(".way-feedback .button").click()
    check("the next scene")
    trainee.see(".way-button").click()
    trainee.see(".way-feedback .button").click()
    check("an ending")
    for address in ("home", "sources", "glossary", "help", "burns"):
        go(address)
        check(address)


@pytest.mark.parametrize("size", ["wide", pytest.param("narrow", marks=pytest.mark.soak)])
def test_every_state_of_every_kind_of_question(
    watched: Watched, everything_root: Path, everything: str, size: str, is_soak: bool
) -> None:
    inspector = Inspector(watched, everything, size, is_soak=is_soak)
    check, go = inspector.check, inspector.go
    trainee = QuickTrainee(inspector.page)
    (module,) = read_course(everything_root).modules
    for question in module.questions:
        go(f"{module.id}/quiz/{question.id}")
        check(f"{question.id}, open")
        trainee.press("form .check")
        check(f"{question.id}, nothing entered")
        trainee.answer(wrong_answer(question) if question.entry.scored else right_answer(question))
        check(f"{question.id}, wrong")
    go(f"{module.id}/result")
    check("a result that is not enough")
    go(f"{module.id}/practice")
    check("practice")
    go(f"{module.id}/result")
    trainee.go(".result-actions button")
    for question in module.questions:
        go(f"{module.id}/quiz/{question.id}")
        trainee.answer(right_answer(question))
        check(f"{question.id}, right")
    for page_ in module.pages:
        go(f"{module.id}/{page_.id}")
    go(f"{module.id}/result")
    check("a result that is enough")


@in_each_size
def test_every_state_of_what_comes_back(watched: Watched, tmp_path: Path, size: str, is_soak: bool) -> None:
    inspector = Inspector(watched, unpacked(SMALL, tmp_path), size, is_soak=is_soak)
    check, go = inspector.check, inspector.go
    trainee = QuickTrainee(inspector.page)
    do(inspector.page, *PASS_FIRST)
    go("second/recall")
    check("recall")
    go("home")
    check("home, something passed")
    do(inspector.page, *PASS_SECOND)
    go("review")
    check("review")
    for _ in range(3):
        trainee.press("form .option")
        trainee.press("form .check")
        check("review, answered")
        trainee.press("form .next")
    check("review, over")
    go("certificate")
    check("certificate")


def press_until(page: Page, condition: str, key: str = "Tab", most: int = 60) -> None:
    """Press a key until a condition of the page holds."""
    for _ in range(most):
        if page.evaluate(condition):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{condition} never held")


FORM = "form:not([hidden])"

SEEN = """() => {
  const { activeElement: element } = document;
  const box = element.getBoundingClientRect();
  const ring = [element, element.closest(".option")].some((e) => e && getComputedStyle(e).outlineStyle !== "none");
  const covered = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const own = element.closest("label") ?? element;
  return ring && (own.contains(covered) || covered?.contains(element)) ? "" : element.outerHTML.slice(0, 200);
}"""
"""What is wrong with how the focus is shown: empty when it has an outline and nothing lies over it."""


def answer_by_keyboard(page: Page, question: Question) -> None:
    """Enter the right response and check it, with keys alone."""
    wanted = right_answer(question)

    def reach(condition: str) -> None:
        press_until(page, f"document.activeElement.matches({condition!r})")
        assert page.evaluate(SEEN) == ""

    if question.entry.several:
        for id_ in wanted:
            reach(f'{FORM} [value="{id_}"]')
            page.keyboard.press("Space")
    elif question.entry.form == "options":
        reach(f"{FORM} input")
        page.keyboard.press("Space")
        checked = f"document.activeElement.value === {wanted!r} && document.activeElement.checked"
        press_until(page, checked, "ArrowDown")
    elif question.entry.form in ("matching", "ordering"):
        for place, piece in pairs(page.locator(f"{FORM} [data-spot]").count(), wanted):
            press_until(page, f"document.activeElement.matches('{FORM} [data-piece=\"{piece}\"] .piece')", "Shift+Tab")
            page.keyboard.press("Enter")
            reach(f'{FORM} [data-spot="{place}"] .spot-button')
            page.keyboard.press("Space")
    elif question.entry.form == "gaps":
        for gap, option in pairs(0, wanted):
            reach(f'{FORM} [data-gap="{gap}"]')
            press_until(page, f"document.activeElement.value === {option!r}", "ArrowDown")
    else:
        reach(f"{FORM} input")
        page.keyboard.type(wanted)
    reach(f"{FORM} .check")
    page.keyboard.press("Enter")
    until(page, f"() => document.activeElement.matches('{FORM} .verdict')")


@pytest.mark.parametrize("name", ["everything", pytest.param("repository", marks=pytest.mark.soak)])
def test_whole_course_by_keyboard(watched: Watched, everything_root: Path, tmp_path: Path, name: str) -> None:
    """A trainee without a mouse passes the course, always seeing where the focus is."""
    root = everything_root if name == "everything" else REPOSITORY
    course = read_course(root)
    page = open_page(watched, unpacked(root, tmp_path), SIZES["wide"])

    def follow(selector: str) -> None:
        before = page.title()
        press_until(page, f"document.activeElement.matches({selector!r})")
        assert page.evaluate(SEEN) == ""
        page.keyboard.press("Enter")
        until(page, "before => document.title !== before", arg=before)
        # A new place comes to its top in the frame after it is shown; nobody presses a key before.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    for module in course.modules:
        follow(f'.card[href="#{module.id}"]')
        follow(".button.begin")
        if page.evaluate("location.hash").endswith("/recall"):
            follow(".drill-end a")
        for page_ in module.pages:
            for case in page_.document.directives("branching"):
                play_by_keyboard(page, len(case.parts("scene")))
            if page_.is_to_be_played:
                press_until(page, "document.activeElement.matches('.to-play .transcript summary')")
                page.keyboard.press("Enter")
            follow(f'[id="{module.id}/{page_.id}"] [rel="next"]')
        for question in module.questions:
            answer_by_keyboard(page, question)
            follow(f"{FORM} .next")
        follow('.result-actions [href="#home"]')
    progress = page.locator("#player_course-progress").inner_text()
    assert re.search(r"passed the course|de cursus behaald", progress)


def play_by_keyboard(page: Page, most: int) -> None:
    """Take the first choice of each scene, until the story ends."""
    for _ in range(most):
        press_until(page, "document.activeElement.matches('.way-button')")
        page.keyboard.press("Enter")
        press_until(page, "document.activeElement.matches('.way-feedback .button')")
        assert page.evaluate(SEEN) == ""
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.scene.now')")
        if page.locator(".scene.now .restart:visible").count():
            return
    raise AssertionError("the story never ends")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_screen_reader_is_told(browser: Browser, everything_root: Path, kind: str) -> None:
    assert tell(browser, everything_root, kind) == golden(kind).read_text(encoding="utf-8")


def test_every_kind_of_question_has_its_tree() -> None:
    assert sorted(path.stem for path in golden("").parent.iterdir()) == sorted(KINDS)
