"""Reads an author's own words of the player: a file with the keys of `locale/en.yaml`, in a language of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scorm_export.authoring.project import WordsSource
from scorm_export.formats.fields import find_illegal_character
from scorm_export.formats.languages import CATEGORIES
from scorm_export.formats.nodes import Location, MappingNode, ScalarNode, SequenceNode, Source, child, plain
from scorm_export.formats.yaml import parse_yaml
from scorm_export.problem import Code, Position, Problem, did_you_mean
from scorm_export.resources import locale

OPTIONAL = ("typography", "checks")
"""What an author's words may leave out, or have only some keys of: no trainee reads it."""

_QUOTES = 4
"""Double quotes and single ones, each where it opens and where it closes."""

DECIMAL_MARKS = (".", ",")
"""What the player reads before the decimals of a typed number."""

_PLACE = re.compile(r"\{\d\}")


def read_words(name: str, text: str) -> tuple[WordsSource | None, list[Problem]]:
    """Read a file with words, and return the problems found: what differs from the English words but the language."""
    source, problems = parse_yaml(name, text)
    if source is None:
        return None, problems
    found = [*problems, *_Comparison(source).section((), locale("en"))]
    return WordsSource(source, None if found else plain(source.data)), found


def places(text: str) -> set[str]:
    """Return what is filled in into a text: `{0}` and the like."""
    return set(_PLACE.findall(text))


def is_counted(english: object) -> bool:
    """Tell whether a text has a form for each category of number."""
    return isinstance(english, Mapping) and "other" in english


class _Comparison:
    """Compares words with the English ones, part by part."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def _at(self, at: Location) -> Any:
        node: Any = self.source.data
        for part in at:
            node = child(node, part)
        return node

    def _problem(self, at: Location, code: Code, message: str, help_: str, *, of_key: bool = False) -> Problem:
        position: Position = self.source.key(at) if of_key else self.source.value(at)
        return Problem(position, code, message, help_)

    def section(self, at: Location, english: Mapping[str, Any]) -> Iterator[Problem]:
        """Yield what is wrong with the keys here and with what they have."""
        node = self._at(at)
        if not isinstance(node, MappingNode):
            yield self._problem(at, "wrong-type", f"{_called(at)} must be keys with texts", "write them as in English")
            return
        for key in node.keys() - english.keys():
            help_ = did_you_mean(key, english, "take it out: the player has no such text")
            yield self._problem((*at, key), "unknown-key", f'unknown key "{key}"', help_, of_key=True)
        for key, words in english.items():
            if key in node:
                yield from self._value((*at, key), words)
            elif len(at) > 1 or (*at, key)[0] not in OPTIONAL:
                help_ = "copy the file of another language, and translate it"
                if not isinstance(words, Mapping) or is_counted(words):
                    help_ = f'add a line "{key}: ..."; in English it is {_shown(words)}'
                yield self._problem(at, "missing-key", f'the key "{key}" is missing', help_)

    def _value(self, at: Location, english: Any) -> Iterator[Problem]:
        node = self._at(at)
        if isinstance(english, list):
            if not isinstance(node, SequenceNode) or not all(isinstance(item, ScalarNode) for item in node):
                yield self._problem(at, "wrong-type", f"{_called(at)} must be a list", "write a list of words: [a, b]")
            elif at[-1] == "quotes" and len(node) != _QUOTES:
                help_ = "write double and single ones, each where it opens and where it closes: [“, ”, ‘, ’]"
                yield self._problem(at, "invalid-value", f"{_called(at)} must be {_QUOTES} marks", help_)
        elif is_counted(english) and isinstance(node, MappingNode):
            for key in node.keys() - {*CATEGORIES}:
                help_ = f"the forms are {', '.join(CATEGORIES)}"
                yield self._problem((*at, key), "unknown-key", f'unknown key "{key}"', help_, of_key=True)
            for key in node.keys() & {*CATEGORIES}:
                yield from self._text((*at, key), english["other"], is_form=True)
        elif is_counted(english):
            yield from self._text(at, english["other"])
        elif isinstance(english, Mapping):
            yield from self.section(at, english)
        elif at[-2:-1] == ("reading_ease",):
            if not isinstance(node, ScalarNode) or not re.fullmatch(r"-?\d+(\.\d+)?", node):
                yield self._problem(at, "wrong-type", f"{_called(at)} must be a number", "write a number here")
        else:
            yield from self._text(at, english)

    def _text(self, at: Location, english: str, *, is_form: bool = False) -> Iterator[Problem]:
        """Yield what is wrong with a text. Whether a form must tell its number depends on the language."""
        text = self._at(at)
        if not isinstance(text, ScalarNode):
            yield self._problem(at, "wrong-type", f"{_called(at)} must be a text", "write a text here")
            return
        if not text.strip():
            yield self._problem(at, "empty-text", f"{_called(at)} is empty", f"in English it is {_shown(english)}")
        if found := find_illegal_character(text):
            message = f"{_called(at)}: {found.group()!a} is not a readable character"
            yield self._problem(at, "invalid-character", message, "take it out")
        if at[-1] == "decimal" and text not in DECIMAL_MARKS:
            message = f"{_called(at)} must be {' or '.join(DECIMAL_MARKS)}"
            yield self._problem(at, "invalid-value", message, "write the one that stands before decimals")
        lacking = set() if is_form else places(english) - places(text)
        if lacking:
            message = f"{_called(at)} lacks {' and '.join(sorted(lacking))}"
            help_ = f"put it where it is filled in; in English it is {_shown(english)}"
            yield self._problem(at, "invalid-value", message, help_)
        if re.search(r"[{}]", _PLACE.sub("", text)) or places(text) - places(english):
            message = f"{_called(at)} has braces in which nothing is filled in"
            help_ = f"write only what the English text has: {_shown(english)}"
            yield self._problem(at, "invalid-value", message, help_)


def _called(at: Location) -> str:
    return f'"{at[-1]}"' if at else "the file"


def _shown(english: Any) -> str:
    text = english["other"] if isinstance(english, Mapping) else english
    return f'"{text}"'
