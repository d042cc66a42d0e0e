"""Which of the author's files a course refers to."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.course.model import Module
from scorm_export.formats.document import Document
from scorm_export.formats.references import InFiles, is_drawing, is_page, read_reference


def _documents(module: Module) -> Iterator[tuple[str, Document]]:
    yield from ((page.file, page.document) for page in module.pages)
    for question in module.all_questions:
        yield from ((question.file, document) for document in question.entry.documents())


def referred_files(modules: tuple[Module, ...]) -> tuple[set[str], set[str]]:
    """Return the paths of the author's files that the course draws into its page, and of those it packs.

    A page that a text links to by its file is a place in the course, and no file of the package.
    """
    drawn: set[str] = set()
    packed: set[str] = set()
    for file, document in (item for module in modules for item in _documents(module)):
        for image in document.images:
            reference = read_reference(file, image.source)
            if isinstance(reference, InFiles):
                (drawn if is_drawing(reference.path) else packed).add(reference.path)
        for link in document.links:
            reference = read_reference(file, link.target)
            if isinstance(reference, InFiles) and not is_page(reference.path):
                packed.add(reference.path)
    return drawn, packed
