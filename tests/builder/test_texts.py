"""Texts as HTML: the same text gives the same bytes, whatever was rendered before."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, authoring_course, read_course

from scorm_export.course.model import Course
from scorm_export.page.render import make_texts


@pytest.fixture(params=["repository", "small", "authoring"])
def course(request: pytest.FixtureRequest, tmp_path: Path) -> Course:
    return read_course({"repository": REPOSITORY, "small": SMALL}.get(request.param) or authoring_course(tmp_path))


def test_page_alone_twice_or_out_of_order_gives_the_same(course: Course) -> None:
    pages = [(module, page) for module in course.modules for page in module.pages]
    texts = make_texts(course)
    in_order = [texts.lesson(module, page) for module, page in pages]
    backwards = [texts.lesson(module, page) for module, page in reversed(pages)]
    assert backwards[::-1] == in_order
    assert [make_texts(course).lesson(module, page) for module, page in pages] == in_order


def test_term_is_marked_where_a_module_uses_it_first(course: Course) -> None:
    """Modules may be taken in any order, so each explains its own words; a page lists what it explains."""
    texts = make_texts(course)
    for module in course.modules:
        marked = [term for page in module.pages for term in page.terms]
        assert len(marked) == len({term.id for term in marked})
        for page in module.pages:
            html = texts.lesson(module, page)
            assert html.count("<dfn ") == len(page.terms)
            assert all(f'<dfn data-term="{term.id}">' in html for term in page.terms)
