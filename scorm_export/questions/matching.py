"""Things that belong together, to be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Annotated

from scorm_export.formats.fields import OPTION_IDS, AuthorModel, Limits, Markdown, OptionId
from scorm_export.questions.base import Feedback, FormFields, Listing, Question, ids, shuffled


class Pair(AuthorModel):
    """Two things that belong together: `match` is what has to be found for `text`."""

    id: OptionId
    text: Markdown
    match: Markdown


class Matching(Question):
    """Things that belong together, to be found. A response has two ids for each place: its own, and what is in it."""

    form = "matching"
    interaction = "matching"

    pairs: Annotated[tuple[Pair, ...], Limits(min_length=2, max_length=OPTION_IDS)]
    feedback: Feedback = field()

    @property
    def pieces(self) -> tuple[Pair, ...]:
        """The pairs in the order in which what has to be found is offered."""
        return shuffled(self.id, self.pairs)

    @property
    def right_response(self) -> str:
        """Each pair with itself."""
        return "".join(pair.id * 2 for pair in self.pairs)

    @property
    def wrong_response(self) -> str:
        """Each pair with the next one."""
        places = ids(self.pairs)
        return "".join(place + piece for place, piece in zip(places, places[1:] + places[0], strict=True))

    def lists(self) -> Iterator[Listing]:
        """Yield the pairs."""
        yield Listing(("pairs",), self.pairs, tuple(pair.match for pair in self.pairs))

    def form_fields(self) -> FormFields:
        """Return the ids of the pieces."""
        return {"options": ids(self.pieces)}
