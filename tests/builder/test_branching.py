"""Branching cases: what an author is told of a story that does not hold together, and where."""

from __future__ import annotations

import re

import pytest

from scorm_export.authoring.project import ModuleSource, PageSource, Project
from scorm_export.checks.branching import branching_cases
from scorm_export.formats.markdown import parse_markdown

Told = list[tuple[str, int]]


def story(text: str) -> str:
    """Return the Markdown of a story, given a line a scene: `a: b c` leads to b and c, `a!` is an ending."""
    lines = ["::::::{branching}"]
    for scene in text.split("\n"):
        name, _, targets = scene.partition(":")
        lines.append(f":::::{{{'ending' if name.endswith('!') else 'scene'}}} {name.rstrip('!')}")
        lines.append("Words.")
        for target in targets.split():
            lines += [f"::::{{choice}} To {target}", f":to: {target}", "It follows.", "::::"]
        lines.append(":::::")
    return "\n".join([*lines, "::::::", ""])


def told(markdown: str) -> Told:
    document, problems = parse_markdown("page.md", markdown)
    page = PageSource("page.md", None, document)
    found = [*problems, *branching_cases(Project(modules=(ModuleSource("modules/one", None, (page,)),)))]
    return sorted((problem.code, problem.position.line) for problem in found)


def line(markdown: str, scene: str) -> int:
    """Return the line in which a scene begins."""
    return next(n for n, text in enumerate(markdown.split("\n"), 1) if re.search(rf"\}} {scene}$", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b c\nb: c\nc!", []),
        ("a: a b\nb!", []),
        ("a: b\nb: a c\nc!", []),
        ("a: b c\nb\nc!", [("dead-end", "b")]),
        ("a: b d\nb: c\nc: b\nd!", [("dead-end", "b"), ("dead-end", "c")]),
        ("a: b\nb!\nc!", [("unreachable-scene", "c")]),
        ("a: b\nb!\nc: b", [("unreachable-scene", "c")]),
        ("a: b\nb!\nb!", [("duplicate-id", "b")]),
        ("a!\nb!", [("unreachable-scene", "b")]),
    ],
)
def test_ways_through_a_story(text: str, expected: list[tuple[str, str]]) -> None:
    markdown = story(text)
    codes = [(code, scene) for code, scene in expected]
    if ("duplicate-id", "b") in codes:
        assert [code for code, _ in told(markdown)] == ["duplicate-id"]
        return
    assert told(markdown) == sorted((code, line(markdown, scene)) for code, scene in codes)


def test_choice_that_leads_nowhere_is_told_once() -> None:
    """Of what depends on a wrong id nothing is known."""
    markdown = story("a: bb c\nb!\nc!")
    assert told(markdown) == [("unknown-id", 4)]


def test_choice_without_feedback_or_target() -> None:
    markdown = story("a: b\nb!").replace("It follows.\n", "")
    assert told(markdown) == [("missing-feedback", 4)]
    markdown = story("a: b\nb!").replace(":to: b\n", "")
    assert told(markdown) == [("missing-option", 4)]
    markdown = story("a: b\nb!").replace("{choice} To b", "{choice}")
    assert told(markdown) == [("missing-argument", 4)]


def test_parts_stand_where_they_belong() -> None:
    assert told(":::{choice} Go\n:to: a\nWords.\n:::\n") == [("misplaced-directive", 1)]
    assert told("::::{note}\n:::{scene} a\nWords.\n:::\n::::\n") == [("misplaced-directive", 2)]
    inside = story("a: b\nb!").replace("Words.", "Words.\n\n:::{note}\nGood.\n:::", 1)
    assert told(inside) == []
