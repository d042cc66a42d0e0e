"""The Markdown that authors write: CommonMark with tables and our directives, without raw HTML.

A directive is a fence of colons with a name, and options in its first lines:

    :::{figure} media/growth.svg
    :alt: A curve that rises until the third year.
    The caption.
    :::
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from scorm_export.problem import Code, Position, Problem, did_you_mean

MAX_NESTING = 3
"""How deep directives may stand in one another."""


@dataclass(frozen=True)
class DirectiveSpec:
    """What an author may write in a directive."""

    argument: Literal["title", "file"]
    """What stands behind the name: a title that may be left out, or the path of a file that may not."""
    required_options: tuple[str, ...] = ()


DIRECTIVES: Mapping[str, DirectiveSpec] = {
    "case": DirectiveSpec("title"),
    "figure": DirectiveSpec("file", required_options=("alt",)),
    "key-points": DirectiveSpec("title"),
    "note": DirectiveSpec("title"),
    "reveal": DirectiveSpec("title"),
}
"""Every directive. Each has a template of the same name in `templates/blocks/`."""


@dataclass(frozen=True)
class Heading:
    """A heading of a page; level 2 is the highest that an author writes."""

    level: int
    position: Position


@dataclass(frozen=True)
class Image:
    """An image that a text refers to. `source` is as written, `alt` the text alternative."""

    source: str
    alt: str
    position: Position


@dataclass(frozen=True)
class Link:
    """A link in a text; `target` is as written."""

    target: str
    position: Position


@dataclass(frozen=True)
class Prose:
    """A run of ordinary Markdown, as the tokens of markdown-it."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Directive:
    """A directive with its body."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: tuple[Block, ...]


Block: TypeAlias = Prose | Directive


@dataclass(frozen=True)
class Document:
    """A Markdown text: its blocks in order, and what the checks need to know of it."""

    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    words: int = 0


def parse_markdown(file: str, text: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Read the Markdown text whose first line is line `first_line` of `file`."""
    reader = _Reader(file)
    blocks = reader.blocks(text, first_line, 0)
    return reader.document(blocks), reader.problems


def parse_inline(text: str, position: Position) -> tuple[Document, list[Problem]]:
    """Read a text of one paragraph, such as a question, that begins at `position`."""
    reader = _Reader(position.file)
    tokens = _parser().parseInline(text)
    for token in tokens:
        reader.inline(token, [], position)
    for image in reader.images:
        reader.report(
            image.position,
            "misplaced-image",
            "an image cannot stand here",
            "put the image in a page of the lesson, and refer to it in words",
        )
    reader.images.clear()
    return reader.document((Prose(tuple(tokens)),)), reader.problems


def _parser() -> MarkdownIt:
    # HTML is parsed so that it can be reported; no text that holds any is ever rendered. Links are not filtered
    # by the parser, which would drop a forbidden one without a word.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(colon_fence_plugin)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def _any_link(url: str) -> bool:
    return True


_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_DIRECTIVE = re.compile(r"\{\s*([^}]*?)\s*\}\s*(.*)")
_OPTION = re.compile(r":([A-Za-z][\w-]*):\s*(.*)")


