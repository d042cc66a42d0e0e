"""Straight quotes, dashes and dots become the marks of the language, in words and nowhere else."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from building import ARABIC, SMALL, authoring_course, edited, replace
from hypothesis import given
from hypothesis import strategies as st

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.course.model import Course
from scorm_export.course.typography import Typesetter
from scorm_export.formats.document import Prose
from scorm_export.formats.markdown import parse_markdown
from scorm_export.outputs.targets import TARGETS
from scorm_export.page.render import make_texts, render
from scorm_export.resources import locale
from scorm_export.workspace import open_workspace

THIN = "\u202f"


def written(folder: Path, text: str, language: str = "en") -> Course:
    """Return the small course in a language, with this paragraph at the end of its last page."""

    def edit(root: Path) -> None:
        replace(root / "course/course.yaml", "language: en", f"language: {language}")
        page = root / "modules/second/10-end.md"
        page.write_text(f"{page.read_text(encoding='utf-8')}\n\n{text}\n", encoding="utf-8")

    course = open_workspace(edited(SMALL, folder, edit)).course
    assert course
    return course


def shown(folder: Path, text: str, language: str = "en") -> str:
    course = written(folder, text, language)
    module = course.modules[-1]
    return make_texts(course).lesson(module, module.pages[-1]).strip().rpartition("\n")[2]


IN_LANGUAGES = [
    ("nl", "'s Avonds zegt ze: \"Die foto's van 't kind...\"", "’s Avonds zegt ze: “Die foto’s van ’t kind…”"),
    ("nl", "De jaren '90 - met 'een woord' erbij.", "De jaren ’90 – met ‘een woord’ erbij."),
    ("nl", "Het kind van 20 kg weegt 5 % meer.", f"Het kind van 20{THIN}kg weegt 5{THIN}% meer."),
    ("en", "She said \"it's 'fine'\" -- don't.", "She said “it’s ‘fine’” – don’t."),
    ("en", "'Tis rock 'n' roll.", "’Tis rock ‘n’ roll."),
    ("de", "\"Geht's 'gut'?\" - Ja.", "„Geht’s ‚gut‘?“ – Ja."),
    ("fr", '"Oui" : c\'est bon ?', f"«{THIN}Oui{THIN}»{THIN}: c’est bon{THIN}?"),
    ("fr", "Déjà « bon » !", f"Déjà «{THIN}bon{THIN}»{THIN}!"),
]


@pytest.mark.parametrize(("language", "typed", "expected"), IN_LANGUAGES)
def test_marks_are_those_of_the_language(tmp_path: Path, language: str, typed: str, expected: str) -> None:
    assert shown(tmp_path, typed, language) == f"<p>{expected}</p>"


IN_MARKUP = {
    '"**Yes**", and *"no"*': "“<strong>Yes</strong>”, and <em>“no”</em>",
    '`"code" -- don\'t ...`': "<code>&quot;code&quot; -- don't ...</code>",
    "<https://example.org/a'b--c>": '<a href="https://example.org/a\'b--c" target="_blank" '
    'rel="noopener noreferrer">https://example.org/a\'b--c</a>',
    '["here"](https://example.org/a--b)': '<a href="https://example.org/a--b" target="_blank" '
    'rel="noopener noreferrer">“here”</a>',
    "(a), (b), (c)": "(a), (b), (c)",
    "call 0800-1234 on 2026-11-28": "call 0800-1234 on 2026-11-28",
    "as they are: “this” – … ’s": "as they are: “this” – … ’s",
}


@pytest.mark.parametrize("typed", IN_MARKUP)
def test_what_is_no_word_stays(tmp_path: Path, typed: str) -> None:
    assert unescape(shown(tmp_path, typed)) == f"<p>{unescape(IN_MARKUP[typed])}</p>"


def test_language_without_marks_of_its_own_keeps_what_is_typed(tmp_path: Path) -> None:
    root = edited(
        ARABIC, tmp_path, lambda root: replace(root / "course/course.yaml", "title: الماء", 'title: "الماء" - ...')
    )
    replace(root / "course/course.yaml", 'title: "الماء" - ... أولاً', "title: '\"الماء\" - ...'")
    course = open_workspace(root).course
    assert course
    assert course.title == '"الماء" - ...'


def test_own_words_may_have_marks(tmp_path: Path) -> None:
    def edit(root: Path) -> None:
        replace(root / "course/words.yaml", "both:\n", 'typography: {quotes: ["«", "»", "‹", "›"]}\nboth:\n')
        replace(root / "modules/water/module.yaml", "title: الحروق", "title: '\"الحروق\"'")

    course = open_workspace(edited(ARABIC, tmp_path, edit)).course
    assert course
    assert course.modules[0].title == "«الحروق»"


def test_every_text_that_is_read_has_them(tmp_path: Path) -> None:
    """Titles, options, terms, alternatives, help lines; not the answers that are typed, and not what is reported."""
    root = authoring_course(tmp_path)
    edits = {
        "course/course.yaml": [
            ("title: First aid at home", "title: First aid - at home"),
            ("name: Emergencies", "name: All 'emergencies'"),
        ],
        "course/glossary.yaml": [
            ("term: kettle\n", "term: child's kettle\n"),
            ("forms: [kettles]", "forms: [kettle's cord]"),
        ],
        "modules/burns/10-water.md": [
            ("title: Water first", "title: Water... first"),
            ("{case} Sam and the kettle", "{case} Sam's kettle"),
            ("the cord of the kettle", "the kettle's cord"),
        ],
        "modules/burns/20-tap.md": [(":alt: A hand under", ":alt: A child's hand under")],
        "quizzes/burns.yaml": [
            ("text: Running water\n", "text: Sam's water\n"),
            ("accepted: [water, tap water]", "accepted: [it's water, tap water]"),
        ],
    }
    for file, pairs in edits.items():
        for old, new in pairs:
            replace(root / file, old, new)
    course = open_workspace(root).course
    assert course
    page = render(course, TARGETS["web"].player)
    for expected in (
        "<title>First aid – at home</title>",
        "All ‘emergencies’",
        "child’s kettle",
        '<dfn data-term="kettle">kettle’s cord</dfn>',
        "Water… first",
        "Sam’s kettle",
        'aria-label="A child’s hand under running water."',
        "Sam’s water",
        "it&#39;s water / tap water",
        '"accepted":["it\'s water","tap water"]',
    ):
        assert expected in page, expected


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_characters="'\".-«;:!?»\0\r\n", exclude_categories=("C", "Z", "S"))
)


@given(words=st.lists(PLAIN.filter(str.strip), min_size=1), code=st.text("ab'\". -", min_size=1))
def test_plain_words_and_code_never_change(words: list[str], code: str) -> None:
    for language in ("nl", "en", "de", "fr"):
        typesetter = Typesetter(locale(language)["typography"])
        text = " ".join(words)
        if not re.search(r"\d ", text):
            assert typesetter.text(text) == text
        document, _ = parse_markdown("a.md", f'"It\'s" `` {code} `` ...')
        before, after = document.blocks, typesetter.document(document).blocks
        codes = [
            [child.content for child in block.tokens[1].children or () if child.type == "code_inline"]
            for block in (before[0], after[0])
            if isinstance(block, Prose)
        ]
        assert len(codes) == 2
        assert codes[0] == codes[1]
        assert len(codes[0]) == 1


MIXTURES = [
    ('"One" and “two” and “three”.', 1, '"'),
    ("Sam's and Ann’s and Bo's", 14, "’"),
    ("Wait... and wait … and wait …", 5, "..."),
    ("One - two – three – four", 5, "-"),
]


PARAGRAPH = """"Don't wait", says the doctor - "cool it...\""""
"""One of the guide, with all that is typed."""


def mixed(folder: Path, text: str) -> list[int]:
    """Return the column of each mixture in the page of the guide with this text, which has to be in its line."""
    root = authoring_course(folder)
    page = root / "modules/burns/10-water.md"
    replace(page, PARAGRAPH, text)
    replace(page, "Sam's mother", "His mother")
    project, problems = load(read_content(root))
    found = [problem for problem in [*problems, *check(project)] if problem.code == "mixed-typography"]
    lines = page.read_text(encoding="utf-8").split("\n")
    assert {lines[problem.position.line - 1] for problem in found} <= {text}
    return [problem.position.column for problem in found]


@pytest.mark.parametrize(("text", "column", "mark"), MIXTURES)
def test_mixture_is_told_at_the_rarer_mark(tmp_path: Path, text: str, column: int, mark: str) -> None:
    assert mixed(tmp_path, text) == [column]
    assert text[column - 1 :].startswith(mark)


def test_code_and_numbers_make_no_mixture(tmp_path: Path) -> None:
    assert mixed(tmp_path, '"One" and "two" - 1–2, it\'s `“code”` …') == []
