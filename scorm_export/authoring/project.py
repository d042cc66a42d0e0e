"""A project: everything that the author typed, as far as it could be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from scorm_export.authoring.files import CourseFile, FactsFile, GlossaryFile, ModuleFile, PageFile, SourcesFile
from scorm_export.authoring.quiz import QuizFile
from scorm_export.formats.document import Document, Image
from scorm_export.formats.fields import AuthorModel
from scorm_export.formats.images import PackedImage
from scorm_export.formats.nodes import Location, Source
from scorm_export.formats.references import COURSE_FILE, InFiles, read_reference
from scorm_export.problem import Position
from scorm_export.resources import Locale, locale, spoken

M = TypeVar("M", bound=AuthorModel, covariant=True)


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """An author file that could be read, with the positions of its parts.

    `complete` is False when entries with mistakes were left out. Those mistakes have been reported.
    """

    model: M
    source: Source
    complete: bool = True

    def key(self, *location: str | int) -> Position:
        """Return the position of the key at the location."""
        return self.source.key(location)

    def value(self, *location: str | int) -> Position:
        """Return the position of the value at the location."""
        return self.source.value(location)

    def part(self, at: Location) -> Part:
        """Return the positions of one part of the file."""
        return Part(self.source, at)


@dataclass(frozen=True)
class Part:
    """A part of an author file. Locations are relative to it."""

    source: Source
    at: Location

    def has(self, *location: str | int) -> bool:
        """Tell whether there is something at the location in the part."""
        return self.source.node((*self.at, *location)) is not None

    def key(self, *location: str | int) -> Position:
        """Return the position of the key at the location in the part."""
        return self.source.key((*self.at, *location))

    def value(self, *location: str | int) -> Position:
        """Return the position of the value at the location in the part."""
        return self.source.value((*self.at, *location))


@dataclass(frozen=True)
class PageSource:
    """A page of a lesson as it was written. `front` is None when its front matter could not be read."""

    file: str
    front: Loaded[PageFile] | None
    document: Document

    @property
    def number(self) -> int | None:
        """The number that the file name begins with, which gives the page its place in the module."""
        match = re.match(r"(\d{1,9})-", self.file.rpartition("/")[2])
        return int(match[1]) if match else None


@dataclass(frozen=True)
class ModuleSource:
    """A folder in `modules/`. `head` is None when its `module.yaml` could not be read."""

    folder: str
    head: Loaded[ModuleFile] | None
    pages: tuple[PageSource, ...]


@dataclass(frozen=True)
class QuizSource:
    """A file in `quizzes/`. `quiz` is None when it could not be read.

    `documents` are all its Markdown texts, also those of entries that were left out for a mistake.
    """

    file: str
    quiz: Loaded[QuizFile] | None
    documents: tuple[Document, ...] = ()


def theme_images(course: Loaded[CourseFile]) -> Mapping[Literal["logo", "cover"], Image]:
    """Return the images of the theme by what they are, as images of the file that names them."""
    theme = course.model.theme
    if not theme:
        return {}
    named: tuple[tuple[Literal["logo", "cover"], str | None, str | None], ...] = (
        ("logo", theme.logo, theme.logo_alt),
        ("cover", theme.cover, theme.cover_alt),
    )
    return {
        name: Image(source, alt or "", course.value("theme", name), number)
        for number, (name, source, alt) in enumerate(named)
        if source
    }


@dataclass(frozen=True)
class WordsSource:
    """An author's own file with the words of the player. `locale` is None when the file has mistakes."""

    source: Source
    locale: Locale | None


@dataclass(frozen=True)
class Project:
    """What the author typed, possibly incomplete.

    `media` holds every other file of the content folders and `texts` every text, both by path from the root.
    """

    course: Loaded[CourseFile] | None = None
    sources: Loaded[SourcesFile] | None = None
    facts: Loaded[FactsFile] | None = None
    glossary: Loaded[GlossaryFile] | None = None
    modules: tuple[ModuleSource, ...] = ()
    quizzes: tuple[QuizSource, ...] = ()
    words: WordsSource | None = None
    """The words of the player that the course brings along; None when it names no file with them, or none was read."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, PackedImage] = field(default_factory=dict)
    """The images of pixels that a text shows and that could be read, by path from the root."""
    readable: bool = True
    """Whether every file could be read. Only then can a check say that something is missing."""
    has_facts: bool = False
    """Whether the course lists facts. Without that list, nothing about facts is asked or checked."""
    has_sources: bool = False
    """Whether the course lists sources."""

    @property
    def locale(self) -> Locale | None:
        """The words of the player in the language of the course: the author's own or the program's; None without."""
        head = self.course.model if self.course else None
        if head and head.locale is not None:
            return self.words.locale if self.words else None
        return locale(name) if head and (name := spoken(head.language)) else None

    @property
    def heads_complete(self) -> bool:
        """Whether every module is known."""
        return self.readable and all(module.head and module.head.complete for module in self.modules)

    @property
    def pages_complete(self) -> bool:
        """Whether every page was read whole."""
        fronts = [page.front for page in self.pages()]
        return self.readable and all(front and front.complete for front in fronts)

    @property
    def quizzes_complete(self) -> bool:
        """Whether every quiz was read whole."""
        return self.readable and all(source.quiz and source.quiz.complete for source in self.quizzes)

    @property
    def complete(self) -> bool:
        """Whether every author file was read whole."""
        sources = (self.sources,) if self.has_sources else ()
        facts = (self.facts,) if self.has_facts else ()
        files = (self.course, *sources, *facts)
        parts = self.heads_complete and self.pages_complete and self.quizzes_complete
        return parts and all(file is not None and file.complete for file in files)

    def pages(self) -> Iterator[PageSource]:
        """Yield each page, in the order of the files."""
        yield from (page for module in self.modules for page in module.pages)

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Yield every Markdown text, with the file that its paths are relative to."""
        yield from ((page.file, page.document) for page in self.pages())
        yield from ((quiz.file, document) for quiz in self.quizzes for document in quiz.documents)

    def referring(self) -> Iterator[tuple[str, Document]]:
        """Yield all that refers to files: every Markdown text, and the images of the theme as a text without words."""
        if self.course:
            yield COURSE_FILE, Document(images=tuple(theme_images(self.course).values()))
        yield from self.documents()

    def shown_files(self) -> set[str]:
        """Return the path of every file that is shown as an image."""
        shown = {read_reference(file, image.source) for file, document in self.referring() for image in document.images}
        return {each.path for each in shown if isinstance(each, InFiles)}

    def quiz_files(self) -> Iterator[Loaded[QuizFile]]:
        """Yield each quiz that could be read."""
        yield from (source.quiz for source in self.quizzes if source.quiz)

    @property
    def tested_modules(self) -> set[str]:
        """The ids of the modules that have a quiz, as far as it could be read."""
        return {quiz.model.id for quiz in self.quiz_files() if quiz.model.questions}

    def heads(self) -> Iterator[Loaded[ModuleFile]]:
        """Yield each `module.yaml` that could be read."""
        yield from (module.head for module in self.modules if module.head)
