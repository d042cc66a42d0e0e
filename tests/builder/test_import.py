"""Files of other programs become quizzes and pages, and what cannot be carried over is told."""

from __future__ import annotations

import base64
import re
import shutil
import sys
import zipfile
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from building import REPOSITORY, TESTS, authoring_course, build_course, replace
from hypothesis import given
from hypothesis import strategies as st
from office import document, link, note_mark, paragraph, picture, table, words, workbook

from scorm_export.cli import main
from scorm_export.formats.fields import readable
from scorm_export.formats.markdown import parse_inline, parse_markdown
from scorm_export.formats.yaml import parse_yaml
from scorm_export.importing import FORMATS, INSTEAD, kinds, load_importer
from scorm_export.importing.blocks import to_blocks
from scorm_export.importing.images import Images
from scorm_export.importing.markup import parse_html, plain, text_of, to_paragraph
from scorm_export.importing.names import make_id
from scorm_export.importing.quiz_file import dump, round_trip, write_quiz
from scorm_export.importing.values import Imported, ImportedQuestion, ImportedQuiz, Notes, UnreadableInput
from scorm_export.problem import Position, Problem, Severity
from scorm_export.report import format_losses
from scorm_export.workspace import open_workspace

IMPORTS = TESTS / "imports"
GOLDEN = TESTS / "golden" / "imports"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def imported(suffix: str, data: bytes, name: str = "burns") -> Imported:
    return load_importer(suffix)(data, name)


def quiz_text(found: Imported) -> str:
    assert isinstance(found.content, ImportedQuiz)
    return write_quiz(found.content, "burns", "a file").text


def refusal(suffix: str, data: bytes) -> str:
    with pytest.raises(UnreadableInput) as raised:
        imported(suffix, data)
    message = str(raised.value)
    assert "\n" not in message
    return message


def course_without_facts(folder: Path) -> Path:
    """Write the smallest course, without facts and without the quiz of its module."""
    root = folder / "course"
    shutil.copytree(TESTS / "courses" / "minimal", root)
    for name in ("course/facts.yaml", "course/sources.yaml", "quizzes/one.yaml"):
        (root / name).unlink()
    for path in root.rglob("*.*"):
        kept = [
            line for line in path.read_text(encoding="utf-8").split("\n") if not re.match(r" *(teaches|facts):", line)
        ]
        path.write_text("\n".join(kept), encoding="utf-8")
    return root


def errors(root: Path) -> list[Problem]:
    return [problem for problem in open_workspace(root).problems if problem.severity is Severity.ERROR]


# What the guide shows.


