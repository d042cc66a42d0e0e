"""What every kind of question says of itself.

A kind is a model of what its author writes. The rest of the program asks it for everything that depends on the kind:
what is right, how long a response can be, what the page and the player need. Nothing outside this folder tells kinds
apart.

A response is a text: the ids of the chosen options (`bd`), pairs of a place and what was put there (`abba`), the ids of
items in their order (`cab`), or what was typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple, Protocol, TypeAlias, TypedDict, TypeVar

from scorm_export.formats.document import Document
from scorm_export.formats.fields import OPTION_IDS, AuthorModel, Id, Limits, Markdown, OptionId, Truth
from scorm_export.formats.nodes import Location
from scorm_export.problem import Position, Problem

InteractionType: TypeAlias = Literal["choice", "true-false", "likert", "matching", "sequencing", "numeric", "fill-in"]
"""How an answer is reported, in the words that all standards share (SCORM 1.2 RTE, section 3.4.7)."""


LONGEST_TYPED = 60
"""Characters that the player keeps of what a trainee types, as they are written in the state."""


class FormFields(TypedDict, total=False):
    """What the player needs to know of a question, depending on its form."""

    options: str
    """The ids of all options or pieces, one character each, in the order of the page."""
    several: bool
    """Whether more than one option can be chosen."""
    fixedOrder: bool
    """Whether the options are never shuffled."""
    gaps: dict[str, str]
    """The ids of the options of each gap, by the id of the gap."""
    accepted: list[str]
    """What may be typed: every accepted text, or the one number."""
    tolerance: str
    """How far a number may be off, as a decimal number."""
    longest: int
    """How many characters of what is typed are kept, as they are written in the state."""


class Entry(Protocol):
    """Something that a question lists under an id of one character."""

    @property
    def id(self) -> str:
        """The id."""


E = TypeVar("E", bound=Entry)


class Choice(NamedTuple):
    """Something a trainee can choose.

    `text` is None for the two choices of a true/false question, which the player names in its own language;
    `feedback` is None when the question has feedback for right and wrong.
    """

    id: str
    text: Document | None
    correct: bool
    feedback: Document | None


class Feedback(AuthorModel):
    """What is said after a right and after a wrong answer."""

    right: Markdown
    wrong: Markdown


class Option(AuthorModel):
    """One option of a question. Its id is one character, because SCORM 1.2 reports answers as such."""

    id: OptionId
    text: Markdown
    correct: Truth = False
    feedback: Markdown | None = None


Options = Annotated[tuple[Option, ...], Limits(min_length=2, max_length=OPTION_IDS)]


class Places(Protocol):
    """Where the parts of one question stand in its file."""

    def key(self, *location: str | int) -> Position:
        """Return the position of a key of the question."""

    def value(self, *location: str | int) -> Position:
        """Return the position of a value of the question."""


class Listing(NamedTuple):
    """A list of entries in a question: its place there, and what is told apart by id and by text.

    `pressed` are the texts that a trainee presses to answer, in which no link can stand. `in_menu` says whether they
    stand in a menu, which shows no image either.
    """

    at: Location
    entries: Sequence[Entry]
    pressed: tuple[Document, ...] = ()
    in_menu: bool = False


class Question(AuthorModel):
    """A question, of whatever kind."""

    form: ClassVar[str]
    """How it is asked: the name of its template (`page/templates/forms/`) and script (`player/questions/`)."""
    interaction: ClassVar[InteractionType]
    scored: ClassVar[bool] = True
    """Whether the answer counts for the result."""
    negation_misleads: ClassVar[bool] = True
    """Whether the answer turns round for someone who reads past a negation in the text."""
    fixed_order: ClassVar[bool] = False
    """Whether what can be chosen has an order of its own, so that it is never shuffled."""

    kind: str
    id: Id
    tests: tuple[Id, ...] = ()
    """The facts that the question tests, in a course that lists facts."""
    pages: tuple[Id, ...] = ()
    """The pages of the module to read again after a wrong answer; none for those that teach what the question tests."""
    text: Markdown
    explanation: Markdown
    feedback: Feedback | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, for a question with options; each is told apart in the feedback."""
        return ()

    @property
    def several(self) -> bool:
        """Whether more than one choice can be made."""
        return False

    @property
    def right_response(self) -> str:
        """The response that is wholly right; empty where none is better than another."""
        raise NotImplementedError

    @property
    def wrong_response(self) -> str:
        """A whole response that earns nothing; empty where none is worse than another."""
        raise NotImplementedError

    @property
    def longest_response(self) -> int:
        """How many characters a response can have in the state (`player/core/state.js`)."""
        return len(self.right_response)

    def lists(self) -> Iterator[Listing]:
        """Yield what the question lists under ids."""
        yield from ()

    def problems(self, places: Places) -> Iterator[Problem]:
        """Yield what is wrong with the question that only its kind can know."""
        yield from missing_feedback(self, places)

    def form_fields(self) -> FormFields:
        """Return what the player needs for the form of the question."""
        raise NotImplementedError


def missing_feedback(question: Question, places: Places) -> Iterator[Problem]:
    """Yield a problem for each choice after which nothing would be said."""
    for index, choice in enumerate(question.choices if question.scored and not question.feedback else ()):
        if choice.feedback is None:
            message = f'the option "{choice.id}" has no feedback'
            help_ = 'add "feedback:" here, or "feedback:" with "right:" and "wrong:" to the question'
            yield Problem(places.value("options", index), "missing-feedback", message, help_)


def right_option_problems(
    corrects: Sequence[bool], position: Position, name: str, several_help: str | None = ""
) -> Iterator[Problem]:
    """Yield what is wrong with which options are right: some must be, and not all.

    `name` is what has the options. `several_help` says what else can be done when more than one is right; None where
    that is no problem.
    """
    right = sum(corrects)
    if right == 0:
        help_ = 'write "correct: true" under the right option'
        yield Problem(position, "no-right-answer", f"{name} has no right answer", help_)
    elif right == len(corrects):
        help_ = 'add an option that is wrong, or take out a "correct: true"'
        yield Problem(position, "all-right-answers", f"{name} has only right answers", help_)
    elif right > 1 and several_help is not None:
        help_ = f'keep one "correct: true"{several_help}'
        yield Problem(position, "several-right-answers", f"{name} has {right} right answers", help_)


def shuffled(question: str, entries: Sequence[E]) -> tuple[E, ...]:
    """Return the entries in an order that does not give the answer away: always the same, by the question's id."""
    mixed = sorted(entries, key=lambda entry: hashlib.sha256(f"{question}/{entry.id}".encode()).digest())
    # By chance that may be the right order.
    return tuple(mixed if mixed != list(entries) else reversed(entries))


def ids(entries: Sequence[Entry]) -> str:
    """Return the ids of the entries, one character each."""
    return "".join(entry.id for entry in entries)
