"""The course as everything after the checks sees it: complete, every id replaced by the thing it names."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scorm_export.authoring.files import HelpLine, SourceEntry, TermEntry
from scorm_export.authoring.project import Loaded, ModuleSource, PageSource, Project, QuizSource
from scorm_export.formats.markdown import Document
from scorm_export.formats.references import InFiles, read_reference
from scorm_export.formats.svg import is_drawing
from scorm_export.formats.yaml import Location
from scorm_export.questions.quiz import Cloze, FillIn, Form, Matching, Numeric, Ordering, QuizFile
from scorm_export.questions.quiz import Question as QuestionEntry

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
class Piece:
    """Something that a trainee puts in a place."""

    id: str
    text: Document


@dataclass(frozen=True)
class Spot:
    """Where a piece is put: beside a text, or at a number in a row, which needs none."""

    id: str
    text: Document | None


@dataclass(frozen=True)
class Gap:
    """A gap in a text, and what may fill it."""

    id: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Question:
    """A question. `pages` are those of the module that teach what it tests.

    `choices`, `pieces` with `spots`, `gaps`, or `accepted` with `unit` say how it can be answered, as its `form`
    needs. `right_response` is the response that is wholly right, see `quiz`. `longest_response` is how many characters
    a response can have in the stored state.
    """

    id: str
    kind: str
    form: Form
    scored: bool
    file: str
    text: Document
    choices: tuple[Choice, ...]
    pieces: tuple[Piece, ...]
    spots: tuple[Spot, ...]
    gaps: tuple[Gap, ...]
    accepted: tuple[str, ...]
    tolerance: str
    unit: str | None
    right_response: str
    longest_response: int
    right: Document | None
    wrong: Document | None
    explanation: Document
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class QuizRules:
    """How a quiz is taken; see `quiz.QuizFile`."""

    pass_mark: int
    tries: int | None
    feedback_at_end: bool
    shuffle: bool
    draw: int | None
    new_draw: bool


@dataclass(frozen=True)
class Module:
    """A module: its lesson and its quiz."""

    id: str
    title: str
    summary: str
    content_note: str | None
    objectives: tuple[str, ...]
    pages: tuple[Page, ...]
    rules: QuizRules
    questions: tuple[Question, ...]
    practice: tuple[Question, ...]
    """Questions that only the lesson asks, and that do not count."""

    @property
    def asked(self) -> int:
        """How many questions a try asks."""
        scored = sum(question.scored for question in self.questions)
        drawn = scored if self.rules.draw is None else self.rules.draw
        return drawn + len(self.questions) - scored

    @property
    def minutes(self) -> int:
        """How long the module takes, in whole minutes, computed from its words and questions."""
        words = sum(page.document.words for page in self.pages)
        return math.ceil(words / WORDS_PER_MINUTE + self.asked * SECONDS_PER_QUESTION / 60)


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
    quick_exit: str
    foreign_words: Mapping[str, tuple[str, ...]]
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
    resolved = tuple(_module(modules[id_], quizzes[id_], known, head.pass_mark) for id_ in head.modules)
    drawn, packed = _referred(resolved)
    return Course(
        id=head.id,
        title=head.title,
        language=head.language,
        summary=head.summary,
        publisher=head.publisher,
        license=head.license,
        quick_exit=head.quick_exit,
        foreign_words=head.foreign_words,
        modules=resolved,
        sources=sources.model.sources,
        glossary=project.glossary.model.terms if project.glossary else (),
        help_lines=head.help_lines,
        assets={path: project.media[path] for path in sorted(packed)},
        drawings={path: project.media[path] for path in sorted(drawn)},
    )


def _module(source: ModuleSource, quiz: QuizSource, facts: Mapping[str, Fact], pass_mark: int) -> Module:
    assert source.head
    assert quiz.quiz
    pages = tuple(_page(page, facts) for page in sorted(source.pages, key=lambda page: page.number or 0))
    head = source.head.model
    questions = dict(_questions(quiz, quiz.quiz, pages))
    return Module(
        id=head.id,
        title=head.title,
        summary=head.summary,
        content_note=head.content_note,
        objectives=tuple(objective.text for objective in head.objectives),
        pages=pages,
        rules=_rules(quiz.quiz.model, pass_mark),
        questions=tuple(question for at, question in questions.items() if at[0] == "questions"),
        practice=tuple(question for at, question in questions.items() if at[0] == "practice"),
    )


def _page(source: PageSource, facts: Mapping[str, Fact]) -> Page:
    assert source.front
    front = source.front.model
    return Page(front.id, front.title, tuple(facts[id_] for id_ in front.teaches), source.file, source.document)


def _rules(quiz: QuizFile, pass_mark: int) -> QuizRules:
    return QuizRules(
        pass_mark=pass_mark if quiz.pass_mark is None else quiz.pass_mark,
        tries=quiz.tries,
        feedback_at_end=quiz.show_feedback == "at-end",
        shuffle=quiz.shuffle,
        draw=quiz.draw,
        new_draw=quiz.new_draw,
    )


def _questions(
    source: QuizSource, quiz: Loaded[QuizFile], pages: tuple[Page, ...]
) -> Iterator[tuple[Location, Question]]:
    texts = {text.location: text.document for text in source.texts}
    for at, entry in quiz.model.located():
        taught = tuple(page for page in pages if {fact.id for fact in page.facts} & set(entry.tests))
        yield at, _question(entry, at, texts, source.file, taught)


def _question(
    entry: QuestionEntry, at: Location, texts: Mapping[Location, Document], file: str, pages: tuple[Page, ...]
) -> Question:
    pieces, spots = _places(entry, at, texts)
    accepted = entry.accepted if isinstance(entry, FillIn) else (entry.answer,) if isinstance(entry, Numeric) else ()
    return Question(
        id=entry.id,
        kind=entry.kind,
        form=entry.form,
        scored=entry.scored,
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
        pieces=pieces,
        spots=spots,
        gaps=_gaps(entry, at, texts),
        accepted=accepted,
        tolerance=entry.tolerance if isinstance(entry, Numeric) else "0",
        unit=entry.unit if isinstance(entry, Numeric) else None,
        right_response=entry.right_response,
        longest_response=entry.longest_response,
        right=texts[(*at, "feedback", "right")] if entry.feedback else None,
        wrong=texts[(*at, "feedback", "wrong")] if entry.feedback else None,
        explanation=texts[(*at, "explanation")],
        pages=pages,
    )


def _places(
    entry: QuestionEntry, at: Location, texts: Mapping[Location, Document]
) -> tuple[tuple[Piece, ...], tuple[Spot, ...]]:
    """Return what is put where; the pieces in an order that does not give the answer away."""
    pieces: list[Piece] = []
    spots: list[Spot] = []
    if isinstance(entry, Matching):
        pieces = [Piece(pair.id, texts[(*at, "pairs", j, "match")]) for j, pair in enumerate(entry.pairs)]
        spots = [Spot(pair.id, texts[(*at, "pairs", j, "text")]) for j, pair in enumerate(entry.pairs)]
    elif isinstance(entry, Ordering):
        pieces = [Piece(item.id, texts[(*at, "items", j, "text")]) for j, item in enumerate(entry.items)]
        spots = [Spot(str(j + 1), None) for j in range(len(entry.items))]
    mixed = sorted(pieces, key=lambda piece: hashlib.sha256(f"{entry.id}/{piece.id}".encode()).digest())
    # By chance the mixed order may be the right one.
    return tuple(mixed if mixed != pieces else reversed(pieces)), tuple(spots)


def _gaps(entry: QuestionEntry, at: Location, texts: Mapping[Location, Document]) -> tuple[Gap, ...]:
    if not isinstance(entry, Cloze):
        return ()
    return tuple(
        Gap(
            gap.id,
            tuple(
                Choice(option.id, texts[(*at, "gaps", i, "options", j, "text")], option.correct, None)
                for j, option in enumerate(gap.options)
            ),
        )
        for i, gap in enumerate(entry.gaps)
    )


def _documents(module: Module) -> Iterator[tuple[str, Document]]:
    yield from ((page.file, page.document) for page in module.pages)
    for question in (*module.questions, *module.practice):
        documents = [question.text, question.right, question.wrong, question.explanation]
        documents += [document for choice in question.choices for document in (choice.text, choice.feedback)]
        documents += [spot.text for spot in question.spots] + [piece.text for piece in question.pieces]
        documents += [choice.text for gap in question.gaps for choice in gap.choices]
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
