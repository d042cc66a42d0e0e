"""Questions in a table, one a row: what the columns mean. `csv_table.py` and `xlsx_table.py` read the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scorm_export.importing import kinds
from scorm_export.importing.kinds import LETTERS, Kind, Option
from scorm_export.importing.markup import plain
from scorm_export.importing.values import LONGEST_TEXT, MAX_QUESTIONS, ImportedQuestion, Notes, UnreadableInput
from scorm_export.problem import did_you_mean

SHARED = ("id", "kind", "text", "explanation", "feedback right", "feedback wrong", "tests", "pages")
"""The columns that every kind of question has."""

COLUMNS = (*SHARED, "correct", "tolerance", "unit")
"""The columns of which there is one. The names in `NUMBERED` have a number behind them."""

MAX_ROWS = 10 * MAX_QUESTIONS
"""Rows of a table, empty ones included: a sheet may say that it has a million."""

NUMBERED = ("option", "match", "feedback")

_TRUE = ("true", "waar", "juist", "wahr", "vrai", "yes", "ja", "oui")
_FALSE = ("false", "onwaar", "onjuist", "niet waar", "falsch", "faux", "no", "nee", "nein", "non")
"""How people, and Excel in their language, write whether something is true."""


@dataclass
class _Row:
    """The cells of a row that are not empty, by column; those that were read are known, so that none is lost."""

    cells: Mapping[str, str]
    notes: Notes
    read: set[str] = field(default_factory=lambda: set(SHARED))

    def text(self, column: str) -> str:
        self.read.add(column)
        return self.cells.get(column, "")

    def markdown(self, column: str) -> str:
        return plain(self.text(column))

    def options(self) -> dict[int, str]:
        """Return the options, as they were typed, by their numbers."""
        found = {number: self.text(f"option {number}") for number in range(1, len(LETTERS) + 1)}
        return {number: text for number, text in found.items() if text}

    def list(self, column: str) -> list[str]:
        """Return what stands in a cell, divided by commas or semicolons."""
        return [part for part in re.split(r"[,;\s]+", self.text(column)) if part]


def read_rows(rows: Iterable[Sequence[str]], notes: Notes) -> Iterator[ImportedQuestion]:
    """Yield the questions of a table. Its first row that is not empty names the columns. Raises UnreadableInput."""
    columns: dict[int, str] | None = None
    count = 0
    for number, cells in enumerate(rows, 1):
        written = {at: cell.strip() for at, cell in enumerate(cells) if cell.strip()}
        count += bool(written)
        if count > MAX_QUESTIONS or number > MAX_ROWS:
            raise UnreadableInput(f"this table has more than {MAX_QUESTIONS:,} questions: divide it")
        if not written:
            continue
        if columns is None:
            columns = _columns(written, notes)
            continue
        notes.where = f"row {number}"
        for at in sorted(written.keys() - columns.keys()):
            notes.tell(f'"{written[at]}" stands in a column without a name')
        row = _Row({columns[at]: text for at, text in written.items() if columns.get(at)}, notes)
        if any(len(text) > LONGEST_TEXT for text in written.values()):
            raise UnreadableInput(f"a cell in row {number} has more than {LONGEST_TEXT:,} characters")
        if row.cells and (question := _question(row, f"Row {number}")):
            yield question
    notes.where = ""
    if columns is None:
        raise UnreadableInput("this table is empty")


def _columns(names: Mapping[int, str], notes: Notes) -> dict[int, str]:
    """Return the column at each place; the empty text for one that is not known, which is noted as lost."""
    columns: dict[int, str] = {}
    for at, name in names.items():
        column = _column(name)
        if not column:
            known = [*COLUMNS, *(f"{numbered} 1" for numbered in NUMBERED)]
            notes.tell(f'the column "{name}" is not known; {did_you_mean(name.lower(), known, "it is left out")}')
        elif column in columns.values():
            notes.tell(f'the column "{name}" stands there twice: the second is left out')
            column = ""
        columns[at] = column
    if "text" not in columns.values():
        raise UnreadableInput(
            'the first row of the table names no column "text": see "Bringing in a quiz or a page" in docs/authoring.md'
        )
    return columns


def _column(name: str) -> str:
    """Return the name of a column as it is known; empty when it is not."""
    words = " ".join(re.sub(r"[_.:-]", " ", name.lower()).split())
    if words in COLUMNS:
        return words
    numbered = re.fullmatch(rf"({'|'.join(NUMBERED)}) ?(\d{{1,2}}|[a-z])", words)
    if not numbered:
        return ""
    number = LETTERS.index(numbered[2]) + 1 if numbered[2].isalpha() else int(numbered[2])
    return f"{numbered[1]} {number}" if 1 <= number <= len(LETTERS) else ""


def _question(row: _Row, origin: str) -> ImportedQuestion | None:
    named = re.sub(r"[\s_]+", "-", row.text("kind").lower())
    read = _KINDS.get(named or _guess(row))
    if read is None:
        help_ = did_you_mean(named, _KINDS, f"the kinds are {', '.join(_KINDS)}")
        row.notes.tell(f'there is no kind "{row.text("kind")}" in a table; {help_}')
        return None
    kind, fields = read(row)
    lists = {key: row.list(key) for key in ("tests", "pages") if row.list(key)}
    for column in sorted(row.cells.keys() - row.read):
        row.notes.tell(f'"{row.cells[column]}" in the column {column}, which a {kind} question does not have')
    return ImportedQuestion(
        "",
        origin,
        kind,
        row.markdown("text"),
        {**lists, **fields},
        row.markdown("feedback right"),
        row.markdown("feedback wrong"),
        row.markdown("explanation"),
        row.text("id") or row.text("text"),
    )


def _guess(row: _Row) -> str:
    """Return the kind of a question whose author did not name it."""
    correct = row.text("correct").lower()
    if any(column.startswith("match ") for column in row.cells):
        return "matching"
    if row.options():
        return "single-choice"
    if correct in (*_TRUE, *_FALSE):
        return "true-false"
    return "numeric" if kinds.exact(correct) is not None else "fill-in"


def _choice(row: _Row, several: bool | None) -> Kind:
    options = row.options()
    right = _right_options(row, options)
    made = [
        Option(plain(text), 100 * (number in right), row.markdown(f"feedback {number}"))
        for number, text in options.items()
    ]
    return kinds.choice(made, several, row.notes)


def _right_options(row: _Row, options: Mapping[int, str]) -> set[int]:
    """Return the numbers of the options that are right: written as numbers, as letters, or as the option itself."""
    correct = row.text("correct")
    for number, text in options.items():
        if text.lower() == correct.lower():
            return {number}
    right = set()
    for part in row.list("correct"):
        number = (
            int(part) if re.fullmatch(r"\d{1,2}", part) else LETTERS.find(part.lower()) + 1 if len(part) == 1 else 0
        )
        if number in options:
            right.add(number)
        else:
            row.notes.tell(f'"{part}" in the column correct names no option: write numbers, such as 1 or 1, 3')
    return right


def _true_false(row: _Row) -> Kind:
    correct = row.text("correct").lower()
    if correct not in (*_TRUE, *_FALSE):
        row.notes.tell(f'"{correct}" in the column correct: write true or false; here it is false')
    return kinds.true_false(correct in _TRUE)


def _matching(row: _Row) -> Kind:
    options = row.options()
    numbers = [n for n in range(1, len(LETTERS) + 1) if n in options or row.text(f"match {n}")]
    return kinds.matching([(row.markdown(f"option {n}"), row.markdown(f"match {n}")) for n in numbers], row.notes)


def _ordering(row: _Row) -> Kind:
    return kinds.ordering([plain(text) for text in row.options().values()], row.notes)


def _numeric(row: _Row) -> Kind:
    return kinds.numeric(row.text("correct"), row.text("tolerance"), row.text("unit"), row.notes)


def _fill_in(row: _Row) -> Kind:
    accepted = [part.strip() for part in re.split("[;\n]", row.text("correct"))]
    return kinds.fill_in([part for part in (*accepted, *row.options().values()) if part], row.notes)


def _likert(row: _Row) -> Kind:
    options = row.options().items()
    return kinds.likert([Option(plain(text), 0, row.markdown(f"feedback {n}")) for n, text in options], row.notes)


_KINDS: Mapping[str, Callable[[_Row], Kind]] = {
    "single-choice": lambda row: _choice(row, None),
    "multiple-response": lambda row: _choice(row, several=True),
    "true-false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "numeric": _numeric,
    "fill-in": _fill_in,
    "likert": _likert,
}
"""The kinds of question that a row can hold. A cloze question has several lists of options."""
