"""What the kinds of question with options to choose share."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.questions.base import Choice, FormFields, Listing, Options, Question


class OptionsQuestion(Question):
    """A question whose choices are asked in the form `options`."""

    form = "options"

    @property
    def right_response(self) -> str:
        """The right choices, in the order of the file."""
        return "".join(choice.id for choice in self.choices if choice.correct)

    @property
    def wrong_response(self) -> str:
        """The first wrong choice."""
        return next(choice.id for choice in self.choices if not choice.correct)

    @property
    def longest_response(self) -> int:
        """One choice, or all of them."""
        return len(self.choices) if self.several else 1

    def form_fields(self) -> FormFields:
        """Return the ids of the choices, and whether several can be made."""
        return {
            "options": "".join(choice.id for choice in self.choices),
            "several": self.several,
            "fixedOrder": self.fixed_order,
        }


class ListedOptionsQuestion(OptionsQuestion):
    """A question whose author lists its options, some right and some wrong."""

    options: Options

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options as choices."""
        return tuple(Choice(o.id, o.text, o.correct, o.feedback) for o in self.options)

    def lists(self) -> Iterator[Listing]:
        """Yield the options."""
        yield Listing(("options",), self.options)
