"""Marks the words of the glossary in a text, each where a reader meets it first."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from markdown_it.token import Token

from scorm_export.authoring.files import TermEntry
from scorm_export.formats.document import Block, Document, Prose
from scorm_export.formats.terms import PhraseIndex

TERM = "term"
"""The type of a token that holds a word of the glossary; its meta has the id of the term under the same name."""


class Glossary:
    """The terms of a course, to be found in its texts."""

    def __init__(self, terms: Sequence[TermEntry]) -> None:
        """Index the terms, once for a whole course."""
        self.terms = terms
        self.index = PhraseIndex((term.term, *term.forms) for term in terms)

    def place(self, document: Document, met: Container[str]) -> tuple[Document, tuple[TermEntry, ...]]:
        """Return the document with the first occurrence of each term marked, and the terms that were found.

        `met` has the ids of terms that were explained before. A heading or a link is no place to explain a word.
        """
        search = _Search(self, met)
        blocks = search.blocks(document.blocks)
        notes = tuple(note._replace(text=search.prose(note.text)) for note in document.notes)
        return (document._replace(blocks=blocks, notes=notes), tuple(search.found)) if search.found else (document, ())


class _Search:
    """Goes through the blocks of one document in the order in which they are read."""

    def __init__(self, glossary: Glossary, met: Container[str]) -> None:
        self.glossary = glossary
        self.met = met
        self.found: list[TermEntry] = []

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Prose):
            return self.prose(block)
        return block._replace(body=self.blocks(block.body))

    def prose(self, prose: Prose) -> Prose:
        return prose._replace(tokens=tuple(self._tokens(prose.tokens)))

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
        candidates = [(phrase, self.glossary.terms[phrase.number]) for phrase in self.glossary.index.candidates(text)]
        unmet = [(phrase, term) for phrase, term in candidates if term.id not in self.met and term not in self.found]
        found = [(match, term) for phrase, term in unmet if (match := phrase.pattern.search(text))]
        # A longer term wins over a shorter one within it: "secure attachment" over "attachment".
        found.sort(key=lambda item: (item[0].start(), -len(item[0][0])))
        end = 0
        for match, term in found:
            if match.start() < end:
                continue
            yield token.copy(content=text[end : match.start()])
            yield Token(TERM, "", 0, content=match[0], meta={TERM: term.id})
            end = match.end()
            self.found.append(term)
        yield token.copy(content=text[end:]) if end else token
