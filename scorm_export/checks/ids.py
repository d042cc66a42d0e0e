"""Ids: each names one thing, and everything that is named exists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from scorm_export.authoring.project import Project
from scorm_export.problem import Position, Problem, Severity, did_you_mean

RESERVED_MODULE_IDS = ("home", "sources", "glossary", "help", "answers", "review", "certificate")
"""Ids that a module cannot have, because the player's own places have these addresses."""

RESERVED_PAGE_IDS = ("quiz", "result", "start", "recall", "practice")
"""Ids that a page cannot have, because the player's own places in a module have these addresses."""


def _duplicates(what: str, ids: Iterable[tuple[str, Position]]) -> Iterator[Problem]:
    first: dict[str, Position] = {}
    for id_, position in ids:
        if id_ in first:
            before = first[id_]
            where = f"line {before.line}" if before.file == position.file else f"{before.file}:{before.line}"
            yield Problem(
                position,
                "duplicate-id",
                f'the {what} "{id_}" exists already',
                f"the first stands in {where}; give this one an id of its own",
            )
        else:
            first[id_] = position


def unique_ids(project: Project) -> Iterator[Problem]:
    """No two things of one kind have the same id."""
    if course := project.course:
        modules = enumerate(course.model.modules)
        yield from _duplicates("module", ((id_, course.value("modules", i)) for i, id_ in modules))
    if sources := project.sources:
        entries = enumerate(sources.model.sources)
        yield from _duplicates("source", ((e.id, sources.value("sources", i, "id")) for i, e in entries))
    if facts := project.facts:
        listed = enumerate(facts.model.facts)
        yield from _duplicates("fact", ((f.id, facts.value("facts", i, "id")) for i, f in listed))
    if glossary := project.glossary:
        terms = enumerate(glossary.model.terms)
        yield from _duplicates("term", ((t.id, glossary.value("terms", i, "id")) for i, t in terms))
    yield from _duplicates("module", ((head.model.id, head.value("id")) for head in project.heads()))
    yield from _duplicates("quiz", ((quiz.model.id, quiz.value("id")) for quiz in project.quiz_files()))
    for module in project.modules:
        fronts = [page.front for page in module.pages if page.front]
        yield from _duplicates("page", ((front.model.id, front.value("id")) for front in fronts))
    for quiz in project.quiz_files():
        located = quiz.model.located()
        yield from _duplicates("question", ((question.id, quiz.value(*at, "id")) for at, question in located))


def _unknown(what: str, named: Iterable[tuple[str, Position]], known: Collection[str]) -> Iterator[Problem]:
    listing = f"the known ones are {', '.join(sorted(known)[:12])}" if known else f"there is no {what} yet"
    for id_, position in named:
        if id_ not in known:
            help_ = did_you_mean(id_, known, listing)
            yield Problem(position, "unknown-id", f'there is no {what} "{id_}"', help_)


def known_ids(project: Project) -> Iterator[Problem]:
    """Every id that is referred to belongs to something."""
    course, sources, facts = project.course, project.sources, project.facts
    if course and project.heads_complete:
        named = [(id_, course.value("modules", i)) for i, id_ in enumerate(course.model.modules)]
        yield from _unknown("module", named, {head.model.id for head in project.heads()})
    if sources and sources.complete and facts:
        cited = [
            (id_, facts.value("facts", i, "sources", j))
            for i, fact in enumerate(facts.model.facts)
            for j, id_ in enumerate(fact.sources)
        ]
        yield from _unknown("source", cited, {source.id for source in sources.model.sources})
    if facts and facts.complete:
        yield from _unknown("fact", _named_facts(project), {fact.id for fact in facts.model.facts})


def _named_facts(project: Project) -> Iterator[tuple[str, Position]]:
    for head in project.heads():
        for i, objective in enumerate(head.model.objectives):
            yield from ((id_, head.value("objectives", i, "facts", j)) for j, id_ in enumerate(objective.facts))
    for module in project.modules:
        for front in (page.front for page in module.pages if page.front):
            yield from ((id_, front.value("teaches", i)) for i, id_ in enumerate(front.model.teaches))
    for quiz in project.quiz_files():
        for at, question in quiz.model.located():
            yield from ((id_, quiz.value(*at, "tests", j)) for j, id_ in enumerate(question.tests))


def known_pages(project: Project) -> Iterator[Problem]:
    """A question sends a trainee back to pages of its own module."""
    if not project.pages_complete:
        return
    pages = {
        module.head.model.id: [page.front.model.id for page in module.pages if page.front]
        for module in project.modules
        if module.head
    }
    for quiz in project.quiz_files():
        named = [
            (id_, quiz.value(*at, "pages", j))
            for at, question in quiz.model.located()
            for j, id_ in enumerate(question.pages)
        ]
        if quiz.model.id in pages:
            yield from _unknown("page of this module", named, set(pages[quiz.model.id]))


def reserved_ids(project: Project) -> Iterator[Problem]:
    """No module or page takes the address of a place that the player has itself."""
    fronts = (page.front for module in project.modules for page in module.pages if page.front)
    named: list[tuple[str, str, Position, Collection[str]]] = [
        ("module", head.model.id, head.value("id"), RESERVED_MODULE_IDS) for head in project.heads()
    ]
    named += [("page", front.model.id, front.value("id"), RESERVED_PAGE_IDS) for front in fronts]
    for what, id_, position, reserved in named:
        if id_ in reserved:
            message = f'a {what} cannot have the id "{id_}": the player uses it'
            yield Problem(position, "reserved-id", message, "choose another id")


def listed_modules(project: Project) -> Iterator[Problem]:
    """Every module is a part of the course."""
    if not project.course or not project.course.complete:
        return
    for head in project.heads():
        if head.model.id not in project.course.model.modules:
            message = f'the module "{head.model.id}" is not a part of the course'
            help_ = 'add it to "modules" in course/course.yaml, or remove its folder and its quiz'
            yield Problem(head.value("id"), "unused-module", message, help_, Severity.WARNING)
