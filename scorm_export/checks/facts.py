"""Facts: what the course promises to teach is taught, tested, and has a source."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.problem import Problem, Severity
from scorm_export.project import Loaded, ModuleSource, Project
from scorm_export.quiz import QuizFile


def _taught(modules: tuple[ModuleSource, ...]) -> set[str]:
    fronts = (page.front for module in modules for page in module.pages if page.front)
    return {fact for front in fronts for fact in front.model.teaches}


def _tested(quizzes: list[Loaded[QuizFile]]) -> set[str]:
    return {fact for quiz in quizzes for question in quiz.model.questions for fact in question.tests}


def _all_known(facts: set[str], project: Project) -> bool:
    """Tell whether a fact that is named wrongly could be the one that seems to be missing: that is reported."""
    return project.facts is not None and facts <= {fact.id for fact in project.facts.model.facts}


def taught_facts(project: Project) -> Iterator[Problem]:
    """Some page teaches each fact."""
    taught = _taught(project.modules)
    whole = project.pages_complete and all(module.pages for module in project.modules)
    if project.facts and whole and _all_known(taught, project):
        for i, fact in enumerate(project.facts.model.facts):
            if fact.id not in taught:
                message = f'no page teaches the fact "{fact.id}"'
                help_ = f'add "{fact.id}" to "teaches" of the page that does'
                yield Problem(project.facts.value("facts", i, "id"), "untaught-fact", message, help_)


def tested_facts(project: Project) -> Iterator[Problem]:
    """Some question tests each fact."""
    tested = _tested(list(project.quiz_files()))
    whole = project.quizzes_complete and len(project.quizzes) >= len(project.modules)
    if project.facts and whole and _all_known(tested, project):
        for i, fact in enumerate(project.facts.model.facts):
            if fact.id not in tested:
                message = f'no question tests the fact "{fact.id}"'
                help_ = f'add "{fact.id}" to "tests" of the question that does'
                yield Problem(project.facts.value("facts", i, "id"), "untested-fact", message, help_)


def served_objectives(project: Project) -> Iterator[Problem]:
    """A module teaches and tests what its objectives promise.

    A fact that nothing teaches or tests anywhere is reported once, as such; a module without a quiz is too.
    """
    if not (project.pages_complete and project.quizzes_complete):
        return
    known = _taught(project.modules) & _tested(list(project.quiz_files()))
    quizzes = {quiz.model.id: quiz for quiz in project.quiz_files()}
    for module in project.modules:
        if not module.head or module.head.model.id not in quizzes:
            continue
        head = module.head
        taught, tested = _taught((module,)), _tested([quizzes[head.model.id]])
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
