"""Ids of options that an author has left out: written into the file once, and nothing else in it changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import SMALL, authoring_course, edited
from hypothesis import given
from hypothesis import strategies as st

from scorm_export.authoring.option_ids import write_option_ids
from scorm_export.cli import main
from scorm_export.id_writer import replace

FORMS = {
    "single-choice": ("options", "{text}"),
    "likert": ("options", "{text}"),
    "ordering": ("items", "{text}"),
    "matching": ("pairs", "{text}, match: {text}"),
}
"""What a kind of question lists, and what each entry has besides its id, in YAML on one line."""

TEXTS = ["Water", "'it''s: so'", '"a # b, {c}"', "é ☺", "'{a}'", '"[x]"']
"""Texts as they may stand in YAML, in a list on one line too."""

texts = st.sampled_from(TEXTS)
ids = st.sampled_from(["", "", "", "a", "b", "z", "0"])
"""The id of an entry; often it has none."""

Entry = tuple[str, str, str]
Write = Callable[[list[Entry], str], str]


def flow(entries: list[Entry], keys: str) -> str:
    """Write a list with an entry a line, each between braces."""
    return "".join(f"      - {{{braced(entry, keys)}}}\n" for entry in entries)


def braced(entry: Entry, keys: str) -> str:
    id_, text, _ = entry
    return (f"id: {id_}, " if id_ else "") + f"text: {keys.format(text=text)}"


def in_line(entries: list[Entry], keys: str) -> str:
    """Write a list on one line; some entries have blanks inside their braces."""
    return f"      [{', '.join(f'{{ {braced(entry, keys)} }}' for entry in entries)}]\n"


def block(entries: list[Entry], keys: str) -> str:
    """Write a list with a key a line, with comments between them."""
    lines = []
    for id_, text, comment in entries:
        rest = keys.format(text=text).replace(", match", "\n        match")
        lines.append(f"      - {comment}" + (f"id: {id_}\n        " if id_ else "") + f"text: {rest}\n")
    return "".join(lines)


comments = st.sampled_from(["", "", "# first this\n        ", "\n        "])
entries = st.lists(st.tuples(ids, texts, comments), min_size=1, max_size=5)
questions = st.lists(
    st.tuples(st.sampled_from(sorted(FORMS)), entries, st.sampled_from([flow, in_line, block])), min_size=1, max_size=4
)


@given(questions, st.sampled_from(["\n", "\r\n", "\r"]))
def test_ids_are_written_once_and_nothing_else_changes(asked: list[tuple[str, list[Entry], Write]], end: str) -> None:
    text = "id: m  # a comment\nquestions:\n"
    for kind, listed, write in asked:
        name, keys = FORMS[kind]
        text += f"  - id: q\n    kind: {kind}\n    {name}:\n{write(listed, keys)}"
    text = text.replace("\n", end)
    made = write_option_ids("quizzes/m.yaml", text)
    assert made.refused == ""
    # Every character that was there is still there, in its order.
    left = iter(made.text)
    assert all(character in left for character in text)
    lists = [question[FORMS[question["kind"]][0]] for question in read(made.text)["questions"]]
    before = [question[FORMS[question["kind"]][0]] for question in read(text)["questions"]]
    for now, old in zip(lists, before, strict=True):
        free = [id_ for id_ in "abcdefghijk" if id_ not in [entry.get("id") for entry in old]]
        given_ids = [entry.get("id") or free.pop(0) for entry in old]
        assert [entry["id"] for entry in now] == given_ids
        assert [{**entry, "id": ""} for entry in now] == [{**entry, "id": ""} for entry in old]
    assert len(made.written) == sum("id" not in entry for listed in before for entry in listed)
    lines = re.split("\r\n|\r|\n", made.text)
    assert all(f"id: {new.id}" in lines[new.line - 1] for new in made.written)
    again = write_option_ids("quizzes/m.yaml", made.text)
    assert (again.text, again.written, again.refused) == (made.text, (), "")


def read(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def without_ids(text: str) -> str:
    """Take out the ids of one letter."""
    return re.sub(r"\bid: [a-z], |(?<=- )id: [a-z]\n +(?=text|options)", "", text)


def test_every_kind_of_question_gets_the_ids_that_it_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ids of the course of docs/authoring.md are in order, so all of its bytes come back."""
    root = authoring_course(tmp_path)
    path = root / "quizzes" / "burns.yaml"
    before = path.read_bytes()
    text = without_ids(before.decode())
    path.write_bytes(text.encode())
    path.chmod(0o640)
    assert main(["check", str(root)]) == 1
    assert capsys.readouterr().err.count("[missing-id]") == 1
    assert main(["check", "--write-ids", str(root)]) == 0
    assert capsys.readouterr().out.startswith("quizzes/burns.yaml: wrote a (line 14), b (line 18)")
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o640


def test_line_ends_and_the_mark_of_the_encoding_stay(tmp_path: Path) -> None:
    root = edited(SMALL, tmp_path, lambda root: None)
    path = root / "quizzes" / "first.yaml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(without_ids(before.decode()).encode())
    assert main(["check", "--write-ids", str(root)]) == 0
    assert path.read_bytes() == before


def to_link(path: Path) -> None:
    path.rename(path.parents[1] / "course" / "first.txt")
    path.symlink_to("../course/first.txt")


def cut(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "  - [", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (to_link, "first.yaml: no ids were written: it is a link to another file"),
        (lambda path: path.chmod(0o444), "no ids were written: it may only be read"),
        (cut, "no ids were written: line 22 is not valid YAML"),
    ],
)
def test_file_that_cannot_be_written_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None], said: str
) -> None:
    root = edited(SMALL, tmp_path, lambda root: None)
    path = root / "quizzes" / "first.yaml"
    path.write_text(without_ids(path.read_text(encoding="utf-8")), encoding="utf-8")
    change(path)
    before = path.read_bytes()
    assert main(["check", "--write-ids", str(root)]) == 1
    assert said in capsys.readouterr().err
    assert path.read_bytes() == before


def test_file_that_somebody_has_changed_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "first.yaml"
    path.write_bytes(b"newer")
    assert replace(path, b"older", b"with ids") == "it has changed meanwhile"
    assert path.read_bytes() == b"newer"


def test_what_ids_cannot_be_added_to_is_said() -> None:
    text = "id: m\nquestions:\n  - {id: q, kind: single-choice, options: [text: A, text: B]}\n"
    made = write_option_ids("quizzes/m.yaml", text)
    assert (made.text, made.refused) == (text, "what lacks ids is written in a way that this cannot add to")


def test_more_entries_than_ids_keep_the_last_without() -> None:
    options = "".join(f"      - text: {number}\n" for number in range(40))
    made = write_option_ids(
        "quizzes/m.yaml", f"id: m\nquestions:\n  - id: q\n    kind: likert\n    options:\n{options}"
    )
    assert [new.id for new in made.written] == [*"abcdefghijklmnopqrstuvwxyz0123456789"]
    assert write_option_ids("quizzes/m.yaml", made.text).text == made.text
