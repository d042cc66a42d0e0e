"""Reads YAML text as plain data in which every key and value knows its position (`formats/nodes.py`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import yaml

from scorm_export.formats.nodes import MappingNode, Node, ScalarNode, SequenceNode, Source
from scorm_export.problem import Position, Problem, Severity

MAX_DEPTH = 40
"""How deep YAML may be nested. Our files need 5 levels; far more is a mistake or an attack."""


class _TooDeep(Exception):  # noqa: N818 - it says what is the case
    """The data is nested more deeply than `MAX_DEPTH`. The rest is not read: a parser may take minutes for it."""

    def __init__(self, position: Position) -> None:
        super().__init__(position)
        self.position = position


def parse_yaml(file: str, text: str, first_line: int = 1) -> tuple[Source | None, list[Problem]]:
    """Read one YAML document whose first line is line `first_line` of `file`.

    Returns the source, and the problems found; no source when the text cannot be read at all.
    """
    try:
        return _parse(file, text, first_line)
    except _TooDeep as error:
        return None, [_syntax(error.position, "it is nested too deeply", "take out levels")]


def _parse(file: str, text: str, first_line: int) -> tuple[Source | None, list[Problem]]:
    try:
        data, problems = _DocumentReader(file, first_line, _FAST(text), text.split("\n")).document()
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML's own parser is the one whose messages and positions are explained here, whichever read the text first.
        return _parse_slowly(file, text, first_line)
    return Source(file, data, text.split("\n"), first_line), problems


def _parse_slowly(file: str, text: str, first_line: int) -> tuple[Source | None, list[Problem]]:
    """Read the text with the parser in pure Python, which exists wherever PyYAML does."""
    reader = None
    try:
        reader = _DocumentReader(file, first_line, yaml.SafeLoader(text), text.split("\n"))
        data, problems = reader.document()
    except yaml.MarkedYAMLError as error:
        at = _position(file, first_line, _place(error))
        return None, [_syntax(at, *_explain(error.problem or error.context or ""))]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        said = f"character #x{error.character:04x} is not allowed"
        return None, [_syntax(Position(file, line), said, "take it out")]
    except (ValueError, OverflowError):
        # The parser fails on numbers that are far too large: an escape such as "\U00110000".
        mark = reader.parser.get_mark() if reader else None
        said = "a number or an escape here is far too large"
        return None, [_syntax(_position(file, first_line, mark), said, "write the text itself")]
    return Source(file, data, text.split("\n"), first_line), problems


_FAST: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser, about ten times as fast, where PyYAML was built with it."""

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
    """Return where the mistake is: for something that is never closed, where it begins."""
    said = error.problem or ""
    endless = "end of stream" in said or "<stream end>" in said or "could not find expected ':'" in said
    return (endless and error.context_mark) or error.problem_mark or error.context_mark


def _position(file: str, first_line: int, mark: Any) -> Position:
    return Position(file, first_line) if mark is None else Position(file, mark.line + first_line, mark.column + 1)


def _syntax(position: Position, said: str, help_: str) -> Problem:
    return Problem(position, "yaml-syntax", f"this is not valid YAML: {said}", help_)


_NULLS = ("", "~", "null", "Null", "NULL")
"""The plain scalars that stand for nothing (YAML 1.1, null)."""


class _DocumentReader:
    """Builds the data of one document from the events of a YAML parser, and collects problems."""

    def __init__(self, file: str, first_line: int, parser: Any, lines: Sequence[str]) -> None:
        self.lines = lines
        self.file = file
        self.first_line = first_line
        self.parser = parser
        self.problems: list[Problem] = []

    def document(self) -> tuple[Node, list[Problem]]:
        """Return the data of the one document; an empty mapping when there is none."""
        next_event = self.parser.get_event
        next_event()  # The stream begins.
        event = next_event()
        if isinstance(event, yaml.StreamEndEvent):
            return MappingNode(Position(self.file)), []
        data = self._node(next_event(), 0)
        next_event()  # The document ends.
        event = next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            # What PyYAML's composer says of it.
            raise yaml.MarkedYAMLError(problem="but found another document", problem_mark=event.start_mark)
        return data, self.problems

    def _position(self, mark: Any) -> Position:
        return Position(self.file, mark.line + self.first_line, mark.column + 1)

    def _node(self, event: Any, depth: int) -> Node:
        position = self._position(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_names(event, position)
            if not event.style:
                self._cut_text(event.end_mark)
            is_nothing = event.value in _NULLS and not event.style
            return ScalarNode.at(position, "" if is_nothing else event.value)
        if isinstance(event, yaml.AliasEvent):
            # Real aliases can make a text grow without end; a word in its place lets the rest be read.
            self._refuse(position, "*", "the name of another text")
            return ScalarNode.at(position, "alias")
        self._refuse_names(event, position)
        if depth > MAX_DEPTH:
            raise _TooDeep(position)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(MappingNode(position), depth)
        return self._sequence(SequenceNode(position), depth)

    def _sequence(self, found: SequenceNode, depth: int) -> SequenceNode:
        next_event = self.parser.get_event
        while not isinstance(event := next_event(), yaml.SequenceEndEvent):
            found.append(self._node(event, depth + 1))
        return found

    def _mapping(self, found: MappingNode, depth: int) -> MappingNode:
        next_event = self.parser.get_event
        while not isinstance(event := next_event(), yaml.MappingEndEvent):
            is_word = isinstance(event, yaml.ScalarEvent | yaml.AliasEvent)
            key = self._node(event, depth + 1)
            if not is_word:
                self.problems.append(_syntax(key.position, "a key must be a word", _QUOTES))
            elif key in found:
                self._duplicate(str(key), key.position, found.keys_at[str(key)])
            else:
                found.keys_at[str(key)] = key.position
                found[str(key)] = self._node(next_event(), depth + 1)
                continue
            # Read for its own problems, and left out.
            self._node(next_event(), depth + 1)
        return found

    def _duplicate(self, key: str, position: Position, first: Position) -> None:
        message = f'the key "{key}" stands here for the second time'
        help_ = f"the first stands in line {first.line}; keep one of the two"
        self.problems.append(Problem(position, "duplicate-key", message, help_))

    def _cut_text(self, end: Any) -> None:
        """Warn of a text that ends here because what follows is a comment for YAML, and looks like a part of it."""
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if line.startswith(" #", end.column) and not line.startswith((" # ", " ##"), end.column) and line[-1] != "#":
            message = f"the text ends before this #: for YAML a comment begins ({line[end.column + 1 :][:30]})"
            help_ = "put the whole text between double quotes, or a blank behind the # of a comment"
            at = Position(self.file, end.line + self.first_line, end.column + 2)
            self.problems.append(Problem(at, "cut-text", message, help_, Severity.WARNING))

    def _refuse_names(self, event: Any, position: Position) -> None:
        """Report anchors and tags, which would take away an author's words."""
        if event.anchor is not None:
            self._refuse(position, "&", "a name for the text")
        if event.tag is not None:
            self._refuse(position, "!", "a type")

    def _refuse(self, position: Position, sign: str, what: str) -> None:
        """Report a character that has a special meaning in YAML, and that authors only ever write by accident."""
        said = f"a text that begins with {sign} is taken for {what}"
        self.problems.append(_syntax(position, said, "put the text between double quotes"))
