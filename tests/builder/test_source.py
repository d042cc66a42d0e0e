"""YAML with positions: what stands where, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scorm_export.formats import yaml as formats_yaml
from scorm_export.formats.nodes import Location, Source, without
from scorm_export.formats.yaml import parse_yaml

WORDS = st.text(alphabet="abcXYZ019 :#-'\"{}[]é☺\t\\%@&*!|>", min_size=0, max_size=12)
KEYS = st.text(alphabet="abcdefg_-", min_size=1, max_size=6).filter(lambda key: key.strip("-") != "")
DATA = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))
DOCUMENTS = st.dictionaries(KEYS, DATA, min_size=1, max_size=5)


def locations(data: Any, location: Location = ()) -> list[tuple[Location, Any]]:
    """Return every part of the data with its location."""
    parts: list[tuple[Location, Any]] = [(location, data)]
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        parts += locations(value, (*location, key))
    return parts


def read(text: str, first_line: int = 1) -> Source:
    source, problems = parse_yaml("file.yaml", text, first_line)
    assert problems == []
    assert source is not None
    return source


@given(DOCUMENTS, st.booleans())
def test_data_comes_back_and_every_part_has_a_position(data: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    source = read(text)
    assert source.data == data
    lines = text.split("\n")
    for location, value in locations(data):
        position = source.value(location)
        rest = lines[position.line - 1][position.column - 1 :]
        if isinstance(value, str) and value.isascii() and value.isalnum():
            assert rest.lstrip("\"'").startswith(value)
        if location and isinstance(location[-1], str):
            at = source.key(location)
            assert lines[at.line - 1][at.column - 1 :].lstrip("\"'? ").startswith(location[-1])


@given(DOCUMENTS, st.data())
def test_without_drops_one_part_and_keeps_all_other_positions(data: dict[str, Any], draw: st.DataObject) -> None:
    source = read(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    gone = draw.draw(st.sampled_from([location for location, _ in locations(data) if location]))
    rest = without(source, gone)

    def moved(location: Location) -> Location:
        """Return where a part of the rest stood before: later entries of the list have moved up."""
        depth, last = len(gone) - 1, gone[-1]
        index = location[depth] if len(location) > depth and location[:depth] == gone[:depth] else ""
        if isinstance(index, int) and isinstance(last, int) and index >= last:
            return (*location[:depth], index + 1, *location[depth + 1 :])
        return location

    left = locations(rest.data)
    assert len(left) == len([place for place, _ in locations(data) if place[: len(gone)] != gone])
    for location, value in left:
        before = moved(location)
        assert rest.value(location) == source.value(before)
        assert rest.key(location) == source.key(before)
        if isinstance(value, str):
            assert dict(locations(data))[before] == value


NO_TABS = st.text(st.characters(exclude_characters="\t", exclude_categories=["Cs"]), max_size=200)


@given(NO_TABS | DOCUMENTS.map(lambda data: yaml.safe_dump(data, allow_unicode=True, sort_keys=False)))
def test_parser_without_libyaml_reads_the_same(text: str) -> None:
    """A PyYAML that was built without libyaml has only the parser in pure Python.

    That one refuses some tabs that libyaml takes for blanks.
    """
    fast = parse_yaml("file.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats_yaml, "_FAST", yaml.SafeLoader)
        slow = parse_yaml("file.yaml", text)
    assert (fast[1], fast[0] and fast[0].data) == (slow[1], slow[0] and slow[0].data)


@given(st.text(max_size=200))
def test_any_text_gives_a_source_or_a_problem(text: str) -> None:
    source, problems = parse_yaml("file.yaml", text)
    assert (source is None) <= bool(problems)
    last = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 1
    assert all(1 <= problem.position.line <= last + 1 for problem in problems)


def test_scalars_stay_text() -> None:
    source = read("a: no\nb: 12:30\nc: 1e3\nd: 2026-01-31\ne: ~\nf:\ng: '~'\n")
    assert source.data == {"a": "no", "b": "12:30", "c": "1e3", "d": "2026-01-31", "e": "", "f": "", "g": "~"}


def test_positions_count_from_the_first_line() -> None:
    source = read("a: 1\nb:\n  - c: 2\n", first_line=5)
    assert (source.key(("b",)).line, source.key(("b",)).column) == (6, 1)
    assert (source.value(("b", 0, "c")).line, source.value(("b", 0, "c")).column) == (7, 8)
    assert source.value(("b", 0, "missing", "deep")) == source.value(("b", 0))


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse_yaml("file.yaml", text)[1]]


def test_what_is_refused() -> None:
    assert codes("a: &x 1\nb: *x\n") == ["yaml-syntax", "yaml-syntax"]
    assert codes("a: !Look here\n") == ["yaml-syntax"]
    assert codes('a: "\\U00110000"') == ["yaml-syntax"]
    assert codes("a: [" * 50 + "]" * 50) == ["yaml-syntax"]
    assert codes("[" * 5000) == ["yaml-syntax"]
    assert codes("{[a]: b}") == ["yaml-syntax"]
    assert codes("a: 1\n---\nb: 2\n") == ["yaml-syntax"]
    assert codes("a: 1\na: 2\nb: {c: 1, c: 2}\n") == ["duplicate-key", "duplicate-key"]


def place(text: str) -> tuple[int, int]:
    (problem,) = parse_yaml("file.yaml", text)[1]
    return problem.position.line, problem.position.column


def test_what_never_ends_is_shown_where_it_begins() -> None:
    assert place('a: 1\nb: "open\nc: 2\n') == (2, 4)
    assert place("a: 1\nb: [c, d\n") == (2, 4)


def test_what_is_refused_is_shown_where_it_stands() -> None:
    assert place("a: 1\nb: c: d\n") == (2, 5)
    assert place("a: 1\nb: &name c\n") == (2, 4)


def test_aliases_do_not_grow_without_end() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert set(codes(bomb)) == {"yaml-syntax"}
