"""The course in this repository is whole: seven themes, every fact, lessons and quizzes of a size to learn from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from building import REPOSITORY, read_course
from lxml import etree

from scorm_export.course.model import Course, Module, Page
from scorm_export.formats.document import WORD, Block, Directive, Prose

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


def directives(blocks: Iterable[Block]) -> Iterator[Directive]:
    """Yield every directive of a text, also those inside others."""
    for block in blocks:
        if isinstance(block, Directive):
            yield block
            yield from directives(block.body)


def words(directive: Directive) -> int:
    """Return the number of words in a directive."""
    text = [directive.argument]
    for block in directive.body:
        if isinstance(block, Directive):
            text += ["word"] * words(block)
        else:
            text += [child.content for token in block.tokens for child in token.children or ()]
    return len(WORD.findall(" ".join(text)))


def names(pages: Iterable[Page]) -> list[str]:
    return [directive.name for page in pages for directive in directives(page.document.blocks)]


def test_lesson(module: Module) -> None:
    assert len(module.objectives) == 3
    assert all(objective.startswith("Je kunt ") for objective in module.objectives)
    assert 5 <= len(module.pages) <= 7
    # Of a branching case a trainee reads one way through it.
    branching = sum(words(case) for page in module.pages for case in page.document.directives("branching"))
    assert 800 <= sum(page.document.words for page in module.pages) - branching <= 1200
    assert 12 <= module.minutes <= 20


def test_lesson_opens_with_a_case_and_comes_back_to_it(module: Module) -> None:
    first, *_, last = module.pages
    opening = next(directive for directive in directives(first.document.blocks) if directive.name == "case")
    text = " ".join(passage.text for passage in first.document.passages)
    # A capital within a sentence is that of a name.
    people = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))
    ending = " ".join(passage.text for passage in last.document.passages)
    assert opening.argument
    assert any(re.search(rf"\b{name}\b", ending) for name in people), people


def test_lesson_closes_with_points_to_take_along(module: Module) -> None:
    *_, closing = directives(module.pages[-1].document.blocks)
    assert (closing.name, closing.argument) == ("key-points", "Wat neem je mee?")
    (prose,) = closing.body
    assert isinstance(prose, Prose)
    assert 3 <= sum(token.type == "list_item_open" for token in prose.tokens) <= 5


def test_lesson_has_a_figure_and_a_question_to_oneself(module: Module) -> None:
    found = names(module.pages)
    assert found.count("figure") >= 1
    assert found.count("reflection") == 1
    assert found.count("reveal") >= 1


@pytest.mark.parametrize("theme", ["intergenerationeel-trauma", "helende-kracht", "veerkracht"])
def test_note_where_the_publication_is_more_careful(course: Course, theme: str) -> None:
    module = next(module for module in course.modules if module.id == theme)
    assert "note" in names(module.pages)


def test_bars_are_drawn_to_scale(course: Course) -> None:
    """48.2%, 25.1% and 12.6%, each in a frame of 100%."""
    drawing = etree.fromstring(course.drawings["modules/veerkracht/media/balken.svg"])
    widths = [float(str(bar.get("width"))) for bar in drawing.iter("{*}rect") if bar.get("class") == "fill-accent"]
    frames = {float(str(bar.get("width"))) for bar in drawing.iter("{*}rect") if bar.get("class") != "fill-accent"}
    (whole,) = frames
    assert [round(100 * width / whole, 1) for width in widths] == [48.2, 25.1, 12.6]


def test_drawings_speak_the_language_of_the_theme(course: Course) -> None:
    assert len(course.drawings) == len(FACTS)
    for path, data in course.drawings.items():
        text = data.decode()
        assert re.match(r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 \d+"', text), path
        assert not re.search(r"#[0-9a-fA-F]{3,6}\b|rgb\(|hsl\(", text), f"{path} has a colour of its own"


def test_modules_that_touch_say_so_before(course: Course) -> None:
    noted = [module.id for module in course.modules if module.content_note]
    assert noted == ["serve-and-return", "mentale-gezondheid", "intergenerationeel-trauma"]


def test_help_lines_of_both_regions(course: Course) -> None:
    regions = {
        region for line in course.help_lines for region in re.findall(r"Vlaanderen|Nederland", line.region or "")
    }
    assert regions == {"Vlaanderen", "Nederland"}
    assert all(line.phone for line in course.help_lines)


def test_glossary(course: Course) -> None:
    terms = {term.term for term in course.glossary}
    assert {"hechting", "serve and return", "stress-systeem", "trauma", "epigenetica", "veerkracht"} <= terms


SITUATION = re.compile(
    r"\b(?:Wat doe|Wat zeg|Wat kun|Wat kan|Hoe reageer|Wat antwoord|Wat helpt|Wat past|Wat vertel)\b"
)


def test_quiz(module: Module) -> None:
    assert 8 <= len(module.questions) <= 10
    assert len({question.entry.kind for question in module.questions}) >= 2
    assert sum(question.entry.kind == "true-false" for question in module.questions) <= 2
    asked = [" ".join(passage.text for passage in question.entry.text.passages) for question in module.questions]
    assert sum(bool(SITUATION.search(text)) for text in asked) >= 3
    for question in module.questions:
        assert question.pages or not question.entry.scored, f"no page teaches what {question.id} asks"
        if question.entry.kind in ("single-choice", "multiple-response"):
            assert all(choice.feedback for choice in question.entry.choices)
        elif question.entry.scored:
            assert question.entry.feedback


def test_right_answers_stand_in_every_place(course: Course) -> None:
    """Guessing "always the first" must not pay."""
    single = [question for question in course.questions if question.entry.kind == "single-choice"]
    places = Counter(next(i for i, c in enumerate(q.entry.choices) if c.correct) for q in single)
    assert max(places.values()) < 0.45 * len(single)


def trainee_text() -> dict[Path, str]:
    folders = ("course", "modules", "quizzes")
    paths = [path for folder in folders for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
    return {path: path.read_text(encoding="utf-8") for path in paths}


def test_trainees_are_spoken_to_as_je() -> None:
    for path, text in trainee_text().items():
        assert not re.search(r"\b(u|uw)\b", text), f"{path} says u"
