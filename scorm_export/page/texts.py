"""The texts of a course as HTML: Markdown, words of the glossary, words of other languages."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from scorm_export.course.model import Course, Module, Page, Question
from scorm_export.course.terms import TERM
from scorm_export.formats.document import Block, Document, Prose
from scorm_export.formats.references import InCourse, InFiles, OnWeb, read_reference
from scorm_export.formats.svg import inline_svg
from scorm_export.formats.terms import word_pattern

HEADING_SHIFT = 2
"""The course has heading level 1, a module 2, a page 3: so a page's own headings begin at 4."""

_OPTIONS = MarkdownIt("js-default").options
"""How tokens are rendered: as HTML, not XHTML, with line breaks as spaces."""


_MARKED = re.compile("\0([^\0]*)\0")
"""A marked place in HTML. No author can write the character around it: it is not for reading."""


class Part(NamedTuple):
    """A part of a text: HTML, or the place of what was found there, by its name."""

    html: Markup
    found: str = ""


class Texts:
    """Turns the texts of a course into HTML: the same text always gives the same, whatever was rendered before."""

    def __init__(self, course: Course, template: Callable[..., str]) -> None:
        """Render the texts of the course; `template` renders the template of a block, given its path and values."""
        self.course = course
        self.template = template
        self.html = _Html()
        listed = course.foreign_words.items()
        self.languages = [(word_pattern([word]), language) for language, words in listed for word in words]
        words = [word for _, listed_words in listed for word in listed_words]
        self.foreign = word_pattern(words) if words else None

    def spoken(self, text: str) -> Markup:
        """Return a plain text as HTML, with the language of foreign words (WCAG 2.2, 3.1.2)."""
        if not self.foreign or not self.foreign.search(text):
            return escape(text)
        html, end = Markup(""), 0
        for found in self.foreign.finditer(text):
            language = next(language for word, language in self.languages if word.fullmatch(found[0]))
            html += Markup('{}<span lang="{}">{}</span>').format(text[end : found.start()], language, found[0])
            end = found.end()
        return html + escape(text[end:])

    def lesson(self, module: Module, page: Page) -> Markup:
        """Return a page's text as HTML."""
        return self._content(page.document.blocks, _Where(page.file, module, page))

    def markdown(self, document: Document, file: str) -> Markup:
        """Return a text of `file` as HTML."""
        return self._content(document.blocks, _Where(file))

    def parts(self, document: Document, file: str, pattern: re.Pattern[str]) -> list[Part]:
        """Return a text of `file` in parts: the HTML, and between it what the pattern finds, by its first group."""
        html = self._content(document.blocks, _Where(file), pattern)
        split = enumerate(_MARKED.split(html))
        return [Part(Markup(""), part) if index % 2 else Part(Markup(part)) for index, part in split]

    def marked(self, text: str, pattern: re.Pattern[str]) -> Markup:
        """Return a plain text as HTML in which what the pattern finds is marked, for `parts`."""
        split = enumerate(pattern.split(text))
        return Markup("").join(f"\0{part}\0" if index % 2 else self.spoken(part) for index, part in split)

    def _content(self, blocks: Sequence[Block], where: _Where, pattern: re.Pattern[str] | None = None) -> Markup:
        return Markup("".join([self._block(block, where, pattern) for block in blocks]))

    def _block(self, block: Block, where: _Where, pattern: re.Pattern[str] | None) -> Markup:
        if isinstance(block, Prose):
            env = {"where": where, "texts": self, "pattern": pattern}
            return Markup(self.html.render(block.tokens, _OPTIONS, env))
        image = block.image and self.image(block.image.source, block.image.alt, block.image.number, where)
        html = self.template(
            f"blocks/{block.name}.html.j2",
            block=block,
            content=lambda blocks: self._content(blocks, where),
            image=image,
            module=where.module,
            address=where.address,
            question_of=where.question,
        )
        return Markup(html)

    def image(self, source: str, alt: str, number: int, where: _Where) -> Markup:
        """Return an image: a drawing for the theme as part of the page, anything else as a file of the package."""
        reference = read_reference(where.file, source)
        assert isinstance(reference, InFiles)
        if reference.path in self.course.drawings:
            # Two drawings in the course may use the same ids.
            prefix = f"{where.address.replace('/', '_')}_drawing_{number}_"
            return Markup(inline_svg(self.course.drawings[reference.path], prefix, alt))
        return Markup('<img src="{}" alt="{}" loading="lazy">').format(reference.path, alt)


class _Where(NamedTuple):
    """Where a text is from: a file, and the module and page if it is the text of a page."""

    file: str
    module: Module | None = None
    page: Page | None = None

    @property
    def address(self) -> str:
        """The address of the page in the course. The ids of elements of the page begin with it."""
        assert self.module
        assert self.page
        return f"{self.module.id}/{self.page.id}"

    def question(self, id_: str) -> Question:
        """Return a question of the module."""
        assert self.module
        return next(question for question in self.module.all_questions if question.id == id_)


class _Html(RendererHTML):
    """HTML of Markdown tokens, with our headings, images, links, tables and terms."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        texts, pattern, text = env["texts"], env["pattern"], tokens[idx].content
        return str(texts.marked(text, pattern) if pattern else texts.spoken(text))

    def term(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        token, texts = tokens[idx], env["texts"]
        return str(Markup('<dfn data-term="{}">{}</dfn>').format(token.meta[TERM], texts.spoken(token.content)))

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return f"<h{int(tokens[idx].tag[1:]) + HEADING_SHIFT}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return f"</h{int(tokens[idx].tag[1:]) + HEADING_SHIFT}>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        token = tokens[idx]
        alt = self.renderInlineAsText(token.children, options, env)
        return str(env["texts"].image(str(token.attrGet("src")), alt, token.meta["number"], env["where"]))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        target = str(tokens[idx].attrGet("href"))
        course = env["texts"].course
        match read_reference(env["where"].file, target):
            case OnWeb(url):
                # Without an opener, the page that is opened cannot reach the course or the LMS around it.
                return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">'
            case InFiles(path) if path in course.addresses_by_file:
                return f'<a href="#{course.addresses_by_file[path]}">'
            case InFiles(path) if path in course.assets:
                return f'<a href="{escape(path)}" target="_blank" rel="noopener">'
            case InCourse(address) if address in course.addresses:
                return f'<a href="{escape(target)}">'
            case _:
                # It leads to a module that is in another package.
                env["unlinked"] = True
                return ""

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return "" if env.pop("unlinked", False) else "</a>"

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
