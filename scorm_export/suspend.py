"""How long a trainee's state can become, at the most.

The player keeps the state as text in the LMS (`runtime/state.js` tells the format). A standard limits that text, so
a course whose state could grow over the limit must not be built. A test holds this module against the runtime.
"""

from __future__ import annotations

from scorm_export.model import Course, Module, Question

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _longest_answer(question: Question) -> str:
    letters = "".join(choice.id for choice in question.choices)
    return letters if question.kind == "multiple-response" else letters[:1]


def largest_state(course: Course) -> str:
    """Return the longest text that the player can ever store for this course: everything seen and answered."""
    total = len(course.questions)
    # Each question takes as many characters for its slot as the last one could.
    slot = _base36(max(total - 1, 0))
    return ";".join([f"1.{_base36(total)}", *(_largest_module(module, slot) for module in course.modules)])


def _largest_module(module: Module, slot: str) -> str:
    pages = ",".join(page.id for page in module.pages)
    answers = ",".join(f"{q.id}.{slot}.{_longest_answer(q)}" for q in module.questions)
    return f"{module.id}:100*:{pages}:{answers}"
