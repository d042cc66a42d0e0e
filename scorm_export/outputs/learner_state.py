"""How long the stored state of a trainee can become.

The player stores the state as text in the LMS (`player/core/state.js` defines the format). A standard limits that
text, so a course whose state could become longer must not be built. A test compares this module with the player.
"""

from __future__ import annotations

from scorm_export.course.model import Course, Question
from scorm_export.outputs.output import Limit

LAST_SLOT = "zzz"
"""The longest number of slots, in base 36. New editions of a course continue the numbers of earlier ones."""

SLOT_AND_AGE = "Zzzzz"
"""Two characters for the slot of an answer, and three for its age."""

LAST_MOMENT = "zzzzzz"
"""The longest time of the last step or of the first: seconds since 2026, in base 36."""

LAST_DAY = "zzzz"
"""The longest day on which a course was passed: days since 1970, in base 36."""

LAST_TRY = "zz.zz"
"""The longest seed of what a quiz attempt drew, and the longest number of earlier attempts."""


def largest_state(course: Course) -> str:
    """Return a text as long as the longest that the player can store: everything seen, answered and passed."""
    modules = [f"2.{LAST_SLOT}.{LAST_MOMENT}.{LAST_MOMENT}.{LAST_DAY}"]
    for module in course.modules:
        pages = ",".join(page.id for page in module.pages)
        answers = ",".join(_longest_answer(question) for question in module.questions)
        modules.append(f"{module.id}:100*:{pages}:{answers}:{LAST_TRY}")
    # After an outage the player stores the state once with a space at its end, so that it differs from the text before.
    return ";".join(modules) + " "


def state_limit(name: str, most: int, standard: str) -> Limit:
    """Return the limit of a standard that keeps `most` characters of state, under the name that it has there."""
    return Limit(
        name=name,
        most=most,
        measure=lambda course: len(largest_state(course)),
        code="state-too-large",
        message=f"a trainee's state can grow to {{size}} characters; {standard} keeps {{most}}",
        help="give pages and questions shorter ids, or build a package for each module (--layout modules)",
    )


def _longest_answer(question: Question) -> str:
    return f"{question.id}{SLOT_AND_AGE}{'x' * question.entry.longest_response}"
