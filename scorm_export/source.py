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
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        # A message of its own ("mapping values are not allowed here") says more than the context.
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "this is not YAML"
        return None, [_syntax(reader.position(mark), said)]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        return None, [_syntax(Position(file, line), f"character #x{error.character:04x} is not allowed")]
    except RecursionError:
        return None, [_syntax(Position(file, first_line), "the text is nested too deeply")]
    data = reader.read(node, ()) if node is not None else {}
    return Source(file, data, reader.keys, reader.values), reader.problems


def _syntax(position: Position, said: str) -> Problem:
    return Problem(
        position,
        "yaml-syntax",
        f"this is not valid YAML: {said}",
        'check the indentation, and put a text that holds ": " or " #" between double quotes',
    )


class _Reader:
    """Walks a YAML node tree once, collecting data, positions and problems."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.keys: dict[Location, Position] = {}
        self.values: dict[Location, Position] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def position(self, mark: Any) -> Position:
        if mark is None:
            return Position(self.file, self.first_line)
        return Position(self.file, mark.line + self.first_line, mark.column + 1)

    def read(self, node: yaml.Node, location: Location) -> Any:
        self.values[location] = self.position(node.start_mark)
        self.keys.setdefault(location, self.values[location])
        if len(location) > MAX_DEPTH:
            self.problems.append(_syntax(self.values[location], "the text is nested too deeply"))
            return ""
        if id(node) in self._seen:
            # An alias leads to a node that was read before. Aliases can grow a text without end.
            self.problems.append(_syntax(self.values[location], "aliases (*name) are not supported"))
            return ""
        self._seen.add(id(node))
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
                self.problems.append(_syntax(position, "a key must be a word"))
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
        return [_drop(value, tuple(rest)) if i == head else value for i, value in enumerate(data) if rest or i != head]
    return {
        key: _drop(value, tuple(rest)) if key == head else value for key, value in data.items() if rest or key != head
    }
