"""The look of a course: its accent in light and dark, its logo and cover."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from building import SMALL, build, unpacked
from playwright.sync_api import Page
from trainee import GO

from scorm_export.formats.theme import Scheme, dark_accent, with_accent

ACCENT = "#7a2e5d"
"""That of the course of docs/authoring.md."""

GROUND_AND_WORDS = """selector => {
  const { backgroundColor, color } = getComputedStyle(document.querySelector(selector));
  return [backgroundColor, color].map((each) => each.match(/\\d+/g).map(Number));
}"""


def channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accent_colours_buttons(page: Page, everything_root: Path, tmp_path: Path, scheme: Scheme) -> None:
    made = with_accent(ACCENT if scheme == "light" else dark_accent(ACCENT), scheme)
    expected = [channels(made["accent"]), channels(made["on-accent"])]
    page.emulate_media(color_scheme=scheme)
    page.goto(unpacked(everything_root, tmp_path))
    assert page.evaluate(GROUND_AND_WORDS, "#player_continue") == expected
    # What a trainee chooses goes before what the device asks for.
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
    assert page.evaluate(GROUND_AND_WORDS, "#player_continue") == expected


def test_logo_stands_beside_the_title_and_the_cover_on_the_start_page(
    page: Page, everything_root: Path, tmp_path: Path
) -> None:
    page.goto(unpacked(everything_root, tmp_path))
    logo, cover = page.locator(".top .logo svg"), page.locator(".cover svg")
    box = logo.bounding_box()
    assert box
    assert box["height"] == 36
    assert cover.get_attribute("aria-label") == "A tap, and a hand under it."
    # The title says what the logo shows.
    assert page.get_by_role("link", name="First aid at home", exact=True).count() == 1
    page.evaluate(GO, "burns")
    assert logo.is_visible()
    assert not cover.is_visible()


def test_course_without_a_look_of_its_own_has_the_style_of_the_player_alone() -> None:
    page = build(SMALL).files["index.html"].decode()
    assert page.count("<style>") == 1
    assert re.search(r"style-src 'sha256-\S+'; img-src", unescape(page))
