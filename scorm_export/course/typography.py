"""Straight quotes, dashes and dots, as they are typed, become what the language of the course wants.

What is not read as words stays as it is typed: code, addresses, ids, answers to be typed, and numbers. Which marks a
language has stands with its words, under `typography`; a language that has none there keeps what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, smartquotes
from markdown_it.token import Token

from scorm_export.authoring.files import (
    CourseFile,
    HelpLine,
    ModuleFile,
    ObjectiveEntry,
    PageFile,
    SourceEntry,
    SourcesFile,
    TermEntry,
    ThemeEntry,
)
from scorm_export.authoring.project import Loaded, ModuleSource, PageSource, Project
from scorm_export.formats.directives import DIRECTIVES
from scorm_export.formats.document import Block, Document, Prose
from scorm_export.formats.fields import AuthorModel

THIN = "\u202f"
"""A narrow blank at which no line ends."""

_SHOWN: Mapping[type[AuthorModel], tuple[str, ...]] = {
    CourseFile: ("title", "summary", "publisher", "foreign_words"),
    ThemeEntry: ("logo_alt", "cover_alt"),
    HelpLine: ("name", "region", "text"),
    SourceEntry: ("title", "publication", "note"),
    TermEntry: ("term", "forms", "text"),
    ModuleFile: ("title", "summary", "content_note"),
    ObjectiveEntry: ("text",),
    PageFile: ("title",),
}
"""The plain texts of author files that are read as words. Texts with Markdown always are."""

_UNITS = "%|‰|°C|°F|[kcm]?m|[km]?g|[cm]?l|km/h|[kM]B|GB|kWh?|ms|min|h|s|€"
_ADDRESS = re.compile(r"(\S*(?:://|www\.|@)\S*)")
_MARKS = (
    (re.compile(r"(?<!\.)\.{3}(?!\.)"), "…"),
    (re.compile(r"(?<=[ \u00a0])--?(?=[ \u00a0])|(?<=\w)--(?=\w)"), "–"),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?![\w/]))"), THIN),
    (re.compile(r"(?<![\w'])'(?=\d\ds?(?![\w']))"), "’"),
)
"""What is typed, and what becomes of it in every language: dots, dashes, the blank before a unit, a year as '90."""

_TYPED = re.compile(rf"['\"«]|\.\.\.|--| - |\d (?:{_UNITS})| [;:!?»]")
"""What a text has in which anything may change."""

M = TypeVar("M", bound=AuthorModel)
T = TypeVar("T")


def typeset(project: Project) -> Project:
    """Return the project with the marks of its language in all that is read as words."""
    rules = (project.locale or {}).get("typography")
    return Typesetter(rules).project(project) if rules else project


