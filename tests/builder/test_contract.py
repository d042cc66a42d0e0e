"""What the templates make and the player's scripts look for: one contract, checked from both sides."""

from __future__ import annotations

import re
from pathlib import Path

import payload_types
import pytest
from building import REPOSITORY

PACKAGE = REPOSITORY / "scorm_export"
SCRIPTS = {
    path: path.read_text(encoding="utf-8")
    for path in (PACKAGE / "player").rglob("*.js")
    if path.parent.name != "built" and path.name != "build.js"
}
TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "page" / "templates").rglob("*.j2"))
STYLE = (PACKAGE / "player" / "style" / "style.css").read_text(encoding="utf-8")

MAKES_CLASSES = (
    r'class: [`"]([^`"]*)[`"]',
    r'className = [`"]([^`"]*)[`"]',
    r'classList\.(?:add|toggle|remove)\("([^"]*)"',
    r'const QUIET = "([^"]*)"',
)
"""Where a script gives an element its classes."""

LOOKS_FOR = re.compile(
    r"""\b(?:one|all|copy|closest|matches|querySelector|querySelectorAll)   # a function that takes a selector
    \(\s*(?:[^"'`()]*(?:\([^()]*\))?[^"'`()]*,\s)?                         # perhaps behind the element to look in
    (["'`])(.*?)\1""",
    re.VERBOSE,
)


def words(texts: list[str]) -> set[str]:
    return {word for text in texts for word in re.sub(r"\$\{.*?\}|\{[{%].*?[%}]\}", " ", text).split()}


TEXTS = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "page").glob("*.py"))
MADE = words(re.findall(r'class="([^"]*)"', TEMPLATES + TEXTS)) | words(
    [found for script in SCRIPTS.values() for pattern in MAKES_CLASSES for found in re.findall(pattern, script)]
)


def classes_in(selector: str) -> list[str]:
    """Return the classes that a selector names; those of a number or of an attribute's value are none."""
    return re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\[[^\]]*\]|\$\{.*?\}", "", selector))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_finds_what_is_made(path: Path) -> None:
    script = SCRIPTS[path]
    wanted = {name for _, selector in LOOKS_FOR.findall(script) for name in classes_in(selector)}
    assert wanted <= MADE
    ids = set(re.findall(r'byId\("([\w-]+)"\)', script))
    assert ids <= set(re.findall(r'id="([\w-]+)"', TEMPLATES))


def test_scripts_look_for_many_things() -> None:
    """The patterns above find what they are for."""
    selectors = [selector for script in SCRIPTS.values() for _, selector in LOOKS_FOR.findall(script)]
    assert len({name for selector in selectors for name in classes_in(selector)}) > 60


def test_style_sheet_names_only_what_is_made() -> None:
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", STYLE, flags=re.DOTALL)
    of_drawings = {"drawing", *re.findall(r"\.drawing \.([\w-]+)", rules)}
    of_verdicts = {"right", "partly", "wrong", "noted", "missed"}
    of_directives = {"good-to-know", "watch-out", "tip", "question", "think", "show", "left", "center"}
    of_html = {"played", "opening"}
    # Made of lists of tasks by the parser, and given to a function in `view/result.js`.
    of_code = {"contains-task-list", "again"}
    assert set(classes_in(rules)) - MADE <= of_drawings | of_verdicts | of_directives | of_html | of_code


def test_types_of_the_payload_are_up_to_date() -> None:
    """The player's scripts are checked against what `page/payload.py` states, and that against what it makes."""
    assert payload_types.TYPES.read_text(encoding="utf-8") == payload_types.typescript(), "run `make player`"
