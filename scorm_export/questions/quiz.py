"""A quiz as its author wrote it: the kinds of question, as a union that `kind` tells apart.

Every kind answers the same questions for the rest of the program: in which form it is asked, which response is right,
how long a response can be. CONTRIBUTING.md names the few places that tell the kinds apart.

A response is a text: the ids of the chosen options (`bd`), pairs of a place and what was put there (`abba`), the ids
of items in their order (`cab`), or what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, TypeAlias
from urllib.parse import quote

from pydantic import Field

from scorm_export.formats.fields import AuthorModel, Decimal, Distance, Id, OptionId, Text, Truth, Words
from scorm_export.formats.yaml import Location

Form: TypeAlias = Literal["options", "places", "gaps", "typed"]
"""How a question is asked: options to choose, items to put in places, gaps in a text, something to type."""

LONGEST_TYPED = 60
"""Characters that are kept of what a trainee types, in the encoding of the state (`runtime/state.js`)."""

LONGEST_NUMBER = 19
"""Characters of a number: a sign, a point, and the 17 digits that a browser keeps of one."""

OPTION_IDS = 36
"""How many ids of one character there are: a to z and 0 to 9."""


def kept_size(text: str) -> int:
    """Return how many characters of the state a typed text takes (`encodeResponse` in `runtime/state.js`)."""
    return len(quote(text, safe="!*'()").replace("%20", "+"))


@dataclass(frozen=True)
class Choice:
    """Something a trainee can choose.

    `text` and `feedback` are Markdown. `text` is None for the two choices of a true/false question, which the
    player names in its own language; `feedback` is None when the question has feedback for right and wrong.
    """

    id: str
    text: str | None
    correct: bool
    feedback: str | None


class Feedback(AuthorModel):
    """What is said after a right and after a wrong answer."""

    right: Text
    wrong: Text


class Option(AuthorModel):
    """One option of a question. Its id is one character, because SCORM 1.2 reports answers as such."""

    id: OptionId
    text: Text
    correct: Truth = False
    feedback: Text | None = None


class ScalePoint(AuthorModel):
    """One point of a scale; none is better than another."""

    id: OptionId
    text: Text
    feedback: Text | None = None


class Pair(AuthorModel):
    """Two things that belong together: `match` is what has to be found for `text`."""

    id: OptionId
    text: Text
    match: Text


class Item(AuthorModel):
    """One thing to put in order."""

    id: OptionId
    text: Text


class GapOption(AuthorModel):
    """One way to fill a gap."""

    id: OptionId
    text: Text
    correct: Truth = False


class Gap(AuthorModel):
    """A gap in a text, which stands there as its id between braces: `{a}`."""

    id: OptionId
    options: Annotated[tuple[GapOption, ...], Field(min_length=2, max_length=OPTION_IDS)]


Listed: TypeAlias = Option | ScalePoint | Pair | Item | GapOption | Gap
"""Whatever a question lists under ids of one character."""

GAP = re.compile(r"\{([a-z0-9])\}")
"""A gap, as it stands in the text of a cloze question."""


class _Question(AuthorModel):
    form: ClassVar[Form]
    scored: ClassVar[bool] = True
    """Whether the answer counts for the result."""

    id: Id
    tests: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facts that the question tests."""
    text: Text
    explanation: Text
    feedback: Feedback | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, for a question with options."""
        return ()

    @property
    def right_response(self) -> str:
        """The response that is wholly right."""
        return "".join(choice.id for choice in self.choices if choice.correct)

    @property
    def longest_response(self) -> int:
        """How many characters a response can have in the state."""
        return len(self.right_response)


class _OptionQuestion(_Question):
    form = "options"

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=OPTION_IDS)]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options as choices."""
        return tuple(Choice(o.id, o.text, o.correct, o.feedback) for o in self.options)


class SingleChoice(_OptionQuestion):
    """A question with exactly one right option."""

    kind: Literal["single-choice"]


class MultipleResponse(_OptionQuestion):
    """A question with one or more right options, and at least one that is not."""

    kind: Literal["multiple-response"]

    @property
    def longest_response(self) -> int:
        """All options chosen."""
        return len(self.options)


class TrueFalse(_Question):
    """A statement that is true or not."""

    form = "options"

    kind: Literal["true-false"]
    correct: Truth
    """Whether the statement is true."""
    feedback: Feedback

    @property
    def choices(self) -> tuple[Choice, ...]:
        """True and not true, by the characters that SCORM 1.2 reports them with."""
        return (Choice("t", None, self.correct, None), Choice("f", None, not self.correct, None))


