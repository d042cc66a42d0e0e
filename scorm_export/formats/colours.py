"""Colours as authors and style sheets write them (`#17655d`): how well two can be told apart, and what is near."""

from __future__ import annotations

import colorsys
from collections.abc import Callable

STEPS = 255
"""How many steps of lightness there are between black and white."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 (the same) to 21 (WCAG 2.2, contrast ratio)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour between two; `share` is how much there is of the second, from 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _written(tuple(one + (two - one) * share for one, two in pairs))


def nearest(colour: str, is_good: Callable[[str], bool]) -> str | None:
    """Return the colour of the same hue and saturation, nearest in lightness, that is good; None when none is."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    levels = sorted(range(STEPS + 1), key=lambda level: abs(level / STEPS - lightness))
    others = (_written(colorsys.hls_to_rgb(hue, level / STEPS, saturation)) for level in levels)
    return next((each for each in (colour, *others) if is_good(each)), None)


def _channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, each from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _written(channels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    """Return the relative luminance, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
