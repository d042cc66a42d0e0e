"""A course as an HTML page, complete in itself: style, script, text and drawings are all in it.

The page reads in order as a document; the script turns it into a course of pages and quizzes.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import rcssmin
import rjsmin
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

from scorm_export.bundle import bundle
from scorm_export.files import TermEntry
from scorm_export.markdown import Block, Document, Prose
from scorm_export.model import Course, Module, Page
from scorm_export.references import InFiles, OnWeb, read_reference
from scorm_export.resources import locale, read_text
from scorm_export.svg import inline_svg, is_drawing
from scorm_export.terms import term_pattern

HEADING_SHIFT = 2
"""The course has heading level 1, a module 2, a page 3: so a page's own headings begin at 4."""


def render(course: Course, target: str) -> str:
    """Return the launch page of the course for an LMS of the target's standard."""
    words = locale(course.language)
    style, script = theme(), runtime()
    texts = _Texts(course, words["page"])
    environment = Environment(
        loader=FunctionLoader(lambda name: read_text("templates", *name.split("/"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts.environment = environment
    environment.filters.update(markdown=texts.html)
    environment.globals.update(lesson=texts.lesson)
    return environment.get_template("course.html.j2").render(
        course=course,
        words=words["page"],
        policy=content_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        payload=Markup(payload(course, target, words["player"])),
    )


def content_policy(style: str, script: str) -> str:
    """Return a content security policy (CSP level 3) that allows this style and script, and else nothing.

    Images and requests may go to where the page came from: the player has to ask whether the LMS is there.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash_source(script)}",
            f"style-src {_hash_source(style)}",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def theme() -> str:
    """Return the style sheet, without what only its authors need."""
    return str(rcssmin.cssmin(read_text("theme", "tokens.css") + read_text("theme", "style.css")))


@cache
def runtime() -> str:
    """Return the player's script, without what only its authors need."""
    return str(rjsmin.jsmin(bundle("main.js", lambda name: read_text("runtime", *name.split("/")))))


def payload(course: Course, target: str, words: dict[str, str]) -> str:
    """Return what the runtime has to know, as JSON; `runtime/types.d.ts` tells its shape."""
    data = {
        "course": course.id,
        "title": course.title,
        "target": target,
        "passMark": course.pass_mark,
        "extras": extras(course),
        "modules": [_module_payload(module) for module in course.modules],
        "words": words,
    }
    # In a script element only "<" could end the data early (HTML standard, section 4.12.1.3).
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def extras(course: Course) -> list[str]:
    """Return the addresses of the places beside the modules."""
    present = {"sources": course.sources, "glossary": course.glossary, "help": course.help_lines}
    return [name for name, entries in present.items() if entries]


def _module_payload(module: Module) -> dict[str, Any]:
    return {
        "id": module.id,
        "title": module.title,
        "pages": [page.id for page in module.pages],
        "questions": [
            {
                "id": question.id,
                "kind": question.kind,
                "options": "".join(choice.id for choice in question.choices),
                "right": "".join(choice.id for choice in question.choices if choice.correct),
            }
            for question in module.questions
        ],
    }


@dataclass
class _Texts:
    """Turns the Markdown of a course into HTML."""

    course: Course
    words: dict[str, str]
    environment: Environment | None = None
    drawn: itertools.count[int] = field(default_factory=itertools.count)
    unmet: list[TermEntry] = field(default_factory=list)
    """The terms that the reader of the present module has not met yet."""
    met: list[TermEntry] = field(default_factory=list)
    """The terms that the present page explains."""

    def lesson(self, module: Module, page: Page) -> _Lesson:
        """Return a page's text, and the terms that occur in it for the first time in the module.

        Modules may be taken in any order, so each explains its own words. Pages come in order.
        """
        if page is module.pages[0]:
            self.unmet = list(self.course.glossary)
        self.met = []
        return _Lesson(self.html(page.document, page.file, terms=True), self.met)

    def meet(self, text: str) -> Markup:
        """Return a piece of text with the terms marked that the reader meets here for the first time."""
        found = [(match.start(), match, t) for t in self.unmet if (match := term_pattern(t).search(text))]
        # A longer term wins over a shorter one within it: "secure attachment" over "attachment".
        found.sort(key=lambda item: (item[0], -len(item[1][0])))
        html, end = Markup(""), 0
        for start, match, term in found:
            if start < end:
                continue
            html += Markup("{}<dfn>{}</dfn>").format(text[end:start], match[0])
            end = match.end()
            self.unmet.remove(term)
            self.met.append(term)
        return html + escape(text[end:])

    def html(self, document: Document, file: str, terms: bool = False) -> Markup:
        """Return a text of `file` as HTML, with the terms of the glossary marked where that is asked."""
        return Markup("").join(self._block(block, file, terms) for block in document.blocks)

    def _block(self, block: Block, file: str, terms: bool) -> Markup:
        if isinstance(block, Prose):
            env = {"file": file, "texts": self, "terms": terms}
            return Markup(_Html().render(block.tokens, _OPTIONS, env))
        assert self.environment
        template = self.environment.get_template(f"blocks/{block.name}.html.j2")
        body = Markup("").join(self._block(inner, file, terms) for inner in block.body)
        image = self.image(block.argument, block.options["alt"], file) if "alt" in block.options else None
        return Markup(template.render(block=block, body=body, image=image, words=self.words))

    def image(self, source: str, alt: str, file: str) -> Markup:
        """Return an image: a drawing as part of the page, anything else as a file of the package."""
        reference = read_reference(file, source)
        assert isinstance(reference, InFiles)
        if is_drawing(reference.path):
            prefix = f"drawing_{next(self.drawn)}_"
            return Markup(inline_svg(self.course.drawings[reference.path], prefix, alt))
        return Markup('<img src="{}" alt="{}" loading="lazy">').format(reference.path, alt)


_OPTIONS = OptionsDict({"html": False, "xhtmlOut": False, "breaks": False, "langPrefix": "", "highlight": None})  # type: ignore[typeddict-item]


@dataclass(frozen=True)
class _Lesson:
    html: Markup
    terms: list[TermEntry]


class _Html(RendererHTML):
    """HTML of Markdown tokens, with our headings, images, links, tables and terms."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        in_link = sum(token.nesting for token in tokens[:idx] if token.type.startswith("link_")) > 0
        plain = not env["terms"] or env.get("in_heading") or in_link
        return str(escape(tokens[idx].content) if plain else env["texts"].meet(tokens[idx].content))

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
