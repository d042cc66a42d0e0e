"""What people paste or write as elsewhere: understood where the meaning is plain, told where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import authoring_course, build, replace
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.formats.document import Prose
from scorm_export.formats.foreign_svg import clean
from scorm_export.formats.markdown import parse_markdown
from scorm_export.formats.yaml import parse_yaml

PAGE = "modules/burns/10-water.md"


def told(text: str) -> list[tuple[int, str]]:
    """Return the line and message of each problem of a text."""
    _, problems = parse_markdown("page.md", text)
    return [(problem.position.line, problem.message) for problem in problems]


def shown(folder: Path, text: str) -> str:
    """Return the page of the course of the guide, with this text in it."""
    root = authoring_course(folder)
    replace(root / PAGE, "Longer than", f"{text} Longer than")
    return build(root).files["index.html"].decode()


LIST = "this is not read as a list"
NOTE = "this is not read as a note"
CUT_ROW = "this row has 3 cells and its head 2: the rest is not shown"
CELLS = "these cells are not read as a table"
FORMULA = "this is not read as a formula"
FOOTNOTE = "this footnote has no text here"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("First.\n\n• one\n• two", [(3, LIST)]),
        ("· one", [(1, LIST)]),
        ("– three\n– four", [(1, LIST)]),
        ("o five\no six", [(1, LIST)]),
        ("– A thought between dashes – and on.\nMore.", []),
        ("what\thow long\nburn\t20", [(1, CELLS)]),
        ("one\ttab", []),
        ("> [!NOTE]\n> Keep calm.", [(1, NOTE)]),
        ("!!! tip\n    Breathe.", [(1, NOTE)]),
        ("What!!! No tip.", []),
        ("The area is $a^2 $.", [(1, FORMULA)]),
        ("It costs $5 or $6.", []),
        ("See [[Other page]].", [(1, "this is not read as a link")]),
        ("Text.[^1]", [(1, FOOTNOTE)]),
        ("Text.^[A note in it.]", [(1, "a footnote in the middle of a text is not read")]),
        ("Text.\n\n[^1]: A note below.", [(3, "nothing refers to this footnote")]),
        ('[words](https://e.org "A title")', [(1, "the title of a link is not shown")]),
        ("Text.\n\n[a]: https://e.org", [(3, "nothing refers to this address, so it is not shown")]),
        ("[Text][a].\n\n[a]: https://e.org", []),
        (
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |",
            [(4, CUT_ROW)],
        ),
        ("| a | b |\n| --- | --- |\n| `x|y` |\n| 1 \\| 2 | 3", []),
    ],
)
def test_what_would_be_shown_wrong_is_told(text: str, messages: list[tuple[int, str]]) -> None:
    assert told(text) == messages


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("H<sub>2</sub>O and m<sup>2</sup>.", "H<sub>2</sub>O and m<sup>2</sup>."),
        ("Press <kbd>*Esc*</kbd>.", "Press <kbd><em>Esc</em></kbd>."),
        ("<abbr title='World &amp; Health'>WHO</abbr> says.", '<abbr title="World &amp; Health">WHO</abbr> says.'),
        ("Soft <MARK>words</MARK>.", "Soft <mark>words</mark>."),
    ],
)
def test_safe_tags_are_shown(tmp_path: Path, text: str, html: str) -> None:
    assert html in shown(tmp_path, text)


def test_line_break_in_a_cell_is_shown(tmp_path: Path) -> None:
    page = shown(tmp_path, "| a | b |\n|---|---|\n| one<br>two | 3<br/> |\n\n")
    assert "<td>one<br>two</td>" in page.replace("<br>\n", "<br>")


def test_comments_are_left_out(tmp_path: Path) -> None:
    text = "<!-- to do:\n\nask the nurse -->\n\nWords <!-- secret --> here.\n\n"
    page = shown(tmp_path, text)
    assert "nurse" not in page
    assert "secret" not in page
    assert "Words  here." in page


@pytest.mark.parametrize(
    "text",
    [
        "<sub class='x'>2</sub>",
        "H<sub>2",
        "2</sub>",
        "*a<sub>b*</sub>",
        "<abbr title='a' onclick='b'>c</abbr>",
        "<script>alert(1)</script>",
        "<!-- never closed",
        "<!-- closed --> and text behind",
        "<img src=x>",
    ],
)
def test_other_html_is_an_error(text: str) -> None:
    _, problems = parse_markdown("page.md", text)
    assert {problem.code for problem in problems} == {"raw-html"}


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("title: Les #1", 12),
        ("- Tip #2", 7),
        ('title: "Les #1"', None),
        ("title: Les  #1", None),
        ("title: Les # one", None),
        ("correct: true # right", None),
        ("# title: Les #1", None),
    ],
)
def test_text_that_yaml_cuts_is_told(line: str, column: int | None) -> None:
    _, problems = parse_yaml("a.yaml", line)
    assert [(problem.code, problem.position.column) for problem in problems] == (
        [("cut-text", column)] if column else []
    )


def of_course(root: Path) -> list[tuple[str, str]]:
    project, problems = load(read_content(root))
    return [(problem.position.file, problem.code) for problem in [*problems, *check(project)]]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("quizzes/burns.yaml", "quizzes/burns.yml"),
        (PAGE, "modules/burns/10-water.markdown"),
        (PAGE, "modules/burns/10-water.MD"),
        ("modules/burns/module.yaml", "modules/burns/module.yml"),
        ("course/course.yaml", "course/course.YAML"),
    ],
)
def test_other_ending_is_told_once(tmp_path: Path, name: str, other: str) -> None:
    root = authoring_course(tmp_path)
    (root / name).rename(root / other)
    assert of_course(root) == [(other, "file-ending")]


def test_folder_with_blanks_is_told_once(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / "modules/burns").rename(root / "modules/Burns and scalds")
    assert set(of_course(root)) == {("modules/Burns and scalds", "file-name")}


def test_blank_in_the_name_of_an_image_is_told_once(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / "modules/burns/media/hand.svg").rename(root / "modules/burns/media/a hand.svg")
    for path in root.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("](media/hand.svg)", "](media/a hand.svg)"), encoding="utf-8")
    assert ("modules/burns/media/a hand.svg", "unused-file") not in of_course(root)
    assert (PAGE, "unread-markup") in of_course(root)


def test_link_to_the_file_of_a_page_leads_to_the_page(tmp_path: Path) -> None:
    page = shown(tmp_path, "[Next](20-tap.md) and [so on](../burns/30-sam.md).")
    assert '<a href="#burns/tap">Next</a>' in page
    assert '<a href="#burns/sam">so on</a>' in page


@pytest.mark.parametrize("target", ["50-none.md", "module.yaml", "../../quizzes/burns.yaml"])
def test_link_to_another_author_file_is_an_error(tmp_path: Path, target: str) -> None:
    root = authoring_course(tmp_path)
    replace(root / PAGE, "Longer than", f"[Next]({target}) Longer than")
    assert of_course(root) == [(PAGE, "missing-file")]


def test_markup_in_a_title_is_told(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    replace(root / "course/course.yaml", "title: First aid at home", 'title: "**First** aid"')
    assert of_course(root) == [("course/course.yaml", "unread-markup")]


PIECES = ["<sub>", "</sub>", "<kbd>", "</kbd>", "<br>", "<!-- c -->", "*", "**", "_", "a", " ", "\n", "\n\n", "`", "- "]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_tags_are_written_the_html_is_well_formed(text: str) -> None:
    document, problems = parse_markdown("page.md", text)
    if any(problem.code == "raw-html" for problem in problems):
        return
    tokens = [token for block in document.blocks if isinstance(block, Prose) for token in block.tokens]
    parser = MarkdownIt("commonmark", {"xhtmlOut": True})
    html = parser.renderer.render(tokens, parser.options, {})
    etree.fromstring(f"<page>{html}</page>")


@given(st.binary(max_size=60) | st.text(alphabet="<svg/> xmlns=\"'&;!DOCTYPE-[]", max_size=60).map(str.encode))
def test_any_bytes_are_looked_at_as_a_drawing(data: bytes) -> None:
    cleaned = clean(data)
    assert cleaned is None or etree.fromstring(cleaned.data) is not None
