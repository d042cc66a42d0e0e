"""Reads the content folders of a course; every mishap becomes a problem.

The only module that reads an author's files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from scorm_export.fields import AuthorModel, find_illegal_character
from scorm_export.files import CourseFile, FactsFile, ModuleFile, PageFile, SourcesFile
from scorm_export.markdown import Document, parse_inline, parse_markdown
from scorm_export.problem import Code, Position, Problem, sort_problems
from scorm_export.project import InlineText, Loaded, ModuleSource, PageSource, Project, QuizSource
from scorm_export.quiz import QuizFile
from scorm_export.references import CONTENT_FOLDERS
from scorm_export.source import Location, Source, parse_yaml
from scorm_export.svg import is_drawing
from scorm_export.validate import validate

UNREADABLE_HELP = "put a file here that you are allowed to read"

M = TypeVar("M", bound=AuthorModel)


def load(root: Path) -> tuple[Project, list[Problem]]:
    """Read the course in the folder `root`, with the problems of every file that does not read well."""
    reader = _Reader(root)
    project = reader.project()
    return project, sort_problems(reader.problems)


@dataclass
class _Reader:
    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def project(self) -> Project:
        paths = sorted(self._paths(), key=lambda path: path.relative_to(self.root).as_posix())
        pages = [p for p in paths if p.suffix == ".md" and self._name(p).startswith("modules/")]
        quizzes = [p for p in paths if self._is_yaml(p) and self._name(p).startswith("quizzes/")]
        folders = sorted({self._module_folder(p) for p in paths if self._name(p).count("/") >= 2} - {""})
        media = [p for p in paths if p.suffix != ".md" and not self._is_yaml(p)]
        return Project(
            course=self._file("course/course.yaml", CourseFile),
            sources=self._file("course/sources.yaml", SourcesFile),
            facts=self._file("course/facts.yaml", FactsFile),
            modules=tuple(self._module(folder, pages) for folder in folders),
            quizzes=tuple(self._quiz(path) for path in quizzes),
            media=dict(self._media(media)),
            texts=self.texts,
        )

    def _paths(self) -> Iterator[Path]:
        """Yield the files of the content folders, without hidden ones and without those that links lead out to."""
        inside = self.root.resolve()
        for folder in CONTENT_FOLDERS:
            for path in (self.root / folder).rglob("*"):
                name = self._name(path)
                if any(part.startswith(".") for part in name.split("/")) or not path.is_file():
                    continue
                if path.resolve().is_relative_to(inside):
                    yield path
                else:
                    self._report(
                        name,
                        "outside-course",
                        "this is a link to a file outside the course",
                        "copy the file to this place",
                    )

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _module_folder(self, path: Path) -> str:
        top, folder, *_ = self._name(path).split("/")
        return f"modules/{folder}" if top == "modules" else ""

    @staticmethod
    def _is_yaml(path: Path) -> bool:
        return path.suffix in (".yaml", ".yml")

    def _report(self, file: str, code: Code, message: str, help_: str, line: int = 1, column: int = 1) -> None:
        self.problems.append(Problem(Position(file, line, column), code, message, help_))

    def _text(self, name: str) -> str | None:
        """Return the text of a file with its line ends as \\n, or None with a problem."""
        try:
            raw = (self.root / name).read_bytes()
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                self._report(name, "missing-file", f"there is no file {name}", "add the file")
            else:
                self._report(name, "unreadable-file", f"cannot read {name}: {error.strerror}", UNREADABLE_HELP)
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = len(raw[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
            self.texts[name] = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
            message = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            self._report(name, "not-utf8", message, "save the file with the encoding UTF-8", line, column)
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.texts[name] = text
        if found := find_illegal_character(text):
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
            message = f"{found.group()!a} is not a readable character"
            self._report(name, "invalid-character", message, "take it out", line, column)
            return None
        return text

    def _file(self, name: str, model: type[M]) -> Loaded[M] | None:
        text = self._text(name)
        return None if text is None else self._validated(name, text, model, 1)

    def _validated(self, name: str, text: str, model: type[M], first_line: int) -> Loaded[M] | None:
        source, problems = parse_yaml(name, text, first_line)
        self.problems += problems
        if source is None:
            return None
        loaded, problems = validate(model, source)
        self.problems += problems
        return loaded

    def _module(self, folder: str, pages: list[Path]) -> ModuleSource:
        mine = [self._name(p) for p in pages if self._name(p.parent) == folder]
        return ModuleSource(
            folder, self._file(f"{folder}/module.yaml", ModuleFile), tuple(self._page(name) for name in mine)
        )

    def _page(self, name: str) -> PageSource:
        text = self._text(name)
        if text is None:
            return PageSource(name, None, Document())
        match = re.match(r"---[ \t]*\n(.*?)(?:^---[ \t]*$)", text, re.DOTALL | re.MULTILINE)
        if not match:
            self._report(
                name,
                "missing-front-matter",
                "this page does not begin with its id and title",
                'begin with a line "---", then id, title and teaches, then a line "---"',
            )
        front = self._validated(name, match[1], PageFile, 2) if match else None
        body = text[match.end() :] if match else text
        document, problems = parse_markdown(name, body, text.count("\n", 0, len(text) - len(body)) + 1)
        self.problems += problems
        return PageSource(name, front, document)

    def _quiz(self, path: Path) -> QuizSource:
        name = self._name(path)
        loaded = self._file(name, QuizFile)
        return QuizSource(name, loaded, tuple(self._inline_texts(loaded)) if loaded else ())

    def _inline_texts(self, loaded: Loaded[QuizFile]) -> Iterator[InlineText]:
        """Yield every Markdown text of a quiz."""
        for location in _markdown_locations(loaded.source):
            document, problems = parse_inline(_at(loaded.source, location), loaded.value(*location))
            self.problems += problems
            yield InlineText(location, document)

    def _media(self, paths: list[Path]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            try:
                data = path.read_bytes()
                if is_drawing(path.name):
                    self.texts[self._name(path)] = data.decode("utf-8", "replace")
                yield self._name(path), data
            except OSError as error:
                message = f"cannot read {self._name(path)}: {error.strerror}"
                self._report(self._name(path), "unreadable-file", message, UNREADABLE_HELP)


MARKDOWN_KEYS = ("text", "explanation", "feedback", "right", "wrong")
"""The keys of a quiz whose values are Markdown."""


def _markdown_locations(source: Source) -> Iterator[Location]:
    for location in source.values:
        if location and location[-1] in MARKDOWN_KEYS and isinstance(_at(source, location), str):
            yield location


def _at(source: Source, location: Location) -> str:
    value = source.data
    for part in location:
        value = value[part]
    return value  # type: ignore[no-any-return]
