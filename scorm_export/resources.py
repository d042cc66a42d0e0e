"""The package's own data: templates, the built player and the languages it speaks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml


def folder(name: str) -> Traversable:
    """Return a data folder of the package, wherever it is installed."""
    return files("scorm_export").joinpath(name)


def read_text(*path: str) -> str:
    """Return the text of a data file of the package."""
    return folder(path[0]).joinpath(*path[1:]).read_text(encoding="utf-8")


@cache
def player(name: str) -> str:
    """Return a file of the built player (`make player` writes them): a script for each target, and the style sheet."""
    return read_text("player", "built", name)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the player speaks, as BCP 47 tags."""
    names = (entry.name for entry in folder("locale").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def locale(language: str) -> dict[str, Any]:
    """Return the words of a language: `page` for the templates, `player` for the script, `checks` for the checks."""
    # Every value is text: a loader that guesses would turn "no" into False.
    data: dict[str, Any] = yaml.load(read_text("locale", f"{language}.yaml"), yaml.BaseLoader)
    return data
