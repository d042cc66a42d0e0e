"""The course that `make bench` measures with is a course as any other, with everything in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import SMALL, build, read_course
from copies import write_copies
from course_generator import LARGEST, write_course

from scorm_export.formats.directives import DIRECTIVES
from scorm_export.questions import KINDS

MODULES = 7


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file in a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def generated(folder: Path, modules: int = MODULES, seed: int = 1) -> dict[str, bytes]:
    write_course(folder, modules, seed)
    return contents(folder)


def test_the_generated_course_is_valid_and_fits_a_package(tmp_path: Path) -> None:
    write_course(tmp_path, MODULES)
    assert len(read_course(tmp_path).modules) == MODULES
    assert "index.html" in build(tmp_path).files


def test_other_seeds_give_valid_courses(tmp_path: Path) -> None:
    for seed in range(2, 6):
        write_course(tmp_path / str(seed), MODULES, seed)
        assert read_course(tmp_path / str(seed))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = generated(tmp_path / "first")
    assert generated(tmp_path / "second") == first
    assert generated(tmp_path / "third", seed=2) != first


def test_a_module_is_the_same_in_a_course_of_any_size(tmp_path: Path) -> None:
    small, large = generated(tmp_path / "small", 2), generated(tmp_path / "large", 4)
    own = [name for name in small if not name.startswith("course/")]
    assert own
    assert [small[name] for name in own] == [large[name] for name in own]


NOT_WRITTEN = {"audio", "video", "transcript", "download", "embed", "table"}
"""A generated course is of text and drawings, as it was when it was first timed."""


def test_it_has_every_directive_and_kind_of_question(tmp_path: Path) -> None:
    """A new one that the generator does not write yet shows up here."""
    write_course(tmp_path, MODULES)
    course = read_course(tmp_path)
    for name, spec in DIRECTIVES.items():
        used = [directive for page in course.pages for directive in page.document.directives(name)]
        if name in NOT_WRITTEN:
            continue
        assert used, f"the generator writes no {name}"
        for option, values in spec.choices.items():
            assert {directive.options[option] for directive in used} == set(values)
    assert {question.entry.kind for question in course.questions} == set(KINDS)


def test_it_has_facts_sources_glossary_and_drawings(tmp_path: Path) -> None:
    write_course(tmp_path, MODULES)
    course = read_course(tmp_path)
    assert len(course.sources) == len(course.glossary) == len(course.drawings) == MODULES
    assert all(page.facts for page in course.pages)


def test_a_module_is_as_large_as_those_of_this_repository(tmp_path: Path) -> None:
    write_course(tmp_path, MODULES)
    for module in read_course(tmp_path).modules:
        assert len(module.pages) == 5
        assert len(module.questions) == 8
        assert 900 <= sum(page.document.words for page in module.pages) <= 1150


@pytest.mark.parametrize("modules", [0, LARGEST + 1])
def test_the_generator_refuses_sizes_that_it_has_no_names_for(modules: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"not {modules}"):
        write_course(tmp_path, modules)


def test_copies_of_a_course_are_valid_and_have_modules_and_facts_of_their_own(tmp_path: Path) -> None:
    write_copies(SMALL, tmp_path, 3)
    course, once = read_course(tmp_path), read_course(SMALL)
    facts = {fact.id for page in course.pages for fact in page.facts}
    assert len({module.id for module in course.modules}) == 3 * len(once.modules)
    assert len(facts) == 3 * len({fact.id for page in once.pages for fact in page.facts})
