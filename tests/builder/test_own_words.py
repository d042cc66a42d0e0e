"""A course in a language that the player does not speak brings the words along, in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import ARABIC, edited, read_course, replace
from problem_cases import MINIMAL

from scorm_export.cli import main
from scorm_export.outputs.targets import TARGETS
from scorm_export.page.render import render
from scorm_export.problem import Problem
from scorm_export.workspace import open_workspace

WORDS = "course/words.yaml"


def problems(folder: Path, *edits: tuple[str, str, str]) -> tuple[Problem, ...]:
    """Return what is wrong after the edits: a file, what stands in it, and what is written instead."""

    def edit(root: Path) -> None:
        for file, old, new in edits:
            replace(root / file, old, new)

    return open_workspace(edited(ARABIC, folder, edit)).problems


def in_words(old: str, new: str) -> tuple[str, str, str]:
    return WORDS, old, new


MISTAKES = {
    "a slip of the pen in a key": (
        in_words("  next: التالي", "  nxt: التالي"),
        {("unknown-key", "nxt"), ("missing-key", '"next" is missing')},
    ),
    "a key that is missing": (in_words("  next: التالي\n", ""), {("missing-key", '"next" is missing')}),
    "nothing filled in": (in_words("الصفحة {0} من {1}", "الصفحة {0}"), {("invalid-value", '"place" lacks {1}')}),
    "too much filled in": (in_words("الخطوة {0}", "الخطوة {0} {1}"), {("invalid-value", '"step" has braces')}),
    "a brace": (in_words("الخطوة {0}", "الخطوة {0} }"), {("invalid-value", '"step" has braces')}),
    "an empty text": (in_words("  next: التالي", "  next:"), {("empty-text", '"next"')}),
    "a list for a text": (in_words("  next: التالي", "  next: [a]"), {("wrong-type", '"next" must be a text')}),
    "a text for a part": (
        in_words("both:\n", "both: x\nother:\n"),
        {("wrong-type", '"both" must be keys'), ("unknown-key", '"other"')},
    ),
    "a form that the language lacks": (
        in_words("{zero: لا صفحات, one: صفحة", "{none: لا صفحات, one: صفحة"),
        {("unknown-key", '"none"')},
    ),
    "a form that is missing": (in_words("two: دقيقتان, ", ""), {("missing-key", 'lacks the form "two"')}),
    "a form without its number": (
        in_words('many: "{0} دقيقة"', "many: دقيقة"),
        {("invalid-value", 'the form "many" of "minutes"')},
    ),
    "words that are no list": (
        in_words("both:\n", "checks: {negation: لا}\nboth:\n"),
        {("wrong-type", '"negation" must be a list')},
    ),
    "weights that are not all there": (
        in_words("both:\n", "checks: {reading_ease: {base: 200, words_per_sentence: 1}}\nboth:\n"),
        {("missing-key", '"syllables_per_word" is missing')},
    ),
    "a mark that the player does not read": (
        in_words('  decimal: "."', "  decimal: ٫"),
        {("invalid-value", '"decimal" must be . or ,')},
    ),
    "too few quotes": (
        in_words("both:\n", "typography: {quotes: [«, »]}\nboth:\n"),
        {("invalid-value", '"quotes" must be 4 marks')},
    ),
    "a reading ease that cannot be computed": (
        ("course/course.yaml", "license:", "reading_ease: 40\nlicense:"),
        {("invalid-value", "no reading ease")},
    ),
    "no such file": (
        ("course/course.yaml", "locale: words", "locale: other"),
        {("missing-file", "course/other.yaml"), ("unused-file", WORDS)},
    ),
    "a file outside": (
        ("course/course.yaml", "locale: words", "locale: ../../words"),
        {("outside-course", "../../words.yaml"), ("unused-file", WORDS)},
    ),
    "a file that is something else": (
        ("course/course.yaml", "locale: words", "locale: glossary"),
        {("missing-key", '"page"'), ("missing-key", '"both"'), ("missing-key", '"player"'), ("unknown-key", '"terms"')}
        | {("unused-file", WORDS)},
    ),
    "no tag of a language": (("course/course.yaml", "language: ar", "language: Arabic"), {("invalid-value", "tag")}),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_where_it_stands(name: str, tmp_path: Path) -> None:
    edit, expected = MISTAKES[name]
    found = problems(tmp_path, edit)
    assert len(found) == len(expected), found
    for code, words in expected:
        assert [problem for problem in found if problem.code == code and words in problem.message], found


def test_missing_word_is_told_in_english(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, in_words("  next: التالي\n", ""))
    assert problem.help == 'add a line "next: ..."; in English it is "Next"'


def test_mistake_has_the_line_of_its_word(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, in_words("الخطوة {0}", "الخطوة"))
    lines = (ARABIC / WORDS).read_text(encoding="utf-8").split("\n")
    assert lines[problem.position.line - 1].startswith("  step:")
    assert problem.position.file == WORDS


def test_course_may_say_otherwise_what_the_player_says(tmp_path: Path) -> None:
    """A language that the player speaks can have other words, and one form may do for all numbers."""
    found = problems(
        tmp_path,
        ("course/course.yaml", "language: ar", "language: ja"),
        in_words(
            '{zero: لا أسئلة, one: سؤال واحد, two: سؤالان, few: "{0} أسئلة", many: "{0} سؤالاً", other: "{0} سؤال"}',
            '"{0}問"',
        ),
    )
    assert found == ()


def test_each_number_has_its_form() -> None:
    page = render(read_course(ARABIC), TARGETS["web"].player)
    assert "5 دقائق · صفحتان · 4 أسئلة" in page
    assert "يمكنك إجراء الاختبار 11 مرة." in page


def test_change_of_a_word_makes_another_course(tmp_path: Path) -> None:
    copy = edited(ARABIC, tmp_path, lambda root: None)
    before = open_workspace(copy)
    replace(copy / WORDS, "  next: التالي", "  next: إلى الأمام")
    after = open_workspace(copy)
    assert before.course
    assert after.course
    assert before.digest != after.digest
    assert (before.course.locale["page"]["next"], after.course.locale["page"]["next"]) == ("التالي", "إلى الأمام")


def test_words_of_another_direction_say_so() -> None:
    page = render(read_course(ARABIC), TARGETS["web"].player)
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span lang="en" dir="ltr">burn care (basics).</span>' in page
    assert '<span lang="en" dir="ltr">first aid</span>' in page
    assert '<span lang="en" dir="ltr"><cite>A handbook' in page


def test_command_begins_the_file_that_the_check_asks_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not translated yet, the words are those of English, and build."""
    root = edited(MINIMAL, tmp_path, lambda root: replace(root / "course/course.yaml", "language: en", OWN_ENGLISH))
    (problem,) = open_workspace(root).problems
    assert problem.help == "begin it with: scorm-export words course/words.yaml"
    assert main(["words", str(root / "course/words.yaml")]) == 0
    assert [problem.code for problem in open_workspace(root).problems] == ["untranslated-words"]
    assert main(["words", str(root / "course/words.yaml")]) == 2
    assert "is there already, and stays as it is" in capsys.readouterr().err


OWN_ENGLISH = "language: sv\nlocale: words.yaml"
