"""How long a trainee's state can become, at the most.

The player keeps the state as text in the LMS (`runtime/state.js` tells the format). A standard limits that text, so
a course whose state could grow over the limit must not be built. A test holds this module against the runtime.
"""

from __future__ import annotations

from scorm_export.project import Project
from scorm_export.quiz import Question

LAST_SLOT = "zzz"
"""The longest slot, in base 36. Slots are counted on from edition to edition, as trainees meet new questions; three
digits are enough for 46,656 of them."""

LAST_DAY = "zzzz"
"""The longest day on which a course was passed: in base 36, counted from 1970."""

LAST_TRY = "zz.zz"
"""The longest seed of what a try drew, and number of tries before it."""


def largest_state(project: Project) -> str:
    """Return the longest text that the player can store for the course: everything seen, answered and passed.

    Counts what could be read of the project; the order does not matter for the length.
    """
    questions = {quiz.model.id: quiz.model.questions for quiz in project.quiz_files()}
    modules = [f"1.{LAST_SLOT}.{LAST_DAY}"]
    for module in project.modules:
        if module.head:
            pages = [page.front.model.id for page in module.pages if page.front]
            answers = [_answer(question) for question in questions.get(module.head.model.id, ())]
            modules.append(f"{module.head.model.id}:100*:{','.join(pages)}:{','.join(answers)}:{LAST_TRY}")
    return ";".join(modules)


def _answer(question: Question) -> str:
    return f"{question.id}.{LAST_SLOT}.{'x' * question.longest_response}"
