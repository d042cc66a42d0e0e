"""The texts of a course as HTML: Markdown, words of the glossary, words of other languages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from scorm_export.authoring.files import TermEntry
from scorm_export.course.model import Course, Gap, Module, Page, Question
from scorm_export.formats.markdown import Block, Document, Prose
from scorm_export.formats.references import InFiles, OnWeb, read_reference
from scorm_export.formats.svg import inline_svg, is_drawing
from scorm_export.formats.terms import word_pattern
from scorm_export.questions.quiz import GAP

HEADING_SHIFT = 2
"""The course has heading level 1, a module 2, a page 3: so a page's own headings begin at 4."""

_OPTIONS = MarkdownIt("js-default").options
"""How tokens are written: as HTML, not XHTML, with line breaks as blanks."""


_MARKED_GAP = re.compile("\0([a-z0-9])\0")
"""A gap in HTML. No author can write the sign around it: it is not for reading."""


@dataclass(frozen=True)
class Lesson:
    """The text of a page, and the terms that occur in it for the first time in the module."""

    html: Markup
    terms: list[TermEntry]


@dataclass(frozen=True)
class GappedPart:
    """A part of a text with gaps: HTML, or the gap with this number."""

    html: Markup
    gap: Gap | None = None
    number: int = 0


@dataclass
class Texts:
    """Turns the texts of a course into HTML. `template` renders the template of a block."""

    course: Course
    template: Callable[..., str]
    drawn: Iterator[int] = field(default_factory=itertools.count)
    unmet: list[TermEntry] = field(default_factory=list)
    """The terms that the reader of the present module has not met yet."""
    met: list[TermEntry] = field(default_factory=list)
    """The terms that the present page explains."""

    def __post_init__(self) -> None:
        listed = self.course.foreign_words.items()
        self.languages = [(word_pattern([word]), language) for language, words in listed for word in words]
        words = [word for _, listed_words in listed for word in listed_words]
        self.foreign = word_pattern(words) if words else None

    def spoken(self, text: str) -> Markup:
        """Return a plain text as HTML, with the language of foreign words (WCAG 2.2, 3.1.2)."""
        html, end = Markup(""), 0
        for found in self.foreign.finditer(text) if self.foreign else ():
            language = next(language for word, language in self.languages if word.fullmatch(found[0]))
            html += Markup('{}<span lang="{}">{}</span>').format(text[end : found.start()], language, found[0])
            end = found.end()
        return html + escape(text[end:])

    def lesson(self, module: Module, page: Page) -> Lesson:
        """Return a page's text, and the terms that occur in it for the first time in the module.

        Modules may be taken in any order, so each explains its own words. Pages come in order.
        """
        if page is module.pages[0]:
            self.unmet = list(self.course.glossary)
        self.met = []
        html = self._content(page.document.blocks, _Where(page.file, module, page), terms=True)
        return Lesson(html, self.met)

    def meet(self, text: str) -> Markup:
        """Return a text as HTML in which the terms that it explains are marked."""
        found = [
            (m.start(), m, term) for term in self.unmet if (m := word_pattern((term.term, *term.forms)).search(text))
        ]
        # A longer term wins over a shorter one within it: "secure attachment" over "attachment".
        found.sort(key=lambda item: (item[0], -len(item[1][0])))
        html, end = Markup(""), 0
        for start, match, term in found:
            if start < end:
                continue
            marked = Markup('<dfn data-term="{}">{}</dfn>').format(term.id, self.spoken(match[0]))
            html += self.spoken(text[end:start]) + marked
            end = match.end()
            self.unmet.remove(term)
            self.met.append(term)
        return html + self.spoken(text[end:])

    def markdown(self, document: Document, file: str) -> Markup:
        """Return a text of `file` as HTML."""
        return self._content(document.blocks, _Where(file), terms=False)

    def gapped(self, question: Question) -> Iterator[GappedPart]:
        """Yield the text of a cloze question in parts, the gaps among them."""
        gaps = {gap.id: gap for gap in question.gaps}
        html = self._content(question.text.blocks, _Where(question.file), terms=False, gapped=True)
        for index, part in enumerate(_MARKED_GAP.split(html)):
            if index % 2:
                yield GappedPart(Markup(""), gaps[part], (index + 1) // 2)
            else:
                yield GappedPart(Markup(part))

    def mark_gaps(self, text: str) -> Markup:
        """Return a text as HTML in which each gap is marked, for `gapped` to find it."""
        parts = enumerate(GAP.split(text))
        return Markup("").join(f"\0{part}\0" if index % 2 else self.spoken(part) for index, part in parts)

    def _content(self, blocks: Sequence[Block], where: _Where, terms: bool, gapped: bool = False) -> Markup:
        return Markup("").join(self._block(block, where, terms, gapped) for block in blocks)

    def _block(self, block: Block, where: _Where, terms: bool, gapped: bool) -> Markup:
        if isinstance(block, Prose):
            env = {"file": where.file, "texts": self, "terms": terms, "gapped": gapped}
            return Markup(_Html().render(block.tokens, _OPTIONS, env))
        image = self.image(block.argument, block.options["alt"], where.file) if "alt" in block.options else None
        html = self.template(
            f"blocks/{block.name}.html.j2",
            block=block,
            content=lambda blocks: self._content(blocks, where, terms),
            image=image,
            module=where.module,
            address=where.address,
            question_of=where.question,
        )
        return Markup(html)

    def image(self, source: str, alt: str, file: str) -> Markup:
        """Return an image: a drawing as part of the page, anything else as a file of the package."""
        reference = read_reference(file, source)
        assert isinstance(reference, InFiles)
        if is_drawing(reference.path):
            prefix = f"drawing_{next(self.drawn)}_"
            return Markup(inline_svg(self.course.drawings[reference.path], prefix, alt))
        return Markup('<img src="{}" alt="{}" loading="lazy">').format(reference.path, alt)


@dataclass(frozen=True)
class _Where:
    """Where a text stands: in a file, and when it is a page's, in its module."""

    file: str
    module: Module | None = None
    page: Page | None = None

    @property
    def address(self) -> str:
        """The address of the page in the course; ids of what stands in it begin with that."""
        assert self.module
        assert self.page
        return f"{self.module.id}/{self.page.id}"

    def question(self, id_: str) -> Question:
        """Return a question of the module."""
        assert self.module
        return next(question for question in (*self.module.questions, *self.module.practice) if question.id == id_)


class _Html(RendererHTML):
    """HTML of Markdown tokens, with our headings, images, links, tables and terms."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        in_link = sum(token.nesting for token in tokens[:idx] if token.type.startswith("link_")) > 0
        plain = not env["terms"] or env.get("in_heading") or in_link
        texts: Texts = env["texts"]
        if env["gapped"]:
            return str(texts.mark_gaps(tokens[idx].content))
        return str(texts.spoken(tokens[idx].content) if plain else texts.meet(tokens[idx].content))

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        env["in_heading"] = True
        return f"<h{int(tokens[idx].tag[1:]) + HEADING_SHIFT}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        env["in_heading"] = False
        return f"</h{int(tokens[idx].tag[1:]) + HEADING_SHIFT}>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children, options, env)
        return str(env["texts"].image(str(token.attrGet("src")), alt, env["file"]))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        target = str(tokens[idx].attrGet("href"))
        match read_reference(env["file"], target):
            case OnWeb(url):
                # Without an opener, the page that is opened cannot reach the course or the LMS around it.
                return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
            case InFiles(path):
                return f'<a href="{escape(path)}" target="_blank" rel="noopener">'
            case _:
                return f'<a href="{escape(target)}">'

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return self._cell(tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return self._cell(tokens[idx])

    def _cell(self, token: Token) -> str:
        # The page's policy allows no style attributes, so an alignment becomes a class.
        style = str(token.attrGet("style") or "")
        return f'<{token.tag} class="{style.removeprefix("text-align:")}">' if style else f"<{token.tag}>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        # A wide table scrolls by itself, also by keyboard, so that the page never does.
        return '<div class="table" tabindex="0"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return "</table></div>\n"
