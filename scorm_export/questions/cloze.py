"""A text with gaps, each with options to fill it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Annotated

from scorm_export.formats.fields import OPTION_IDS, AuthorModel, Limits, Markdown, OptionId, Truth
from scorm_export.problem import Problem
from scorm_export.questions.base import Feedback, FormFields, Listing, Places, Question, ids, right_option_problems

GAP = re.compile(r"\{([a-z0-9])\}")
"""A gap, as it stands in the text."""


class GapOption(AuthorModel):
    """One way to fill a gap."""

    id: OptionId
    text: Markdown
    correct: Truth = False


class Gap(AuthorModel):
    """A gap in a text, which stands there as its id between braces: `{a}`."""

    id: OptionId
    options: Annotated[tuple[GapOption, ...], Limits(min_length=2, max_length=OPTION_IDS)]

    @property
    def right(self) -> GapOption:
        """The option that fills it rightly."""
        return next(option for option in self.options if option.correct)


class Cloze(Question):
    """A text with gaps. A response has a pair of ids for each: the gap, and what fills it."""

    form = "gaps"
    interaction = "matching"
    negation_misleads = False

    gaps: Annotated[tuple[Gap, ...], Limits(min_length=1, max_length=OPTION_IDS)]
    feedback: Feedback = field()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a gap looks like in the text; the first group is its id."""
        return GAP

    def gap(self, id_: str) -> Gap:
        """Return the gap with this id."""
        return next(gap for gap in self.gaps if gap.id == id_)

    @property
    def right_response(self) -> str:
        """Each gap with its right option."""
        return "".join(gap.id + option.id for gap in self.gaps for option in gap.options if option.correct)

    @property
    def wrong_response(self) -> str:
        """Each gap with its first wrong option."""
        return "".join(gap.id + next(o.id for o in gap.options if not o.correct) for gap in self.gaps)

    @property
    def longest_response(self) -> int:
        """Each gap with one option."""
        return 2 * len(self.gaps)

    def lists(self) -> Iterator[Listing]:
        """Yield the gaps, and the options of each."""
        yield Listing(("gaps",), self.gaps)
        for index, gap in enumerate(self.gaps):
            yield Listing(
                ("gaps", index, "options"), gap.options, tuple(option.text for option in gap.options), in_menu=True
            )

    def problems(self, places: Places) -> Iterator[Problem]:
        """The gaps of the text and those that are listed are the same, and each has one right option."""
        for index, gap in enumerate(self.gaps):
            corrects = [option.correct for option in gap.options]
            yield from right_option_problems(corrects, places.key("gaps", index, "options"), f'the gap "{gap.id}"')
        yield from self._gap_problems(places)

    def _gap_problems(self, places: Places) -> Iterator[Problem]:
        marked = GAP.findall(self.text.plain_text())
        listed = ids(self.gaps)
        for id_ in dict.fromkeys(marked):
            if id_ not in listed:
                message = f'"gaps" has no entry for {{{id_}}}'
                help_ = f'add an entry with "id: {id_}", or take {{{id_}}} out of the text'
                yield Problem(places.value("text"), "gap-mismatch", message, help_)
        for index, id_ in enumerate(listed):
            if marked.count(id_) != 1:
                often = "does not stand" if id_ not in marked else f"stands {marked.count(id_)} times"
                message = f"{{{id_}}} {often} in the text"
                help_ = f"write {{{id_}}} once, where the gap is"
                yield Problem(places.value("gaps", index, "id"), "gap-mismatch", message, help_)

    def form_fields(self) -> FormFields:
        """Return the ids of the options of each gap."""
        return {"gaps": {gap.id: ids(gap.options) for gap in self.gaps}}
