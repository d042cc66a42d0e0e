"""The player in each language that it speaks: its words are there, and they fit a small frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe import AXE, EVERYTHING, RUN
from building import ARABIC, SMALL, edited, read_course, replace, unpacked
from fitting import MISFITS, NARROW, TARGET
from playwright.sync_api import Page
from trainee import GO, QuickTrainee, places

from scorm_export.resources import languages, locale, words

each_language = pytest.mark.parametrize("language", languages())


def in_language(folder: Path, language: str) -> Path:
    return edited(
        SMALL, folder, lambda root: replace(root / "course/course.yaml", "language: en", f"language: {language}")
    )


FROM_THE_RIGHT = """() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].find((e) => e.checkVisibility());
  const box = (selector) => shown(selector).getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('[id="water/first"] h3'));
  const main = box("#player_main"), progress = box(".bar span");
  return {
    title: main.right - words.getBoundingClientRect().right,
    progress: main.right - progress.right,
    next: box('[rel="prev"]').left - box('[rel="next"]').right,
    step: box(".step").right - box(".step-title").right,
  };
}"""
"""How far things are from the right, in pixels; and how far the way on is left of the way back."""


@pytest.mark.parametrize("width", [367, 1280])
def test_course_from_right_to_left(page: Page, tmp_path: Path, width: int) -> None:
    course = read_course(ARABIC)
    page.set_viewport_size({"width": width, "height": 666})
    page.goto(unpacked(ARABIC, tmp_path))
    assert page.evaluate(MISFITS, [[*places(course)], TARGET, width / 4]) == []
    page.evaluate(GO, "water/first")
    distances = page.evaluate(FROM_THE_RIGHT)
    assert all(0 < distance < 40 for distance in distances.values()), distances
    assert page.locator(".top summary").first.evaluate("e => getComputedStyle(e, '::before').content").startswith('"◂"')
    page.evaluate(AXE)
    for address in places(course):
        page.evaluate(GO, address)
        assert page.evaluate(RUN, ["html", EVERYTHING]) == [], address
    trainee = QuickTrainee(page)
    page.evaluate(GO, "water/quiz/minutes")
    # Digits of Arabic are digits too.
    trainee.answer("٢٠")
    assert "هذا يكفي." in trainee.see("form .feedback").inner_text()


@each_language
def test_player_speaks_the_language(page: Page, tmp_path: Path, language: str) -> None:
    root = in_language(tmp_path, language)
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(unpacked(root, tmp_path))
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate(MISFITS, [[*places(read_course(root))], TARGET, NARROW[0] / 2]) == []
    page.evaluate("location.hash = '#first/quiz/single'")
    trainee = QuickTrainee(page)
    trainee.answer("b")
    spoken = words(locale(language), "player")
    assert spoken["right"] in trainee.see("form .verdict").inner_text()
    assert trainee.see("form .next").inner_text() == spoken["next_question"]
