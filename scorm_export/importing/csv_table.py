"""Questions in a CSV file (RFC 4180), as Excel or another spreadsheet saves it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from scorm_export.importing.encoding import decode_text
from scorm_export.importing.table import read_rows
from scorm_export.importing.values import MAX_ANSWERS, MAX_TEXT, Imported, ImportedQuiz, Notes, UnreadableInput

DELIMITERS = ",;\t"
"""What stands between cells: Excel takes the sign that the user's language has for lists."""


def read(data: bytes, _name: str) -> Imported:
    """Return the questions of a CSV file. Raises UnreadableInput."""
    text = decode_text(data)
    if len(text) > MAX_TEXT:
        raise UnreadableInput(f"this file has more than {MAX_TEXT:,} characters: divide it")
    notes = Notes()
    questions = tuple(read_rows(_rows(text), notes))
    return Imported(ImportedQuiz(questions), {}, tuple(notes.losses))


def _rows(text: str) -> Iterator[list[str]]:
    # What Excel itself puts there for Excel.
    if text.startswith("sep=") and len(text) > len("sep="):
        delimiter, text = text[4], text.partition("\n")[2]
    else:
        head = next(line for line in text.split("\n") if line.strip())
        delimiter = max(DELIMITERS, key=head.count)
    csv.field_size_limit(MAX_TEXT)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > MAX_ANSWERS:
                raise UnreadableInput(f"a row of this table has more than {MAX_ANSWERS} cells")
            yield row
    except csv.Error as error:
        raise UnreadableInput(f"this is no table in CSV ({error}): save it again as CSV") from error