@dataclass
class _Reader:
    """Collects what stands in one file while its tokens are walked."""

    file: str
    headings: list[Heading] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    words: int = 0

    def document(self, blocks: tuple[Block, ...]) -> Document:
        return Document(blocks, tuple(self.headings), tuple(self.images), tuple(self.links), self.words)

    def report(self, position: Position, code: Code, message: str, help_: str) -> None:
        self.problems.append(Problem(position, code, message, help_))

    def blocks(self, text: str, first_line: int, depth: int) -> tuple[Block, ...]:
        """Read Markdown text into prose and directives."""
        lines = text.split("\n")
        found: list[Block] = []
        prose: list[Token] = []
        for token in _parser().parse(text):
            if token.type != "colon_fence":
                self._walk(token, lines, first_line)
                prose.append(token)
                continue
            at = Position(self.file, first_line + _first(token))
            if token.level or depth >= MAX_NESTING:
                self.report(
                    at,
                    "misplaced-directive",
                    "a directive cannot stand here",
                    "put it at the left margin, outside of lists and quotes, and not deep inside other directives",
                )
                continue
            directive = self._directive(token, lines, at, depth)
            if directive:
                found += [Prose(tuple(prose))] if prose else []
                found.append(directive)
                prose = []
        found += [Prose(tuple(prose))] if prose else []
        return tuple(found)

    def _directive(self, token: Token, lines: Sequence[str], at: Position, depth: int) -> Directive | None:
        start, end = token.map or (0, 0)
        last = lines[end - 1].strip()
        if end - 1 == start or set(last) != {":"} or len(last) < len(token.markup):
            self.report(
                at,
                "unclosed-directive",
                "this directive is never closed",
                f'put a line "{token.markup}" after its last line',
            )
        match = _DIRECTIVE.fullmatch(token.info.strip())
        name, argument = match.groups() if match else (token.info.strip(), "")
        spec = DIRECTIVES.get(name) if match else None
        if spec is None:
            known = "the directives are " + ", ".join(DIRECTIVES)
            shape = f"write {token.markup}{{{name.split(' ')[0]}}}, with the name between braces"
            unbraced = name.split(" ")[0] in DIRECTIVES and not match
            self.report(
                at,
                "unknown-directive",
                f'unknown directive "{name}"' if name else "a directive without a name",
                shape if unbraced else did_you_mean(name, DIRECTIVES, known),
            )
            return None
        options, rest = self._options(token.content.split("\n"), name, spec, at)
        body_text = "\n".join(token.content.split("\n")[rest:])
        argument_words = argument if spec.argument == "title" else options.get("alt", "")
        self.words += len(_WORD.findall(argument_words))
        if spec.argument == "file":
            self._file(argument, options, name, at)
        body = self.blocks(body_text, at.line + 1 + rest, depth + 1)
        return Directive(name, argument, options, body)

    def _file(self, argument: str, options: Mapping[str, str], name: str, at: Position) -> None:
        if argument:
            self.images.append(Image(argument, options.get("alt", "-"), at))
        else:
            self.report(
                at,
                "missing-argument",
                f"{name} does not say which file it shows",
                f"write the path behind the name: :::{{{name}}} media/picture.svg",
            )

    def _options(
        self, lines: Sequence[str], name: str, spec: DirectiveSpec, at: Position
    ) -> tuple[dict[str, str], int]:
        """Return the options in the first lines, and how many lines they take."""
        options: dict[str, str] = {}
        count = 0
        for line in lines:
            match = _OPTION.fullmatch(line.strip())
            if not match:
                break
            count += 1
            key, value = match.groups()
            position = Position(self.file, at.line + count)
            if key not in spec.required_options:
                self.report(
                    position,
                    "unknown-option",
                    f'{name} has no option "{key}"',
                    did_you_mean(key, spec.required_options, "take it out"),
                )
            elif key in options:
                self.report(position, "duplicate-key", f'the option "{key}" stands here twice', "keep one of the two")
            options.setdefault(key, value)
        for key in spec.required_options:
            if key not in options:
                self.report(
                    at,
                    "missing-option",
                    f'{name} lacks the option "{key}"',
                    f'write a line ":{key}: ..." right under the first line of the directive',
                )
        return options, count

    def _walk(self, token: Token, lines: Sequence[str], first_line: int) -> None:
        at = Position(self.file, first_line + _first(token))
        if token.type == "heading_open":
            self.headings.append(Heading(int(token.tag[1:]), at))
        elif token.type == "html_block":
            self._raw_html(at, token.content)
        elif token.type == "inline":
            end = token.map[1] if token.map else len(lines)
            self.inline(token, lines[_first(token) : end], at)

    def inline(self, token: Token, lines: Sequence[str], at: Position) -> None:
        """Walk the children of an inline token whose text stands in `lines`.

        Inline tokens carry no position; the line is counted by the breaks, the column found by the mark that
        opens a link, image or tag.
        """
        row, column = 0, 0

        def place(mark: str) -> Position:
            nonlocal column
            if row >= len(lines):
                return at
            found = lines[row].find(mark, column)
            if found < 0:
                return Position(at.file, at.line + row)
            column = found + len(mark)
            return Position(at.file, at.line + row, found + 1)

        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                row, column = row + 1, 0
            elif child.type == "image":
                self.images.append(Image(str(child.attrGet("src") or ""), child.content, place("![")))
                self.words += len(_WORD.findall(child.content))
            elif child.type == "link_open":
                mark = "<" if child.markup == "autolink" else "["
                self.links.append(Link(str(child.attrGet("href") or ""), place(mark)))
            elif child.type == "html_inline":
                self._raw_html(place(child.content.split("\n")[0]), child.content)
                row += child.content.count("\n")
            else:
                self.words += len(_WORD.findall(child.content))

    def _raw_html(self, at: Position, content: str) -> None:
        tag = content.strip().split("\n")[0][:40]
        self.report(
            at,
            "raw-html",
            f"HTML is not allowed in a text: {tag}",
            r"use Markdown or a directive; for a real < write \<",
        )


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0
