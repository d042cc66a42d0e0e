"""Quizzes: one a module, and questions that can be answered and learnt from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from scorm_export.authoring.project import Loaded, Project
from scorm_export.formats.markdown import plain_text
from scorm_export.formats.yaml import Location
from scorm_export.problem import Position, Problem, Severity, did_you_mean
from scorm_export.questions.quiz import (
    GAP,
    LONGEST_TYPED,
    Cloze,
    FillIn,
    Likert,
    Listed,
    Matching,
    MultipleResponse,
    Ordering,
    Question,
    QuizFile,
    SingleChoice,
    kept_size,
)


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
        for at, question in quiz.model.located():
            for key, entries in _lists(question):
                what = key[-1] if isinstance(key[-1], str) else ""
                yield from _same_ids(quiz, (*at, *key), [entry.id for entry in entries], what)


def _lists(question: Question) -> Iterator[tuple[Location, Sequence[Listed]]]:
    """Yield what a question lists, each list with its place in the question."""
    match question:
        case SingleChoice() | MultipleResponse() | Likert():
            yield ("options",), question.options
        case Matching():
            yield ("pairs",), question.pairs
        case Ordering():
            yield ("items",), question.items
        case Cloze():
            yield ("gaps",), question.gaps
            yield from ((("gaps", i, "options"), gap.options) for i, gap in enumerate(question.gaps))


def _same_ids(quiz: Loaded[QuizFile], at: Location, ids: Sequence[str], what: str) -> Iterator[Problem]:
    for i, id_ in enumerate(ids):
        if id_ in ids[:i]:
            message = f'two {what} have the id "{id_}"'
            yield Problem(quiz.value(*at, i, "id"), "duplicate-id", message, "give each a letter of its own")


def distinct_texts(project: Project) -> Iterator[Problem]:
    """No two things among which a trainee chooses read the same: nobody could tell which one is right."""
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            for key, entries in _lists(question):
                for name in ("text", "match"):
                    texts = [getattr(entry, name, None) for entry in entries]
                    yield from _same_texts(quiz, (*at, *key), name, texts)


def _same_texts(quiz: Loaded[QuizFile], at: Location, name: str, texts: Sequence[str | None]) -> Iterator[Problem]:
    # Marks do not tell two texts apart in a list to choose from.
    read = [" ".join(re.sub(r"[*_`]", "", text).lower().split()) if text else None for text in texts]
    for i, text in enumerate(read):
        if text is not None and text in read[:i]:
            message = f'"{texts[i]}" stands here for the second time'
            help_ = "write another text, so that a trainee can tell the two apart"
            yield Problem(quiz.value(*at, i, name), "same-text", message, help_)


def typed_answers(project: Project) -> Iterator[Problem]:
    """What is accepted can be typed: the player keeps only so much of an answer."""
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            for i, text in enumerate(question.accepted if isinstance(question, FillIn) else ()):
                if kept_size(text) > LONGEST_TYPED:
                    message = f'"{text}" is longer than what the player keeps of an answer'
                    help_ = f"make it shorter: {LONGEST_TYPED} plain characters; a letter with an accent counts for six"
                    yield Problem(quiz.value(*at, "accepted", i), "invalid-value", message, help_)


def no_links_to_press(project: Project) -> Iterator[Problem]:
    """What is pressed to answer has no link, which would be pressed instead."""
    for source in project.quizzes:
        for text in source.texts:
            inside = text.location[-1] == "text" and {"items", "gaps"} & set(text.location)
            for link in text.document.links if inside or text.location[-1] == "match" else ():
                help_ = "put the link into the explanation"
                yield Problem(link.position, "misplaced-link", "a link cannot stand in what is pressed", help_)


def right_answers(project: Project) -> Iterator[Problem]:
    """Where options are right or wrong, some are right, and not all."""
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            name = f'the question "{question.id}"'
            if isinstance(question, Cloze):
                for i, gap in enumerate(question.gaps):
                    position = quiz.key(*at, "gaps", i, "options")
                    corrects = [option.correct for option in gap.options]
                    yield from _right_options(corrects, position, f'the gap "{gap.id}"', one=True)
            elif isinstance(question, SingleChoice | MultipleResponse):
                corrects = [option.correct for option in question.options]
                one = isinstance(question, SingleChoice)
                yield from _right_options(corrects, quiz.key(*at, "options"), name, one)


def _right_options(corrects: Sequence[bool], position: Position, name: str, one: bool) -> Iterator[Problem]:
    right = sum(corrects)
    if right == 0:
        help_ = 'write "correct: true" under the right option'
        yield Problem(position, "no-right-answer", f"{name} has no right answer", help_)
    elif right == len(corrects):
        help_ = 'add an option that is wrong, or take out a "correct: true"'
        yield Problem(position, "all-right-answers", f"{name} has only right answers", help_)
    elif right > 1 and one:
        help_ = 'keep one "correct: true"'
        help_ += "" if name.startswith("the gap") else ', or make it "kind: multiple-response"'
        yield Problem(position, "several-right-answers", f"{name} has {right} right answers", help_)


def feedback(project: Project) -> Iterator[Problem]:
    """After every answer something is said: per option, or for right and wrong."""
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            if question.feedback or not question.scored:
                continue
            for j, choice in enumerate(question.choices):
                if choice.feedback is None:
                    position: Position = quiz.value(*at, "options", j)
                    message = f'the option "{choice.id}" has no feedback'
                    help_ = 'add "feedback:" here, or "feedback:" with "right:" and "wrong:" to the question'
                    yield Problem(position, "missing-feedback", message, help_)


def gaps(project: Project) -> Iterator[Problem]:
    """The gaps of a text and those that are listed are the same."""
    for source in project.quizzes:
        if not (quiz := source.quiz):
            continue
        texts = {text.location: text.document for text in source.texts}
        for at, question in quiz.model.located():
            # An entry that was left out for a mistake of its own moves the places of those behind it.
            if not isinstance(question, Cloze) or not quiz.complete:
                continue
            marked = GAP.findall(plain_text(texts[(*at, "text")]))
            listed = [gap.id for gap in question.gaps]
            for id_ in dict.fromkeys(marked):
                if id_ not in listed:
                    message = f'"gaps" has no entry for {{{id_}}}'
                    help_ = f'add an entry with "id: {id_}", or take {{{id_}}} out of the text'
                    yield Problem(quiz.value(*at, "text"), "gap-mismatch", message, help_)
            for i, id_ in enumerate(listed):
                if marked.count(id_) != 1:
                    often = "does not stand" if id_ not in marked else f"stands {marked.count(id_)} times"
                    message = f"{{{id_}}} {often} in the text"
                    help_ = f"write {{{id_}}} once, where the gap is"
                    yield Problem(quiz.value(*at, "gaps", i, "id"), "gap-mismatch", message, help_)


def scored_questions(project: Project) -> Iterator[Problem]:
    """A quiz has questions that count, and as many as it draws."""
    for source in project.quizzes:
        if not source.quiz or not source.quiz.complete:
            continue
        quiz = source.quiz
        scored = sum(question.scored for question in quiz.model.questions)
        if not scored:
            message = "no question of this quiz counts for the result"
            yield Problem(quiz.key("questions"), "no-scored-question", message, "add one of another kind than likert")
        elif quiz.model.draw is not None and quiz.model.draw > scored:
            message = f"the quiz draws {quiz.model.draw} questions and has {scored} that count"
            help_ = "add questions, or draw fewer"
            yield Problem(quiz.value("draw"), "draw-too-large", message, help_)


def checked_yourself(project: Project) -> Iterator[Problem]:
    """What a lesson asks stands in the quiz of its module, and questions for practice stand in a lesson."""
    quizzes = {quiz.model.id: quiz for quiz in project.quiz_files()}
    for module in project.modules:
        quiz = quizzes.get(module.head.model.id) if module.head else None
        if not quiz:
            continue
        asked = [found for page in module.pages for found in page.document.directives("check-yourself")]
        known = [question.id for _, question in quiz.model.located()]
        for directive in asked:
            if quiz.complete and directive.argument and directive.argument not in known:
                message = f'there is no question "{directive.argument}" in {quiz.source.file}'
                help_ = did_you_mean(directive.argument, known, 'add it there, under "questions" or "practice"')
                yield Problem(directive.position, "unknown-id", message, help_)
        names = {directive.argument for directive in asked}
        for i, question in enumerate(quiz.model.practice):
            if question.id not in names and all(page.front for page in module.pages):
                message = f'no page asks the question "{question.id}"'
                help_ = f'write :::{{check-yourself}} {question.id} in a page, or move it to "questions"'
                position = quiz.value("practice", i, "id")
                yield Problem(position, "unused-question", message, help_, Severity.WARNING)


def asked_once(project: Project) -> Iterator[Problem]:
    """A page asks a question once: its form is known by its id."""
    for page in project.pages():
        seen: set[str] = set()
        for directive in page.document.directives("check-yourself"):
            if directive.argument in seen:
                message = f'this page asks "{directive.argument}" twice'
                yield Problem(directive.position, "duplicate-id", message, "take one of the two out")
            seen.add(directive.argument)
