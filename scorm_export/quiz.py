"""A quiz as its author wrote it: the kinds of question, as a union that `kind` tells apart.

Every kind answers the same questions for the rest of the program: which choices it has, which of them are right, and
what is said after each. CONTRIBUTING.md names the few places that tell the kinds apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from scorm_export.fields import AuthorModel, Id, OptionId, Text, Truth


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


class _Question(AuthorModel):
    id: Id
    tests: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facts that the question tests."""
    text: Text
    explanation: Text


class _OptionQuestion(_Question):
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=36)]
    feedback: Feedback | None = None

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


class TrueFalse(_Question):
    """A statement that is true or not."""

    kind: Literal["true-false"]
    correct: Truth
    """Whether the statement is true."""
    feedback: Feedback

    @property
    def choices(self) -> tuple[Choice, ...]:
        """True and not true, by the characters that SCORM 1.2 reports them with."""
        return (Choice("t", None, self.correct, None), Choice("f", None, not self.correct, None))


Question = Annotated[SingleChoice | MultipleResponse | TrueFalse, Field(discriminator="kind")]


class QuizFile(AuthorModel):
    """`quizzes/<name>.yaml`: the quiz of the module with the same id."""

    id: Id
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