class Likert(_Question):
    """A question to oneself on a scale. No answer is right or wrong, and none counts."""

    form = "options"
    scored = False

    kind: Literal["likert"]
    tests: tuple[Id, ...] = ()
    options: Annotated[tuple[ScalePoint, ...], Field(min_length=2, max_length=OPTION_IDS)]
    feedback: None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The points of the scale as choices."""
        return tuple(Choice(o.id, o.text, False, o.feedback) for o in self.options)

    @property
    def longest_response(self) -> int:
        """One point."""
        return 1


class Matching(_Question):
    """Things that belong together, to be found."""

    form = "places"

    kind: Literal["matching"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=OPTION_IDS)]
    feedback: Feedback

    @property
    def right_response(self) -> str:
        """Each pair with itself."""
        return "".join(pair.id * 2 for pair in self.pairs)


class Ordering(_Question):
    """Things to put in order; their author writes them in the right one."""

    form = "places"

    kind: Literal["ordering"]
    items: Annotated[tuple[Item, ...], Field(min_length=3, max_length=OPTION_IDS)]
    feedback: Feedback

    @property
    def right_response(self) -> str:
        """The items as their author wrote them."""
        return "".join(item.id for item in self.items)


class Cloze(_Question):
    """A text with gaps, each with options to fill it."""

    form = "gaps"

    kind: Literal["cloze"]
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, max_length=OPTION_IDS)]
    feedback: Feedback

    @property
    def right_response(self) -> str:
        """Each gap with its right option."""
        return "".join(gap.id + option.id for gap in self.gaps for option in gap.options if option.correct)

    @property
    def longest_response(self) -> int:
        """Each gap with one option."""
        return 2 * len(self.gaps)


class Numeric(_Question):
    """A number, right within a tolerance."""

    form = "typed"

    kind: Literal["numeric"]
    answer: Decimal
    tolerance: Distance = "0"
    """How far from `answer` a right number may be, on both sides."""
    unit: Text | None = None
    feedback: Feedback

    @property
    def right_response(self) -> str:
        """The number itself."""
        return self.answer

    @property
    def longest_response(self) -> int:
        """As long as a number can be."""
        return LONGEST_NUMBER


class FillIn(_Question):
    """A word or a few to type. Capitals, accents, punctuation around it and doubled blanks make no difference."""

    form = "typed"

    kind: Literal["fill-in"]
    accepted: Annotated[tuple[Words, ...], Field(min_length=1, max_length=OPTION_IDS)]
    """Every answer that is right, the best one first."""
    feedback: Feedback

    @property
    def right_response(self) -> str:
        """The best answer."""
        return self.accepted[0]

    @property
    def longest_response(self) -> int:
        """As long as anything typed."""
        return LONGEST_TYPED


KINDS = (SingleChoice, MultipleResponse, TrueFalse, Likert, Matching, Ordering, Cloze, Numeric, FillIn)
"""Every kind of question."""

Question = Annotated[
    SingleChoice | MultipleResponse | TrueFalse | Likert | Matching | Ordering | Cloze | Numeric | FillIn,
    Field(discriminator="kind"),
]


class QuizFile(AuthorModel):
    """`quizzes/<name>.yaml`: the quiz of the module with the same id, and how it is taken."""

    id: Id
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    """The whole percentage that passes the quiz; None for that of the course."""
    tries: Annotated[int, Field(ge=1, le=99)] | None = None
    """How often the quiz may be taken; None for as often as one likes."""
    show_feedback: Literal["after-each", "at-end"] = "after-each"
    """Whether a trainee reads what an answer was worth at once, or when all questions are answered."""
    shuffle: Truth = False
    """Whether options stand in another order for each trainee and try."""
    draw: Annotated[int, Field(ge=1)] | None = None
    """How many of the scored questions a try asks; None for all. Unscored ones are always asked."""
    new_draw: Truth = True
    """Whether a new try draws and shuffles anew."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    practice: tuple[Question, ...] = ()
    """Questions that only a `check-yourself` in a lesson asks."""

    def located(self) -> Iterator[tuple[Location, Question]]:
        """Yield every question with its place in the file, those for practice too."""
        yield from ((("questions", i), question) for i, question in enumerate(self.questions))
        yield from ((("practice", i), question) for i, question in enumerate(self.practice))
