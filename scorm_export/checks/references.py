"""Images, links and the files they lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from scorm_export.authoring.project import ModuleSource, Project
from scorm_export.formats.foreign_svg import clean, is_themed
from scorm_export.formats.images import SUFFIXES, is_image, kind_of
from scorm_export.formats.recordings import RECORDINGS, named_files, suffix_of
from scorm_export.formats.references import (
    Forbidden,
    InCourse,
    InFiles,
    OnWeb,
    is_drawing,
    is_page,
    is_quiz,
    read_reference,
)
from scorm_export.formats.svg import find_svg_faults
from scorm_export.problem import Code, Position, Problem, Severity, did_you_mean

IMAGE_SUFFIXES = tuple(sorted(suffix for suffixes in SUFFIXES.values() for suffix in suffixes))
"""Image files that every browser shows."""

_NAMING = "name files and folders with a-z, 0-9, hyphens and dots only"
_SAFE_NAME = re.compile(r"[A-Za-z0-9._/-]+")


def images(project: Project) -> Iterator[Problem]:
    """Every image exists, inside the course, as a file that browsers show."""
    for file, document in project.referring():
        for image in document.images:
            found = find_file("image", "missing-image", file, image.source, image.position, project)
            if isinstance(found, Problem):
                # A quiz may name files from the folder of its module, which has to be known.
                if project.heads_complete or not is_quiz(file):
                    yield found
            else:
                yield from _image_file(image.source, found, image.position)
                yield from _image_bytes(found, project.media[found])


def find_file(what: str, code: Code, file: str, written: str, position: Position, project: Project) -> str | Problem:
    """Return the path of the author's file that `written` in `file` names, or what is wrong with that."""
    match read_reference(file, written):
        case InFiles(path) if path in project.media:
            return path
        case InFiles(path):
            return _missing(what, code, written, path, file, position, project)
        case _:
            return _outside(what, written, position)


def _image_file(written: str, path: str, position: Position) -> Iterator[Problem]:
    yield from file_name(path, position)
    name = path.rpartition("/")[2]
    if not path.lower().endswith(IMAGE_SUFFIXES):
        recording = RECORDINGS.get(suffix_of(path))
        help_ = f"use one of {', '.join(IMAGE_SUFFIXES)}"
        if recording:
            help_ = f"write :::{{{recording.plays[-1]}}} {written} for a recording"
        yield Problem(position, "unsupported-image", f"browsers do not show {name} as an image", help_)


def _image_bytes(path: str, data: bytes) -> Iterator[Problem]:
    """Yield what is wrong with the content of an image file, whatever its name says."""
    name = path.rpartition("/")[2]
    suffix = posixpath.splitext(name)[1].lower()
    kind = kind_of(data)
    if not data.strip():
        help_ = "save or download the image again"
        yield Problem(Position(path), "broken-image", f"the file {name} is empty", help_)
    elif suffix in IMAGE_SUFFIXES and not is_image(path, data) and not is_drawing(path):
        message = f"{name} is not an image as its name says" + (f", but {kind}" if kind else "")
        help_ = f"rename it: its name ends with {SUFFIXES[kind][0]}" if kind in SUFFIXES else "save the image itself"
        yield Problem(Position(path), "broken-image", message, help_)


def control_documents(project: Project) -> Iterator[Problem]:
    """The folder of control documents is named from the root, and holds nothing but them: not the course itself."""
    named = project.course.model.control_documents if project.course else None
    path = posixpath.normpath(named or "a")
    if project.course and named and (posixpath.isabs(path) or set(path.split("/")) <= {"..", "."}):
        help_ = "copy the schemas into a folder of their own, and name it from the root of the course"
        message = f"{named} is no folder of control documents alone"
        yield Problem(project.course.value("control_documents"), "outside-course", message, help_)


