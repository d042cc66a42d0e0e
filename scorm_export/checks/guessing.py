"""Quizzes in which guessing pays: where the form of an answer tells whether it is right.

The rules follow the guidelines for multiple-choice items of Haladyna, Downing and Rodriguez (2002). Words that give an
answer away are those of the course's language, in `locale/`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scorm_export.authoring.project import Loaded, Project
from scorm_export.authoring.quiz import QuizFile
from scorm_export.problem import Code, Position, Problem, Severity
from scorm_export.questions import Question
from scorm_export.questions.base import Choice

FEWEST = 4
"""The fewest questions in which a pattern counts."""

MOST_TRUE_FALSE = 2
"""The most true/false questions in a quiz. Half of all guesses at one are right."""


def _warn(position: Position, code: Code, message: str, help_: str) -> Problem:
    return Problem(position, code, message, help_, Severity.WARNING)


def _words(project: Project, kind: str) -> re.Pattern[str] | None:
    """Return the words of a kind in the course's language, as a pattern; None when there are none."""
    words = (project.locale or {}).get("checks", {}).get(kind, ())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE) if words else None


def _options(question: Question) -> list[tuple[Choice, str]]:
    """Return the options that an author has written, some right and some wrong, with their texts."""
    return [(choice, choice.text.raw) for choice in question.choices if choice.text and question.scored]


def _single(quiz: Loaded[QuizFile]) -> list[list[tuple[Choice, str]]]:
    """Return the options of each question of which exactly one is right and one can be chosen."""
    listed = [_options(question) for question in quiz.model.questions if not question.several]
    return [options for options in listed if sum(choice.correct for choice, _ in options) == 1]


def right_option_stands_out(project: Project) -> Iterator[Problem]:
    """The right option is not mostly the longest, nor mostly in one place."""
    for quiz in project.quiz_files():
        questions = _single(quiz)
        if len(questions) < FEWEST:
            continue
        half = len(questions) / 2
        longest = sum(_is_longest(question) for question in questions)
        if longest > half:
            message = f"in {longest} of {len(questions)} questions the right option is the longest"
            help_ = "shorten right options, or lengthen wrong ones"
            yield _warn(quiz.value("id"), "longest-is-right", message, help_)
        places = Counter(next(i for i, (choice, _) in enumerate(options) if choice.correct) for options in questions)
        place, often = places.most_common(1)[0]
        if often > half:
            message = f"in {often} of {len(questions)} questions the right option is number {place + 1}"
            yield _warn(quiz.value("id"), "same-place", message, "put right options in other places")


def _is_longest(options: list[tuple[Choice, str]]) -> bool:
    right = next(len(text) for choice, text in options if choice.correct)
    return right > max(len(text) for choice, text in options if not choice.correct)


def options_give_away(project: Project) -> Iterator[Problem]:
    """No option is told apart by its form."""
    everything, absolute = _words(project, "everything"), _words(project, "absolute")
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            options = _options(question)
            endings = {text.rstrip("*_ ").endswith((".", "!")) for _, text in options}
            if len(endings) > 1:
                position = quiz.key(*at, "options")
                message = f'some options of "{question.id}" end with a full stop and others do not'
                yield _warn(position, "uneven-options", message, "give all options the same form")
            for j, (choice, text) in enumerate(options):
                position = quiz.value(*at, "options", j, "text")
                if everything and everything.search(text):
                    help_ = "make it a question of the kind multiple-response, or write another option"
                    yield _warn(position, "everything-option", "this option stands for the others", help_)
                lone = absolute and not any(absolute.search(other) for right, other in options if right.correct)
                if not choice.correct and lone and absolute and (found := absolute.search(text)):
                    message = f'"{found[0]}" stands only in wrong options, and gives this one away'
                    yield _warn(position, "absolute-option", message, "say it less strongly")


def negations(project: Project) -> Iterator[Problem]:
    """A negation in a question is emphasised, so that nobody reads past it.

    Only what is asked counts; a situation that is told before it does not.
    """
    pattern = _words(project, "negation")
    for quiz in project.quiz_files() if pattern else ():
        for at, question in quiz.model.located():
            text = question.text.unemphasised_text() if question.negation_misleads else ""
            asked = re.findall(r"[^.!?:\"”]*\?", text) or [text]
            found = next((match for part in asked if (match := pattern and pattern.search(part))), None)
            if found:
                message = f'"{found[0]}" in the question "{question.id}" is easily missed'
                help_ = f"write **{found[0]}**, or ask it the other way round"
                yield _warn(quiz.value(*at, "text"), "bare-negation", message, help_)


def true_false(project: Project) -> Iterator[Problem]:
    """A quiz has few true/false questions."""
    for quiz in project.quiz_files():
        numbers = [i for i, question in enumerate(quiz.model.questions) if question.interaction == "true-false"]
        if len(numbers) > MOST_TRUE_FALSE:
            position = quiz.value("questions", numbers[MOST_TRUE_FALSE], "kind")
            message = f"the quiz has {len(numbers)} true/false questions; at most {MOST_TRUE_FALSE} are good"
            yield _warn(position, "many-true-false", message, "make questions with options of some")
