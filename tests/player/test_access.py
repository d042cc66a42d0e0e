"""Everybody can use it: WCAG 2.2 A and AA by axe-core, the keyboard alone, what a screen reader is told.

The course of docs/authoring.md has every block and every kind of question; the course in this repository every page
that trainees get.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from building import REPOSITORY, SMALL, read_course, unpacked
from playwright.sync_api import Browser, Page
from trainee import FIXED_CHANCE, GO, Trainee, pairs, places, right_answer, wrong_answer
from trees import TREES, golden, tell
from watched import Watched

from scorm_export.course.model import Course, Question

AXE = (REPOSITORY / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

LOOKS = {
    "light": {"size": (650, 666), "colours": "light"},
    "dark": {"size": (650, 666), "colours": "dark"},
    "narrow": {"size": (320, 568), "colours": "light"},
}
"""What the page is looked at in: 320 pixels wide is also what 400% zoom leaves of 1280."""

RUN = """async (rules) => {
  const unseen = [...document.querySelectorAll(".view[hidden], .module[hidden]")];
  const aside = unseen.map((part) => [part, [...part.childNodes]]);
  for (const part of unseen) part.replaceChildren();
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  for (const [part, nodes] of aside.reverse()) part.replaceChildren(...nodes);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""
"""Runs the rules over what is shown. The other places of the course are set aside meanwhile: nobody meets them now, and
axe would walk through all of them."""


def open_page(watched: Watched, address: str, look: str) -> Page:
    page = watched.context.new_page()
    page.add_init_script(FIXED_CHANCE)
    width, height = LOOKS[look]["size"]
    page.set_viewport_size({"width": int(width), "height": int(height)})
    page.emulate_media(color_scheme="dark" if LOOKS[look]["colours"] == "dark" else "light")
    page.goto(address)
    page.evaluate(AXE)
    return page


def check(page: Page, state: str) -> None:
    found: list[Any] = page.evaluate(RUN, RULES)
    assert found == [], f"{state}: {found}"


def go(page: Page, address: str) -> None:
    page.evaluate(GO, address)


@pytest.mark.parametrize("look", LOOKS)
def test_every_place_of_the_course(watched: Watched, tmp_path: Path, look: str) -> None:
    course = read_course(REPOSITORY)
    page = open_page(watched, unpacked(REPOSITORY, tmp_path), look)
    for address in places(course):
        go(page, address)
        check(page, address)


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_of_every_block(watched: Watched, everything_root: Path, tmp_path: Path, look: str) -> None:
    page = open_page(watched, unpacked(everything_root, tmp_path), look)
    trainee = Trainee(page)
    trainee.see("#player_settings summary").click()
    check(page, "settings")
    for module in read_course(everything_root).modules:
        for page_ in module.pages:
            go(page, f"{module.id}/{page_.id}")
            check(page, page_.id)
            for summary in trainee.see("article summary").all():
                summary.click()
            check(page, f"{page_.id}, all opened")
    go(page, "burns/water")
    trainee.see(".term").click()
    check(page, "a word explained")
    page.keyboard.press("Escape")
    trainee.see("textarea").fill("What I think.")
    trainee.see(".erase").click()
    check(page, "a reflection erased")
    go(page, "burns/sam")
    trainee.see(".way-button").first.click()
    check(page, "a choice and what follows")
    trainee.see(".way-feedback .button").click()
    check(page, "the next scene")
    trainee.see(".way-button").click()
    trainee.see(".way-feedback .button").click()
    check(page, "an ending")


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_of_every_kind_of_question(
    watched: Watched, everything_root: Path, tmp_path: Path, look: str
) -> None:
    page = open_page(watched, unpacked(everything_root, tmp_path), look)
    trainee = Trainee(page)
    (module,) = read_course(everything_root).modules
    for question in module.questions:
        go(page, f"{module.id}/quiz/{question.id}")
        check(page, f"{question.id}, open")
        trainee.see("form .check").click()
        check(page, f"{question.id}, nothing entered")
        trainee.answer(wrong_answer(question) if question.entry.scored else right_answer(question))
        check(page, f"{question.id}, wrong")
    go(page, f"{module.id}/result")
    check(page, "a result that is not enough")
    go(page, f"{module.id}/practice")
    check(page, "practice")
    go(page, f"{module.id}/result")
    trainee.go(".result-actions button")
    for question in module.questions:
        go(page, f"{module.id}/quiz/{question.id}")
        trainee.answer(right_answer(question))
        check(page, f"{question.id}, right")
    for page_ in module.pages:
        go(page, f"{module.id}/{page_.id}")
    go(page, f"{module.id}/result")
    check(page, "a result that is enough")


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_of_what_comes_back(watched: Watched, small: Course, tmp_path: Path, look: str) -> None:
    page = open_page(watched, unpacked(SMALL, tmp_path), look)
    trainee = Trainee(page)
    first, second = small.modules
    trainee.pass_module(first)
    go(page, f"{second.id}/recall")
    check(page, "recall")
    go(page, "home")
    check(page, "home, something passed")
    go(page, second.id)
    trainee.read(second)
    trainee.to_quiz()
    trainee.take_quiz(right_answer(question) for question in second.questions)
    go(page, "review")
    check(page, "review")
    for _ in range(3):
        trainee.see("form .option").first.click()
        trainee.see("form .check").click()
        check(page, "review, answered")
        trainee.see("form .next").click()
    check(page, "review, over")
    go(page, "certificate")
    check(page, "certificate")


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
    page.wait_for_function(f"() => document.activeElement.matches('{FORM} .verdict')")


@pytest.mark.parametrize("name", ["everything", "repository"])
def test_whole_course_by_keyboard(watched: Watched, everything_root: Path, tmp_path: Path, name: str) -> None:
    """A trainee without a mouse passes the course, always seeing where the focus is."""
    root = everything_root if name == "everything" else REPOSITORY
    course = read_course(root)
    page = open_page(watched, unpacked(root, tmp_path), "light")

    def follow(selector: str) -> None:
        before = page.title()
        press_until(page, f"document.activeElement.matches({selector!r})")
        assert page.evaluate(SEEN) == ""
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.title !== before", arg=before)
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
            follow(f'[id="{module.id}/{page_.id}"] [rel="next"]')
        for question in module.questions:
            answer_by_keyboard(page, question)
            follow(f"{FORM} .next")
        follow('.result-actions [href="#home"]')
    progress = page.locator("#player_course-progress").inner_text()
    assert re.search(r"passed all modules|alle modules behaald", progress)


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


@pytest.mark.parametrize("kind", TREES)
def test_what_a_screen_reader_is_told(browser: Browser, everything_root: Path, kind: str) -> None:
    assert tell(browser, everything_root, kind) == golden(kind).read_text(encoding="utf-8")


def test_every_kind_of_question_has_its_tree() -> None:
    assert sorted(path.stem for path in golden("").parent.iterdir()) == sorted(TREES)
