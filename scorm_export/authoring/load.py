"""Reads the content folders of a course. Whatever cannot be read becomes a problem.

The only module that reads an author's files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from scorm_export.authoring.files import CourseFile, FactsFile, GlossaryFile, ModuleFile, PageFile, SourcesFile
from scorm_export.authoring.project import Loaded, ModuleSource, PageSource, Project, QuizSource
from scorm_export.authoring.quiz import QuizFile
from scorm_export.authoring.validate import validate
from scorm_export.formats.document import Document
from scorm_export.formats.fields import AuthorModel, find_illegal_character
from scorm_export.formats.markdown import parse_markdown
from scorm_export.formats.references import CONTENT_FOLDERS
from scorm_export.formats.svg import is_drawing
from scorm_export.formats.yaml import Source, parse_yaml
from scorm_export.problem import Code, Position, Problem, sort_problems

M = TypeVar("M", bound=AuthorModel)


def load(root: Path) -> tuple[Project, list[Problem]]:
    """Read the course in the folder `root`, and return it with the problems of everything that could not be read."""
    reader = _CourseReader(root)
    project = reader.project()
    return project, sort_problems(reader.problems)


@dataclass
class _CourseReader:
    root: Path
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
        course = self._file("course/course.yaml", CourseFile)
        sources = self._file("course/sources.yaml", SourcesFile)
        facts = self._file("course/facts.yaml", FactsFile)
        has_glossary = "course/glossary.yaml" in self.paths
        glossary = self._file("course/glossary.yaml", GlossaryFile) if has_glossary else None
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
                    try:
                        resolved = path.resolve()
                    except (OSError, RuntimeError):
                        self._unreadable(self._name(path), OSError(0, "this link leads to itself"))
                        continue
                    if any(resolved.is_relative_to(place) for place in inside):
                        yield self._name(path), path
                    else:
                        message = "this is a link to a file outside the course"
                        self._report(self._name(path), "outside-course", message, "copy the file to this place")
                        self.unreadable.append(self._name(path))

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

    def _source(self, name: str) -> Source | None:
        text = self._text(name)
        return None if text is None else self._parsed(name, text, 1)

    def _parsed(self, name: str, text: str, first_line: int) -> Source | None:
        source, problems = parse_yaml(name, text, first_line)
        self.problems += problems
        return source

    def _validated(self, source: Source | None, model: type[M]) -> Loaded[M] | None:
        if source is None:
            return None
        loaded, _, problems = validate(model, source)
        self.problems += problems
        return loaded

    def _file(self, name: str, model: type[M]) -> Loaded[M] | None:
        return self._validated(self._source(name), model)

    def _module(self, folder: str, pages: list[str]) -> ModuleSource:
        head = self._file(f"{folder}/module.yaml", ModuleFile)
        mine = [name for name in pages if name.rpartition("/")[0] == folder]
        return ModuleSource(folder, head, tuple(self._page(name) for name in mine))

    def _page(self, name: str) -> PageSource:
        text = self._text(name)
        if text is None:
            return PageSource(name, None, Document())
        match = re.match(r"---[ \t]*\n(.*?)(?:^---[ \t]*$)", text, re.DOTALL | re.MULTILINE)
        if not match:
            begun = text.startswith("---\n")
            message = "the lines with the id and title are not closed" if begun else "this page has no id and title"
            help_ = 'put a line "---" under them' if begun else 'begin with "---", then id, title, teaches, then "---"'
            self._report(name, "missing-front-matter", message, help_)
        front = self._validated(self._parsed(name, match[1], 2), PageFile) if match else None
        body = text[match.end() :] if match else text
        first_line = text.count("\n", 0, len(text) - len(body)) + 1
        document, problems = parse_markdown(name, body, first_line)
        # What looks like front matter is no text to be checked.
        self.problems += problems if match or not text.startswith("---\n") else []
        if match and not body.strip():
            self._report(name, "empty-text", "the page has no text", "write one, or remove the page", first_line)
        return PageSource(name, front, document)

    def _quiz(self, name: str) -> QuizSource:
        source = self._source(name)
        if source is None:
            return QuizSource(name, None)
        quiz, documents, problems = validate(QuizFile, source)
        self.problems += problems
        return QuizSource(name, quiz, tuple(documents))

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
