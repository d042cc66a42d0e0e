"""The course after the checks: complete, with every id replaced by the thing that it names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scorm_export.authoring.files import HelpLine, SourceEntry, TermEntry
from scorm_export.formats.document import Document, Image
from scorm_export.questions import Question as Entry
from scorm_export.resources import Locale

WORDS_PER_MINUTE = 120
"""How fast a lesson is read, taking time to think: well below the 180 or more of reading for pleasure."""

SECONDS_PER_QUESTION = 45
"""How long a question takes, with its feedback."""


class Fact(NamedTuple):
    """One thing the course teaches, with the publications it rests on."""

    id: str
    sources: tuple[SourceEntry, ...]


class ImageFile(NamedTuple):
    """An image that is a file of the package: its path there, and its size in pixels, as far as that is known."""

    path: str
    width: int | None = None
    height: int | None = None


class Page(NamedTuple):
    """A page of a lesson.

    `file` is where its text stands; references in it are relative to that. `terms` are the words of the glossary that
    the page explains: those that occur in it for the first time in the module. They are marked in the document.
    """

    id: str
    title: str
    facts: tuple[Fact, ...]
    file: str
    document: Document
    terms: tuple[TermEntry, ...] = ()

    @property
    def is_to_be_played(self) -> bool:
        """Whether it has a recording that has to be heard or seen, before the page counts as read."""
        return any(each.options["required"] == "true" for each in self.document.directives("audio", "video"))

    @property
    def sources(self) -> tuple[SourceEntry, ...]:
        """The publications behind the page's facts, each once, in the order of the facts."""
        return tuple(dict.fromkeys(source for fact in self.facts for source in fact.sources))


class Question(NamedTuple):
    """A question as its author wrote it, in `file`. `pages` are those of the module that teach what it tests."""

    entry: Entry
    file: str
    pages: tuple[Page, ...]

    @property
    def id(self) -> str:
        """The id, which no other question of the module has."""
        return self.entry.id


class QuizRules(NamedTuple):
    """How a quiz is taken; see `authoring.quiz.QuizFile`. Without a quiz nothing depends on it."""

    pass_mark: int
    tries: int | None
    feedback_at_end: bool
    shuffle: bool
    draw: int | None
    new_draw: bool


class Module(NamedTuple):
    """A module: its lesson and its quiz.

    A module without questions has no quiz: it is passed by reading it.
    """

    id: str
    title: str
    summary: str
    content_note: str | None
    objectives: tuple[str, ...]
    pages: tuple[Page, ...]
    rules: QuizRules
    questions: tuple[Question, ...]
    practice: tuple[Question, ...]
    """Questions that only the lesson asks, and that do not count."""

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """The questions of the quiz, and those that only the lesson asks."""
        return (*self.questions, *self.practice)

    @property
    def asked(self) -> int:
        """How many questions a quiz attempt asks."""
        scored = sum(question.entry.scored for question in self.questions)
        drawn = scored if self.rules.draw is None else self.rules.draw
        return drawn + len(self.questions) - scored

    @property
    def minutes(self) -> int:
        """How long the module takes, in whole minutes, computed from its words and questions."""
        words = sum(page.document.words for page in self.pages)
        return math.ceil(words / WORDS_PER_MINUTE + self.asked * SECONDS_PER_QUESTION / 60)


class Theme(NamedTuple):
    """The look of the course: colours of its own, and images beside its title and on its start page."""

    accent: str | None
    accent_dark: str | None
    logo: Image | None
    cover: Image | None


@dataclass(frozen=True)
class Course:
    """A course, complete.

    `locale` has the words of the player in the language of the course. `control_documents` is the folder, from the root
    of the course, with the schemas that go into its packages. `assets` are the files that go into the package beside
    the page, by their paths there. `images` are those of them that texts show, and `drawings` the images that become a
    part of the page, as do the `captions` of films: by the path of the author's file from the root.
    """

    id: str
    title: str
    language: str
    locale: Locale
    summary: str
    publisher: str
    license: str | None
    keywords: tuple[str, ...]
    edition: str | None
    quick_exit: str
    foreign_words: Mapping[str, tuple[str, ...]]
    modules: tuple[Module, ...]
    sources: tuple[SourceEntry, ...]
    glossary: tuple[TermEntry, ...]
    help_lines: tuple[HelpLine, ...]
    theme: Theme | None
    control_documents: str | None
    assets: Mapping[str, bytes]
    images: Mapping[str, ImageFile]
    drawings: Mapping[str, bytes]
    captions: Mapping[str, bytes]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of the course."""
        return tuple(page for module in self.modules for page in module.pages)

    @cached_property
    def addresses_by_file(self) -> Mapping[str, str]:
        """The address of each page, by the path of its file: a text may link to either."""
        return {page.file: f"{module.id}/{page.id}" for module in self.modules for page in module.pages}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The address of every place that a text can link to."""
        found = {"home", *(f"sources/{source.id}" for source in self.sources)}
        found |= {"sources"} if self.sources else set()
        found |= {"glossary"} if self.glossary else set()
        found |= {"help"} if self.help_lines else set()
        for module in self.modules:
            places = (*(("quiz", "result") if module.questions else ()), *(page.id for page in module.pages))
            found |= {module.id, *(f"{module.id}/{place}" for place in places)}
            found |= {f"{module.id}/{page.id}/{slug}" for page in module.pages for slug in page.document.slugs}
        return frozenset(found)

    @property
    def frame_origins(self) -> tuple[str, ...]:
        """The servers of other sites of which a page shows something, each once."""
        shown = [each for page in self.pages for each in page.document.directives("embed")]
        if not shown:
            return ()
        # Here, because few courses show anything of another site.
        from scorm_export.formats.embeds import read_embed

        return tuple(sorted({embed.origin for each in shown if (embed := read_embed(each.argument))}))

    @property
    def has_recordings(self) -> bool:
        """Whether a page plays a recording."""
        return any(page.document.directives("audio", "video") for page in self.pages)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the course."""
        return tuple(question for module in self.modules for question in module.questions)
