"""The course as everything after the checks sees it: complete, every id replaced by the thing it names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorm_export.files import HelpLine, SourceEntry, TermEntry
from scorm_export.markdown import Document
from scorm_export.project import Loaded, ModuleSource, PageSource, Project, QuizSource
from scorm_export.quiz import Feedback, QuizFile
from scorm_export.quiz import Question as QuestionEntry
from scorm_export.references import InFiles, read_reference
from scorm_export.source import Location
from scorm_export.svg import is_drawing

WORDS_PER_MINUTE = 120
"""How fast a lesson is read, taking time to think: well below the 180 or more of reading for pleasure."""

SECONDS_PER_QUESTION = 45
"""How long a question takes, with its feedback."""


@dataclass(frozen=True)
class Fact:
    """One thing the course teaches, with the publications it rests on."""

    id: str
    sources: tuple[SourceEntry, ...]


@dataclass(frozen=True)
class Page:
    """A page of a lesson. `file` is where its text stands; references in it are relative to that."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    file: str
    document: Document

    @property
    def sources(self) -> tuple[SourceEntry, ...]:
        """The publications behind the page's facts, each once, in the order of the facts."""
        return tuple(dict.fromkeys(source for fact in self.facts for source in fact.sources))


@dataclass(frozen=True)
class Choice:
    """Something a trainee can choose; see `quiz.Choice`."""

    id: str
    text: Document | None
    correct: bool
    feedback: Document | None


@dataclass(frozen=True)
class Question:
    """A question. `pages` are those of the module that teach what it tests."""

    id: str
    kind: str
    file: str
    text: Document
    choices: tuple[Choice, ...]
    right: Document | None
    wrong: Document | None
    explanation: Document
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Module:
    """A module: its lesson and its quiz."""

    id: str
    title: str
    summary: str
    content_note: str | None
    objectives: tuple[str, ...]
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]

    @property
    def minutes(self) -> int:
        """How long the module takes, in whole minutes, computed from its words and questions."""
        words = sum(page.document.words for page in self.pages)
        return math.ceil(words / WORDS_PER_MINUTE + len(self.questions) * SECONDS_PER_QUESTION / 60)


@dataclass(frozen=True)
class Course:
    """A course, complete.

    `assets` are the author's files that go into the package, `drawings` those that become a part of the page, both
    by path from the root.
    """

    id: str
    title: str
    language: str
    summary: str
    publisher: str
    license: str | None
    pass_mark: int
    modules: tuple[Module, ...]
    sources: tuple[SourceEntry, ...]
    glossary: tuple[TermEntry, ...]
    help_lines: tuple[HelpLine, ...]
    assets: Mapping[str, bytes]
    drawings: Mapping[str, bytes]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of the course."""
        return tuple(page for module in self.modules for page in module.pages)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the course."""
        return tuple(question for module in self.modules for question in module.questions)


def resolve(project: Project) -> Course:
    """Turn a project without errors into a course. Calling it with errors is a mistake of the program."""
    course, sources, facts = project.course, project.sources, project.facts
    if course is None or sources is None or facts is None or not project.complete:
        raise ValueError("a project with errors cannot be resolved")
    entries = {source.id: source for source in sources.model.sources}
    known = {f.id: Fact(f.id, tuple(entries[id_] for id_ in f.sources)) for f in facts.model.facts}
    modules = {module.head.model.id: module for module in project.modules if module.head}
    quizzes = {source.quiz.model.id: source for source in project.quizzes if source.quiz}
    head = course.model
    resolved = tuple(_module(modules[id_], quizzes[id_], known) for id_ in head.modules)
    drawn, packed = _referred(resolved)
    return Course(
        id=head.id,
        title=head.title,
        language=head.language,
        summary=head.summary,
        publisher=head.publisher,
        license=head.license,
        pass_mark=head.pass_mark,
        modules=resolved,
        sources=sources.model.sources,
        glossary=project.glossary.model.terms if project.glossary else (),
        help_lines=head.help_lines,
        assets={path: project.media[path] for path in sorted(packed)},
        drawings={path: project.media[path] for path in sorted(drawn)},
    )


def _module(source: ModuleSource, quiz: QuizSource, facts: Mapping[str, Fact]) -> Module:
    assert source.head
    assert quiz.quiz
    pages = tuple(_page(page, facts) for page in sorted(source.pages, key=lambda page: page.number or 0))
    head = source.head.model
    return Module(
        id=head.id,
        title=head.title,
        summary=head.summary,
        content_note=head.content_note,
        objectives=tuple(objective.text for objective in head.objectives),
        pages=pages,
        questions=tuple(_questions(quiz, quiz.quiz, pages)),
    )


def _page(source: PageSource, facts: Mapping[str, Fact]) -> Page:
    assert source.front
    front = source.front.model
    return Page(front.id, front.title, tuple(facts[id_] for id_ in front.teaches), source.file, source.document)


def _questions(source: QuizSource, quiz: Loaded[QuizFile], pages: tuple[Page, ...]) -> Iterator[Question]:
    texts = {text.location: text.document for text in source.texts}
    for i, entry in enumerate(quiz.model.questions):
        taught = tuple(page for page in pages if {fact.id for fact in page.facts} & set(entry.tests))
        yield _question(entry, ("questions", i), texts, source.file, taught)


def _question(
    entry: QuestionEntry, at: Location, texts: Mapping[Location, Document], file: str, pages: tuple[Page, ...]
) -> Question:
    general = isinstance(entry.feedback, Feedback)
    return Question(
        id=entry.id,
        kind=entry.kind,
        file=file,
        text=texts[(*at, "text")],
        choices=tuple(
            Choice(
                choice.id,
                None if choice.text is None else texts[(*at, "options", j, "text")],
                choice.correct,
                None if choice.feedback is None else texts[(*at, "options", j, "feedback")],
            )
            for j, choice in enumerate(entry.choices)
        ),
        right=texts[(*at, "feedback", "right")] if general else None,
        wrong=texts[(*at, "feedback", "wrong")] if general else None,
        explanation=texts[(*at, "explanation")],
        pages=pages,
    )


def _documents(module: Module) -> Iterator[tuple[str, Document]]:
    yield from ((page.file, page.document) for page in module.pages)
    for question in module.questions:
        documents = [question.text, question.right, question.wrong, question.explanation]
        documents += [document for choice in question.choices for document in (choice.text, choice.feedback)]
        yield from ((question.file, document) for document in documents if document)


def _referred(modules: tuple[Module, ...]) -> tuple[set[str], set[str]]:
    """Return the paths of the author's files that the course draws into its page, and of those it packs."""
    drawn: set[str] = set()
    packed: set[str] = set()
    for file, document in (item for module in modules for item in _documents(module)):
        for image in document.images:
            reference = read_reference(file, image.source)
            if isinstance(reference, InFiles):
                (drawn if is_drawing(reference.path) else packed).add(reference.path)
        for link in document.links:
            reference = read_reference(file, link.target)
            if isinstance(reference, InFiles):
                packed.add(reference.path)
    return drawn, packed
