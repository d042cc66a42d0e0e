"""Images, links and the files they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_export.markdown import Document
from scorm_export.problem import Code, Position, Problem, Severity, did_you_mean
from scorm_export.project import Project
from scorm_export.references import Forbidden, InCourse, InFiles, OnWeb, read_reference
from scorm_export.svg import find_svg_faults, is_drawing

IMAGE_SUFFIXES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""Image files that every browser shows."""

_SAFE_NAME = re.compile(r"[A-Za-z0-9._/-]+")


def _documents(project: Project) -> Iterator[tuple[str, Document]]:
    """Yield every Markdown text with the file that its paths are relative to."""
    for page in (page for module in project.modules for page in module.pages):
        yield page.file, page.document
    for quiz in project.quizzes:
        yield from ((quiz.file, text.document) for text in quiz.texts)


def images(project: Project) -> Iterator[Problem]:
    """Every image exists, inside the course, as a file that browsers show."""
    for file, document in _documents(project):
        for image in document.images:
            match read_reference(file, image.source):
                case InFiles(path) if path in project.media:
                    yield from _image_file(path, image.position)
                case InFiles(path):
                    yield _missing("image", "missing-image", image.source, path, file, image.position, project)
                case _:
                    yield _outside("image", image.source, image.position)


def _image_file(path: str, position: Position) -> Iterator[Problem]:
    yield from _file_name(path, position)
    if not path.lower().endswith(IMAGE_SUFFIXES):
        message = f"browsers do not show {path.rpartition('/')[2]} as an image"
        yield Problem(position, "unsupported-image", message, f"use one of {', '.join(IMAGE_SUFFIXES)}")


def _file_name(path: str, position: Position) -> Iterator[Problem]:
    if not _SAFE_NAME.fullmatch(path):
        message = f'the file name "{path}" does not arrive unharmed in every LMS'
        yield Problem(position, "file-name", message, "name files and folders with a-z, 0-9, hyphens and dots only")


def _missing(
    what: str, code: Code, written: str, path: str, file: str, position: Position, project: Project
) -> Problem:
    close = did_you_mean(path, project.media, "")
    here = file.rpartition("/")[0] + "/"
    help_ = close.replace(here, "", 1) or f"add the file {path}"
    return Problem(position, code, f"{what} not found: {written}", help_)


def _outside(what: str, written: str, position: Position) -> Problem:
    help_ = f"copy the {what} into a media folder of the course and refer to it there"
    return Problem(position, "outside-course", f"the {what} {written} leaves the course folder", help_)


def links(project: Project) -> Iterator[Problem]:
    """Every link leads to a page, to a file of the course, or to the web."""
    known = _addresses(project) if project.complete else None
    for file, document in _documents(project):
        for link in document.links:
            match read_reference(file, link.target):
                case InCourse(address) if known is not None and address not in known:
                    help_ = did_you_mean(address, known, "write #module/page, with the ids of both")
                    message = f'there is no page "#{address}"'
                    yield Problem(link.position, "unknown-id", message, help_)
                case InFiles(path) if path in project.media:
                    yield from _file_name(path, link.position)
                case InFiles(path):
                    yield _missing("file", "missing-file", link.target, path, file, link.position, project)
                case Forbidden() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link.target):
                    message = f"a link to {link.target.split(':')[0]}: is not allowed"
                    help_ = "link to a page, a file of the course, or https://"
                    yield Problem(link.position, "unsafe-link", message, help_)
                case Forbidden():
                    yield _outside("link", link.target, link.position)
                case InCourse() | OnWeb():
                    pass


def _addresses(project: Project) -> set[str]:
    """Return the address of every place in the course that a text may link to."""
    found = {"sources"}
    for module in project.modules:
        if module.head:
            id_ = module.head.model.id
            found |= {id_, f"{id_}/quiz"}
            found |= {f"{id_}/{page.front.model.id}" for page in module.pages if page.front}
    return found


def _referred(project: Project) -> Iterator[tuple[str, Position]]:
    for file, document in _documents(project):
        targets = [(i.source, i.position) for i in document.images]
        targets += [(link.target, link.position) for link in document.links]
        for target, position in targets:
            reference = read_reference(file, target)
            if isinstance(reference, InFiles):
                yield reference.path, position


def drawings(project: Project) -> Iterator[Problem]:
    """A drawing becomes a part of the page, so it holds only what the page allows."""
    for path in sorted({path for path, _ in _referred(project) if is_drawing(path)} & project.media.keys()):
        for line, fault in find_svg_faults(project.media[path]):
            help_ = "save it as plain SVG, with colours as attributes and no script, style or outside file"
            yield Problem(Position(path, line), "unsafe-svg", fault, help_)


def unused_files(project: Project) -> Iterator[Problem]:
    """Every file in the content folders is shown or linked somewhere."""
    if not project.complete:
        return
    used = {path for path, _ in _referred(project)}
    for path in project.media:
        if path not in used:
            message = f"no page uses {path}"
            help_ = "show it, link to it, or remove it; it is not packed"
            yield Problem(Position(path), "unused-file", message, help_, Severity.WARNING)
