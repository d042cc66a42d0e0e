"""Quizzes in which guessing pays: where the form of an answer tells whether it is right.

The rules follow the guidelines for multiple-choice items of Haladyna, Downing and Rodriguez (2002). Words that give an
answer away are those of the course's language, in `locale/`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scorm_export.authoring.project import Loaded, Project, QuizSource
from scorm_export.formats.markdown import Document, Prose
from scorm_export.formats.yaml import Location
from scorm_export.problem import Code, Position, Problem, Severity
from scorm_export.questions.quiz import Cloze, Likert, MultipleResponse, QuizFile, SingleChoice, TrueFalse
from scorm_export.resources import languages, locale

FEWEST = 4
"""Questions below which a pattern is no pattern."""

MOST_TRUE_FALSE = 2
"""True/false questions in a quiz: half of the guesses at one are right."""


def _warn(position: Position, code: Code, message: str, help_: str) -> Problem:
    return Problem(position, code, message, help_, Severity.WARNING)


def _words(project: Project, kind: str) -> re.Pattern[str] | None:
    """Return the words of a kind in the course's language, as a pattern; None when there are none."""
    language = project.course.model.language if project.course else ""
    words = locale(language)["checks"][kind] if language in languages() else []
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE) if words else None


def _single(quiz: Loaded[QuizFile]) -> list[SingleChoice]:
    """Return the questions of which exactly one option is right."""
    questions = [question for question in quiz.model.questions if isinstance(question, SingleChoice)]
    return [question for question in questions if sum(option.correct for option in question.options) == 1]


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
        places = Counter(next(i for i, o in enumerate(q.options) if o.correct) for q in questions)
        place, often = places.most_common(1)[0]
        if often > half:
            message = f"in {often} of {len(questions)} questions the right option is number {place + 1}"
            yield _warn(quiz.value("id"), "same-place", message, "put right options in other places")


def _is_longest(question: SingleChoice) -> bool:
    right = next(len(option.text) for option in question.options if option.correct)
    return right > max(len(option.text) for option in question.options if not option.correct)


def options_give_away(project: Project) -> Iterator[Problem]:
    """No option is told apart by its form."""
    everything, absolute = _words(project, "everything"), _words(project, "absolute")
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            if not isinstance(question, SingleChoice | MultipleResponse):
                continue
            texts = [(j, option.text, option.correct) for j, option in enumerate(question.options)]
            endings = {text.rstrip("*_ ").endswith((".", "!")) for _, text, _ in texts}
            if len(endings) > 1:
                position = quiz.key(*at, "options")
                message = f'some options of "{question.id}" end with a full stop and others do not'
                yield _warn(position, "uneven-options", message, "give all options the same form")
            for j, text, correct in texts:
                position = quiz.value(*at, "options", j, "text")
                if everything and everything.search(text):
                    help_ = "make it a question of the kind multiple-response, or write another option"
                    yield _warn(position, "everything-option", "this option stands for the others", help_)
                lone = absolute and not any(absolute.search(t) for _, t, right in texts if right)
                if not correct and lone and absolute and (found := absolute.search(text)):
                    message = f'"{found[0]}" stands only in wrong options, and gives this one away'
                    yield _warn(position, "absolute-option", message, "say it less strongly")


def negations(project: Project) -> Iterator[Problem]:
    """A negation in a question is emphasised, so that nobody reads past it.

    Only what is asked counts; a situation that is told before it does not.
    """
    pattern = _words(project, "negation")
    for source in project.quizzes:
        if not source.quiz or not pattern:
            continue
        for at, question in source.quiz.model.located():
            if isinstance(question, Cloze | Likert):
                continue
            text = _unemphasised(source, at)
            asked = re.findall(r"[^.!?:\"”]*\?", text) or [text]
            found = next((match for part in asked if (match := pattern.search(part))), None)
            if found:
                position = source.quiz.value(*at, "text")
                message = f'"{found[0]}" in the question "{question.id}" is easily missed'
                yield _warn(position, "bare-negation", message, f"write **{found[0]}**, or ask it the other way round")


def _unemphasised(source: QuizSource, at: Location) -> str:
    """Return the words of a question that stand outside of emphasis."""
    document = next((text.document for text in source.texts if text.location == (*at, "text")), Document())
    words, depth = [], 0
    for block in document.blocks:
        for token in (t for t in block.tokens for t in t.children or ()) if isinstance(block, Prose) else ():
            depth += token.nesting if token.type.startswith(("strong", "em_")) else 0
            words += [token.content] if depth == 0 else []
    return " ".join(words)


def true_false(project: Project) -> Iterator[Problem]:
    """A quiz has few true/false questions."""
    for quiz in project.quiz_files():
        numbers = [i for i, question in enumerate(quiz.model.questions) if isinstance(question, TrueFalse)]
        if len(numbers) > MOST_TRUE_FALSE:
            position = quiz.value("questions", numbers[MOST_TRUE_FALSE], "kind")
            message = f"the quiz has {len(numbers)} true/false questions; at most {MOST_TRUE_FALSE} are good"
            yield _warn(position, "many-true-false", message, "make questions with options of some")
