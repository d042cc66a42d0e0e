"""A quiz as its author wrote it: how it is taken, and its questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from scorm_export.formats.fields import NOT_EMPTY, PERCENTAGE, AuthorModel, Id, Limits, Truth
from scorm_export.formats.nodes import Location
from scorm_export.questions import AnyQuestion, Question


class QuizFile(AuthorModel):
    """`quizzes/<name>.yaml`: the quiz of the module with the same id, and how it is taken.

    A file that has only questions for practice gives the module no quiz.
    """

    id: Id
    pass_mark: Annotated[int, PERCENTAGE] | None = None
    """The whole percentage that passes the quiz; None for that of the course."""
    tries: Annotated[int, Limits(ge=1, le=99)] | None = None
    """How often the quiz may be taken; None for as often as one likes."""
    show_feedback: Literal["after-each", "at-end"] = "after-each"
    """Whether a trainee reads what an answer was worth at once, or when all questions are answered."""
    shuffle: Truth = False
    """Whether options stand in another order for each trainee and quiz attempt."""
    draw: Annotated[int, Limits(ge=1)] | None = None
    """How many of the scored questions a quiz attempt asks; None for all. Unscored ones are always asked."""
    new_draw: Truth = True
    """Whether each quiz attempt draws and shuffles again."""
    questions: Annotated[tuple[AnyQuestion, ...], NOT_EMPTY] = ()
    practice: tuple[AnyQuestion, ...] = ()
    """Questions that only a `check-yourself` in a lesson asks."""

    def located(self) -> Iterator[tuple[Location, Question]]:
        """Yield every question with its location in the file, those for practice too."""
        yield from ((("questions", i), question) for i, question in enumerate(self.questions))
        yield from ((("practice", i), question) for i, question in enumerate(self.practice))
