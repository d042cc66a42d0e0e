"""Which of the author's files a course refers to."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.course.model import Module, Theme
from scorm_export.formats.document import Document
from scorm_export.formats.references import COURSE_FILE, InFiles, is_drawing, is_page, read_reference


def _documents(modules: tuple[Module, ...], theme: Theme | None) -> Iterator[tuple[str, Document]]:
    if theme:
        yield COURSE_FILE, Document(images=tuple(image for image in (theme.logo, theme.cover) if image))
    for module in modules:
        yield from _of_module(module)


def _of_module(module: Module) -> Iterator[tuple[str, Document]]:
    yield from ((page.file, page.document) for page in module.pages)
    for question in (*module.questions, *module.practice):
        yield from ((question.file, document) for document in question.entry.documents())


def referred_files(modules: tuple[Module, ...], theme: Theme | None) -> tuple[set[str], set[str]]:
    """Return the paths of the author's files that the course draws into its page, and of those it packs.

    A page that a text links to by its file is a place in the course, and no file of the package.
    """
    drawn: set[str] = set()
    packed: set[str] = set()
    for file, document in _documents(modules, theme):
        for image in document.images:
            reference = read_reference(file, image.source)
            if isinstance(reference, InFiles):
                (drawn if is_drawing(reference.path) else packed).add(reference.path)
        for link in document.links:
            reference = read_reference(file, link.target)
            if isinstance(reference, InFiles) and not is_page(reference.path):
                packed.add(reference.path)
    return drawn, packed
