"""Parses the content of a course. Whatever cannot be parsed becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import TypeVar

from scorm_export.authoring.content import Content
from scorm_export.authoring.files import CourseFile, FactsFile, GlossaryFile, ModuleFile, SourcesFile
from scorm_export.authoring.project import Loaded, ModuleSource, PageSource, Project, QuizSource, WordsSource
from scorm_export.authoring.read import read_data, read_image, read_page, read_quiz
from scorm_export.authoring.words import read_words
from scorm_export.formats.document import Document
from scorm_export.formats.fields import AuthorModel, find_illegal_character
from scorm_export.formats.images import PackedImage, is_image
from scorm_export.formats.references import (
    COURSE_FILE,
    InFiles,
    is_captions,
    is_drawing,
    is_page,
    is_quiz,
    read_reference,
)
from scorm_export.problem import Code, Position, Problem, sort_problems
from scorm_export.results import Results

M = TypeVar("M", bound=AuthorModel)
R = TypeVar("R")


def load(content: Content) -> tuple[Project, list[Problem]]:
    """Parse the files of a course. Returns it with the problems of everything that could not be read or parsed.

    A file that has not changed since an earlier run is not parsed again.
    """
    loader = _Loader(content, Results())
    project = loader.project()
    return project, sort_problems([*content.problems, *loader.problems])


@dataclass
class _Loader:
    content: Content
    results: Results
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    all_utf8: bool = True

    def project(self) -> Project:
        """Parse all files, in the order of the content."""
        names = tuple(self.content.files)
        folders = sorted({"/".join(name.split("/")[:2]) for name in names if re.match("modules/[^/]+/", name)})
        misnamed = {name: right for name in names if (right := _right_name(name)) != name}
        for name, right in misnamed.items():
            message = f"this is not read, because of its ending {_ending(name)}"
            self._report(name, "file-ending", message, f"rename it to {right}")
        pages = [name for name in names if is_page(name)]
        quizzes = [name for name in names if is_quiz(name)]
        course = self._data(COURSE_FILE, CourseFile)
        words_file = _words_file(course)
        words = self._words(words_file) if words_file in names else None
        has_facts = "course/facts.yaml" in names
        # Facts rest on sources; without facts, a course may list sources or not.
        has_sources = has_facts or "course/sources.yaml" in names
        sources = self._data("course/sources.yaml", SourcesFile) if has_sources else None
        facts = self._data("course/facts.yaml", FactsFile) if has_facts else None
        has_glossary = "course/glossary.yaml" in names
        glossary = self._data("course/glossary.yaml", GlossaryFile) if has_glossary else None
        modules = tuple(self._module(folder, pages) for folder in folders)
        folders_by_id = {module.head.model.id: module.folder for module in modules if module.head}
        read_quizzes = tuple(self._quiz(name, folders_by_id) for name in quizzes)
        # Whatever is none of these files is something to show or to link to, or a mistake in a file's name.
        known = {f"course/{name}.yaml" for name in ("course", "sources", "facts", "glossary")} | {*pages, *quizzes}
        known |= {f"{folder}/module.yaml" for folder in folders} | {words_file}
        media = dict(self._media([name for name in names if name not in known]))
        readable = self.content.complete and self.all_utf8 and not misnamed
        project = Project(
            course,
            sources,
            facts,
            glossary,
            modules,
            read_quizzes,
            words,
            media,
            self.texts,
            readable=readable,
            has_facts=has_facts,
            has_sources=has_sources,
        )
        return replace(project, images=dict(self._images(project)))

    def _report(self, file: str, code: Code, message: str, help_: str, line: int = 1, column: int = 1) -> None:
        self.problems.append(Problem(Position(file, line, column), code, message, help_))

    def _bytes(self, name: str) -> bytes | None:
        """Return the content of a file, or None with a problem."""
        files = self.content.files
        is_reported = any(problem.position.file == name for problem in self.content.problems)
        if name not in files and not is_reported:
            stem = name.rpartition(".")[0].lower()
            alike = next((other for other in files if other.rpartition(".")[0].lower() == stem), None)
            if alike and _right_name(alike) == name:
                # It has been reported.
                return None
            help_ = f"rename {alike} to that" if alike else "add the file"
            self._report(name, "missing-file", f"there is no file {name}", help_)
        return files.get(name)

    def _text(self, name: str) -> str | None:
        """Return the text of a file with its line ends as \\n, or None with a problem."""
        raw = self._bytes(name)
        if raw is None:
            return None
        try:
            text = _lines(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            self.texts[name] = _lines(raw.decode("utf-8", "replace"))
            line, column = _place(_lines(raw[: error.start].decode("utf-8", "replace")))
            self.all_utf8 = False
            message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            self._report(name, "not-utf8", message, "save the file with the encoding UTF-8", line, column)
            return None
        self.texts[name] = text
        if found := find_illegal_character(text):
            line, column = _place(text[: found.start()])
            message = f"{found.group()!a} is not a readable character"
            self._report(name, "invalid-character", message, "take it out", line, column)
            return None
        return text

    def _read(
        self, name: str, read: Callable[[str, str], tuple[R, list[Problem]]], what: str = "parsed", also: str = ""
    ) -> R | None:
        """Read the text of a file with a function of `authoring`; None when it has no text to be read.

        `what` tells its result from that of another function which may read the same file, and `also` stands for
        whatever else the function uses.
        """
        text = self._text(name)
        if text is None:
            return None
        place = f"{self.content.root.absolute()}/{name}"
        result, problems = self.results.get(f"{what} {place}", f"{also}\n{text}", lambda: read(name, text))
        self.problems += problems
        return result

    def _data(self, name: str, model: type[M]) -> Loaded[M] | None:
        return self._read(name, partial(read_data, model=model))

    def _words(self, name: str) -> WordsSource | None:
        return self._read(name, read_words, "words")

    def _module(self, folder: str, pages: list[str]) -> ModuleSource:
        head = self._data(f"{folder}/module.yaml", ModuleFile)
        mine = [name for name in pages if name.rpartition("/")[0] == folder]
        return ModuleSource(folder, head, tuple(self._page(name) for name in mine))

    def _page(self, name: str) -> PageSource:
        return self._read(name, read_page) or PageSource(name, None, Document())

    def _quiz(self, name: str, folders: Mapping[str, str]) -> QuizSource:
        names = self.content.files.keys()
        # Which of two places a path leads to depends on what is there.
        found = self._read(name, partial(read_quiz, folders=folders, names=names), also=f"{folders} {sorted(names)}")
        return found or QuizSource(name, None)

    def _media(self, names: list[str]) -> Iterator[tuple[str, bytes]]:
        for name in names:
            data = self._bytes(name)
            if data is None:
                continue
            if is_captions(name):
                self._text(name)
            elif is_drawing(name):
                self.texts[name] = _lines(data.decode("utf-8", "replace"))
            yield name, data

    def _images(self, project: Project) -> Iterator[tuple[str, PackedImage]]:
        """Yield each image of pixels that is shown, as it is packed. They are made on all processors."""
        shown = sorted(project.shown_files() & project.media.keys())
        paths = [path for path in shown if is_image(path, project.media[path])]
        if not paths:
            return
        # Here, because most courses have drawings only.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor() as pool:
            for path, (image, problems) in zip(paths, pool.map(self._image, paths), strict=True):
                self.problems += problems
                if image:
                    yield path, image

    def _image(self, path: str) -> tuple[PackedImage | None, list[Problem]]:
        data = self.content.files[path] or b""
        place = f"{self.content.root.absolute()}/{path}"
        return self.results.get(f"image {place}", sha256(data).hexdigest(), lambda: read_image(path, data))


def _words_file(course: Loaded[CourseFile] | None) -> str:
    """Return the path of the file with words that the course names; empty when it names none."""
    reference = read_reference(COURSE_FILE, course.model.locale) if course and course.model.locale else None
    return reference.path if isinstance(reference, InFiles) else ""


_AUTHOR_FILE = re.compile(
    r"(?P<data>(?:course|quizzes)/[^/]+|modules/[^/]+/module)\.ya?ml|(?P<page>modules/[^/]+/\d[^/]*)\.(?:md|markdown|mdown)",
    re.IGNORECASE,
)


def _right_name(name: str) -> str:
    """Return the name with the ending that it must have to be read, if it is that of an author file."""
    match = _AUTHOR_FILE.fullmatch(name)
    if not match:
        return name
    return f"{match['data']}.yaml" if match["data"] else f"{match['page']}.md"


def _ending(name: str) -> str:
    return name[name.rindex(".") :]


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(before: str) -> tuple[int, int]:
    """Return the line and column that follow this text, both counted from 1."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
