"""Things to put in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Annotated

from scorm_export.formats.fields import OPTION_IDS, AuthorModel, Limits, Markdown, OptionId
from scorm_export.questions.base import Feedback, FormFields, Listing, Question, ids, shuffled


class Item(AuthorModel):
    """One thing to put in order."""

    id: OptionId
    text: Markdown


class Ordering(Question):
    """Things to put in order; their author writes them in the right one."""

    form = "ordering"
    interaction = "sequencing"

    items: Annotated[tuple[Item, ...], Limits(min_length=3, max_length=OPTION_IDS)]
    feedback: Feedback = field()

    @property
    def pieces(self) -> tuple[Item, ...]:
        """The items in the order in which they are offered."""
        return shuffled(self.id, self.items)

    @property
    def right_response(self) -> str:
        """The items as their author wrote them."""
        return ids(self.items)

    @property
    def wrong_response(self) -> str:
        """The items the other way round."""
        return self.right_response[::-1]

    def lists(self) -> Iterator[Listing]:
        """Yield the items."""
        yield Listing(("items",), self.items, tuple(item.text for item in self.items))

    def form_fields(self) -> FormFields:
        """Return the ids of the pieces."""
        return {"options": ids(self.pieces)}
