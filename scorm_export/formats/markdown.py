"""The Markdown that authors write: CommonMark with tables and our directives, without raw HTML.

A directive is a fence of colons with a name, and options in its first lines:

    :::{figure} media/growth.svg
    :alt: A curve that rises until the third year.
    The caption.
    :::

Words of another language are marked as in Djot: `[serve and return]{lang=en}`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin

from scorm_export.formats.directives import DIRECTIVES, DirectiveSpec
from scorm_export.formats.fields import ID_PATTERN, LANGUAGE_PATTERN
from scorm_export.problem import Code, Position, Problem, Severity, did_you_mean

MAX_NESTING = 3
"""How deep directives may stand in one another."""


LOWEST_HEADING = 4
"""The lowest heading that an author writes; HTML has two more above it, for the course and its modules."""

MAX_LEVEL = 20
"""How deep lists and quotes may stand in one another, counted as markdown-it does: two a list."""


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
class Passage:
    """A paragraph, heading or list item in plain words; its line breaks are those of the file."""

    text: str
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
    position: Position


@dataclass(frozen=True)
class Directive:
    """A directive with its body."""

    name: str
    argument: str
    options: Mapping[str, str]
    body: tuple[Block, ...]
    position: Position

    def parts(self, *names: str) -> tuple[Directive, ...]:
        """Return the directives of these names right inside."""
        return tuple(block for block in self.body if isinstance(block, Directive) and block.name in names)

    def without(self, *names: str) -> tuple[Block, ...]:
        """Return what stands inside but the directives of these names."""
        return tuple(block for block in self.body if isinstance(block, Prose) or block.name not in names)


Block: TypeAlias = Prose | Directive


@dataclass(frozen=True)
class Document:
    """A Markdown text: its blocks in order, and what the checks need to know of it."""

    blocks: tuple[Block, ...] = ()
    headings: tuple[Heading, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    passages: tuple[Passage, ...] = ()
    words: int = 0

    def directives(self, *names: str) -> tuple[Directive, ...]:
        """Return the directives of these names, also those inside others, in their order."""
        return tuple(directive for directive in _walk(self.blocks) if directive.name in names)


def plain_text(document: Document) -> str:
    """Return the words of a document without those of code: what is no mark, but read as it stands."""
    tokens = (token for block in document.blocks if isinstance(block, Prose) for token in block.tokens)
    return "\n".join(child.content for token in tokens for child in token.children or () if child.type == "text")


def _walk(blocks: Sequence[Block]) -> Iterator[Directive]:
    for block in blocks:
        if isinstance(block, Directive):
            yield block
            yield from _walk(block.body)


def parse_markdown(file: str, text: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Read the Markdown text whose first line is line `first_line` of `file`."""
    reader = _Reader(file)
    blocks = reader.blocks(text, first_line, ())
    return reader.document(blocks), reader.problems


def parse_inline(text: str, position: Position, lines: Sequence[str] = ()) -> tuple[Document, list[Problem]]:
    """Read a text of one paragraph, such as a question, that begins at `position`.

    `lines` are those of the file from there on, the first from the column on; they serve to find what stands where.
    """
    reader = _Reader(position.file)
    if _BLOCK.search(text):
        reader.warn(
            position,
            "only one paragraph is possible here",
            "take out lists and empty lines, or move the text to a page",
        )
    tokens = _parser().parseInline(text)
    for token in tokens:
        reader.inline(token, _Cursor(position, lines))
    for image in reader.images:
        reader.report(
            image.position,
            "misplaced-image",
            "an image cannot stand here",
            "put the image in a page of the lesson, and refer to it in words",
        )
    reader.images.clear()
    return reader.document((Prose(tuple(tokens), position),)), reader.problems


def _parser() -> MarkdownIt:
    # HTML is parsed so that it can be reported; no text that holds any is ever rendered. Links are not filtered
    # by the parser, which would drop a forbidden one without a word.
    options = {"html": True, "maxNesting": 3 * MAX_LEVEL}
    parser = MarkdownIt("commonmark", options).enable("table").use(colon_fence_plugin)
    parser.use(attrs_plugin, spans=True, allowed=("lang",))
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


def _any_link(url: str) -> bool:
    return True


WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
"""A word or a number, however it is joined: mother-in-law, 48,2."""

