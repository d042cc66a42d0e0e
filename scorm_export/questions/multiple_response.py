"""A question with one or more right options, and at least one that is not."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.problem import Problem
from scorm_export.questions.base import Places, right_option_problems
from scorm_export.questions.options import ListedOptionsQuestion


class MultipleResponse(ListedOptionsQuestion):
    """A question with one or more right options, and at least one that is not."""

    interaction = "choice"

    @property
    def several(self) -> bool:
        """More than one option can be chosen."""
        return True

    def problems(self, places: Places) -> Iterator[Problem]:
        """Some options are right and some are not, and each has feedback."""
        yield from super().problems(places)
        corrects = [option.correct for option in self.options]
        yield from right_option_problems(corrects, places.key("options"), f'the question "{self.id}"', None)
