"""A statement that is true or not."""

from __future__ import annotations

from dataclasses import field

from scorm_export.formats.fields import Truth
from scorm_export.questions.base import Choice, Feedback
from scorm_export.questions.options import OptionsQuestion


class TrueFalse(OptionsQuestion):
    """A statement that is true or not."""

    interaction = "true-false"
    fixed_order = True

    correct: Truth
    """Whether the statement is true."""
    feedback: Feedback = field()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """True and not true, by the characters that SCORM 1.2 reports them with (RTE, section 3.4.7)."""
        return (Choice("t", None, self.correct, None), Choice("f", None, not self.correct, None))
