"""A question to oneself on a scale. No answer is right or wrong, and none counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from scorm_export.formats.fields import OPTION_IDS, AuthorModel, Limits, Markdown, OptionId
from scorm_export.questions.base import Choice, Listing
from scorm_export.questions.options import OptionsQuestion


class ScalePoint(AuthorModel):
    """One point of a scale; none is better than another."""

    id: OptionId
    text: Markdown
    feedback: Markdown | None = None


class Likert(OptionsQuestion):
    """A question to oneself on a scale."""

    interaction = "likert"
    scored = False
    negation_misleads = False
    fixed_order = True

    options: Annotated[tuple[ScalePoint, ...], Limits(min_length=2, max_length=OPTION_IDS)]
    feedback: None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The points of the scale as choices."""
        return tuple(Choice(o.id, o.text, False, o.feedback) for o in self.options)

    @property
    def wrong_response(self) -> str:
        """No response is worse than another."""
        return ""

    def lists(self) -> Iterator[Listing]:
        """Yield the points of the scale."""
        yield Listing(("options",), self.options)
