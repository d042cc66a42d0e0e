"""The texts of a course as HTML: Markdown, words of the glossary, words of other languages."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from scorm_export.course.model import Course, ImageFile, Module, Page, Question
from scorm_export.formats.document import Block, Directive, Document, Image, Note, Prose
from scorm_export.formats.embeds import read_embed
from scorm_export.formats.languages import direction
from scorm_export.formats.recordings import RECORDINGS, suffix_of
from scorm_export.formats.references import COURSE_FILE, InFiles, read_reference
from scorm_export.formats.svg import inline_svg
from scorm_export.formats.terms import word_pattern
from scorm_export.page.markdown_html import markdown_renderer
from scorm_export.resources import words

MEGABYTE = 1_000_000

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
        self.words = words(course.locale, "page")
        self.html = markdown_renderer()
        listed = course.foreign_words.items()
        self.languages = [(word_pattern([word]), language) for language, own in listed for word in own]
        foreign = [word for _, listed_words in listed for word in listed_words]
        self.foreign = word_pattern(foreign) if foreign else None

    def spoken(self, text: str) -> Markup:
        """Return a plain text as HTML, with the language of foreign words (WCAG 2.2, 3.1.2)."""
        if not self.foreign or not self.foreign.search(text):
            return escape(text)
        html, end = Markup(""), 0
        for found in self.foreign.finditer(text):
            language = next(language for word, language in self.languages if word.fullmatch(found[0]))
            html += Markup("{}<span{}>{}</span>").format(
                text[end : found.start()], self.language_attributes(language), found[0]
            )
            end = found.end()
        return html + escape(text[end:])

    def language_attributes(self, language: str | None) -> Markup:
        """Return the attributes of an element whose words are in a language; None for that of the course.

        The direction is named where it is another one, so that punctuation and digits stand on the right side.
        """
        if not language:
            return Markup("")
        way = direction(language)
        other_way = Markup(' dir="{}"').format(way) if way != direction(self.course.language) else ""
        return Markup(' lang="{}"{}').format(language, other_way)

    def lesson(self, module: Module, page: Page) -> Markup:
        """Return a page's text as HTML."""
        return self._content(page.document.blocks, _place_of(module, page))

    def note(self, note: Note, module: Module, page: Page) -> Markup:
        """Return a footnote of a page as HTML."""
        return self._content((note.text,), _place_of(module, page))

    def markdown(self, document: Document, where: Where) -> Markup:
        """Return a text as HTML."""
        return self._content(document.blocks, where)

    def parts(self, document: Document, where: Where, pattern: re.Pattern[str]) -> list[Part]:
        """Return a text in parts: the HTML, and between it what the pattern finds, by its first group."""
        html = self._content(document.blocks, where, pattern)
        split = enumerate(_MARKED.split(html))
        return [Part(Markup(""), part) if index % 2 else Part(Markup(part)) for index, part in split]

    def marked(self, text: str, pattern: re.Pattern[str]) -> Markup:
        """Return a plain text as HTML in which what the pattern finds is marked, for `parts`."""
        split = enumerate(pattern.split(text))
        return Markup("").join(f"\0{part}\0" if index % 2 else self.spoken(part) for index, part in split)

    def _content(self, blocks: Sequence[Block], where: Where, pattern: re.Pattern[str] | None = None) -> Markup:
        return Markup("".join([self._block(block, where, pattern) for block in blocks]))

    def _shown(self, block: Directive, where: Where) -> Markup:
        """Return the image that a directive names; nothing when it names none."""
        image = block.image
        return self.image(image.source, image.alt, image.number, where) if image else Markup("")

    def _table(self, block: Directive, where: Where) -> Markup:
        """Return a table with a caption or with a head for each row."""
        (prose,) = block.body
        assert isinstance(prose, Prose)
        env = {"where": where, "texts": self, "pattern": None, "caption": block.argument}
        env["row_heads"] = block.options["header-column"] == "true"
        return Markup(self.html.render(prose.tokens, _OPTIONS, env))

    def _block(self, block: Block, where: Where, pattern: re.Pattern[str] | None) -> Markup:
        if isinstance(block, Prose):
            env = {"where": where, "texts": self, "pattern": pattern}
            return Markup(self.html.render(block.tokens, _OPTIONS, env))
        html = self.template(
            f"blocks/{block.name}.html.j2",
            block=block,
            content=lambda blocks: self._content(blocks, where),
            image=self._shown(block, where),
            shown=lambda part: self._shown(part, where),
            file_of=lambda source: self.file(source, where),
            table=lambda: self._table(block, where),
            image_file=lambda: self.image_file(block.image.source, where) if block.image else None,
            captions_of=lambda source: self.captions(source, where),
            embed_of=read_embed,
            module=where.module,
            address=where.address,
            question_of=where.question,
        )
        return Markup(html)

    def picture(self, image: Image) -> Markup:
        """Return an image that belongs to the whole course."""
        return self.image(image.source, image.alt, image.number, Where(COURSE_FILE, "course"))

    def file(self, source: str, where: Where) -> LinkedFile:
        """Return a file of the package that a directive names."""
        reference = read_reference(where.file, source)
        assert isinstance(reference, InFiles)
        recording = RECORDINGS.get(suffix_of(reference.path))
        size = self._size(len(self.course.assets[reference.path]))
        return LinkedFile(reference.path, size, recording.media_type if recording else "")

    def captions(self, source: str, where: Where) -> str:
        """Return captions as an address that holds them: no browser reads them from a file beside a page on a disk."""
        reference = read_reference(where.file, source)
        assert isinstance(reference, InFiles)
        return f"data:text/vtt;base64,{base64.b64encode(self.course.captions[reference.path]).decode()}"

    def _size(self, count: int) -> str:
        """Return a number of bytes in the unit that a reader knows."""
        if count < MEGABYTE:
            return str(self.words["kilobytes"]).format(math.ceil(count / 1000))
        return str(self.words["megabytes"]).format(f"{count / MEGABYTE:.1f}".replace(".", self.words["decimal"]))

    def image_file(self, source: str, where: Where) -> ImageFile:
        """Return an image that is a file of the package."""
        reference = read_reference(where.file, source)
        assert isinstance(reference, InFiles)
        return self.course.images[reference.path]

    def image(self, source: str, alt: str, number: int, where: Where) -> Markup:
        """Return an image: a drawing for the theme as part of the page, anything else as a file of the package."""
        reference = read_reference(where.file, source)
        assert isinstance(reference, InFiles)
        if reference.path in self.course.drawings:
            # Two drawings in the course may use the same ids.
            prefix = f"{where.address}/drawing/{number}/"
            return Markup(inline_svg(self.course.drawings[reference.path], prefix, alt))
        file = self.image_file(source, where)
        # With its size the page keeps room for it, and does not jump when it arrives.
        size = Markup(' width="{}" height="{}"').format(file.width, file.height) if file.width else ""
        return Markup('<img src="{}" alt="{}"{} loading="lazy">').format(file.path, alt, size)


class LinkedFile(NamedTuple):
    """A file of the package to be played or taken along: its path there, and what a reader is told of it.

    `size` is its size with a unit, and `media_type` is empty for a file that is not played.
    """

    path: str
    size: str
    media_type: str

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.path.rpartition("/")[2]

    @property
    def kind(self) -> str:
        """What kind of file it is, as its name ends: PDF, MP3."""
        return suffix_of(self.path).removeprefix(".").upper()


class Where(NamedTuple):
    """Where a text is from and where it is shown.

    `file` is where it stands; references in it are relative to that. The ids of elements in it begin with `address`,
    which tells a text apart that is shown in several places. `module` is that of the text of a page.
    """

    file: str
    address: str
    module: Module | None = None
    headings: frozenset[str] = frozenset()
    """By what links name the headings of the page."""

    def question(self, id_: str) -> Question:
        """Return a question of the module."""
        assert self.module
        return next(question for question in self.module.all_questions if question.id == id_)


def _place_of(module: Module, page: Page) -> Where:
    return Where(page.file, f"{module.id}/{page.id}", module, page.document.slugs)
