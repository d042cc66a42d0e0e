"""The theme: every pair of colours that meet can be told apart, in light and dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest
from building import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from scorm_export.formats.colours import contrast, nearest
from scorm_export.formats.theme import PAIRS, SCHEMES, Scheme, colours, dark_accent, failures, with_accent

THEME = REPOSITORY / "scorm_export" / "player" / "style"

ACCENTS = ["#7a2e5d", "#004488", "#8a5a00", "#333333", "#006b3c", "#b00020"]


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_player_has_contrast(scheme: Scheme) -> None:
    found = colours(scheme)
    assert [pair for pair in PAIRS if contrast(found[pair.front], found[pair.ground]) < pair.least] == []


@pytest.mark.parametrize("accent", ACCENTS)
def test_what_is_made_from_an_accent_has_contrast(accent: str) -> None:
    own_in: dict[Scheme, str] = {"light": accent, "dark": dark_accent(accent)}
    for scheme, own in own_in.items():
        made = with_accent(own, scheme)
        assert made["accent"] == own
        assert [pair for pair in PAIRS if contrast(made[pair.front], made[pair.ground]) < pair.least] == []


@given(channels=st.tuples(*[st.integers(0, 255)] * 3), scheme=st.sampled_from(SCHEMES))
def test_any_accent_that_passes_leaves_everything_readable(channels: tuple[int, ...], scheme: Scheme) -> None:
    """What is made from an accent never adds a problem; for one that fails there is a near one that passes."""
    accent = "#{:02x}{:02x}{:02x}".format(*channels)
    good = nearest(accent, lambda each: not failures(each, scheme))
    assert good
    assert good == accent or failures(accent, scheme)
    made = with_accent(good, scheme)
    assert [pair for pair in PAIRS if contrast(made[pair.front], made[pair.ground]) < pair.least] == []


def test_worst_pair_comes_first() -> None:
    (pair, ratio), *others = failures("#e0a000", "light")
    assert ratio == contrast("#e0a000", colours("light")[pair.ground])
    assert all(ratio <= other for _, other in others)


def test_colours_are_those_of_the_tokens() -> None:
    tokens = (THEME / "tokens.css").read_text(encoding="utf-8")
    assert colours("light") == dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", tokens))
    assert colours("light").keys() == colours("dark").keys()


def test_colours_stand_in_the_tokens_only() -> None:
    style = (THEME / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-fA-F]{3,6}\b", style)) <= {"#000"}, "only print is black on white"
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) <= set(
        re.findall(r"--([\w-]+):", (THEME / "tokens.css").read_text())
    )


def test_dark_has_every_colour_of_its_own() -> None:
    light, dark = ((THEME / name).read_text(encoding="utf-8") for name in ("tokens.css", "dark.css"))
    names = re.compile(r"--([\w-]+): #")
    assert names.findall(light) == names.findall(dark)
