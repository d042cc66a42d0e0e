"""Branching cases: every choice leads on, every scene can be reached, and every way comes to an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scorm_export.authoring.project import Project
from scorm_export.formats.document import Directive
from scorm_export.problem import Problem, did_you_mean


def branching_cases(project: Project) -> Iterator[Problem]:
    """A branching case holds together."""
    for page in project.pages():
        yield from _same_ids(page.document.directives("scene", "ending"))
        for case in page.document.directives("branching"):
            scenes = case.parts("scene", "ending")
            if scenes and all(scene.argument for scene in scenes):
                yield from _scenes(scenes)


def _same_ids(scenes: tuple[Directive, ...]) -> Iterator[Problem]:
    """Yield a problem for each scene that has the id of another scene on the page, where ids identify scenes."""
    first: dict[str, Directive] = {}
    for scene in scenes:
        if scene.argument in first:
            message = f'the scene "{scene.argument}" exists already'
            help_ = f"the first stands in line {first[scene.argument].position.line}; give this one an id of its own"
            yield Problem(scene.position, "duplicate-id", message, help_)
        if scene.argument:
            first.setdefault(scene.argument, scene)


def _scenes(scenes: tuple[Directive, ...]) -> Iterator[Problem]:
    by_id: dict[str, Directive] = {}
    for scene in scenes:
        by_id.setdefault(scene.argument, scene)
    wrong = False
    for choice in (choice for scene in scenes for choice in scene.parts("choice")):
        if not choice.body:
            message = "nothing is said of what follows this choice"
            help_ = "write under it what happens, and why"
            yield Problem(choice.position, "missing-feedback", message, help_)
        target = choice.options.get("to")
        if target is None:
            wrong = True
        elif target not in by_id:
            wrong = True
            help_ = did_you_mean(target, by_id, f"the scenes are {', '.join(by_id)}")
            yield Problem(choice.position, "unknown-id", f'there is no scene "{target}"', help_)
    yield from _ways(by_id, wrong)


def _ways(by_id: Mapping[str, Directive], wrong: bool) -> Iterator[Problem]:
    """Yield what is wrong with the ways through the scenes. `wrong` tells that some choices lead to unknown scenes."""
    leads = {id_: {choice.options.get("to", "") for choice in scene.parts("choice")} for id_, scene in by_id.items()}
    first = next(iter(by_id))
    reached = _closure({first}, leads)
    ends = {id_ for id_, scene in by_id.items() if scene.name == "ending"}
    for id_, scene in by_id.items():
        if scene.name == "scene" and not leads[id_]:
            help_ = f"add a :::{{choice}}, or make it an ending: :::{{ending}} {id_}"
            yield Problem(scene.position, "dead-end", f'the scene "{id_}" has no choices', help_)
        elif not wrong and not _closure({id_}, leads) & ends and all(leads[other] for other in _closure({id_}, leads)):
            message = f'no way leads from the scene "{id_}" to an ending'
            yield Problem(scene.position, "dead-end", message, "lead one of its choices to an ending")
        if not wrong and id_ not in reached:
            help_ = f'lead a choice to it with ":to: {id_}", or remove it'
            yield Problem(scene.position, "unreachable-scene", f'no choice leads to the scene "{id_}"', help_)


def _closure(start: set[str], leads: Mapping[str, set[str]]) -> set[str]:
    """Return everything that can be reached from the start, itself included."""
    found, new = set(start), set(start)
    while new:
        new = {target for id_ in new for target in leads.get(id_, ()) if target in leads} - found
        found |= new
    return found