def distinct_names(project: Project) -> Iterator[Problem]:
    """No two packed files differ only in capitals: on some machines one would replace the other."""
    taken: dict[str, str] = {}
    for path, position in _referred(project):
        first = taken.setdefault(path.lower(), path)
        if first != path and path in project.media:
            message = f"{path} and {first} differ only in capitals"
            yield Problem(position, "file-name", message, "give one of them another name")


def file_name(path: str, position: Position) -> Iterator[Problem]:
    """Yield a problem when some LMS would change the name of a file that is packed."""
    *folders, name = path.split("/")
    unsafe = [depth for depth, each in enumerate(folders, 1) if not _SAFE_NAME.fullmatch(each)]
    if unsafe:
        # Once for all files in it.
        folder = "/".join(folders[: unsafe[0]])
        message = f'the folder name "{folder}" does not arrive unharmed in every LMS'
        yield Problem(Position(folder), "file-name", message, _NAMING)
    elif not _SAFE_NAME.fullmatch(name):
        message = f'the file name "{path}" does not arrive unharmed in every LMS'
        yield Problem(position, "file-name", message, _NAMING)


def _missing(
    what: str, code: Code, written: str, path: str, file: str, position: Position, project: Project
) -> Problem:
    if re.match(r"www\.|[^/@]+@[^/@]+\.", written):
        help_ = "begin an address of the web with https://, and one for mail with mailto:"
    elif path in project.texts:
        help_ = "link to a page of the course, or as #module/page with the ids of both"
    else:
        folder = posixpath.dirname(file)
        known = [*project.media, *(page.file for page in project.pages())]
        alike = [each for each in known if each.lower() == path.lower()]
        alike = alike or [
            each for each in known if is_page(each) and posixpath.basename(each) == posixpath.basename(path)
        ]
        relative = [posixpath.relpath(each, folder) for each in alike or known]
        help_ = f'did you mean "{relative[0]}"?' if alike else ""
        help_ = help_ or did_you_mean(posixpath.relpath(path, folder), relative, f"add the file {path}")
        help_ = help_ if written else "write where it leads to, between the brackets behind its words"
    return Problem(position, code, f"{what} not found: {written or '(nothing)'}", help_)


def _outside(what: str, written: str, position: Position) -> Problem:
    help_ = "copy the file into the folder of the module, and name it there"
    return Problem(position, "outside-course", f"the {what} {written} leaves the course folder", help_)


def links(project: Project) -> Iterator[Problem]:
    """Every link leads to a page, to a file of the course, or to the web."""
    pages = {page.file: page.document.slugs for module in _listed_modules(project) for page in module.pages}
    known = _addresses(project) if project.heads_complete and project.pages_complete else None
    untested = _addresses_of_no_quiz(project) if project.quizzes_complete else set()
    for file, document in project.referring():
        for link in document.links:
            match read_reference(file, link.target):
                case InCourse(address) if address in pages.get(file, ()):
                    # A heading of the page itself.
                    pass
                case InCourse(address) if known is not None and address in untested:
                    message = f'the module "{address.partition("/")[0]}" has no quiz'
                    help_ = "link to one of its pages, or write its quiz"
                    yield Problem(link.position, "unknown-id", message, help_)
                case InCourse(address) if known is not None and address not in known:
                    addresses = [f"#{each}" for each in known]
                    help_ = did_you_mean(f"#{address}", addresses, "write #module/page, with the ids of both")
                    message = f'there is no page or heading "#{address}"'
                    yield Problem(link.position, "unknown-id", message, help_)
                case InFiles(path) if path in project.media:
                    yield from file_name(path, link.position)
                case InFiles(path, fragment) if path in pages:
                    if fragment and fragment not in pages[path]:
                        headings = [f"#{slug}" for slug in pages[path]]
                        message = f'{path} has no heading "#{fragment}"'
                        help_ = did_you_mean(
                            f"#{fragment}", headings, "write the heading in small letters, with hyphens"
                        )
                        yield Problem(link.position, "unknown-id", message, help_)
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
    found = {"home"}
    if project.has_sources:
        entries = project.sources.model.sources if project.sources else ()
        found |= {"sources", *(f"sources/{source.id}" for source in entries)}
    found |= {"glossary"} if project.glossary else set()
    found |= {"help"} if project.course and project.course.model.help_lines else set()
    for module in _listed_modules(project):
        if module.head:
            id_ = module.head.model.id
            found |= {id_, f"{id_}/quiz", f"{id_}/result"}
            for page in module.pages:
                address = f"{id_}/{page.front.model.id}" if page.front else ""
                found |= {address, *(f"{address}/{slug}" for slug in page.document.slugs)} if address else set()
    return found


