"""The Markdown that authors write: CommonMark with tables, our directives, and a few tags of HTML.

A directive is a fence of colons with a name, and options in its first lines:

    :::{figure} media/growth.svg
    :alt: A curve that rises until the third year.
    The caption.
    :::

Words of another language are marked as in Djot: `[serve and return]{lang=en}`.
"""

from __future__ import annotations

import copyreg
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors.index import slugify, unique_slug
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from scorm_export.formats.directives import DirectiveSpec, Fence, body_problems, fence_problems, read_fence
from scorm_export.formats.document import WORD, Block, Directive, Document, Heading, Image, Link, Note, Passage, Prose
from scorm_export.formats.formulas import FormulaError, mathml
from scorm_export.formats.html import INSTEAD_OF_TAGS, crossing_tag, is_comment, read_tag
from scorm_export.formats.patterns import LANGUAGE_PATTERN
from scorm_export.formats.references import Locate, as_written
from scorm_export.formats.unread import pasted, surplus_cells, unread_words, unused_definitions
from scorm_export.problem import Code, Position, Problem, Severity

copyreg.pickle(Token, lambda token: (Token, tuple(getattr(token, name) for name in Token.__slots__)))
"""A token is pickled as the arguments that make it: in half the time that its attributes by name take."""

MAX_NESTING = 3
"""How deeply directives may be nested."""

LOWEST_HEADING = 4
"""The lowest heading that an author writes; HTML has two more above it, for the course and its modules."""

MAX_LEVEL = 20
"""How deeply lists and quotes may be nested, counted as markdown-it does: a list counts twice."""