_BLOCK = re.compile(r"\n[ \t]*\n|^[ \t]*([-*+]|\d+[.)])[ \t]|^[ \t]*(:::|#{1,6}[ \t]|```)", re.MULTILINE)
_UNREAD = [
    (
        re.compile(r"\]\([^()<>]*[^()<>\s]\s+[^()<>\"'\s][^()<>]*\)"),
        "this is not read as a link or image, because its target holds a blank",
        "write %20 for the blank, or rename the file",
    ),
    (re.compile(r"^:{2,}\s*\{"), "this is not read as a directive", "begin it with three colons at the left margin"),
    (re.compile(r"^#{2,6}[^#\s]"), "this is not read as a heading", "put a blank behind the #"),
    (re.compile(r"https?://\S+"), "this is not read as a link", "put it between < and >, or write [words](address)"),
    (
        re.compile(r"^:[a-z][a-z-]*:(?=\s|$)"),
        "this is not read as an option",
        "options stand right under the first line of a directive",
    ),
    (
        re.compile(r"\] ?\{[^{}]*\}"),
        "this is not read as the mark of a language",
        "write [words]{lang=en}, with the tag of the language",
    ),
    (re.compile(r"~~\S|==\S|^\[[ xX]\]\s"), "this has no meaning here, and is shown as it stands", "take it out"),
]
"""What looks like Markdown but is shown as it stands, and what to do."""

_ARGUMENTS = {
    "file": ("which file it shows", "media/picture.svg"),
    "id": ("its id", "first"),
    "text": ("its text", "A few words"),
}
"""What a directive does not say when its argument is missing, and an example."""

_DIRECTIVE = re.compile(r"\{([^{}]*)\}(.*)")
_OPTION = re.compile(r":([A-Za-z][\w-]*):\s*(.*)")


@dataclass
class _Cursor:
    """Finds things in the lines of a file, from one to the next: inline tokens carry no position of their own."""

    start: Position
    lines: Sequence[str]
    row: int = 0
    column: int = 0

    def find(self, mark: str) -> Position:
        """Return where the mark stands next, and go behind it; the present place when it is not found."""
        for row in range(self.row, len(self.lines)):
            found = self.lines[row].find(mark, self.column if row == self.row else 0)
            if found >= 0:
                self.row, self.column = row, found + len(mark)
                return self._position(row, found)
        return self._position(self.row, self.column)

    def skip(self, text: str) -> None:
        """Go behind the text if it comes next in this line."""
        if text and self.row < len(self.lines):
            found = self.lines[self.row].find(text, self.column)
            self.column = found + len(text) if found >= 0 else self.column

    def next_line(self) -> None:
        if self.row + 1 < len(self.lines):
            self.row, self.column = self.row + 1, 0

    def _position(self, row: int, column: int) -> Position:
        shift = self.start.column if row == 0 else 1
        return Position(self.start.file, self.start.line + row, column + shift)


