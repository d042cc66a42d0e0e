"""Which of the author's files a course refers to."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.course.model import Module
from scorm_export.formats.document import Document
from scorm_export.formats.recordings import named_files
from scorm_export.formats.references import InFiles, is_page, read_reference


def _documents(module: Module) -> Iterator[tuple[str, Document]]:
    yield from ((page.file, page.document) for page in module.pages)
    for question in (*module.questions, *module.practice):
        yield from ((question.file, document) for document in question.entry.documents())


def referred_files(modules: tuple[Module, ...]) -> tuple[set[str], set[str]]:
    """Return the paths of the author's files that texts show as images, and of those that they link to.

    A page that a text links to by its file is a place in the course, and no file of the package.
    """
    shown: set[str] = set()
    linked: set[str] = set()
    for file, document in (item for module in modules for item in _documents(module)):
        for image in document.images:
            reference = read_reference(file, image.source)
            if isinstance(reference, InFiles):
                shown.add(reference.path)
        for named in named_files(document):
            reference = read_reference(file, named.source)
            if isinstance(reference, InFiles):
                linked.add(reference.path)
        for link in document.links:
            reference = read_reference(file, link.target)
            if isinstance(reference, InFiles) and not is_page(reference.path):
                linked.add(reference.path)
    return shown, linked
