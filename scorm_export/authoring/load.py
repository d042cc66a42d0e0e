"""Reads the content folders of a course. Whatever cannot be read becomes a problem.

The only module that reads an author's files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from scorm_export.authoring.files import CourseFile, FactsFile, GlossaryFile, ModuleFile, SourcesFile
from scorm_export.authoring.parsed import ParsedFiles
from scorm_export.authoring.project import Loaded, ModuleSource, PageSource, Project, QuizSource
from scorm_export.authoring.read import read_data, read_page, read_quiz
from scorm_export.formats.document import Document
from scorm_export.formats.fields import AuthorModel, find_illegal_character
from scorm_export.formats.references import CONTENT_FOLDERS
from scorm_export.formats.svg import is_drawing
from scorm_export.problem import Code, Position, Problem, sort_problems

M = TypeVar("M", bound=AuthorModel)
R = TypeVar("R")


def load(root: Path) -> tuple[Project, list[Problem]]:
    """Read the course in the folder `root`, and return it with the problems of everything that could not be read."""
    parsed = ParsedFiles(root)
    reader = _CourseReader(root, parsed)
    project = reader.project()
    parsed.close()
    return project, sort_problems(reader.problems)


@dataclass
class _CourseReader:
    root: Path
    parsed: ParsedFiles
    paths: dict[str, Path] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def project(self) -> Project:
        """Read all files, in alphabetical order of their paths from the root."""
        self.paths = dict(sorted(self._files()))
        folders = sorted({"/".join(name.split("/")[:2]) for name in self.paths if re.match("modules/[^/]+/", name)})
        pages = [name for name in self.paths if re.fullmatch(r"modules/[^/]+/[^/]+\.md", name)]
        quizzes = [name for name in self.paths if re.fullmatch(r"quizzes/[^/]+\.yaml", name)]
        course = self._data("course/course.yaml", CourseFile)
        sources = self._data("course/sources.yaml", SourcesFile)
        facts = self._data("course/facts.yaml", FactsFile)
        has_glossary = "course/glossary.yaml" in self.paths
        glossary = self._data("course/glossary.yaml", GlossaryFile) if has_glossary else None
        modules = tuple(self._module(folder, pages) for folder in folders)
        read_quizzes = tuple(self._quiz(name) for name in quizzes)
        # Whatever is none of these files is something to show or to link to, or a mistake in a file's name.
        known = {f"course/{name}.yaml" for name in ("course", "sources", "facts", "glossary")} | {*pages, *quizzes}
        known |= {f"{folder}/module.yaml" for folder in folders}
        media = dict(self._media([name for name in self.paths if name not in known]))
        return Project(course, sources, facts, glossary, modules, read_quizzes, media, self.texts, not self.unreadable)

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files of the content folders, except hidden files and links to files outside of these folders."""
        inside = [(self.root / folder).resolve() for folder in CONTENT_FOLDERS]
        for top in CONTENT_FOLDERS:
            for folder, subfolders, files in os.walk(self.root / top, onerror=self._no_folder):
                subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
                for path in (Path(folder) / name for name in files if not _is_of_an_editor(name)):
                    if not path.is_symlink() or self._leads_inside(path, inside):
                        yield self._name(path), path

    def _leads_inside(self, link: Path, folders: Sequence[Path]) -> bool:
        """Tell whether a link leads to a file in one of the folders. If not, that is a problem."""
        try:
            target = link.resolve()
        except (OSError, RuntimeError):
            self._unreadable(self._name(link), OSError(0, "this link leads to itself"))
            return False
        inside = any(target.is_relative_to(folder) for folder in folders)
        if not inside:
            message = "this is a link to a file outside the course"
            self._report(self._name(link), "outside-course", message, "copy the file to this place")
            self.unreadable.append(self._name(link))
        return inside

    def _no_folder(self, error: OSError) -> None:
        # A course without one of the folders is told so by the checks.
        if not isinstance(error, FileNotFoundError):
            self._unreadable(self._name(Path(error.filename)), error)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _report(self, file: str, code: Code, message: str, help_: str, line: int = 1, column: int = 1) -> None:
        self.problems.append(Problem(Position(file, line, column), code, message, help_))

    def _unreadable(self, name: str, error: OSError) -> None:
        self.unreadable.append(name)
        message = f"cannot read this: {error.strerror or 'it is not a file'}"
        self._report(name, "unreadable-file", message, "put a file here that you are allowed to read")

    def _bytes(self, name: str) -> bytes | None:
        """Return the content of a file, or None with a problem."""
        path = self.root / name
        try:
            if path.exists() and not path.is_file():
                # A folder, or a device that might never end.
                raise OSError
            return path.read_bytes()
        except FileNotFoundError:
            stem = name.rpartition(".")[0].lower()
            alike = next((other for other in self.paths if other.rpartition(".")[0].lower() == stem), None)
            help_ = f"rename {alike} to that" if alike else "add the file"
            self._report(name, "missing-file", f"there is no file {name}", help_)
        except OSError as error:
            self._unreadable(name, error)
        return None

    def _text(self, name: str) -> str | None:
        """Return the text of a file with its line ends as \\n, or None with a problem."""
        if name in self.unreadable:
            return None
        raw = self._bytes(name)
        if raw is None:
            return None
        try:
            text = _lines(raw.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            self.texts[name] = _lines(raw.decode("utf-8", "replace"))
            line, column = _place(_lines(raw[: error.start].decode("utf-8", "replace")))
            self.unreadable.append(name)
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

    def _read(self, name: str, read: Callable[[str, str], tuple[R, list[Problem]]]) -> R | None:
        """Read the text of a file with a function of `authoring.read`; None when it has no text to be read."""
        text = self._text(name)
        if text is None:
            return None
        result, problems = self.parsed.get(name, text, read)
        self.problems += problems
        return result

    def _data(self, name: str, model: type[M]) -> Loaded[M] | None:
        return self._read(name, partial(read_data, model=model))

    def _module(self, folder: str, pages: list[str]) -> ModuleSource:
        head = self._data(f"{folder}/module.yaml", ModuleFile)
        mine = [name for name in pages if name.rpartition("/")[0] == folder]
        return ModuleSource(folder, head, tuple(self._page(name) for name in mine))

    def _page(self, name: str) -> PageSource:
        return self._read(name, read_page) or PageSource(name, None, Document())

    def _quiz(self, name: str) -> QuizSource:
        return self._read(name, read_quiz) or QuizSource(name, None)

    def _media(self, names: list[str]) -> Iterator[tuple[str, bytes]]:
        for name in names:
            data = self._bytes(name)
            if data is None:
                continue
            if is_drawing(name):
                self.texts[name] = _lines(data.decode("utf-8", "replace"))
            yield name, data


def _is_of_an_editor(name: str) -> bool:
    """Tell whether a file is hidden, or a backup that an editor keeps beside the real file."""
    return name.startswith((".", "~$")) or name.endswith(("~", ".bak", ".swp"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(before: str) -> tuple[int, int]:
    """Return the line and column that follow this text, both counted from 1."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
