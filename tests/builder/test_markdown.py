"""The Markdown dialect: where things stand, and what a document knows of itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scorm_export.formats.document import Directive, Document
from scorm_export.formats.markdown import parse_markdown
from scorm_export.problem import Problem


def read(text: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    return parse_markdown("page.md", text, first_line)


def places(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.position.line, problem.position.column) for problem in problems]


def test_links_and_images_know_their_line_and_column() -> None:
    text = "One [a](#x) and\ntwo ![b](b.png),\n![c](c.png) too.\n\n- in a list\n  <https://example.org>\n"
    document, problems = read(text, first_line=10)
    assert problems == []
    assert [(link.target, link.position.line, link.position.column) for link in document.links] == [
        ("#x", 10, 5),
        ("https://example.org", 15, 3),
    ]
    assert [(image.source, image.alt, image.position.line, image.position.column) for image in document.images] == [
        ("b.png", "b", 11, 5),
        ("c.png", "c", 12, 1),
    ]


def test_what_stands_in_a_directive_keeps_its_line() -> None:
    text = "::::{note} Title\n\n[a](#x)\n\n:::{figure} b.svg\n:alt: B\n![c](c.png)\n:::\n::::\n"
    document, problems = read(text, first_line=3)
    assert problems == []
    assert [link.position.line for link in document.links] == [5]
    assert [(image.source, image.position.line) for image in document.images] == [("b.svg", 7), ("c.png", 9)]
    (outer,) = document.blocks
    assert isinstance(outer, Directive)
    assert (outer.name, outer.argument) == ("note", "Title")
    inner = outer.body[1]
    assert isinstance(inner, Directive)
    assert (inner.name, inner.options) == ("figure", {"alt": "B"})


def test_words_are_counted_wherever_they_are_read() -> None:
    document, _ = read(
        "Two words.\n\n:::{note} A title\nThree more words.\n:::\n\n| one | two |\n| --- | --- |\n| x | y |\n"
    )
    assert document.words == 2 + 2 + 3 + 4


def test_raw_html_is_found_everywhere() -> None:
    text = "<div>\nblock\n</div>\n\nInline <span>x</span>\n\n- item <i>\n\n:::{note}\n<p>x</p>\n:::\n\n"
    text += "| <u> |\n| --- |\n"
    _, problems = read(text)
    assert {problem.position.line for problem in problems} == {1, 5, 7, 10, 13}
    assert {problem.code for problem in problems} == {"raw-html"}


def test_code_and_escapes_are_no_html() -> None:
    assert read("`<b>` and \\<b> and 3 < 4\n")[1] == []


def test_directives_that_do_not_hold() -> None:
    assert places(read(":::{note}\nwords\n")[1]) == [("unclosed-directive", 1, 1)]
    assert places(read("::: note\nwords\n:::\n")[1]) == [("unknown-directive", 1, 1)]
    assert places(read("words\n\n:::\n\nmore\n:::\n")[1]) == [("unknown-directive", 3, 1)]
    assert places(read("> :::{note}\n> words\n> :::\n")[1]) == [("misplaced-directive", 1, 1)]
    deep = "::::::{note}\n:::::{note}\n::::{note}\n:::{note}\nwords\n:::\n::::\n:::::\n::::::\n"
    assert places(read(deep)[1]) == [("misplaced-directive", 4, 1)]


@given(st.text(alphabet=":{}abc note\n![]()<>#-*`|", max_size=120))
def test_any_text_gives_a_document(text: str) -> None:
    document, problems = read(text)
    assert document.words >= 0
    lines = text.count("\n") + 1
    for position in [p.position for p in problems] + [link.position for link in document.links]:
        assert 1 <= position.line <= lines
        assert 1 <= position.column <= len(text.split("\n")[position.line - 1]) + 1


def test_words_where_none_are_shown_are_told() -> None:
    assert places(read(":::{check-yourself} one\nwords\n:::\n")[1]) == [("misplaced-text", 1, 1)]
    assert places(read(":::{note}\n:::\n")[1]) == [("empty-text", 1, 1)]
    behind = "::::::{branching}\n:::::{scene} a\nwords\n\n::::{choice} Go\n:to: b\nwords\n::::\nmore words\n:::::\n"
    behind += ":::::{ending} b\nwords\n:::::\n::::::\n"
    assert places(read(behind)[1]) == [("misplaced-text", 9, 1)]


def test_marks_that_are_not_read_are_told() -> None:
    for text in [":::{note}\nwords\n\n:kind: tip\n:::\n", "[mot] {lang=fr}\n", "[mot]{lang='fr'}\n"]:
        assert [problem.code for problem in read(text)[1]][-1:] == ["unread-markup"], text
    assert read("[mot]{lang=fr}\n")[1] == []


def test_directive_that_is_not_closed_is_told_alone() -> None:
    """A right one further down must not be blamed for what follows from it."""
    wrong = ":::{accordion} A\n:::{panel} One\nT\n:::\n:::{panel} Two\nT\n:::\n:::\n\n"
    right = "::::{accordion} B\n:::{panel} One\nT\n:::\n:::{panel} Two\nT\n:::\n::::\n"
    assert read(right)[1] == []
    assert places(read(wrong + right)[1]) == [("unclosed-directive", 1, 1)]
