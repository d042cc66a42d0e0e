"""The theme: every pair of colours that meet can be told apart, in light and dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest
from building import REPOSITORY

THEME = REPOSITORY / "scorm_export" / "player" / "style"

TEXT, SHAPE = 4.5, 3.0
"""Least contrast of text, and of what is no text but must be seen."""

PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "soft-ink") for ground in ("paper", "card", "sand", "tint")),
    *((ink, ground, TEXT) for ink in ("ink", "soft-ink") for ground in ("right-tint", "wrong-tint")),
    *(("accent", ground, TEXT) for ground in ("paper", "card", "sand", "tint")),
    *(("accent-strong", ground, TEXT) for ground in ("paper", "card", "tint")),
    *(("right", ground, TEXT) for ground in ("paper", "card", "right-tint")),
    *(("wrong", ground, TEXT) for ground in ("paper", "card", "wrong-tint")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    *(("control", ground, SHAPE) for ground in ("paper", "card", "sand", "tint")),
    *(("accent", ground, SHAPE) for ground in ("paper", "card", "sand")),
    *(("right", ground, SHAPE) for ground in ("paper", "card")),
    *(("wrong", ground, SHAPE) for ground in ("paper", "card")),
    *(("focus", ground, SHAPE) for ground in ("paper", "card", "sand", "tint")),
]


def colours(scheme: str) -> dict[str, str]:
    light, dark = ((THEME / name).read_text(encoding="utf-8") for name in ("tokens.css", "dark.css"))
    pattern = r"--([\w-]+): (#[0-9a-f]{6});"
    return dict(re.findall(pattern, light)) | (dict(re.findall(pattern, dark)) if scheme == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast(scheme: str, front: str, ground: str, least: float) -> None:
    tokens = colours(scheme)
    assert contrast(tokens[front], tokens[ground]) >= least


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
