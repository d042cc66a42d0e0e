"""A Markdown text as values: its blocks in order, and what the checks need to know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from scorm_export.problem import Position

if TYPE_CHECKING:
    from markdown_it.token import Token

WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
"""A word or a number, however it is joined: mother-in-law, 48,2."""


class Heading(NamedTuple):
    """A heading of a page; level 2 is the highest that an author writes. Links name it by its `slug`, in which
    words of other scripts than Latin keep theirs."""

    level: int
    position: Position
    slug: str


class Image(NamedTuple):
    """An image that a text refers to.

    `source` is as written, `alt` the text alternative, `number` the index among the images of its file.
    """

    source: str
    alt: str
    position: Position
    number: int


class Passage(NamedTuple):
    """A paragraph, heading or list item in plain words; its line breaks are those of the file."""

    text: str
    position: Position


class Link(NamedTuple):
    """A link in a text; `target` is as written."""

    target: str
    position: Position


class Prose(NamedTuple):
    """A run of ordinary Markdown, as the tokens of markdown-it."""

    tokens: tuple[Token, ...]
    position: Position


class Directive(NamedTuple):
    """A directive with its body. `image` is what it shows, for a directive whose argument is a file."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: tuple[Block, ...]
    position: Position
    image: Image | None = None

    def parts(self, *names: str) -> tuple[Directive, ...]:
        """Return the directives of these names directly inside."""
        return tuple(block for block in self.body if isinstance(block, Directive) and block.name in names)

    def without(self, *names: str) -> tuple[Block, ...]:
        """Return what stands inside, without the directives of these names."""
        return tuple(block for block in self.body if isinstance(block, Prose) or block.name not in names)


Block: TypeAlias = Prose | Directive


class Note(NamedTuple):
    """A footnote: its number, its text, and how often the page refers to it."""

    number: int
    text: Prose
    references: int


class Document(NamedTuple):
    """A Markdown text. `raw` is the text as it was typed, of a text of one paragraph; empty for a page."""

    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    passages: tuple[Passage, ...] = ()
    words: int = 0
    raw: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def slugs(self) -> frozenset[str]:
        """By what links name its headings."""
        return frozenset(heading.slug for heading in self.headings)

    def directives(self, *names: str) -> tuple[Directive, ...]:
        """Return the directives of these names in their order, also those inside others."""
        return tuple(directive for directive in _walk(self.blocks) if directive.name in names)

    def plain_text(self) -> str:
        """Return the words without those of code: what has no markup of its own, and is read as it stands."""
        return "\n".join(child.content for child in self._inline() if child.type == "text")

    def told_text(self) -> str:
        """Return the words as one line, with what images show in words."""
        shown = (" " if child.type in ("softbreak", "hardbreak") else child.content for child in self._inline())
        return " ".join("".join(shown).split())

    def unemphasised_text(self) -> str:
        """Return the words that stand outside of emphasis."""
        words, depth = [], 0
        for child in self._inline():
            depth += child.nesting if child.type.startswith(("strong", "em_")) else 0
            words += [child.content] if depth == 0 else []
        return " ".join(words)

    def _inline(self) -> Iterator[Token]:
        for block in self.blocks:
            for token in block.tokens if isinstance(block, Prose) else ():
                yield from token.children or ()


def _walk(blocks: Sequence[Block]) -> Iterator[Directive]:
    for block in blocks:
        if isinstance(block, Directive):
            yield block
            yield from _walk(block.body)
