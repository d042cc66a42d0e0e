"""Which of the author's files a course refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scorm_export.course.model import Module, Theme
from scorm_export.formats.document import Document
from scorm_export.formats.recordings import named_files
from scorm_export.formats.references import COURSE_FILE, InFiles, is_page, read_reference


class Referred(NamedTuple):
    """The paths of files: those that are shown as images, those that are played or linked to, and those of captions.

    A page that a text links to by its file is a place in the course, and is none of these.
    """

    shown: frozenset[str]
    linked: frozenset[str]
    captions: frozenset[str]


def referred_files(modules: tuple[Module, ...], theme: Theme | None) -> Referred:
    """Return the author's files that the texts of modules and the theme refer to."""
    shown, linked, captions = set(), set(), set()
    for file, document in _documents(modules, theme):
        named = [*named_files(document)]
        shown |= _paths(file, [image.source for image in document.images])
        linked |= _paths(file, [each.source for each in named if each.role != "captions"])
        linked |= {path for path in _paths(file, [link.target for link in document.links]) if not is_page(path)}
        captions |= _paths(file, [each.source for each in named if each.role == "captions"])
    return Referred(frozenset(shown), frozenset(linked), frozenset(captions))


def _documents(modules: tuple[Module, ...], theme: Theme | None) -> Iterator[tuple[str, Document]]:
    if theme:
        yield COURSE_FILE, Document(images=tuple(image for image in (theme.logo, theme.cover) if image))
    for module in modules:
        yield from ((page.file, page.document) for page in module.pages)
        for question in module.all_questions:
            yield from ((question.file, document) for document in question.entry.documents())


def _paths(file: str, targets: list[str]) -> set[str]:
    references = (read_reference(file, target) for target in targets)
    return {reference.path for reference in references if isinstance(reference, InFiles)}