class Typesetter:
    """Puts the marks of a language into texts, documents and the models that hold them."""

    def __init__(self, rules: Mapping[str, Sequence[str]]) -> None:
        """Take what a language has under `typography`."""
        self.parser = MarkdownIt("commonmark", {"typographer": True, "quotes": [*rules.get("quotes", ())]})
        self.marks = [*_MARKS]
        if elided := rules.get("elided"):
            words = "|".join(map(re.escape, elided))
            self.marks.append((re.compile(rf"(?<![\w'])'(?=(?:{words})(?![\w']))", re.IGNORECASE), "’"))
        spaced = "".join(map(re.escape, rules.get("spaced", ())))
        self.spaced = re.compile(rf"[ \u00a0](?=[{spaced}])|(?<=«)[ \u00a0]") if spaced else None

    def project(self, project: Project) -> Project:
        """Return the project with the marks of the language in all that is read as words."""
        course = project.course
        language = course.model.language if course else ""
        return replace(
            project,
            course=self.loaded(course),
            sources=self.sources(project.sources, language),
            glossary=self.loaded(project.glossary),
            modules=tuple(map(self.module, project.modules)),
            quizzes=tuple(replace(source, quiz=self.loaded(source.quiz)) for source in project.quizzes),
        )

    def loaded(self, file: Loaded[M] | None) -> Loaded[M] | None:
        """Return an author file with them."""
        return replace(file, model=self.model(file.model)) if file else None

    def sources(self, file: Loaded[SourcesFile] | None, language: str) -> Loaded[SourcesFile] | None:
        """A title in another language stays as it was published."""
        if not file:
            return None
        listed = file.model.sources
        entries = (each if each.language not in (None, language) else self.model(each) for each in listed)
        return replace(file, model=replace(file.model, sources=tuple(entries)))

    def module(self, module: ModuleSource) -> ModuleSource:
        """Return a module with them."""
        return replace(module, head=self.loaded(module.head), pages=tuple(map(self.page, module.pages)))

    def page(self, page: PageSource) -> PageSource:
        """Return a page with them."""
        return replace(page, front=self.loaded(page.front), document=self.document(page.document))

    def model(self, model: M) -> M:
        """Return a model with them; the same model when nothing changes."""
        shown = _SHOWN.get(type(model), ())
        values = {each.name: getattr(model, each.name) for each in fields(model)}
        made = {name: self.value(value, is_shown=name in shown) for name, value in values.items()}
        changed = {name: value for name, value in made.items() if value is not values[name]}
        return replace(model, **changed) if changed else model

    def value(self, value: Any, *, is_shown: bool) -> Any:
        """Return a value of a model with them; a plain text only when it is shown."""
        if isinstance(value, Document):
            return self.document(value)
        if isinstance(value, AuthorModel):
            return self.model(value)
        if isinstance(value, str):
            return self.text(value) if is_shown else value
        if isinstance(value, tuple):
            return _kept(value, tuple(self.value(each, is_shown=is_shown) for each in value))
        if isinstance(value, Mapping):
            return {key: self.value(each, is_shown=is_shown) for key, each in value.items()}
        return value

    def text(self, text: str) -> str:
        """Return a plain text with the marks of the language."""
        if not _TYPED.search(text):
            return text
        (token,) = self.inline([Token("text", "", 0, content=text)])
        return token.content

    def document(self, document: Document) -> Document:
        """Return a text with Markdown with them."""
        blocks = _kept(document.blocks, tuple(map(self.block, document.blocks)))
        if blocks is document.blocks and not document.notes:
            return document
        notes = tuple(note._replace(text=self.prose(note.text)) for note in document.notes)
        return document._replace(blocks=blocks, notes=notes)

    def block(self, block: Block) -> Block:
        """Return a part of a text with them."""
        if isinstance(block, Prose):
            return self.prose(block)
        is_words = DIRECTIVES[block.name].argument in ("title", "text")
        return block._replace(
            argument=self.text(block.argument) if is_words else block.argument,
            options={key: self.text(value) if key == "title" else value for key, value in block.options.items()},
            body=tuple(map(self.block, block.body)),
            image=block.image and block.image._replace(alt=self.text(block.image.alt)),
        )

    def prose(self, prose: Prose) -> Prose:
        """Return a run of ordinary Markdown with them."""
        tokens = _kept(prose.tokens, tuple(map(self.token, prose.tokens)))
        return prose if tokens is prose.tokens else prose._replace(tokens=tokens)

    def token(self, token: Token) -> Token:
        """Return a token with them in the words that it holds."""
        if token.type not in ("inline", "image") or not token.children or not _TYPED.search(token.content):
            return token
        return token.copy(children=self.inline(token.children))

    def inline(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens of one paragraph with the marks of the language in its words."""
        words = _words(tokens)
        changed = [token.copy() if is_words else token for token, is_words in zip(tokens, words, strict=True)]
        for token, is_words in zip(changed, words, strict=True):
            if is_words:
                token.content = self.marked(token.content)
        # A text that is an address must not be changed either, so it takes part as something else.
        seen = [
            token if is_words or token.type != "text" else token.copy(type="code_inline")
            for token, is_words in zip(changed, words, strict=True)
        ]
        if len(self.parser.options["quotes"]) == 4:
            whole = Token("inline", "", 0, content="'", children=seen)
            smartquotes(StateCore("", self.parser, {}, [whole]))
        for token, is_words in zip(changed, words, strict=True):
            if is_words and self.spaced:
                token.content = self.spaced.sub(THIN, token.content)
        return [self.token(token) for token in changed]

    def marked(self, text: str) -> str:
        """Return a text with all marks of the language but quotes, which may begin and end in different tokens."""
        parts = _ADDRESS.split(text)
        for index in range(0, len(parts), 2):
            for pattern, mark in self.marks:
                parts[index] = pattern.sub(mark, parts[index])
        return "".join(parts)


def _kept(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[T, ...]:
    """Return what was there before when nothing has changed, so that nothing is made anew around it."""
    return before if all(one is other for one, other in zip(before, after, strict=True)) else after


def _words(tokens: Sequence[Token]) -> list[bool]:
    """Tell of each token whether it is a text that is read as words: not that of a link which shows its address."""
    found, in_address = [], False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            in_address = token.type == "link_open" and token.markup == "autolink"
        found.append(token.type == "text" and not in_address)
    return found
