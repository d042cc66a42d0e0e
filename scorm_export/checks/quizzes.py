"""Quizzes: at most one a module, and questions that can be answered and learnt from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scorm_export.authoring.project import ModuleSource, Part, Project
from scorm_export.formats.document import Directive
from scorm_export.formats.nodes import Location
from scorm_export.problem import Problem, Severity, did_you_mean
from scorm_export.questions.base import Listing


def module_per_quiz(project: Project) -> Iterator[Problem]:
    """Every quiz has a module. A module may have no quiz, so a misspelt id would go unnoticed there."""
    if not project.heads_complete:
        return
    modules = [head.model.id for head in project.heads()]
    quizzes = {quiz.model.id: quiz for quiz in project.quiz_files()}
    without = [id_ for id_ in modules if id_ not in quizzes]
    for id_, quiz in quizzes.items():
        if id_ not in modules:
            message = f'there is no module "{id_}" for this quiz'
            other = f"; without one: {', '.join(without)}" if without else ""
            help_ = did_you_mean(id_, without, f"give it the id of a module, or remove it{other}")
            yield Problem(quiz.value("id"), "unused-quiz", message, help_)


def some_questions(project: Project) -> Iterator[Problem]:
    """A quiz file has questions. Where nothing tells of a quiz, those for practice are enough."""
    for quiz in project.quiz_files():
        rules = set(quiz.source.data) - {"id", "practice"}
        if quiz.complete and not quiz.model.questions and (rules or not quiz.model.practice):
            help_ = 'add a line "questions: ..." here'
            yield Problem(quiz.key(), "missing-key", 'the key "questions" is missing', help_)


def kinds_of_question(project: Project) -> Iterator[Problem]:
    """Each question keeps the rules of its kind."""
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            yield from question.problems(quiz.part(at))


def unique_options(project: Project) -> Iterator[Problem]:
    """No two options of a question have the same id: an answer is stored by it."""
    for places, listing in _listings(project):
        listed = [entry.id for entry in listing.entries]
        for i, id_ in enumerate(listed):
            if id_ in listed[:i]:
                message = f'two {listing.at[-1]} have the id "{id_}"'
                yield Problem(
                    places.value(*listing.at, i, "id"), "duplicate-id", message, "give each a letter of its own"
                )


def _listings(project: Project) -> Iterator[tuple[Part, Listing]]:
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            yield from ((quiz.part(at), listing) for listing in question.lists())


def distinct_texts(project: Project) -> Iterator[Problem]:
    """No two things among which a trainee chooses read the same: nobody could tell which one is right."""
    for places, listing in _listings(project):
        for name in ("text", "match"):
            texts = [getattr(entry, name, None) for entry in listing.entries]
            yield from _same_texts(places, listing.at, name, [text.raw if text else None for text in texts])


def _same_texts(places: Part, at: Location, name: str, texts: Sequence[str | None]) -> Iterator[Problem]:
    # Markup does not tell two texts apart in a list to choose from.
    read = [" ".join(re.sub(r"[*_`]", "", text).lower().split()) if text else None for text in texts]
    for i, text in enumerate(read):
        if text is not None and text in read[:i]:
            message = f'"{texts[i]}" stands here for the second time'
            help_ = "write another text, so that a trainee can tell the two apart"
            yield Problem(places.value(*at, i, name), "same-text", message, help_)


def no_links_to_press(project: Project) -> Iterator[Problem]:
    """What is pressed to answer has no link, which would be pressed instead."""
    for _, listing in _listings(project):
        for link in (link for document in listing.pressed for link in document.links):
            help_ = "put the link into the explanation"
            yield Problem(link.position, "misplaced-link", "a link cannot stand in what is pressed", help_)


def no_images_in_menus(project: Project) -> Iterator[Problem]:
    """What fills a gap has no image: it is chosen in a menu, which shows words only."""
    for _, listing in _listings(project):
        for image in (image for document in listing.pressed for image in document.images if listing.in_menu):
            help_ = "write words here, or put the image into the text of the question"
            yield Problem(image.position, "misplaced-image", "an image cannot stand in what fills a gap", help_)


def scored_questions(project: Project) -> Iterator[Problem]:
    """A quiz has questions that count, and as many as it draws."""
    for source in project.quizzes:
        if not source.quiz or not source.quiz.complete or not source.quiz.model.questions:
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
        asked = [found for page in module.pages for found in page.document.directives("check-yourself")]
        quiz = quizzes.get(module.head.model.id) if module.head else None
        if not quiz:
            yield from _unasked(asked, module, project)
            continue
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


def _unasked(asked: list[Directive], module: ModuleSource, project: Project) -> Iterator[Problem]:
    """Yield a problem for each question of a lesson without a quiz file, unless one was written that is not read."""
    modules = [head.model.id for head in project.heads()]
    if not (module.head and project.quizzes_complete and all(q.model.id in modules for q in project.quiz_files())):
        return
    file = f"quizzes/{module.head.model.id}.yaml"
    for directive in asked:
        message = f'there is no question "{directive.argument}": the module has no quiz file'
        help_ = f'write it in {file}, under "practice"'
        yield Problem(directive.position, "unknown-id", message, help_)


def asked_once(project: Project) -> Iterator[Problem]:
    """A page asks a question once: its form is known by its id."""
    for page in project.pages():
        seen: set[str] = set()
        for directive in page.document.directives("check-yourself"):
            if directive.argument in seen:
                message = f'this page asks "{directive.argument}" twice'
                yield Problem(directive.position, "duplicate-id", message, "take one of the two out")
            seen.add(directive.argument)
