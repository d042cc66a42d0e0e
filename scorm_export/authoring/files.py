"""The author files, one model each: what may stand in them, and what must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated

from scorm_export.formats.fields import (
    NOT_EMPTY,
    PERCENTAGE,
    AuthorModel,
    Colour,
    Doi,
    EditionName,
    Id,
    Language,
    Limits,
    Phone,
    Site,
    Text,
    Title,
    WebAddress,
    field_error,
)


class HelpLine(AuthorModel):
    """Somebody a trainee can turn to. At least a phone number or an address on the web says how."""

    name: Text
    region: Text | None = None
    phone: Phone | None = None
    url: WebAddress | None = None
    text: Text

    def __post_init__(self) -> None:
        """Raise an error for the author when there is no way to reach the help line."""
        if self.phone is None and self.url is None:
            raise field_error("invalid-value", "{called} must be given a phone or a url", "change the value")


class ThemeEntry(AuthorModel):
    """The look of the course: what makes it recognisable as its publisher's."""

    accent: Colour | None = None
    """The colour of buttons, links and marks; None for that of the player."""
    accent_dark: Colour | None = None
    """The accent among dark colours; None for the one that is made from `accent`."""
    logo: Text | None = None
    """An image beside the title of the course."""
    logo_alt: Text | None = None
    """What the logo says to who cannot see it; None when it says nothing that the title does not."""
    cover: Text | None = None
    """An image on the start page."""
    cover_alt: Text | None = None
    """What the cover shows, for who cannot see it; None when it only decorates."""


class CourseFile(AuthorModel):
    """`course/course.yaml`: what holds for the whole course."""

    id: Id
    title: Title
    language: Text
    locale: Text | None = None
    """The author's own file with the words of the player in that language; None for a language that it speaks."""
    summary: Text
    publisher: Text
    license: Text | None = None
    """What others may do with the course, such as "CC BY 4.0"."""
    keywords: tuple[Text, ...] = ()
    """Words under which somebody may look for the course, for the metadata of its packages."""
    edition: EditionName | None = None
    """Which edition of the course this is: a date or a number, as the author counts."""
    pass_mark: Annotated[int, PERCENTAGE] = 80
    """The whole percentage that passes a quiz which names none of its own."""
    reading_ease: Annotated[int, Limits(ge=0, le=100)] | None = None
    """The least Flesch reading ease (for Dutch: Flesch-Douma) of a page; None for no limit."""
    help_lines: tuple[HelpLine, ...] = ()
    """Shown one tap away on every page."""
    quick_exit: WebAddress = "https://www.wikipedia.org/"
    """The neutral page that a trainee leaves to at once, from a module with a content note."""
    foreign_words: Mapping[Language, tuple[Text, ...]] = field(default_factory=dict)
    """Words of other languages, by language: marked wherever they stand, so that they are read aloud rightly."""
    theme: ThemeEntry | None = None
    allow: tuple[Site, ...] = ()
    """Other sites of which a page may show something, such as a film: nothing is asked of any site else."""
    control_documents: Text | None = None
    """The folder, from the root of the course, with the schemas that go into its packages."""
    modules: Annotated[tuple[Id, ...], NOT_EMPTY]
    """The ids of the modules, in the order of the course."""


class SourceEntry(AuthorModel):
    """A publication that facts rest on."""

    id: Id
    authors: Text | None = None
    year: Text | None = None
    title: Text
    publication: Text | None = None
    language: Language | None = None
    """The language of the title and of the publication's name; None for that of the course."""
    doi: Doi | None = None
    note: Text | None = None
    """What a reader should keep in mind about the publication."""


class SourcesFile(AuthorModel):
    """`course/sources.yaml`: the publications. A course without facts may have none."""

    sources: Annotated[tuple[SourceEntry, ...], NOT_EMPTY]


class FactEntry(AuthorModel):
    """One thing the course teaches, and where it comes from."""

    id: Id
    text: Text
    sources: Annotated[tuple[Id, ...], NOT_EMPTY]


class FactsFile(AuthorModel):
    """`course/facts.yaml`: what the course teaches. A course may have none."""

    facts: Annotated[tuple[FactEntry, ...], NOT_EMPTY]


class TermEntry(AuthorModel):
    """A hard word, explained once. `forms` are other ways in which it occurs, such as a plural."""

    id: Id
    term: Text
    forms: tuple[Text, ...] = ()
    text: Text


class GlossaryFile(AuthorModel):
    """`course/glossary.yaml`: the hard words. A course may have none."""

    terms: Annotated[tuple[TermEntry, ...], NOT_EMPTY]


class ObjectiveEntry(AuthorModel):
    """What a trainee can do after the module, and the facts that serve it, in a course that lists facts."""

    text: Text
    facts: tuple[Id, ...] = ()


class ModuleFile(AuthorModel):
    """`modules/<folder>/module.yaml`: a module without its pages."""

    id: Id
    title: Title
    summary: Text
    content_note: Text | None = None
    """What a trainee should know before a module that may touch a sore place."""
    objectives: Annotated[tuple[ObjectiveEntry, ...], NOT_EMPTY]


class PageFile(AuthorModel):
    """The front matter of a page."""

    id: Id
    title: Title
    teaches: tuple[Id, ...] = ()
    """The facts that the page teaches, in a course that lists facts."""
