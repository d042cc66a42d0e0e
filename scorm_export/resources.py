"""The package's own data: templates, the built player and the languages it speaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from scorm_export.cache import file_state
from scorm_export.cache import read as read_kept
from scorm_export.cache import write as keep

Locale: TypeAlias = "Mapping[str, Mapping[str, Any]]"
"""The words of a language, by what needs them: `page`, `player`, `both` of these, `typography` and `checks`.

Each is a text, a list of texts, or a text for each form that a word has beside a number (`formats/languages.py`).
"""

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


def spoken(language: str) -> str:
    """Return the one of `languages` that has the words for a language, also for a region of it; empty when none has."""
    base = language.partition("-")[0].lower()
    return next((each for each in (language, base) if each in languages()), "")


@cache
def locale(language: str) -> Locale:
    """Return the words of a language that the player speaks."""
    entry, key = f"locale-{language}", file_state(str(PACKAGE / "locale" / f"{language}.yaml"))
    kept = read_kept(entry, key)
    data: Locale = json.loads(kept) if kept else _parse_locale(language)
    if kept is None:
        keep(entry, key, json.dumps(data).encode())
    return data


def _parse_locale(language: str) -> Locale:
    # Here, because importing it takes longer than reading what was kept.
    import yaml

    # Every value is text: a loader that guesses types would turn "no" into False. libyaml is faster where it is there.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data: Locale = yaml.load(read_text("locale", f"{language}.yaml"), loader)
    return data


def words(texts: Locale, part: Literal["page", "player"]) -> dict[str, Any]:
    """Return the texts of a language that the templates need (`page`), or the script (`player`)."""
    return {**texts["both"], **texts[part]}