def _addresses_of_no_quiz(project: Project) -> set[str]:
    ids = {head.model.id for head in project.heads()} - project.tested_modules
    return {f"{id_}/{place}" for id_ in ids for place in ("quiz", "result")}


def _listed_modules(project: Project) -> Iterator[ModuleSource]:
    """Yield the modules that are a part of the course, also those whose head could not be read."""
    listed = project.course.model.modules if project.course else None
    yield from (
        module for module in project.modules if not (module.head and listed and module.head.model.id not in listed)
    )


def _referred(project: Project) -> Iterator[tuple[str, Position]]:
    for file, document in project.referring():
        targets = [(i.source, i.position) for i in document.images]
        targets += [(link.target, link.position) for link in document.links]
        targets += [(named.source, named.position) for named in named_files(document)]
        for target, position in targets:
            reference = read_reference(file, target)
            if isinstance(reference, InFiles):
                yield reference.path, position


def drawings(project: Project) -> Iterator[Problem]:
    """A drawing for the theme becomes a part of the page, so it holds only what the page allows.

    Any other is cleaned, and shown as a file; a warning tells what was taken out.
    """
    for path in sorted({path for path, _ in _referred(project) if is_drawing(path)} & project.media.keys()):
        faults = find_svg_faults(project.media[path])
        cleaned = clean(project.media[path]) if faults and not is_themed(project.media[path]) else None
        if cleaned and not cleaned.is_empty:
            for removed in cleaned.removed:
                message = f"this drawing is shown without {removed}"
                yield Problem(Position(path), "unsafe-svg", message, "take it out of the file", Severity.WARNING)
            continue
        for fault in faults:
            yield Problem(Position(path, fault.line), "unsafe-svg", fault.message, fault.help)


_ACTIVE = (".html", ".htm", ".xhtml", ".xht", ".js", ".mjs", ".swf", ".exe", ".msi", ".bat", ".cmd", ".ps1", ".jar")


def active_files(project: Project) -> Iterator[Problem]:
    """A file that a text links to does not run a program."""
    for path in sorted({path for path, _ in _referred(project)} & project.media.keys()):
        if path.lower().endswith(_ACTIVE):
            message = f"{path.rpartition('/')[2]} can run a program, with all that its reader may see in the LMS"
            help_ = "save it as PDF, or link to it on the web"
            yield Problem(Position(path), "active-file", message, help_, Severity.WARNING)


def _is_named(path: str, project: Project) -> bool:
    name = path.rpartition("/")[2]
    return any(name in text for text in project.texts.values())


def unused_files(project: Project) -> Iterator[Problem]:
    """Every file in the content folders is shown or linked somewhere."""
    if not project.readable:
        return
    used = {path for path, _ in _referred(project)}
    for path in project.media:
        # A name with a blank that stands in a text is told there: it is not read as an image or link.
        if path in used or (" " in path and _is_named(path, project)):
            continue
        help_ = "show it, link to it, or remove it; it is not packed"
        if re.search(r"\.(ya?ml|md|markdown)$", path, re.IGNORECASE):
            help_ = "name it as the others: modules/<name>/10-<page>.md, module.yaml, or quizzes/<name>.yaml"
        yield Problem(Position(path), "unused-file", f"nothing uses {path}", help_, Severity.WARNING)
