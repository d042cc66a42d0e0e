"""How long a trainee's state can become, at the most.

The player keeps the state as text in the LMS (`runtime/state.js` tells the format). A standard limits that text, so
a course whose state could grow over the limit must not be built. A test holds this module against the runtime.
"""

from __future__ import annotations

from scorm_export.authoring.project import Project
from scorm_export.questions import Question

LAST_SLOT = "zzz"
"""The longest number of slots, in base 36. They are counted on from edition to edition."""

SLOT_AND_AGE = "Zzzzz"
"""Two signs for the slot of an answer, and three for its age."""

LAST_MOMENT = "zzzzzz"
"""The longest moment, of the last step or of the beginning: in base 36, in seconds since 2026."""

LAST_DAY = "zzzz"
"""The longest day on which a course was passed: in base 36, counted from 1970."""

LAST_TRY = "zz.zz"
"""The longest seed of what a try drew, and number of tries before it."""


def largest_state(project: Project) -> str:
    """Return the longest text that the player can store for the course: everything seen, answered and passed.

    Counts what could be read of the project; the order does not matter for the length.
    """
    questions = {quiz.model.id: quiz.model.questions for quiz in project.quiz_files()}
    modules = [f"2.{LAST_SLOT}.{LAST_MOMENT}.{LAST_MOMENT}.{LAST_DAY}"]
    for module in project.modules:
        if module.head:
            pages = [page.front.model.id for page in module.pages if page.front]
            answers = [_answer(question) for question in questions.get(module.head.model.id, ())]
            modules.append(f"{module.head.model.id}:100*:{','.join(pages)}:{','.join(answers)}:{LAST_TRY}")
    # After an outage the player stores the state once with a blank behind it, so that it is another text.
    return ";".join(modules) + " "


def _answer(question: Question) -> str:
    return f"{question.id}{SLOT_AND_AGE}{'x' * question.longest_response}"
