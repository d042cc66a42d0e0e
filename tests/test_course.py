"""The course in this repository is whole: seven themes, every fact, lessons and quizzes of a size to learn from."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from building import REPOSITORY, read_course

from scorm_export.model import Course, Module

FACTS = {
    "hersenen": "abc",
    "verbondenheid": "abcde",
    "serve-and-return": "abcd",
    "mentale-gezondheid": "abcd",
    "intergenerationeel-trauma": "abcd",
    "helende-kracht": "abcde",
    "veerkracht": "abcde",
}
"""The themes in their order, and how many facts each has: a, b, c, ..."""


@pytest.fixture(scope="module")
def course() -> Course:
    """The course; reading it asserts that it has neither errors nor warnings."""
    return read_course(REPOSITORY)


@pytest.fixture(params=FACTS)
def module(request: pytest.FixtureRequest, course: Course) -> Module:
    return next(module for module in course.modules if module.id == request.param)


def test_themes_and_facts(course: Course) -> None:
    assert [module.id for module in course.modules] == list(FACTS)
    taught = {fact.id for page in course.pages for fact in page.facts}
    assert taught == {f"{theme}-{letter}" for theme, letters in FACTS.items() for letter in letters}


def test_facts_name_the_fact_sheet_and_the_publication_behind_it(course: Course) -> None:
    sources = {fact.id: {source.id for source in fact.sources} for page in course.pages for fact in page.facts}
    assert all("fact-sheet" in named for named in sources.values())
    for fact, publication in {
        "serve-and-return-d": "harvard-center",
        "mentale-gezondheid-d": "saltzman",
        "intergenerationeel-trauma-d": "yehuda-lehrner-2018",
        "helende-kracht-b": "beip-2007",
        "veerkracht-c": "bethell-2019",
        "veerkracht-d": "bartlett-steber-2019",
    }.items():
        assert publication in sources[fact]


def test_lesson(module: Module) -> None:
    assert len(module.objectives) == 3
    assert all(objective.startswith("Je kunt ") for objective in module.objectives)
    assert len(module.pages) >= 4
    assert sum(page.document.words for page in module.pages) >= 500


def test_quiz(module: Module) -> None:
    assert len(module.questions) >= 6
    assert len({question.kind for question in module.questions}) >= 2
    for question in module.questions:
        assert question.pages, f"no page teaches what {question.id} asks"
        assert (question.right and question.wrong) or all(choice.feedback for choice in question.choices)


def test_right_answers_stand_in_every_place(course: Course) -> None:
    """Guessing "always the first" must not pay."""
    single = [question for question in course.questions if question.kind == "single-choice"]
    places = Counter(next(i for i, c in enumerate(q.choices) if c.correct) for q in single)
    assert max(places.values()) < 0.45 * len(single)


def trainee_text() -> dict[Path, str]:
    folders = ("course", "modules", "quizzes")
    paths = [path for folder in folders for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
    return {path: path.read_text(encoding="utf-8") for path in paths}


def test_trainees_are_spoken_to_as_je() -> None:
    for path, text in trainee_text().items():
        assert not re.search(r"\b(u|uw)\b", text), f"{path} says u"
