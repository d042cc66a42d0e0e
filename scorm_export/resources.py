"""The package's own data: templates, the built player and the languages it speaks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

PACKAGE = Path(__file__).parent
"""The folder in which the package is installed."""


def read_text(*path: str) -> str:
    """Return the text of a data file of the package, by the parts of its path."""
    return PACKAGE.joinpath(*path).read_text(encoding="utf-8")


@cache
def player(name: str) -> str:
    """Return a file of the built player (`make player` writes them): a script for each target, and the style sheet."""
    return read_text("player", "built", name)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the player speaks, as BCP 47 tags."""
    return tuple(sorted(path.stem for path in (PACKAGE / "locale").glob("*.yaml")))


@cache
def locale(language: str) -> dict[str, Any]:
    """Return the words of a language, by what needs them: `page`, `player`, `both` of these, and `checks`."""
    # Every value is text: a loader that guesses types would turn "no" into False. libyaml is faster where it is there.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data: dict[str, Any] = yaml.load(read_text("locale", f"{language}.yaml"), loader)
    return data


def words(language: str, part: Literal["page", "player"]) -> dict[str, str]:
    """Return the texts of a language that the templates need (`page`), or the script (`player`)."""
    return {**locale(language)["both"], **locale(language)[part]}
