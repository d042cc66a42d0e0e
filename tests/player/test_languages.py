"""The player in each language that it speaks: its words are there, and they fit a small frame."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import SMALL, edited, read_course, replace, unpacked
from fitting import MISFITS, NARROW, TARGET
from playwright.sync_api import Page
from trainee import QuickTrainee, places

from scorm_export.resources import languages, words

each_language = pytest.mark.parametrize("language", languages())


def in_language(folder: Path, language: str) -> Path:
    return edited(
        SMALL, folder, lambda root: replace(root / "course/course.yaml", "language: en", f"language: {language}")
    )


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
    spoken = words(language, "player")
    assert spoken["right"] in trainee.see("form .verdict").inner_text()
    assert trainee.see("form .next").inner_text() == spoken["next_question"]
