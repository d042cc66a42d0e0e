"""Writes the ids that an author has left out in a list of options into the text of the quiz file.

Only ids that stand in the file keep the records of trainees, so none is ever made up while a course is built. Pure: a
text becomes a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scorm_export.authoring.quiz import QuizFile
from scorm_export.authoring.validate import entries_without_id
from scorm_export.formats.fields import OPTION_ID_CHARACTERS, find_illegal_character
from scorm_export.formats.nodes import Location, MappingNode, SequenceNode, Source, child
from scorm_export.formats.yaml import parse_yaml
from scorm_export.problem import Severity

_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)")


class NewId(NamedTuple):
    """An id that was written, and the line of the new text in which it stands (from 1)."""

    line: int
    id: str


class WithIds(NamedTuple):
    """A text of a quiz file, and the ids that were written into it.

    `refused` says why none was written although some are missing; the text is as it was then.
    """

    text: str
    written: tuple[NewId, ...] = ()
    refused: str = ""


def write_option_ids(name: str, text: str) -> WithIds:
    """Return the text of the quiz file `name` with an id for each option, pair, item and gap that has none.

    The ids of a list are given in the order of the file, and those that it has already are skipped; where there are
    not enough, the last entries get none. Text is only inserted. Lines may end in any way, and go on to do so.
    """
    source, problems = parse_yaml(name, _with_plain_ends(text))
    errors = sorted(problem.position.line for problem in problems if problem.severity is Severity.ERROR)
    if source is None or errors:
        return WithIds(text, refused=f"line {errors[0]} is not valid YAML")
    if found := find_illegal_character(text):
        return WithIds(text, refused=f"{found.group()!a} in it is not a readable character")
    ids = dict(_new_ids(source))
    lines = list(_LINE.finditer(text))
    made = text
    # From the end, so that all places before one stay where they are.
    for location in sorted(ids, key=lambda location: _entry(source, location).position, reverse=True):
        offset, inserted = _insertion(lines, _entry(source, location), ids[location])
        made = made[:offset] + inserted + made[offset:]
    after, _ = parse_yaml(name, _with_plain_ends(made))
    if after is None or not _adds_only(after, source, ids):
        return WithIds(text, refused="what lacks ids is written in a way that this cannot add to")
    return WithIds(made, tuple(NewId(after.value(location).line, ids[location]) for location in ids))


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _entry(source: Source, location: Location) -> MappingNode:
    entry = source.node(location)
    assert isinstance(entry, MappingNode)
    return entry


def _new_ids(source: Source) -> Iterator[tuple[Location, str]]:
    """Yield where an id is missing, in the order of the file, with the id for it."""
    free: dict[Location, Iterator[str]] = {}
    for location in entries_without_id(QuizFile, source):
        ids = free.setdefault(location[:-1], _free_ids(source, location[:-1]))
        if (id_ := next(ids, None)) is not None:
            yield location, id_


def _free_ids(source: Source, location: Location) -> Iterator[str]:
    listed = source.node(location)
    assert isinstance(listed, SequenceNode)
    taken = {child(entry, "id") for entry in listed}
    return (id_ for id_ in OPTION_ID_CHARACTERS if id_ not in taken)


def _insertion(lines: list[re.Match[str]], entry: MappingNode, id_: str) -> tuple[int, str]:
    """Return the offset in the text at which the id of an entry is inserted, before its first key, and what is."""
    line, at = lines[entry.position.line - 1], entry.position.column - 1
    if line[0][at] != "{":
        end = line[1] or next((other[1] for other in lines if other[1]), "\n")
        return line.start() + at, f"id: {id_}{end}{' ' * at}"
    if not entry.keys_at:
        return line.start() + at + 1, f"id: {id_}"
    first = min(entry.keys_at.values())
    return lines[first.line - 1].start() + first.column - 1, f"id: {id_}, "


def _adds_only(after: Source, before: Source, ids: Mapping[Location, str]) -> bool:
    """Tell whether there is the same data as before, with these ids and nothing else. The ids are taken out of it."""
    entries = [(after.node(location), id_) for location, id_ in ids.items()]
    are_there = all(isinstance(entry, MappingNode) and entry.get("id") == id_ for entry, id_ in entries)
    for entry, _ in entries if are_there else ():
        del entry["id"]
    return are_there and after.data == before.data
