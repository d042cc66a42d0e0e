"""The colours of the player, and what becomes of them when a course has an accent of its own.

An accent is the colour of buttons, links and marks. What belongs to it (the words on it, its stronger shade, the soft
ground in its hue) is made from it, so that all of it can be told apart (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Literal, NamedTuple, TypeAlias

from scorm_export.formats.colours import contrast, mixed, nearest
from scorm_export.resources import player

Scheme: TypeAlias = Literal["light", "dark"]
Colours: TypeAlias = "Mapping[str, str]"
"""Colours by the names that they have in `player/style/tokens.css`."""

SCHEMES: tuple[Scheme, ...] = ("light", "dark")

TEXT, SHAPE = 4.5, 3.0
"""Least contrast of text, and of what is no text but must be seen."""


class Pair(NamedTuple):
    """Two colours that meet, and the contrast that they need."""

    front: str
    ground: str
    least: float


def _pairs(front: str, grounds: str, least: float) -> tuple[Pair, ...]:
    return tuple(Pair(front, ground, least) for ground in grounds.split())


PAIRS = (
    *_pairs("ink", "paper card sand tint right-tint wrong-tint", TEXT),
    *_pairs("soft-ink", "paper card sand tint right-tint wrong-tint", TEXT),
    *_pairs("accent", "paper card sand tint", TEXT),
    *_pairs("accent-strong", "paper card tint", TEXT),
    *_pairs("right", "paper card right-tint", TEXT),
    *_pairs("wrong", "paper card wrong-tint", TEXT),
    *_pairs("on-accent", "accent accent-strong", TEXT),
    *_pairs("control", "paper card sand tint", SHAPE),
    *_pairs("focus", "paper card sand tint", SHAPE),
)
"""Every two colours that meet in the player. What is text in one place may be a shape in another: text needs more."""

_CALLED = {
    "accent": "the accent",
    "on-accent": "the words on it",
    "paper": "the page",
    "card": "a card",
    "sand": "a case or quote",
    "tint": "a note",
}
"""What an author calls the colours that an accent can meet."""

_WHITE = "#ffffff"

_TINTED = 0.12
"""How much of the accent there is in the soft ground, where that much leaves the words on it readable."""

_STRONGER = 0.25
"""How much of black (in dark colours, of white) is added to the accent where it is stronger."""


@cache
def colours(scheme: Scheme) -> Colours:
    """Return the colours of the player as it is, without an accent of a course."""
    light, dark, *_ = re.findall(r"\{([^{}]*--paper:[^{}]*)\}", player("player.css"))
    found = re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", light if scheme == "light" else dark)
    return dict(found)


def with_accent(accent: str, scheme: Scheme) -> Colours:
    """Return the colours of the player in which the accent, and what belongs to it, is that of a course."""
    made = _without_shades(accent, scheme)
    made["accent-strong"] = mixed(accent, "#000000" if scheme == "light" else _WHITE, _STRONGER)
    shares = (_TINTED * step / 10 for step in range(10, -1, -1))
    tints = [mixed(made["card"], accent, share) for share in shares]
    made["tint"] = next((tint for tint in tints if not [*_failing(made | {"tint": tint}, "tint")]), tints[-1])
    return made


def _without_shades(accent: str, scheme: Scheme) -> dict[str, str]:
    """Return the colours with an accent and the words on it, and no hue in the soft ground."""
    made = dict(colours(scheme)) | {"accent": accent}
    words = max(_WHITE, colours("light")["ink"], key=partial(contrast, accent))
    return made | {"on-accent": words, "tint": made["card"]}


def own_colours(accent: str, scheme: Scheme) -> Colours:
    """Return those colours alone that an accent changes."""
    return {name: made for name, made in with_accent(accent, scheme).items() if made != colours(scheme)[name]}


def dark_accent(accent: str) -> str:
    """Return the accent for dark colours: the nearest of the same hue that can be told apart there."""
    return nearest(accent, lambda each: not failures(each, "dark")) or colours("dark")["accent"]


def failures(accent: str, scheme: Scheme) -> list[tuple[Pair, float]]:
    """Return the pairs in which an accent cannot be told apart well enough, each with its contrast; the worst first."""
    # What is made from the accent is made so that it passes, if the accent does.
    found = _failing(_without_shades(accent, scheme), "accent")
    return sorted(found, key=lambda item: item[1] / item[0].least)


def described(pair: Pair) -> str:
    """Return what an author calls a pair in which an accent can fail."""
    if pair.ground == "accent":
        return f"{_CALLED['accent']} with {_CALLED['on-accent']}"
    return f"{_CALLED['accent']} on {_CALLED[pair.ground]}"


def _failing(made: Colours, name: str) -> Iterator[tuple[Pair, float]]:
    """Yield the pairs with a colour that have too little contrast, each with its contrast."""
    for pair in PAIRS:
        if name in (pair.front, pair.ground):
            ratio = contrast(made[pair.front], made[pair.ground])
            if ratio < pair.least:
                yield pair, ratio