@dataclass
class _Reader:
    """Collects what stands in one file while its tokens are walked."""

    file: str
    headings: list[Heading] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    words: int = 0
    tags: set[str] = field(default_factory=set)
    swallowed: bool = False
    """Whether a directive took in another one: what seems wrong with the fences behind it follows from that."""

    def document(self, blocks: tuple[Block, ...]) -> Document:
        return Document(
            blocks,
            tuple(self.headings),
            tuple(self.images),
            tuple(self.links),
            tuple(self.passages),
            self.words,
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
        for token in _parser().parse(text):
            if token.type != "colon_fence":
                self._walk(token, lines, first_line)
                prose.append(token)
                continue
            directive = self._directive(token, lines, Position(self.file, first_line + _first(token)), around)
            if directive:
                found += self._prose(prose, first_line)
                found.append(directive)
                prose = []
        return (*found, *self._prose(prose, first_line))

    def _prose(self, tokens: Sequence[Token], first_line: int) -> tuple[Prose, ...]:
        return (Prose(tuple(tokens), Position(self.file, first_line + _first(tokens[0]))),) if tokens else ()

    def _directive(self, token: Token, lines: Sequence[str], at: Position, around: tuple[str, ...]) -> Directive | None:
        if len(around) > MAX_NESTING:
            return None
        if token.level or len(around) == MAX_NESTING:
            self.report(
                at,
                "misplaced-directive",
                "a directive cannot stand here",
                "put it at the left margin, outside of lists and quotes, and not deep inside other directives",
            )
        match = _DIRECTIVE.fullmatch(token.info.strip())
        name, argument = (part.strip() for part in match.groups()) if match else (token.info.strip(), "")
        content = token.content.split("\n")
        if not token.level:
            self._closed(token, lines, at, name)
        spec = DIRECTIVES.get(name) if match else None
        options, rest = _options(content) if match else ([], 0)
        if spec is None:
            self._unknown(name, bool(match), token.markup, at)
        else:
            self._check_options(options, name, spec, at)
            self._argument(argument, options, name, spec, at)
            self._place(name, spec, around, at)
        # What stands inside is read in any case, so that all its problems come to light at once.
        body = self.blocks("\n".join(content[rest:]), at.line + 1 + rest, (*around, name))
        if spec is None:
            return None
        self._parts(name, spec, body, at)
        given = {"kind": spec.kinds[0]} if spec.kinds else {}
        return Directive(name, argument, given | {o.key: o.value for o in options}, body, at)

    def _place(self, name: str, spec: DirectiveSpec, around: tuple[str, ...], at: Position) -> None:
        """Report a part that stands outside of its whole. What is unknown around it has been reported."""
        parent = around[-1] if around else ""
        if spec.inside and parent != spec.inside and (not parent or parent in DIRECTIVES):
            help_ = f"put it in a directive :::{{{spec.inside}}} of its own, which has one more colon"
            self.report(at, "misplaced-directive", f"{name} stands only in {spec.inside}", help_)

    def _parts(self, name: str, spec: DirectiveSpec, body: tuple[Block, ...], at: Position) -> None:
        """Report what a directive cannot hold, and parts that it lacks."""
        if spec.bare and body:
            message = f"{name} has no text of its own"
            self.report(at, "misplaced-text", message, f"put these words before or behind the {name}")
        elif not body and not spec.bare and not spec.parts and spec.argument != "file" and name != "choice":
            # Of a choice, what follows is missing: a check says so.
            self.report(at, "empty-text", f"this {name} is empty", "write its text, or take it out")
        for before, block in itertools.pairwise(body):
            behind = isinstance(before, Directive) and before.name == spec.last
            if spec.last and behind and not (isinstance(block, Directive) and block.name == spec.last):
                position = block.position
                message = f"nothing stands behind a {spec.last}"
                self.report(position, "misplaced-text", message, f"put it before the first {spec.last}, or into one")
        if not spec.parts:
            return
        names = " and ".join(spec.parts)
        for block in body:
            if isinstance(block, Prose):
                help_ = f"put these words into one of them, or before the {name}"
                self.report(block.position, "misplaced-text", f"{name} consists of {names}, of nothing else", help_)
            elif block.name not in spec.parts and not DIRECTIVES[block.name].inside:
                help_ = f"put it into one of them, or before the {name}"
                message = f"{name} consists of {names}, of nothing else"
                self.report(block.position, "misplaced-directive", message, help_)
        count = sum(isinstance(block, Directive) and block.name in spec.parts for block in body)
        if count < spec.fewest or (spec.most is not None and count > spec.most):
            wanted = str(spec.fewest) if spec.fewest == spec.most else f"at least {spec.fewest}"
            help_ = f"each begins with :::{{{spec.parts[0]}}}; the {name} around them has one more colon"
            self.report(at, "too-few" if count < spec.fewest else "too-many", f"{name} needs {wanted} parts", help_)

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

    def _unknown(self, name: str, braces: bool, markup: str, at: Position) -> None:
        word = name.split(" ")[0]
        if not name and self.swallowed:
            return
        message = f'unknown directive "{name}"' if name else "a directive without a name"
        if word in DIRECTIVES and not braces:
            help_ = f"write {markup}{{{word}}}, with the name between braces"
        else:
            whole = [known for known, spec in DIRECTIVES.items() if not spec.inside]
            help_ = did_you_mean(name, DIRECTIVES, "the directives are " + ", ".join(whole))
        self.report(at, "unknown-directive", message, help_)

    def _check_options(self, options: Sequence[_Option], name: str, spec: DirectiveSpec, at: Position) -> None:
        seen: set[str] = set()
        for option in options:
            position = Position(self.file, at.line + option.row)
            if option.key not in spec.options:
                help_ = did_you_mean(option.key, spec.options, "take it out")
                self.report(position, "unknown-option", f'{name} has no option "{option.key}"', help_)
            elif option.key in seen:
                message = f'the option "{option.key}" stands here twice'
                self.report(position, "duplicate-key", message, "keep one of the two")
            elif option.key == "kind" and option.value not in spec.kinds:
                help_ = did_you_mean(option.value, spec.kinds, "the kinds are " + ", ".join(spec.kinds))
                self.report(position, "invalid-value", f'{name} has no kind "{option.value}"', help_)
            seen.add(option.key)
        for key in spec.required_options:
            if key not in seen:
                help_ = f'write a line ":{key}: ..." right under the first line of the directive'
                self.report(at, "missing-option", f'{name} lacks the option "{key}"', help_)

    def _argument(
        self, argument: str, options: Sequence[_Option], name: str, spec: DirectiveSpec, at: Position
    ) -> None:
        if spec.argument == "id" and argument and not re.fullmatch(ID_PATTERN, argument):
            help_ = "an id begins with a small letter and has only a-z, 0-9 and hyphens"
            self.report(at, "invalid-id", f'"{argument}" cannot be an id', help_)
        if not argument and spec.argument in _ARGUMENTS:
            lack, example = _ARGUMENTS[spec.argument]
            help_ = f"write it behind the name: :::{{{name}}} {example}"
            self.report(at, "missing-argument", f"{name} does not say {lack}", help_)
        if spec.argument in ("title", "text"):
            self.words += len(WORD.findall(argument))
        if spec.argument != "file":
            return
        # A missing alternative is reported as a missing option, so it must not count as an empty one here.
        alternative = next((option.value for option in options if option.key == "alt"), "-")
        self.words += len(WORD.findall(alternative))
        if argument:
            self.images.append(Image(argument, alternative, at))

    def _walk(self, token: Token, lines: Sequence[str], first_line: int) -> None:
        at = Position(self.file, first_line + _first(token))
        if token.level > MAX_LEVEL:
            self._too_deep(at, "lists and quotes are nested too deeply")
        if token.type == "heading_open":
            level = int(token.tag[1:])
            self.headings.append(Heading(level, at))
            if level > LOWEST_HEADING:
                self._too_deep(at, f"a heading of level {level} is too deep")
        elif token.type == "html_block":
            self._raw_html(at, token.content)
        elif token.type == "fence" and token.info.strip().startswith("{"):
            help_ = f"write :::{token.info.strip()}, and ::: at its end"
            self.report(at, "unknown-directive", "a directive begins with colons", help_)
        elif token.type == "inline":
            end = token.map[1] if token.map else len(lines)
            self.inline(token, _Cursor(at, lines[_first(token) : end]))

    def _too_deep(self, at: Position, message: str) -> None:
        if not any(problem.code == "too-deep" and problem.message == message for problem in self.problems):
            self.report(at, "too-deep", message, "take out levels, or make two pages of it")

    def inline(self, token: Token, cursor: _Cursor) -> None:
        """Walk the children of an inline token, whose text the cursor goes along with."""
        self.passages.append(Passage(_plain(token.children or []), cursor.start))
        in_link = 0
        for child in token.children or ():
            if "insecure_attrs" in child.meta:
                self.warn(cursor.find("{"), "only {lang=...} is read here", "take it out, or write \\{ for a real {")
            in_link += child.nesting if child.type.startswith("link_") else 0
            if child.type in ("softbreak", "hardbreak"):
                cursor.next_line()
            elif child.type == "image":
                self.images.append(Image(str(child.attrGet("src") or ""), child.content, cursor.find("![")))
                self.words += len(WORD.findall(child.content))
            elif child.type == "link_open":
                mark = "<" if child.markup == "autolink" else "["
                self.links.append(Link(str(child.attrGet("href") or ""), cursor.find(mark)))
            elif child.type == "span_open":
                self._language(child, cursor.find("["))
            elif child.type == "html_inline":
                self._raw_html(cursor.find(child.content.split("\n")[0]), child.content)
            else:
                self.words += len(WORD.findall(child.content))
                if child.type == "text" and not in_link:
                    self._unread(child.content, cursor)
                cursor.skip(child.content)

    def _language(self, span: Token, at: Position) -> None:
        language = str(span.attrGet("lang") or "")
        if not re.fullmatch(LANGUAGE_PATTERN, language):
            help_ = "write [words]{lang=en}, with the tag of the language"
            self.report(at, "invalid-value", f'"{language}" is not the tag of a language', help_)

    def _unread(self, text: str, cursor: _Cursor) -> None:
        for pattern, message, help_ in _UNREAD:
            if found := pattern.search(text):
                self.warn(cursor.find(found[0]), message, help_)

    def _raw_html(self, at: Position, content: str) -> None:
        tag = content.strip().split("\n")[0][:40]
        name = re.match(r"</?([A-Za-z][\w-]*)", tag)
        if name and tag.startswith("</") and name[1] in self.tags:
            return
        self.tags |= {name[1]} if name else set()
        help_ = "use Markdown or a directive; for a real < write &lt;"
        self.report(at, "raw-html", f"HTML is not allowed in a text: {tag}", help_)


@dataclass(frozen=True)
class _Option:
    """An option of a directive; `row` counts the lines from the directive's first."""

    key: str
    value: str
    row: int


def _options(lines: Sequence[str]) -> tuple[list[_Option], int]:
    """Return the options in the first lines of a directive, and how many lines they take.

    A value goes on in the next line when that is indented.
    """
    options: list[_Option] = []
    for count, line in enumerate(lines):
        if match := _OPTION.fullmatch(line.strip()):
            options.append(_Option(match[1], match[2], count + 1))
        elif options and line.startswith((" ", "\t")) and line.strip():
            last = options[-1]
            options[-1] = _Option(last.key, f"{last.value} {line.strip()}", last.row)
        else:
            return options, count
    return options, len(lines)


def _plain(tokens: Sequence[Token]) -> str:
    """Return the words of inline tokens without their marks."""
    return "".join("\n" if t.type in ("softbreak", "hardbreak") else t.content for t in tokens if t.type != "image")


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0