@pytest.mark.parametrize("name", ["burns.gift", "table.csv"])
def test_examples_of_the_guide_are_imported_whole_and_have_no_error(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = authoring_course(tmp_path / "guide") / name
    root = course_without_facts(tmp_path)
    assert main(["import", str(source), str(root), "--module", "one"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    if name == "burns.gift":
        shown = (
            (REPOSITORY / "docs" / "authoring.md")
            .read_text(encoding="utf-8")
            .split("$ scorm-export import burns.gift\n")
        )
        assert shown[1].startswith(f"quizzes/{said.out.rpartition('/')[2]}".replace("one.yaml", "burns.yaml"))
    assert errors(root) == []
    assert main(["build", str(root)]) == 0


def test_guide_names_every_format_and_column() -> None:
    from scorm_export.importing.table import COLUMNS, NUMBERED

    guide = (REPOSITORY / "docs" / "authoring.md").read_text(encoding="utf-8").partition("## Bringing in a quiz")[2]
    for word in (*FORMATS, *COLUMNS, *(f"{name} 1" for name in NUMBERED)):
        assert f"`{word}`" in guide, word


# Each format, in a file with all that it has.


def expected(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["moodle.xml", "gift.gift"])
def test_quiz_has_what_can_be_carried_over_and_tells_the_rest(name: str) -> None:
    path = IMPORTS / name
    found = imported(path.suffix, path.read_bytes())
    assert isinstance(found.content, ImportedQuiz)
    text, to_write = write_quiz(found.content, "burns", name)
    assert text == expected(f"{name}.yaml")
    assert format_losses(found.losses, to_write) == expected(f"{name}.txt")
    assert dump(round_trip().load(text)) == text


def test_images_of_a_question_come_along_as_files() -> None:
    found = imported(".xml", (IMPORTS / "moodle.xml").read_bytes())
    assert found.files == {"media/burns-a-hand.png": PIXEL}
    assert "![A hand](media/burns-a-hand.png)" in quiz_text(found)


WITH_IMAGE = """<quiz><question type="multichoice"><name><text>Tap</text></name><questiontext format="html">
<text><![CDATA[<p>Where? <img src="@@PLUGINFILE@@/a.png" alt="A hand"></p>]]></text>
<file name="a.png" path="/" encoding="base64">{}</file></questiontext>
<generalfeedback format="html"><text>Because.</text></generalfeedback><single>true</single>
<answer fraction="100"><text>Here</text><feedback><text>Yes.</text></feedback></answer>
<answer fraction="0"><text>There</text><feedback><text>No.</text></feedback></answer></question></quiz>"""


def test_question_with_an_image_is_built_as_it_was_imported(tmp_path: Path) -> None:
    source = tmp_path / "tap.xml"
    source.write_text(WITH_IMAGE.format(base64.b64encode(PIXEL).decode()))
    root = course_without_facts(tmp_path)
    assert main(["import", str(source), str(root), "--module", "one"]) == 0
    assert errors(root) == []
    course = open_workspace(root).course
    assert course
    files = build_course(course).files
    (name,) = [name for name in files if name.startswith("images/quizzes/media/")]
    assert f'<img src="{name}" alt="A hand" width="1" height="1"' in files["index.html"].decode()


PAGE = "".join(
    [
        paragraph(words("Burns at home"), "Title"),
        paragraph(
            words("First ")
            + words("water", "<w:b/>")
            + words(", *no* ice.")
            + note_mark()
            + words(" See ")
            + link("this")
        ),
        paragraph(words("How long?"), "Heading1"),
        paragraph(words("one"), level=0),
        paragraph(words("deep"), level=1),
        paragraph(words("two"), level=0),
        paragraph(words("Deeper"), "Heading3"),
        table(["head", "more"], ["1|2", "{x}"]),
        paragraph(picture('r:embed="rId5"', "A hand")),
        paragraph(picture('r:link="rId6"', "Outside")),
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>" + words("new") + "</w:ins><m:oMath/></w:p>",
        paragraph(words("Looks."), "Fancy"),
    ]
)


def test_page_of_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "Page of ours.docx"
    source.write_bytes(document(PAGE, PIXEL))
    root = course_without_facts(tmp_path)
    assert main(["import", str(source), str(root), "--module", "one"]) == 0
    page = root / "modules" / "one" / "20-burns-at-home.md"
    image = root / "modules" / "one" / "media" / "page-of-ours-image-1.png"
    said = capsys.readouterr()
    assert said.out == f'{page}: the page "Burns at home"\n{image}\n'
    assert page.read_text(encoding="utf-8") == expected("page.docx.md")
    assert said.err == expected("page.docx.txt")
    assert image.read_bytes() == PIXEL
    shutil.copy(TESTS / "courses" / "minimal" / "quizzes" / "one.yaml", root / "quizzes")
    replace(root / "quizzes" / "one.yaml", "    tests: [fact]\n", "")
    assert errors(root) == []


# Tables.

ROWS: list[list[object]] = [
    [
        "Text",
        "option_1",
        "Option b",
        "CORRECT",
        "feedback 1",
        "feedback 2",
        "feedback right",
        "feedback wrong",
        "Explanation",
        "colour",
    ],
    ["Which *one*?", "Water", "Ice", 1, "Yes.", "No.", None, None, "It\ncools.", "red"],
    [None] * 10,
    ["True?", None, None, False, None, None, "Right.", "Wrong.", "So it is.", None],
    ["How long?", None, None, 2.5, None, None, "Right.", "Wrong.", "So long.", None],
    ["What runs?", None, None, "water; tap", None, None, "Right.", "Wrong.", "Wet.", None],
    ["Both?", "Yes", "Also", "a, B", None, None, "Right.", "Wrong.", "Both.", None],
]


def as_csv(delimiter: str, decimal_point: str = ".") -> str:
    def cell(value: object) -> str:
        text = "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)
        text = text.replace(".", decimal_point) if isinstance(value, float) else text
        return f'"{text}"' if re.search(r'[",;\t\n]', text) else text

    return "".join(delimiter.join(map(cell, row)) + "\r\n" for row in ROWS)


def test_sheet_of_excel() -> None:
    found = imported(".xlsx", workbook(ROWS, "Notes"))
    assert isinstance(found.content, ImportedQuiz)
    assert [question.kind for question in found.content.questions] == [
        *("single-choice", "true-false", "numeric", "fill-in", "multiple-response")
    ]
    first, second, third, fourth, fifth = found.content.questions
    assert (first.text, first.explanation, first.origin) == (r"Which \*one\*?", "It<br>cools.", "Row 2")
    assert first.fields["options"] == [
        {"id": "a", "text": "Water", "correct": True, "feedback": "Yes."},
        {"id": "b", "text": "Ice", "feedback": "No."},
    ]
    assert (second.fields, second.right, second.wrong) == ({"correct": False}, "Right.", "Wrong.")
    assert third.fields == {"answer": "2.5"}
    assert fourth.fields == {"accepted": ["water", "tap"]}
    assert [option.get("correct") for option in fifth.fields["options"]] == [True, True]
    assert [loss.what for loss in found.losses] == [
        'the sheet "Notes": only the first is read',
        'the column "colour" is not known; it is left out',
    ]


def test_sheet_that_says_it_is_smaller_is_read_whole() -> None:
    with zipfile.ZipFile(BytesIO(workbook(ROWS))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
    parts[sheet] = re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1:B2"', parts[sheet])
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    found, whole = imported(".xlsx", made.getvalue()), imported(".xlsx", workbook(ROWS))
    assert found.content == whole.content


@pytest.mark.parametrize(
    ("value", "looks", "text", "losses"),
    [
        (0.25, "0%", "25%", 0),
        (1234.5, "#,##0.00", "1234.5", 0),
        (20, "General", "20", 0),
        (12.5, '"€" #,##0.00', "12.5", 1),
        (datetime(2026, 5, 1), "yyyy-mm-dd", "2026-05-01 00:00:00", 1),
    ],
)
def test_cell_is_taken_as_it_looks_or_told(value: object, looks: str, text: str, losses: int) -> None:
    sheet = workbook([["text", "option 1", "option 2", "correct"], ["How much?", value, "Other", "1"]], looks=looks)
    found = imported(".xlsx", sheet)
    assert isinstance(found.content, ImportedQuiz)
    assert found.content.questions[0].fields["options"][0]["text"] == text
    assert len(found.losses) == losses


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("delimiter", "point"), [(",", "."), (";", ","), ("\t", ",")])
def test_csv_as_spreadsheets_write_it(delimiter: str, point: str, encoding: str) -> None:
    text = as_csv(delimiter, point).replace("How long", "Hoe lang één", 1)
    found = imported(".csv", text.encode(encoding))
    sheet = imported(".xlsx", workbook(ROWS))
    assert quiz_text(found).replace("Hoe lang één", "How long").replace("hoe-lang-een", "how-long") == quiz_text(sheet)
    assert found.losses == sheet.losses


def test_formula_that_excel_has_not_computed_is_told() -> None:
    found = imported(".xlsx", workbook([["text", "correct"], ["How many?", "=2+3"]]))
    assert "the formula in the cell B2 has no value: open it in Excel, and save it" in [
        loss.what for loss in found.losses
    ]
    assert "answers that are right" in quiz_text(found)


def test_truth_as_excel_writes_it_in_dutch() -> None:
    found = imported(".csv", b"text;correct\nIJs helpt;ONWAAR\nWater helpt;WAAR\n")
    assert isinstance(found.content, ImportedQuiz)
    assert [question.fields for question in found.content.questions] == [{"correct": False}, {"correct": True}]


def test_what_a_row_cannot_have_is_told() -> None:
    table_ = "kind,text,option 1,option 2,correct,unit,,text\n"
    table_ += "singel-choice,One?,A,B,1,,,\nmatching,Two?,A,B,3,m,more,twice\n,Three?,A,B,7,,,\n"
    assert [(loss.where, loss.what.split(";")[0]) for loss in imported(".csv", table_.encode()).losses] == [
        ("", 'the column "text" stands there twice: the second is left out'),
        ("row 2", 'there is no kind "singel-choice" in a table'),
        ("row 3", '"more" stands in a column without a name'),
        ("row 3", '"3" in the column correct, which a matching question does not have'),
        ("row 3", '"m" in the column unit, which a matching question does not have'),
        ("row 4", '"7" in the column correct names no option: write numbers, such as 1 or 1, 3'),
    ]


# Ids and numbers.


def test_ids_can_be_read_and_are_unique() -> None:
    assert make_id("Coördinaten & Straße: l'été", "question") == "coordinaten-strasse-lete"
    assert make_id("1. Eerst", "question") == "question-1-eerst"
    assert make_id("Παράδειγμα", "question", {"question"}) == "question-2"
    long = make_id("word " * 20, "question")
    assert long == "word-word-word-word-word-word-word-word"
    assert make_id("word " * 20, "question", {long}) == "word-word-word-word-word-word-word-2"
    assert len(make_id("x" * 99, "question", {"x" * 40})) == 40


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("20", "20"),
        ("-0,50", "-0.5"),
        ("1e3", "1000"),
        ("1 500,25", "1500.25"),
        ("0.1234567", "0.123457"),
        ("-0.0", "0"),
    ],
)
def test_numbers_as_programs_write_them(written: str, number: str) -> None:
    assert kinds.decimal(written, Notes()) == number


@pytest.mark.parametrize("written", ["nan", "inf", "1e99999", "twenty", "1.2.3", "1234567890123"])
def test_what_is_no_number_is_told(written: str) -> None:
    notes = Notes()
    assert kinds.decimal(written, notes) == ""
    assert [loss.what for loss in notes.losses] == [f'"{written}" is not a number that can be kept']


# Any text is read as it was meant.

SIGNS = st.sampled_from("ab1 *_`[](){}<>!#$~\\|&;=:-+.\n\t\"'/^xé\u00a0“…")
TEXTS = st.text(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=30)
TAGS = st.sampled_from(
    ["b", "i", "strong", "em", "sub", "u", "code", "p", "div", "br", "kbd", "span", 'a href="https://x.org/(b)"']
)
HTML = st.recursive(
    TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>", TAGS, st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


def read_words(markdown: str, page: bool = False) -> str:
    """Return the words of Markdown as our own parser reads it, which must find no error."""
    found = parse_markdown("page.md", markdown) if page else parse_inline(markdown, Position("quiz.yaml"))
    assert [problem for problem in found[1] if problem.severity is Severity.ERROR] == []
    tokens = (token for block in found[0].blocks for token in getattr(block, "tokens", ()))
    inline = (child for token in tokens for child in token.children or ())
    return "".join("\n" if child.type == "hardbreak" else child.content for child in inline)


def squeezed(text: str) -> str:
    return "".join(readable(text).split())


@given(TEXTS)
def test_plain_text_is_shown_as_it_stands(text: str) -> None:
    markdown = plain(text)
    assert " ".join(read_words(markdown).split()) == " ".join(readable(text).split())
    assert squeezed(read_words(markdown, page=True)) == squeezed(text)


@given(HTML)
def test_words_of_html_are_kept(html: str) -> None:
    images = Images("x", Notes())
    meant = squeezed(text_of(parse_html(html, images.notes)))
    assert squeezed(read_words(to_paragraph(html, images))) == meant
    assert squeezed(read_words(to_blocks(parse_html(html, images.notes), images), page=True)) == meant


@pytest.mark.parametrize("depth", [70, 400])
def test_words_of_markup_that_is_nested_deeply_are_kept(depth: int) -> None:
    notes = Notes()
    html = "<b>" * depth + "deep &amp; <i>deeper</i>" + "</b>" * depth + " after"
    assert read_words(to_paragraph(html, Images("x", notes))).split() == ["deep", "&", "deeper", "after"]
    assert [loss.what for loss in notes.losses] == ["markup that is nested very deeply: its words are kept"]


@given(st.lists(TEXTS, min_size=2, max_size=3), TEXTS)
def test_texts_come_back_from_the_file(texts: list[str], name: str) -> None:
    written = [plain(text) for text in texts]
    options = [kinds.Option(text, 100 * (number == 0), text) for number, text in enumerate(written)]
    kind, fields = kinds.choice(options, None, Notes())
    asked = ImportedQuestion(name, f"Question {name}", kind, written[0], fields, written[1], "", plain(name))
    text, to_write = write_quiz(ImportedQuiz((asked,)), "one", name)
    assert dump(round_trip().load(text)) == text
    source, problems = parse_yaml("quizzes/one.yaml", text)
    assert problems == []
    assert source
    data: Any = source.data
    (question,) = data["questions"]
    assert [option["text"] for option in question["options"]] == written
    assert [option.get("feedback", "") for option in question["options"]] == written
    assert (question["text"], question["explanation"]) == (written[0], plain(name))
    empty = [question["text"], question["explanation"], *question.get("feedback", {}).values(), *written].count("")
    assert len(to_write) == empty


# Files that nobody can trust.

NOISE = st.binary(max_size=200) | TEXTS.map(str.encode)


@pytest.mark.parametrize("suffix", {format_.module: suffix for suffix, format_ in FORMATS.items()}.values())
@given(data=NOISE)
def test_any_bytes_are_read_or_refused(suffix: str, data: bytes) -> None:
    for begin in (b"", b"<quiz><question type='cloze'><questiontext><text>", b"text,correct\n", b"::a::b{"):
        with suppress(UnreadableInput):
            imported(suffix, begin + data)


ENTITIES = b'<!DOCTYPE quiz [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
)


@pytest.mark.parametrize(
    "xml",
    [
        ENTITIES + b"]><quiz>&i;</quiz>",
        ENTITIES + b']><quiz a="&i;"/>',
        b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
        b'<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE quiz [<!ENTITY a "x">]><quiz>&a;</quiz>'.encode("utf-16"),
    ],
    ids=["text", "attribute", "file", "address", "encoding"],
)
def test_entities_are_refused_in_xml_and_in_office(xml: bytes) -> None:
    assert re.search("DOCTYPE|entity", refusal(".xml", xml))
    for suffix, main_part in ((".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml")):
        assert re.search("DOCTYPE|entity", refusal(suffix, zipped({main_part: xml})))


def zipped(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("suffix", "data", "said"),
    [
        (".xml", b"<quiz>" + b"<a/>" * 200_001, "more than 200,000 elements"),
        (".xml", b"<a>" * 300, "Excessive depth"),
        (".xml", b"<quiz><question type='essay'/>" * 1, "not whole XML"),
        (".xml", b"<html/>", "no export of Moodle"),
        (".xml", b"<quiz>" + b"<question type='essay'/>" * 2001 + b"</quiz>", "more than 2,000 questions"),
        (".gift", b"a{T}\n\n" * 2001, "more than 2,000 questions"),
        (".gift", b"a{" + b"~a" * 201 + b"}", "more than 200 answers"),
        (".gift", b"a" * 50_001 + b"{T}", "more than 50,000 characters"),
        (".gift", b"Dear all, hello.\0", "no text file"),
        (".csv", b"text\n" + b"a\n" * 2001, "more than 2,000 questions"),
        (".csv", b"text\n" + b"\n" * 20_001, "more than 2,000 questions"),
        (".csv", b"text" + b",a" * 300, "more than 200 cells"),
        (".csv", b"question,answer\na,b\n", 'no column "text"'),
        (".xlsx", b"text,correct\n", "not a workbook of Excel"),
        (".xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "has a password"),
        (".docx", b"%PDF-1.4", "but a PDF document"),
        (".docx", zipped({"word/document.xml": b"<a/>", "x": b"\0" * 100_000_001}), "more than 100,000,000 bytes"),
        (".docx", zipped({f"{n}": b"" for n in range(5001)}), "more than 5,000 files"),
        (".docx", zipped({"word/document.xml": b"<a/>"}), "this document cannot be read"),
        (".docx", document("<w:p/>"), "no text"),
        (".docx", workbook([["text"]]), "not a document of Word"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, str) else "",
)
def test_what_is_too_large_or_something_else_is_refused(suffix: str, data: bytes, said: str) -> None:
    assert said in refusal(suffix, data)


def test_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = zipped({"word/document.xml": b"<a/>", "x": b"\0" * 1_000_000})
    lying = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    assert "cannot be read" in refusal(".docx", lying)


# The command.


def said_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command says when it is used in a wrong way: one line."""
    assert main(["import", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.removeprefix("scorm-export: ")


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course_without_facts(tmp_path)
    quiz, image = root / "quizzes" / "moodle.yaml", root / "quizzes" / "media" / "moodle-a-hand.png"
    quiz.write_text("mine", encoding="utf-8")
    source = str(IMPORTS / "moodle.xml")
    assert said_of([source, str(root)], capsys).startswith(f"{quiz} is there already")
    assert quiz.read_text(encoding="utf-8") == "mine"
    assert not image.exists()
    image.parent.mkdir()
    image.write_bytes(b"mine too")
    assert said_of([source, str(root), "--module", "one"], capsys).startswith(f"{image} is there already")
    assert not (root / "quizzes" / "one.yaml").exists()
    image.write_bytes(PIXEL)
    assert main(["import", source, str(root), "--output", str(root / "new" / "q.yaml")]) == 0
    assert (root / "new" / "q.yaml").read_text(encoding="utf-8").startswith("# Imported from moodle.xml.\nid: q\n")


def test_all_is_written_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "media").write_text("a file where the folder of images would be", encoding="utf-8")
    said = said_of([str(IMPORTS / "moodle.xml"), "--output", str(tmp_path / "q.yaml")], capsys)
    assert "cannot write" in said
    assert not (tmp_path / "q.yaml").exists()


def test_page_needs_a_module_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course_without_facts(tmp_path)
    source = tmp_path / "page.docx"
    source.write_bytes(document(paragraph(words("Words."))))
    assert "add --module NAME; the modules are one" in said_of([str(source), str(root)], capsys)
    assert 'did you mean "one"?' in said_of([str(source), str(root), "--module", "onne"], capsys)
    assert main(["import", str(source), str(root), "--module", "one"]) == 0
    assert (
        (root / "modules" / "one" / "20-page.md")
        .read_text(encoding="utf-8")
        .startswith("---\nid: page\ntitle: page\n---\n\nWords.\n")
    )


def test_what_cannot_be_imported_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix, help_ in INSTEAD.items():
        assert said_of([f"a{suffix}"], capsys) == f"cannot import a{suffix}: {help_}\n"
    assert ".gift" in said_of(["a.exe"], capsys)
    assert said_of(["a.xml"], capsys) == "there is no file a.xml\n"
    assert "there is no folder" in said_of(["a.xml", "nowhere"], capsys)
    (tmp_path / "essay.gift").write_text("Tell. {}", encoding="utf-8")
    said = said_of([str(tmp_path / "essay.gift")], capsys)
    assert "an essay" in said
    assert said.endswith("no question of it can be carried over\n")


@pytest.mark.parametrize(("library", "file"), [("openpyxl", "a.xlsx"), ("mammoth", "a.docx"), ("ruamel", "a.gift")])
def test_missing_library_is_told(
    library: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = {"a.xlsx": workbook([["text"], ["a"]]), "a.docx": document(paragraph(words("Words."))), "a.gift": b"a{T}"}
    (tmp_path / file).write_bytes(made[file])
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    assert 'pip install "scorm-export[import]"' in said_of(
        [str(tmp_path / file), "--output", str(tmp_path / "q")], capsys
    )
