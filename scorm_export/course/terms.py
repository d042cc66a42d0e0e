"""Marks the words of the glossary in a text, each where a reader meets it first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from scorm_export.authoring.files import TermEntry
from scorm_export.formats.document import Block, Document, Prose
from scorm_export.formats.terms import word_pattern

TERM = "term"
"""The type of a token that holds a word of the glossary; its meta has the id of the term under the same name."""


def place_terms(document: Document, unmet: Sequence[TermEntry]) -> tuple[Document, tuple[TermEntry, ...]]:
    """Return the document with the first occurrence of each unmet term marked, and the terms that were found.

    A heading or a link is no place to explain a word.
    """
    search = _Search([(term, word_pattern((term.term, *term.forms))) for term in unmet])
    if not search.unmet:
        return document, ()
    blocks = search.blocks(document.blocks)
    return replace(document, blocks=blocks), tuple(search.met)


class _Search:
    """Goes through the blocks of one document in the order in which they are read."""

    def __init__(self, unmet: list[tuple[TermEntry, re.Pattern[str]]]) -> None:
        self.unmet = unmet
        self.met: list[TermEntry] = []

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Prose):
            return replace(block, tokens=tuple(self._tokens(block.tokens)))
        return replace(block, body=self.blocks(block.body))

    def _tokens(self, tokens: Sequence[Token]) -> Iterator[Token]:
        in_heading = False
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                in_heading = token.type == "heading_open"
            if token.type == "inline" and token.children and not in_heading:
                yield token.copy(children=list(self._inline(token.children)))
            else:
                yield token

    def _inline(self, tokens: Sequence[Token]) -> Iterator[Token]:
        in_link = 0
        for token in tokens:
            in_link += token.nesting if token.type.startswith("link_") else 0
            if token.type == "text" and not in_link:
                yield from self._text(token)
            else:
                yield token

    def _text(self, token: Token) -> Iterator[Token]:
        text = token.content
        found = [(match, term) for term, pattern in self.unmet if (match := pattern.search(text))]
        # A longer term wins over a shorter one within it: "secure attachment" over "attachment".
        found.sort(key=lambda item: (item[0].start(), -len(item[0][0])))
        end = 0
        for match, term in found:
            if match.start() < end:
                continue
            yield token.copy(content=text[end : match.start()])
            yield Token(TERM, "", 0, content=match[0], meta={TERM: term.id})
            end = match.end()
            self.met.append(term)
        self.unmet = [(term, pattern) for term, pattern in self.unmet if term not in self.met]
        yield token.copy(content=text[end:]) if end else token
