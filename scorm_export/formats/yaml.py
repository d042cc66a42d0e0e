"""YAML text as plain data, with the position of every key and value beside it.

Scalars stay text: the models decide the type, so that `no` is not False and `12:30` is not 750.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from scorm_export.problem import Position, Problem

Location: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 40
"""How deep YAML may be nested. Ours needs 5 levels; far more is a mistake or an attack."""


@dataclass(frozen=True)
class Source:
    """The data of one YAML text and where each part of it stands.

    `keys` gives the position of a key, `values` that of a value; a list entry has the position of its value in
    both. The location of the whole text is `()`.
    """

    file: str
    data: Any
    keys: dict[Location, Position] = field(default_factory=dict)
    values: dict[Location, Position] = field(default_factory=dict)

    def key(self, location: Location) -> Position:
        """Return the position of the key at the location, or of the nearest part around it that exists."""
        return self._nearest(self.keys, location)

    def value(self, location: Location) -> Position:
        """Return the position of the value at the location, or of the nearest part around it that exists."""
        return self._nearest(self.values, location)

    def _nearest(self, table: dict[Location, Position], location: Location) -> Position:
        while location and location not in table:
            location = location[:-1]
        return table.get(location, Position(self.file))


def parse_yaml(file: str, text: str, first_line: int = 1) -> tuple[Source | None, list[Problem]]:
    """Read one YAML document whose first line is line `first_line` of `file`.

    Returns the source, and the problems found; no source when the text cannot be read at all.
    """
    reader = _Reader(file, first_line)
    loader = None
    try:
        loader = _Loader(text, reader)
        node = loader.get_single_node()
        data = reader.read(node, ()) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        return None, [_syntax(reader.position(_place(error)), *_explain(error.problem or error.context or ""))]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        said = f"character #x{error.character:04x} is not allowed"
        return None, [_syntax(Position(file, line), said, "take it out")]
    except RecursionError:
        return None, [_too_deep(Position(file, first_line))]
    except (ValueError, OverflowError):
        # The parser stumbles over numbers that are far too large: an escape such as "\U00110000".
        position = reader.position(loader.get_mark() if loader else None)
        return None, [_syntax(position, "a number or an escape here is far too large", "write the text itself")]
    return Source(file, data, reader.keys, reader.values), reader.problems


_QUOTES = 'put a text that holds ": " or " #", or begins with a sign, between double quotes'

_EXPLANATIONS = [
    ("mapping values are not allowed", 'a ": " stands where none can be', f"check the indentation, or {_QUOTES}"),
    ("'\\t'", "a tab stands where only blanks can be", "replace it by blanks"),
    ("could not find expected ':'", 'this line has no ": " after its key', 'write "key: value", with a blank'),
    ("unknown escape character", "in double quotes a \\ has a special meaning", r"write \\, or use single quotes"),
    ("end of stream", "a quote is opened here and never closed", "close it"),
    ("expected ',' or", "a bracket or brace is opened here and never closed", "close it"),
    ("but found another document", "a second document begins here", 'take out the line "---"'),
    ("did not find expected", "this does not fit what stands before it", f"check the indentation, or {_QUOTES}"),
    ("expected <block end>", "this does not fit what stands before it", f"check the indentation, or {_QUOTES}"),
    ("cannot start any token", "a text cannot begin with this sign", _QUOTES),
]
"""What the YAML parser says (a part of it), in an author's words, and what to do."""


def _explain(said: str) -> tuple[str, str]:
    found = ((message, help_) for part, message, help_ in _EXPLANATIONS if part in said)
    return next(found, (said or "this cannot be read", f"check the indentation, and {_QUOTES}"))


def _place(error: yaml.MarkedYAMLError) -> Any:
    """Return where the mistake is: for something that never ends, where it begins."""
    said = error.problem or ""
    endless = "end of stream" in said or "<stream end>" in said or "could not find expected ':'" in said
    return (endless and error.context_mark) or error.problem_mark or error.context_mark


