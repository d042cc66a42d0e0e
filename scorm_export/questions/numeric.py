"""A number, right within a tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from scorm_export.formats.fields import Decimal, Distance, Text
from scorm_export.problem import Problem, Severity
from scorm_export.questions.base import LONGEST_TYPED, Feedback, FormFields, Places, Question

LONGEST_NUMBER = 19
"""Characters of a number: a sign, a point, and the 17 digits that a browser keeps of one."""


class Numeric(Question):
    """A number, right within a tolerance."""

    form = "number"
    interaction = "numeric"

    answer: Decimal
    tolerance: Distance = "0"
    """How far from `answer` a right number may be, on both sides."""
    unit: Text | None = None
    feedback: Feedback = field()

    @property
    def right_response(self) -> str:
        """The number itself."""
        return self.answer

    @property
    def wrong_response(self) -> str:
        """A number that is farther away than the tolerance."""
        return str(int(float(self.answer)) + int(float(self.tolerance)) + 2)

    @property
    def longest_response(self) -> int:
        """As long as a number can be."""
        return LONGEST_NUMBER

    def problems(self, places: Places) -> Iterator[Problem]:
        """Yield what is wrong with the question: also a number that may have been meant with a point for thousands."""
        yield from super().problems(places)
        if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", self.answer):
            as_decimal = self.answer.rstrip("0") if self.answer.endswith("0") else f"{self.answer}0"
            message = f"the answer {self.answer} is read with a decimal point, not as {self.answer.replace('.', '')}"
            help_ = f"write {self.answer.replace('.', '')}, or {as_decimal.removesuffix('.')} if it is right"
            yield Problem(places.value("answer"), "misread-number", message, help_, Severity.WARNING)

    def form_fields(self) -> FormFields:
        """Return the number and its tolerance."""
        return {"accepted": [self.answer], "tolerance": self.tolerance, "longest": LONGEST_TYPED}
