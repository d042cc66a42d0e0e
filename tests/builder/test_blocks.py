"""Tables, notes, formulas, lists and links to headings: how they are read, and what stands in the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import authoring_course, build, replace
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.formats.formulas import FormulaError, mathml
from scorm_export.formats.markdown import parse_markdown

MORE = "modules/burns/50-more.md"
WATER = "modules/burns/10-water.md"


@pytest.fixture
def more(tmp_path: Path) -> html.HtmlElement:
    """The page of the guide with tables, notes, formulas and lists."""
    text = build(authoring_course(tmp_path)).files["index.html"].decode()
    # A module is the text of a noscript element, which a parser that knows of scripts leaves as text.
    document = html.document_fromstring(text.replace("noscript", "div"))
    return next(each for each in document.iter("article") if each.get("id") == "burns/more")


def texts(elements: list[html.HtmlElement]) -> list[str]:
    return [" ".join(each.text_content().split()) for each in elements]


def test_table_has_a_caption_and_heads(more: html.HtmlElement) -> None:
    first, second = more.xpath(".//table")
    assert texts(first.xpath("./caption")) == ["How long to cool"]
    assert texts(first.xpath(".//tbody//th[@scope='row']")) == ["a child", "you"]
    assert texts(first.xpath(".//tbody//td")) == ["20", "20"]
    assert texts(second.xpath(".//tbody//td")) == ["a tap", "in the kitchen"]
    assert second.xpath(".//tbody//th") == []


def test_note_and_its_reference_lead_to_each_other(more: html.HtmlElement) -> None:
    (there,) = more.xpath(".//a[@class='note-ref']")
    (back,) = more.xpath(".//a[@class='note-back']")
    assert back.get("href") == f"#{there.get('id')}"
    (note,) = more.xpath(f'.//*[@id="{there.get("href")[1:]}"]')
    assert "Longer does no harm." in note.text_content()
    assert note.xpath(".//a[@class='note-back']") == [back]
    assert more.xpath(f'.//*[@id="{back.get("href")[1:]}"]') == [there]
    assert (there.get("aria-label"), there.text_content()) == ("Note 1", "1")


def test_lists_formulas_and_code_are_elements(more: html.HtmlElement) -> None:
    assert texts(more.xpath(".//dt")) == ["Burn", "Blister"]
    assert texts(more.xpath(".//dd")) == ["Harm done by heat.", "A bubble in the skin."]
    assert [box.get("aria-label") for box in more.xpath(".//*[@class='task']")] == [None, "done"]
    assert len(more.xpath(".//math")) == 2
    assert texts(more.xpath(".//pre/code")) == ["Burn, left arm, under the tap since 10:15."]
    assert len(more.xpath(".//hr")) == 1


def test_link_leads_to_a_heading(more: html.HtmlElement) -> None:
    addresses = [a.get("href") for a in more.xpath("./p[not(@class)]/a")]
    assert addresses == ["#burns/water/how-long", "#burns/more/in-numbers"]
    assert texts(more.xpath('.//*[@id="burns/more/in-numbers"]')) == ["In numbers"]


def codes(root: Path) -> list[str]:
    project, problems = load(read_content(root))
    return [problem.code for problem in [*problems, *check(project)]]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("10-water.md#how-long", []),
        ("#burns/water/how-long", []),
        ("10-water.md#how-longg", ["unknown-id"]),
        ("#burns/water/how", ["unknown-id"]),
        ("#how-long", ["unknown-id"]),
        ("#in-numbers", []),
    ],
)
def test_heading_that_is_not_there_is_told(tmp_path: Path, target: str, found: list[str]) -> None:
    root = authoring_course(tmp_path)
    replace(root / MORE, "(#burns/water/how-long)", f"({target})")
    assert codes(root) == found


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("How long?", "how-long"),
        ("**Éerst** water", "éerst-water"),
        ("`code` and [a link](x.md)", "code-and-a-link"),
        ("???", "section"),
        ("ماء بارد", "ماء-بارد"),
        ("Straße & Ähre", "straße--ähre"),
    ],
)
def test_heading_is_named_as_on_github(heading: str, slug: str) -> None:
    document, _ = parse_markdown("page.md", f"## {heading}\n\n## {heading}\n")
    assert [each.slug for each in document.headings] == [slug, f"{slug}-1"]


def test_notes_are_numbered_as_they_are_read() -> None:
    text = "One.[^b] Two.[^a]\n\n:::{note}\nThree.[^b]\n:::\n\n[^a]: A.\n[^b]: B.\n"
    document, problems = parse_markdown("page.md", text)
    assert problems == []
    notes = [(note.number, note.text.tokens[1].content) for note in document.notes]
    assert notes == [(1, "B."), (2, "A.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.[^a]\n\n[^a]: A.\n[^a]: B.\n", [(4, "duplicate-key")]),
        ("One.[^a]\n\n[^a]:\n", [(3, "empty-text")]),
        (":::{table} A caption\nWords.\n:::\n", [(1, "misplaced-text")]),
        (":::{table} A caption\n:::\n", [(1, "misplaced-text")]),
        ("$\\frac{1}$\n", [(1, "broken-formula")]),
        ("$$\n\\nowhere\n$$\n", [(1, "broken-formula")]),
        ("$a_1 & b$\n", [(1, "broken-formula")]),
        ("$$\na = b \\\\ c = d\n$$\n", [(1, "broken-formula")]),
        ("$$\n\\begin{align*} a &= b \\\\ c &= d \\end{align*}\n$$\n", []),
        ("So $$x^2$$ is shown.\n", []),
        ("It is $5 or $6, that is 5$ or more than US$7.\n", []),
        ("From $5/kg to 6$/kg, and $HOME/bin:$PATH.\n", []),
        ("$20=two meals or 15$ each, or $3*; two cost 5$.\n", [(1, "unread-markup")]),
        ("[words[^1] more](#n/q)\n\n[^1]: One\n", [(1, "unread-markup")]),
        ('![a](x.svg "A title")\n', [(1, "unread-markup")]),
        ("[words](#n/q){lang=fr}\n", [(1, "unread-markup")]),
    ],
)
def test_what_is_wrong_is_told(text: str, found: list[tuple[int, str]]) -> None:
    _, problems = parse_markdown("page.md", text)
    assert [(problem.position.line, problem.code) for problem in problems] == found


def test_note_within_a_note_keeps_the_rest_of_both() -> None:
    text = "A.[^1] B.[^2]\n\n[^1]: One\n\n    [^2]: inner\n\n    rest of one\n"
    document, _ = parse_markdown("page.md", text)
    assert ["".join(token.content for token in note.text.tokens) for note in document.notes] == [
        "Onerest of one",
        "inner",
    ]
    assert "rest of one" not in document.plain_text()


COMMENTS = "<!-- a -->"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{COMMENTS} Important words. {COMMENTS}\n", "Important words."),
        (f"- {COMMENTS} item {COMMENTS}\n", "item"),
        (f"{COMMENTS * 40} tail\n", "tail"),
    ],
)
def test_words_between_comments_stay(text: str, shown: str) -> None:
    document, problems = parse_markdown("page.md", text)
    assert shown in document.plain_text() or [problem.code for problem in problems] == ["raw-html"]


def test_amount_of_money_is_shown_as_it_is_written() -> None:
    document, problems = parse_markdown("page.md", "From $5 to 7$ a day.\n")
    assert problems == []
    assert "From $5 to 7$ a day." in document.plain_text().replace("\n", "")


MATHML = "{http://www.w3.org/1998/Math/MathML}"


@pytest.mark.parametrize(
    "latex",
    [r"\text{<script>alert(1)</script>}", r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\class{a}{x}"],
)
def test_nothing_active_comes_from_a_formula(latex: str) -> None:
    made = etree.fromstring(mathml(latex, is_block=False))
    assert all(element.tag.startswith(MATHML) for element in made.iter())
    assert not {"href", "style", "class"} & {name for element in made.iter() for name in element.attrib}


@given(st.text(st.sampled_from(r"\{}^_&<>ab12 =+-()[]'" + '"'), max_size=20))
def test_any_formula_is_shown_or_told(latex: str) -> None:
    try:
        made = mathml(latex, is_block=True)
    except FormulaError:
        return
    assert etree.fromstring(made).tag == f"{MATHML}math"


@given(
    st.lists(
        st.sampled_from(["[^a]", "[^a]: ", "\n\n", "    ", "- [ ] ", "\n: ", "$", "$$\n", "`", "## ", "a", "|"])
    ).map("".join)
)
def test_whatever_is_written_is_read(text: str) -> None:
    document, _ = parse_markdown("page.md", text)
    assert len({note.number for note in document.notes}) == len(document.notes)
    assert len(document.slugs) == len(document.headings)
