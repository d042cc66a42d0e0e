"""A question with exactly one right option."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.problem import Problem
from scorm_export.questions.base import Places, right_option_problems
from scorm_export.questions.options import ListedOptionsQuestion


class SingleChoice(ListedOptionsQuestion):
    """A question with exactly one right option."""

    interaction = "choice"

    def problems(self, places: Places) -> Iterator[Problem]:
        """One option is right, and each has feedback."""
        yield from super().problems(places)
        corrects = [option.correct for option in self.options]
        name, several_help = f'the question "{self.id}"', ', or make it "kind: multiple-response"'
        yield from right_option_problems(corrects, places.key("options"), name, several_help)
