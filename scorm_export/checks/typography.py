"""Marks that are written in one way throughout a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from scorm_export.authoring.project import Project
from scorm_export.formats.document import Block, Document, Prose
from scorm_export.formats.nodes import MappingNode, ScalarNode, SequenceNode
from scorm_export.problem import Position, Problem, Severity


class _Ways(NamedTuple):
    """Two ways to write the same mark: as it is typed, and as it is printed."""

    typed: re.Pattern[str]
    printed: re.Pattern[str]
    message: str


_MARKS = (
    _Ways(re.compile('"'), re.compile("[“”„«»]"), "straight and curly quotes"),
    _Ways(re.compile(r"(?<=\w)'(?=\w)"), re.compile(r"(?<=\w)’(?=\w)"), "straight and curly apostrophes"),
    _Ways(re.compile(r"(?<!\.)\.{3}(?!\.)"), re.compile("…"), "three dots and an ellipsis"),
    _Ways(re.compile(r"(?<= )--?(?= )"), re.compile("(?<= )[–—](?= )"), "hyphens and dashes between words"),
)


_PRINTED = re.compile("[“”„«»’…–—]")


class _Text(NamedTuple):
    """A piece of text in one line of a file; `column` is where its words may begin."""

    text: str
    position: Position


def one_way_of_marking(project: Project) -> Iterator[Problem]:
    """A file has either straight or curly quotes, and so on; one warning a file, at the rarer of the two."""
    for file, texts in _files(project):
        # Reading all texts takes long, and a file without printed marks has no mixture.
        if not _PRINTED.search(project.texts.get(file, "")):
            continue
        listed = [*texts]
        found = next(filter(None, (_mixture(ways, listed) for ways in _MARKS)), None)
        if found:
            message, mark, position = found
            help_ = "write it in one way throughout the file; straight ones become those of the language"
            at = _exact(project.texts.get(file, ""), position, mark)
            yield Problem(at, "mixed-typography", f"this file has both {message}", help_, Severity.WARNING)


def _mixture(ways: _Ways, texts: Sequence[_Text]) -> tuple[str, str, Position] | None:
    """Return what is mixed, and the first of the rarer marks with its place; None when nothing is."""
    typed, printed = ([(m[0], t.position) for t in texts for m in way.finditer(t.text)] for way in ways[:2])
    if not typed or not printed:
        return None
    mark, position = min(printed, typed, key=len)[0]
    return ways.message, mark, position


def _files(project: Project) -> Iterator[tuple[str, Iterable[_Text]]]:
    """Yield each file that has texts to be read, with these texts."""
    for page in project.pages():
        front = _scalars(page.front.source.data) if page.front else ()
        yield page.file, chain(front, _of_document(page.document))
    for quiz in project.quizzes:
        yield quiz.file, chain.from_iterable(map(_of_document, quiz.documents))
    for loaded in (project.course, project.glossary, project.sources, *project.heads()):
        if loaded:
            yield loaded.source.file, _scalars(loaded.source.data)


def _scalars(node: Any) -> Iterator[_Text]:
    if isinstance(node, ScalarNode):
        yield _Text(node, node.position)
    elif isinstance(node, MappingNode | SequenceNode):
        for child in node.values() if isinstance(node, MappingNode) else node:
            yield from _scalars(child)


def _of_document(document: Document) -> Iterator[_Text]:
    for block in document.blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[_Text]:
    if not isinstance(block, Prose):
        yield _Text(block.argument, block.position)
        for inner in block.body:
            yield from _of_block(inner)
        return
    first = block.tokens[0].map[0] if block.tokens[0].map else 0
    for token in block.tokens:
        line = block.position.line + (token.map[0] - first if token.map else 0)
        for child in token.children or ():
            line += child.type in ("softbreak", "hardbreak")
            if child.type == "text":
                yield _Text(child.content, Position(block.position.file, line, block.position.column))


def _exact(source: str, position: Position, mark: str) -> Position:
    """Return where a mark stands in its line, or the place itself when it is not there as it is shown."""
    line = (source.split("\n")[position.line - 1 : position.line] or [""])[0]
    found = line.find(mark, position.column - 1)
    return position._replace(column=found + 1) if found >= 0 else position
