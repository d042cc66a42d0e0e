"""A word or a few to type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Annotated
from urllib.parse import quote

from scorm_export.formats.fields import OPTION_IDS, Answer, Limits
from scorm_export.problem import Problem
from scorm_export.questions.base import LONGEST_TYPED, Feedback, FormFields, Places, Question


def kept_size(text: str) -> int:
    """Return how many characters of the state a typed text takes (`player/core/response-text.js`)."""
    return len(quote(text, safe="!*'()").replace("%20", "+"))


class FillIn(Question):
    """A word or a few to type. Capitals, accents, punctuation around it and repeated spaces make no difference."""

    form = "text"
    interaction = "fill-in"

    accepted: Annotated[tuple[Answer, ...], Limits(min_length=1, max_length=OPTION_IDS)]
    """Every answer that is right, the best one first."""
    feedback: Feedback = field()

    @property
    def right_response(self) -> str:
        """The best answer."""
        return self.accepted[0]

    @property
    def wrong_response(self) -> str:
        """A text that no answer equals: it is longer than each of them."""
        return "x" * (max(map(len, self.accepted)) + 1)

    @property
    def longest_response(self) -> int:
        """As long as anything typed."""
        return LONGEST_TYPED

    def problems(self, places: Places) -> Iterator[Problem]:
        """What is accepted can be typed: the player keeps only so much of an answer."""
        for index, text in enumerate(self.accepted):
            if kept_size(text) > LONGEST_TYPED:
                message = f'"{text}" is longer than what the player keeps of an answer'
                help_ = f"make it shorter: {LONGEST_TYPED} plain characters; a letter with an accent counts for six"
                yield Problem(places.value("accepted", index), "invalid-value", message, help_)

    def form_fields(self) -> FormFields:
        """Return every answer that is right."""
        return {"accepted": list(self.accepted), "longest": LONGEST_TYPED}