def _syntax(position: Position, said: str, help_: str) -> Problem:
    return Problem(position, "yaml-syntax", f"this is not valid YAML: {said}", help_)


def _too_deep(position: Position) -> Problem:
    return _syntax(position, "it is nested too deeply", "take out levels")


class _Reader:
    """Walks a YAML node tree once, collecting data, positions and problems."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.keys: dict[Location, Position] = {}
        self.values: dict[Location, Position] = {}
        self.problems: list[Problem] = []

    def position(self, mark: Any) -> Position:
        if mark is None:
            return Position(self.file, self.first_line)
        return Position(self.file, mark.line + self.first_line, mark.column + 1)

    def refuse(self, mark: Any, sign: str, what: str) -> None:
        """Report a sign that has a special meaning in YAML, and that authors only ever write by accident."""
        said = f"a text that begins with {sign} is taken for {what}"
        self.problems.append(_syntax(self.position(mark), said, "put the text between double quotes"))

    def read(self, node: yaml.Node, location: Location) -> Any:
        self.values[location] = self.position(node.start_mark)
        self.keys.setdefault(location, self.values[location])
        if len(location) > MAX_DEPTH:
            self.problems.append(_too_deep(self.values[location]))
            return ""
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, location)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*location, i)) for i, child in enumerate(node.value)]
        plain_null = node.tag.endswith(":null") and getattr(node, "style", None) is None
        return "" if plain_null else node.value

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            position = self.position(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(_syntax(position, "a key must be a word", _QUOTES))
                continue
            key = key_node.value
            if key in data:
                first = self.keys[(*location, key)]
                self.problems.append(
                    Problem(
                        position,
                        "duplicate-key",
                        f'the key "{key}" stands here for the second time',
                        f"the first stands in line {first.line}; keep one of the two",
                    )
                )
                continue
            self.keys[(*location, key)] = position
            data[key] = self.read(value_node, (*location, key))
        return data


class _Loader(yaml.SafeLoader):
    """Composes nodes, and reports tags, anchors and aliases, which would eat an author's words."""

    def __init__(self, text: str, reader: _Reader) -> None:
        super().__init__(text)
        self._reader = reader

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            # A node in its place, so that the rest is read. Real aliases can grow a text without end.
            self.get_event()  # type: ignore[no-untyped-call]
            self._reader.refuse(mark, "*", "the name of another text")
            return yaml.ScalarNode("tag:yaml.org,2002:str", "alias", mark, mark)
        if event.anchor is not None:
            self._reader.refuse(mark, "&", "a name for the text")
            event.anchor = None
        if getattr(event, "tag", None) is not None:
            self._reader.refuse(mark, "!", "a type")
            event.tag, event.implicit = None, (True, True)
        return super().compose_node(parent, index)


def without(source: Source, location: Location) -> Source:
    """Return the source without the part at the location; later entries of a list move up."""
    depth = len(location) - 1

    def moved(place: Location) -> Location:
        if len(place) <= depth or place[:depth] != location[:depth]:
            return place
        index, last = place[depth], location[depth]
        later = isinstance(index, int) and isinstance(last, int) and index > last
        return (*place[:depth], int(index) - 1, *place[depth + 1 :]) if later else place

    def rest(table: dict[Location, Position]) -> dict[Location, Position]:
        kept = {place: at for place, at in table.items() if place[: depth + 1] != location}
        return {moved(place): at for place, at in kept.items()}

    return Source(source.file, _drop(source.data, location), rest(source.keys), rest(source.values))


def _drop(data: Any, location: Location) -> Any:
    head, *rest = location
    if isinstance(data, list):
        return [_drop(v, tuple(rest)) if i == head else v for i, v in enumerate(data) if rest or i != head]
    return {k: _drop(v, tuple(rest)) if k == head else v for k, v in data.items() if rest or k != head}