def parse_markdown(file: str, text: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Read the Markdown text whose first line is line `first_line` of `file`."""
    reader = _MarkdownReader(file)
    blocks = reader.blocks(text, first_line, ())
    return reader.document(blocks), reader.problems


def parse_inline(
    text: str,
    position: Position,
    lines: Sequence[str] = (),
    first_line: int = 1,
    first_image: int = 0,
    locate: Locate = as_written,
) -> tuple[Document, list[Problem]]:
    """Read a text of one paragraph, such as a question, that begins at `position`.

    `lines` are those of the file, from line `first_line` on. They are used to find the position of links and images.
    `first_image` is the number of its first image. `locate` gives the targets of its links and images.
    """
    reader = _MarkdownReader(position.file, first_image, locate)
    if _BLOCK.search(text):
        help_ = "take out lists and empty lines, or move the text to a page"
        reader.warn(position, "only one paragraph is possible here", help_)
    tokens = _parser().parseInline(text)
    for token in tokens:
        row = position.line - first_line
        reader.inline(token, _Cursor(position.file, lines, first_line, row, position.column - 1, len(lines)))
    if text.strip() and not any(_is_seen(child) for token in tokens for child in token.children or ()):
        reader.report(position, "empty-text", "nothing of this text is shown", "write its words")
    return reader.document((Prose(tuple(tokens), position),), text), reader.problems


def _is_seen(token: Token) -> bool:
    """Tell whether a token of one paragraph shows anything."""
    return bool(token.content.strip()) or token.type == "image"


@cache
def _parser() -> MarkdownIt:
    # HTML is parsed so that it can be reported; no text that holds any is ever rendered. Links are not filtered
    # by the parser, which would drop a forbidden one without a word.
    options = {"html": True, "maxNesting": 3 * MAX_LEVEL, "store_labels": True}
    parser = MarkdownIt("commonmark", options).enable("table").use(colon_fence_plugin)
    parser.use(attrs_plugin, spans=True, allowed=("lang",))
    # What is indented is pasted from elsewhere far more often than it is code.
    parser.disable("code")
    parser.use(deflist_plugin).use(tasklists_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(dollarmath_plugin, **_MATHS)
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


_MATHS = {
    "allow_labels": False,
    "allow_space": False,
    "allow_digits": False,
    "allow_blank_lines": False,
    "double_inline": True,
}


def _any_link(url: str) -> bool:
    return True


_CHECKBOX = '<input class="task-list-item-checkbox"'
"""How the parser begins the box of a task."""

_FORMULA = re.compile(r"[\\^_{]|^(?!.*[^\W\d]{2}).*[=+*/<>]|^[^\W\d]$", re.DOTALL)
"""What tells a formula from an amount of money: a sign of LaTeX, one of arithmetic without words, or a letter alone."""

_BLOCK = re.compile(r"\n[ \t]*\n|^[ \t]*([-*+]|\d+[.)])[ \t]|^[ \t]*(:::|#{1,6}[ \t]|```)", re.MULTILINE)


@dataclass
class _Cursor:
    """A position in the lines of a file that moves forward, because inline tokens have no position of their own.

    The first of the lines is line `first_line` of the file; only those before `end` are searched.
    """

    file: str
    lines: Sequence[str]
    first_line: int
    row: int
    column: int
    end: int

    def find(self, mark: str) -> Position:
        """Return the next position of the text, and move past it; the current position when it is not found."""
        for row in range(self.row, self.end):
            found = self.lines[row].find(mark, self.column if row == self.row else 0)
            if found >= 0:
                self.row, self.column = row, found + len(mark)
                return Position(self.file, self.first_line + row, found + 1)
        return self.position()

    def skip(self, text: str) -> None:
        """Move past the text if it is in the rest of this line."""
        if text and self.row < self.end:
            found = self.lines[self.row].find(text, self.column)
            self.column = found + len(text) if found >= 0 else self.column

    def next_line(self) -> None:
        if self.row + 1 < self.end:
            self.row, self.column = self.row + 1, 0

    def position(self) -> Position:
        return Position(self.file, self.first_line + self.row, self.column + 1)


_OF_NESTING = ("misplaced-directive", "misplaced-text", "too-few", "too-many")
"""What is wrong with how directives stand in each other."""


@dataclass
class _Written:
    """The text of a footnote as it is being read."""

    position: Position
    tokens: list[Token] = field(default_factory=list)


@dataclass
class _MarkdownReader:
    """Reads the tokens of one text, and collects what a Document has."""

    file: str
    first_image: int = 0
    locate: Locate = as_written
    headings: list[Heading] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    words: int = 0
    tags: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    footnotes: dict[str, Any] = field(default_factory=dict)
    """What the parser knows of footnotes, which a page and the directives in it share."""
    noted: dict[str, _Written] = field(default_factory=dict)
    """The text of each footnote, by its label."""
    references: list[str] = field(default_factory=list)
    """The label of each reference to a footnote, in the order of the text."""
    swallowed: bool = False
    """Whether an unclosed directive contains another one. Later problems with fences may only follow from that."""

    def document(self, blocks: tuple[Block, ...], raw: str = "") -> Document:
        return Document(
            blocks,
            tuple(self.headings),
            tuple(self.images),
            tuple(self.links),
            tuple(self.passages),
            self.words,
            raw,
            self._notes(),
        )

    def _notes(self) -> tuple[Note, ...]:
        """Return the footnotes in the order in which the text first refers to them."""
        for label, written in self.noted.items():
            if label not in self.references:
                self.warn(written.position, "nothing refers to this footnote", f"write [^{label}] where it belongs")
            if not written.tokens:
                help_ = f"write its text behind [^{label}]:"
                self.report(written.position, "empty-text", "this footnote is empty", help_)
        cited = [label for label in dict.fromkeys(self.references) if label in self.noted]
        return tuple(
            Note(
                number,
                Prose(tuple(self.noted[label].tokens), self.noted[label].position),
                self.references.count(label),
            )
            for number, label in enumerate(cited, 1)
        )

    def report(self, position: Position, code: Code, message: str, help_: str) -> None:
        self.problems.append(Problem(position, code, message, help_))

    def warn(self, position: Position, message: str, help_: str) -> None:
        self.problems.append(Problem(position, "unread-markup", message, help_, Severity.WARNING))

    def blocks(self, text: str, first_line: int, around: tuple[str, ...]) -> tuple[Block, ...]:
        """Read Markdown text, inside the directives `around`, into prose and directives."""
        lines = text.split("\n")
        found: list[Block] = []
        prose: list[Token] = []
        env: dict[str, Any] = {"footnotes": self.footnotes}
        notes: list[_Written] = []
        tokens = _parser().parse(text, env)
        for row, message, help_ in (
            *unused_definitions(tokens, env.get("references", {})),
            *surplus_cells(tokens, lines),
        ):
            self.warn(Position(self.file, first_line + row), message, help_)
        for token in tokens:
            if token.type == "html_block" and is_comment(token.content):
                continue
            if token.type == "footnote_reference_open":
                notes.append(self._note(token, first_line))
            elif token.type == "footnote_reference_close":
                notes.pop()
            elif token.type != "colon_fence":
                self._walk(token, lines, first_line)
                (notes[-1].tokens if notes else prose).append(token)
            if token.type != "colon_fence":
                continue
            directive = self._directive(token, lines, Position(self.file, first_line + _first(token)), around)
            if directive:
                found += self._prose(prose, first_line)
                found.append(directive)
                prose = []
        return (*found, *self._prose(prose, first_line))

    def _note(self, token: Token, first_line: int) -> _Written:
        """Begin to read a footnote."""
        label, at = str(token.meta["label"]), Position(self.file, first_line + _first(token))
        if label in self.noted:
            self.report(at, "duplicate-key", f"there are two footnotes [^{label}]", "give one of them another name")
        return self.noted.setdefault(label, _Written(at))

    def _prose(self, tokens: Sequence[Token], first_line: int) -> tuple[Prose, ...]:
        return (Prose(tuple(tokens), Position(self.file, first_line + _first(tokens[0]))),) if tokens else ()

    def _directive(self, token: Token, lines: Sequence[str], at: Position, around: tuple[str, ...]) -> Directive | None:
        if len(around) > MAX_NESTING:
            return None
        if token.level or len(around) == MAX_NESTING:
            help_ = "put it at the left margin, outside of lists and quotes, and not deep inside other directives"
            self.report(at, "misplaced-directive", "a directive cannot stand here", help_)
        content = token.content.split("\n")
        fence = read_fence(token.info, content, token.markup, at)
        if not token.level:
            self._closed(token, lines, at, fence.name)
        # A fence without a name behind a directive that took in another one is only the end of that.
        if fence.name or not self.swallowed:
            self._add(fence_problems(fence, around))
        image = self._argument(fence, fence.spec) if fence.spec else None
        # What stands inside is read in any case, so that all its problems come to light at once.
        body = self.blocks("\n".join(content[fence.rows :]), at.line + 1 + fence.rows, (*around, fence.name))
        if fence.spec is None:
            return None
        left_out = {key: choices[0] for key, choices in fence.spec.choices.items()}
        options = left_out | {option.key: option.value for option in fence.options}
        directive = Directive(fence.name, fence.argument, options, body, at, image)
        self._add(body_problems(directive))
        return directive

    def _add(self, problems: Iterable[Problem]) -> None:
        """Add problems of a directive, but for those that may only follow from another one that was never closed."""
        self.problems += [each for each in problems if not (self.swallowed and each.code in _OF_NESTING)]

    def _argument(self, fence: Fence, spec: DirectiveSpec) -> Image | None:
        """Count the words of the directive's argument, and return the image that it names."""
        if spec.argument in ("title", "text"):
            self.words += len(WORD.findall(fence.argument))
        source = fence.argument if spec.argument == "image" else fence.option(spec.image_option, "")
        # A missing alternative is reported as a missing option, so it must not count as an empty one here.
        otherwise = "" if "alt" in spec.free_options else "-"
        return self._image(source, fence.option("alt", otherwise), fence.position) if source else None

    def _image(self, source: str, alternative: str, position: Position) -> Image:
        image = Image(source, alternative, position, self.first_image + len(self.images))
        self.images.append(image)
        self.words += len(WORD.findall(alternative))
        return image

    def _closed(self, token: Token, lines: Sequence[str], at: Position, name: str) -> None:
        start, end = token.map or (0, 0)
        last = lines[end - 1].strip()
        closed = end - 1 > start and set(last) == {":"} and len(last) >= len(token.markup)
        inner = re.search(rf"^ {{0,3}}{token.markup}\{{", token.content, re.MULTILINE)
        if inner and not self.swallowed:
            self.swallowed = True
            line = at.line + 1 + token.content.count("\n", 0, inner.start())
            self.report(
                at,
                "unclosed-directive",
                f"the directive of line {line} begins before this one is closed",
                f'close this one before with a line "{token.markup}", or begin and end it with one more colon',
            )
        elif not closed and name and not self.swallowed:
            help_ = f'put a line "{token.markup}" after its last line'
            self.report(at, "unclosed-directive", "this directive is never closed", help_)

    def _walk(self, token: Token, lines: Sequence[str], first_line: int) -> None:
        at = Position(self.file, first_line + _first(token))
        if token.level > MAX_LEVEL:
            self._too_deep(at, "lists and quotes are nested too deeply")
        if token.type == "heading_open":
            level = int(token.tag[1:])
            slug = unique_slug(_slug(lines[_first(token)]), self.slugs)
            token.meta["slug"] = slug
            self.headings.append(Heading(level, at, slug))
            if level > LOWEST_HEADING:
                self._too_deep(at, f"a heading of level {level} is too deep")
        elif token.type == "html_block":
            self._raw_html(at, token.content)
        elif token.type == "fence" and token.info.strip().startswith("{"):
            help_ = f"write :::{token.info.strip()}, and ::: at its end"
            self.report(at, "unknown-directive", "a directive begins with colons", help_)
        elif token.type == "math_block":
            self._formula(token, at, is_block=True)
        elif token.type == "inline":
            end = token.map[1] if token.map else len(lines)
            self.inline(token, _Cursor(self.file, lines, first_line, _first(token), 0, end))

    def _too_deep(self, at: Position, message: str) -> None:
        if not any(problem.code == "too-deep" and problem.message == message for problem in self.problems):
            self.report(at, "too-deep", message, "take out levels, or make two pages of it")

    def inline(self, token: Token, cursor: _Cursor) -> None:
        """Read the children of an inline token, and move the cursor along its text in the file."""
        begin = cursor.position()
        for message, help_ in pasted(token.content):
            self.warn(begin, message, help_)
        children: list[Token] = []
        in_link = 0
        for child in token.children or ():
            tag = read_tag(child.content) if child.type == "html_inline" else None
            if child.type == "html_inline" and child.content.startswith(_CHECKBOX):
                children.append(Token("task", "", 0, meta={"is_done": "checked=" in child.content}))
                continue
            if child.type == "math_inline" and not _FORMULA.search(child.content):
                # An amount of money between two signs of dollars.
                child.type, child.content = "text", f"${child.content}$"
            if tag:
                if tag.nesting >= 0:
                    tag.meta["at"] = cursor.find(child.content)
                children.append(tag)
                continue
            if child.type == "html_inline" and is_comment(child.content):
                continue
            children.append(child)
            if "insecure_attrs" in child.meta:
                self.warn(cursor.find("{"), "only {lang=...} is read here", "take it out, or write \\{ for a real {")
            in_link += child.nesting if child.type.startswith("link_") else 0
            if child.type in ("softbreak", "hardbreak"):
                cursor.next_line()
            elif child.type == "image":
                child.attrSet("src", self.locate(str(child.attrGet("src") or "")))
                image = self._image(str(child.attrGet("src")), child.content, cursor.find("!["))
                # The token is what is rendered, so it has to know which image of the file it is.
                child.meta["number"] = image.number
                if child.attrGet("title"):
                    self.warn(image.position, "the title of an image is not shown", "take it out, or write a caption")
            elif child.type == "link_open":
                mark = "<" if child.markup == "autolink" else "["
                child.attrSet("href", self.locate(str(child.attrGet("href") or "")))
                link = Link(str(child.attrGet("href")), cursor.find(mark))
                self.links.append(link)
                self._link(child, link.position)
            elif child.type in ("math_inline", "math_inline_double"):
                self._formula(child, cursor.find("$"), is_block=child.type.endswith("double"))
                cursor.skip(child.content)
            elif child.type == "footnote_ref":
                child.meta["nth"] = self.references.count(child.meta["label"]) + 1
                self.references.append(child.meta["label"])
                child.meta["number"] = [*dict.fromkeys(self.references)].index(child.meta["label"]) + 1
                cursor.skip("]")
            elif child.type == "span_open":
                self._language(child, cursor.find("["))
            elif child.type == "html_inline":
                self._raw_html(cursor.find(child.content.split("\n")[0]), child.content)
            else:
                self.words += len(WORD.findall(child.content))
                if child.type == "text" and not in_link:
                    for found, message, help_ in unread_words(child.content):
                        self.warn(cursor.find(found), message, help_)
                cursor.skip(child.content)

        if wrong := crossing_tag(children):
            message = f"<{wrong.tag}> is not closed in the text that it is opened in"
            self.report(wrong.meta.get("at", begin), "raw-html", message, f"close it with </{wrong.tag}>")
        for child in children:
            child.meta.pop("at", None)
        token.children = children
        self.passages.append(Passage(_plain(children), begin))

    def _language(self, span: Token, at: Position) -> None:
        language = str(span.attrGet("lang") or "")
        if not re.fullmatch(LANGUAGE_PATTERN, language):
            help_ = "write [words]{lang=en}, with the tag of the language"
            self.report(at, "invalid-value", f'"{language}" is not the tag of a language', help_)

    def _link(self, token: Token, at: Position) -> None:
        if token.attrGet("title"):
            self.warn(at, "the title of a link is not shown", "take it out, or write it in the text")
        if token.attrGet("lang"):
            self.warn(at, "the language of a link is not read here", "write [[words]{lang=en}](address)")

    def _formula(self, token: Token, at: Position, *, is_block: bool) -> None:
        """Give a token its formula as MathML."""
        try:
            token.meta["mathml"] = mathml(token.content.strip(), is_block=is_block)
        except FormulaError as error:
            token.meta["mathml"] = ""
            help_ = "write LaTeX as in \\frac{1}{2} or x^2, or \\$ for a real $"
            self.report(at, "broken-formula", f"this formula cannot be shown: {error}", help_)

    def _raw_html(self, at: Position, content: str) -> None:
        tag = content.strip().split("\n")[0][:40]
        name = re.match(r"</?([A-Za-z][\w-]*)", tag)
        if name and tag.startswith("</") and name[1] in self.tags:
            return
        self.tags |= {name[1]} if name else set()
        if tag.startswith("<!--"):
            self.report(at, "raw-html", "this comment is not closed, or text follows it", "end it with -->")
            return
        instead = INSTEAD_OF_TAGS.get(name[1].lower(), "Markdown or a directive") if name else "Markdown or a directive"
        help_ = f"use {instead}; for a real < write &lt;"
        self.report(at, "raw-html", f"HTML is not allowed in a text: {tag}", help_)


def _plain(tokens: Sequence[Token]) -> str:
    """Return the words of inline tokens without their markup."""
    shown = (token for token in tokens if token.type not in ("image", "math_inline", "math_inline_double"))
    return "".join("\n" if token.type in ("softbreak", "hardbreak") else token.content for token in shown)


def _slug(heading: str) -> str:
    """Return by what links name a heading, in the way of GitHub."""
    plain = re.sub(r"[`*_]|\]\([^)]*\)|\{[^}]*\}|\[", "", heading.strip(" #"))
    return slugify(unicodedata.normalize("NFC", plain)).strip("-") or "section"


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0
