"""Facts: what the course promises to teach is taught, tested, and has a source."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.authoring.project import Loaded, ModuleSource, Part, Project
from scorm_export.authoring.quiz import QuizFile
from scorm_export.problem import Code, Problem, Severity


def _taught(modules: tuple[ModuleSource, ...]) -> set[str]:
    fronts = (page.front for module in modules for page in module.pages if page.front)
    return {fact for front in fronts for fact in front.model.teaches}


def _names_all(quizzes: list[Loaded[QuizFile]]) -> bool:
    """Tell whether every question that counts names what it tests. One that does not has been reported."""
    return all(question.tests for quiz in quizzes for question in quiz.model.questions if question.scored)


def _tested(quizzes: list[Loaded[QuizFile]]) -> set[str]:
    scored = [question for quiz in quizzes for question in quiz.model.questions if question.scored]
    return {fact for question in scored for fact in question.tests}


def named_facts(project: Project) -> Iterator[Problem]:
    """In a course that lists facts, each page, objective and question that counts names those that it serves."""
    for part, key, named in _naming(project) if project.has_facts else ():
        if not named and part.has(key):
            yield Problem(part.value(key), "too-few", f'"{key}" needs at least 1 entry', "add to the list")
        elif not named:
            help_ = f'add a line "{key}: ..." here'
            yield Problem(part.value() if part.at else part.key(), "missing-key", f'the key "{key}" is missing', help_)


def _naming(project: Project) -> Iterator[tuple[Part, str, tuple[str, ...]]]:
    """Yield each part of a file that can name facts, with the key and the facts under it."""
    for page in project.pages():
        if page.front:
            yield page.front.part(()), "teaches", page.front.model.teaches
    for head in project.heads():
        for i, objective in enumerate(head.model.objectives):
            yield head.part(("objectives", i)), "facts", objective.facts
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            if question.scored:
                yield quiz.part(at), "tests", question.tests


def taught_facts(project: Project) -> Iterator[Problem]:
    """Some page teaches each fact. A page that names none has been reported, and may be the one."""
    if not all(page.front.model.teaches for page in project.pages() if page.front):
        return
    if project.pages_complete and all(module.pages for module in project.modules):
        yield from _missing(project, _taught(project.modules), "untaught-fact", "page teaches", "teaches")


def tested_facts(project: Project) -> Iterator[Problem]:
    """Some question tests each fact, if there is any quiz. One in which no question counts is reported as such."""
    quizzes = [quiz for quiz in project.quiz_files() if quiz.model.questions]
    if not all(any(question.scored for question in quiz.model.questions) for quiz in quizzes):
        return
    if quizzes and project.quizzes_complete and _names_all(quizzes):
        yield from _missing(project, _tested(quizzes), "untested-fact", "question tests", "tests")


def _missing(project: Project, named: set[str], code: Code, lack: str, key: str) -> Iterator[Problem]:
    """Yield a problem for each fact that is not named, unless a misspelt name may be the missing one."""
    if not project.facts or not named <= {fact.id for fact in project.facts.model.facts}:
        return
    for i, fact in enumerate(project.facts.model.facts):
        if fact.id not in named:
            help_ = f'add "{fact.id}" to "{key}" of the one that does'
            yield Problem(project.facts.value("facts", i, "id"), code, f'no {lack} the fact "{fact.id}"', help_)


def taught_questions(project: Project) -> Iterator[Problem]:
    """A question asks only what a page of its module teaches."""
    if not (project.has_facts and project.pages_complete and project.heads_complete):
        return
    modules = {module.head.model.id: module for module in project.modules if module.head}
    everywhere = _taught(project.modules)
    for quiz in project.quiz_files():
        here = _taught((modules[quiz.model.id],)) if quiz.model.id in modules else everywhere
        for at, question in quiz.model.located():
            for j, fact in enumerate(question.tests):
                if fact in everywhere and fact not in here:
                    message = f'no page of this module teaches "{fact}"'
                    help_ = "test it in the module that does, or teach it here"
                    yield Problem(quiz.value(*at, "tests", j), "untaught-question", message, help_)


def served_objectives(project: Project) -> Iterator[Problem]:
    """A module teaches what its objectives promise, and its quiz tests it.

    A fact that nothing teaches or tests anywhere is reported once, as such.
    """
    if not (project.has_facts and project.pages_complete and project.quizzes_complete):
        return
    quizzes = {quiz.model.id: quiz for quiz in project.quiz_files() if quiz.model.questions}
    known = _taught(project.modules)
    if quizzes:
        known &= _tested(list(quizzes.values()))
    for module in project.modules:
        if not module.head:
            continue
        head = module.head
        quiz = quizzes.get(head.model.id)
        taught = _taught((module,))
        # A module without a quiz tests nothing.
        tested = _tested([quiz]) if quiz else known
        for i, objective in enumerate(head.model.objectives):
            for j, fact in enumerate(objective.facts):
                if fact in known and (fact not in taught or fact not in tested):
                    lack = "page of this module teaches" if fact not in taught else "question here tests"
                    message = f'no {lack} "{fact}", which this objective needs'
                    help_ = "name the fact in a page and in a question of this module, or change the objective"
                    position = head.value("objectives", i, "facts", j)
                    yield Problem(position, "unserved-objective", message, help_)


def used_sources(project: Project) -> Iterator[Problem]:
    """Each source stands behind some fact."""
    if not (project.sources and project.facts and project.facts.complete):
        return
    cited = {source for fact in project.facts.model.facts for source in fact.sources}
    for i, source in enumerate(project.sources.model.sources):
        if source.id not in cited:
            message = f'no fact rests on the source "{source.id}"'
            help_ = 'name it in "sources" of a fact, or remove it'
            position = project.sources.value("sources", i, "id")
            yield Problem(position, "unused-source", message, help_, Severity.WARNING)
