"""Quizzes: one a module, and questions that can be answered and learnt from."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from scorm_export.problem import Position, Problem, did_you_mean
from scorm_export.project import Project
from scorm_export.quiz import SingleChoice, TrueFalse


def quiz_per_module(project: Project) -> Iterator[Problem]:
    """Every module has a quiz, and every quiz a module.

    A quiz with a misspelt id is both; it is reported once, with the module it is likely for.
    """
    if not project.heads_complete:
        return
    modules = {head.model.id: head for head in project.heads()}
    quizzes = {quiz.model.id: quiz for quiz in project.quiz_files()}
    missing = [id_ for id_ in modules if id_ not in quizzes]
    meant: set[str] = set()
    for id_, quiz in quizzes.items():
        if id_ not in modules:
            close = difflib.get_close_matches(id_, missing, n=1, cutoff=0.6)
            meant |= set(close)
            message = f'there is no module "{id_}" for this quiz'
            help_ = did_you_mean(id_, missing, "give it the id of a module, or remove it")
            yield Problem(quiz.value("id"), "unused-quiz", message, help_)
    if all(source.quiz for source in project.quizzes) and project.readable:
        for id_ in missing:
            if id_ not in meant:
                help_ = f'add a file quizzes/{id_}.yaml with "id: {id_}"'
                yield Problem(modules[id_].value("id"), "missing-quiz", f'the module "{id_}" has no quiz', help_)


def unique_options(project: Project) -> Iterator[Problem]:
    """No two options of a question have the same id: an answer is stored by it."""
    for quiz in project.quiz_files():
        for i, question in enumerate(quiz.model.questions):
            seen: set[str] = set()
            for j, choice in enumerate(question.choices):
                if choice.id in seen:
                    position = quiz.value("questions", i, "options", j, "id")
                    message = f'two options have the id "{choice.id}"'
                    yield Problem(position, "duplicate-id", message, "give each option a letter of its own")
                seen.add(choice.id)


def right_answers(project: Project) -> Iterator[Problem]:
    """A question has a right answer, and not everything is right."""
    for quiz in project.quiz_files():
        for i, question in enumerate(quiz.model.questions):
            if isinstance(question, TrueFalse):
                continue
            right = sum(choice.correct for choice in question.choices)
            position = quiz.key("questions", i, "options")
            name = f'the question "{question.id}"'
            if right == 0:
                help_ = 'write "correct: true" under the right option'
                yield Problem(position, "no-right-answer", f"{name} has no right answer", help_)
            elif right == len(question.choices):
                help_ = 'add an option that is wrong, or take out a "correct: true"'
                yield Problem(position, "all-right-answers", f"{name} has only right answers", help_)
            elif right > 1 and isinstance(question, SingleChoice):
                help_ = 'keep one "correct: true", or make it "kind: multiple-response"'
                yield Problem(position, "several-right-answers", f"{name} has {right} right answers", help_)


def feedback(project: Project) -> Iterator[Problem]:
    """After every answer something is said: per option, or for right and wrong."""
    for quiz in project.quiz_files():
        for i, question in enumerate(quiz.model.questions):
            if question.feedback:
                continue
            for j, choice in enumerate(question.choices):
                if choice.feedback is None:
                    position: Position = quiz.value("questions", i, "options", j)
                    message = f'the option "{choice.id}" has no feedback'
                    help_ = 'add "feedback:" here, or "feedback:" with "right:" and "wrong:" to the question'
                    yield Problem(position, "missing-feedback", message, help_)
