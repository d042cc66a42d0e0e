"""Data that an author typed, in which every key and value knows its position.

Scalars stay text: the models decide the type, so that `no` is not False and `12:30` is not 750.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from scorm_export.problem import Position

Location: TypeAlias = tuple[str | int, ...]
"""Where a part stands in the data: keys and indices from the root, which is `()`."""


class ScalarNode(str):
    """A scalar, with the position of its first character."""

    __slots__ = ("position",)

    position: Position

    @classmethod
    def at(cls, position: Position, text: str) -> ScalarNode:
        """Return the text with its position."""
        made = cls(text)
        made.position = position
        return made


class SequenceNode(list[Any]):
    """A sequence, with its position."""

    def __init__(self, position: Position, items: Iterator[Any] | Sequence[Any] = ()) -> None:
        """Hold the items, which are nodes themselves."""
        super().__init__(items)
        self.position = position


class MappingNode(dict[str, Any]):
    """A mapping, with its position and those of its keys."""

    def __init__(self, position: Position) -> None:
        """Begin empty."""
        super().__init__()
        self.position = position
        self.keys_at: dict[str, Position] = {}


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


def child(node: object, part: str | int) -> Any:
    """Return the entry of a node with this key or index, or None when there is none."""
    if isinstance(node, MappingNode):
        return node.get(part) if isinstance(part, str) else None
    if isinstance(node, SequenceNode) and isinstance(part, int):
        return node[part] if 0 <= part < len(node) else None
    return None


def plain(node: Any) -> Any:
    """Return the data without its positions."""
    if isinstance(node, MappingNode):
        return {key: plain(value) for key, value in node.items()}
    return [plain(item) for item in node] if isinstance(node, SequenceNode) else str(node)


@dataclass(frozen=True)
class Source:
    """The data of one YAML text, in which every part knows its position.

    `lines` are the lines of the text, of which the first is line `first_line` of the file.
    """

    file: str
    data: Node
    lines: Sequence[str] = field(default=(), repr=False)
    first_line: int = 1

    def node(self, location: Location) -> Any:
        """Return the node at the location, or None when there is none."""
        node: object = self.data
        for part in location:
            node = child(node, part)
        return node

    def key(self, location: Location) -> Position:
        """Return the position of the key at the location, or of the nearest part around it that exists."""
        node, position = self.data, self.data.position
        for part in location:
            inner = child(node, part)
            if inner is None:
                break
            position = node.keys_at[str(part)] if isinstance(node, MappingNode) else inner.position
            node = inner
        return position

    def value(self, location: Location) -> Position:
        """Return the position of the value at the location, or of the nearest part around it that exists."""
        node = self.data
        for part in location:
            inner = child(node, part)
            if inner is None:
                break
            node = inner
        return node.position


def without(source: Source, location: Location) -> Source:
    """Return the source without the part at the location; later entries of a list move up."""
    return Source(source.file, _drop(source.data, location), source.lines, source.first_line)


def _drop(node: Any, location: Location) -> Any:
    head, *rest = location
    if isinstance(node, SequenceNode):
        kept = (_drop(item, tuple(rest)) if i == head else item for i, item in enumerate(node) if rest or i != head)
        return SequenceNode(node.position, kept)
    made = MappingNode(node.position)
    for key, value in node.items():
        if key != head or rest:
            made[key] = _drop(value, tuple(rest)) if key == head else value
            made.keys_at[key] = node.keys_at[key]
    return made
