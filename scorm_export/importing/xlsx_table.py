"""Questions in a sheet of Excel (.xlsx)."""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator
from typing import Any

from scorm_export.importing.office import read_parts
from scorm_export.importing.safe_xml import read_xml
from scorm_export.importing.table import MAX_ROWS, read_rows
from scorm_export.importing.values import MAX_ANSWERS, Imported, ImportedQuiz, Notes, UnreadableInput

_LOST = {
    "xl/media/": "its pictures: put them into quizzes/media/",
    "xl/comments": "its comments",
    "xl/charts/": "its charts",
}
"""Files of a workbook that hold what a table of texts cannot, by how their names begin."""


def read(data: bytes, _name: str) -> Imported:
    """Return the questions of the first sheet of a workbook. Raises UnreadableInput."""
    # Here, because only a sheet of Excel needs the library, and only `scorm-export[import]` installs it.
    import openpyxl

    parts = read_parts(data, "xl/workbook.xml", "a workbook of Excel (.xlsx)")
    for named in read_xml(parts["xl/workbook.xml"], "xl/workbook.xml").iter("{*}definedName"):
        if len(named.text or "") > LONGEST_NAME:
            raise UnreadableInput("this workbook has names of cells that are too long: save its sheet alone")
    notes = Notes()
    for begin, what in _LOST.items():
        if any(name.startswith(begin) for name in parts):
            notes.tell(what)
    for name in parts:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for cell in read_xml(parts[name], name).iter("{*}c"):
                has_value = cell.findtext("{*}v") or cell.get("t") == "str"
                if cell.find("{*}f") is not None and not has_value:
                    notes.tell(f"the formula in the cell {cell.get('r')} has no value: open it in Excel, and save it")
    try:
        # It warns of what is not in the cells.
        with warnings.catch_warnings(action="ignore"):
            # Without links to other workbooks, which it would read too.
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet, *others = workbook.worksheets
            # How large a sheet says it is may be wrong, and the rest would not be read.
            sheet.reset_dimensions()
            rows = list(itertools.islice(_rows(sheet, notes), MAX_ROWS + 1))
    except UnreadableInput:
        raise
    except Exception as error:
        # For damaged data openpyxl raises whatever its parts raise: KeyError, ValueError, TypeError ...
        raise UnreadableInput(f"this workbook cannot be read ({type(error).__name__}): save it again") from error
    for other in others:
        notes.tell(f'the sheet "{other.title}": only the first is read')
    questions = tuple(read_rows(rows, notes))
    return Imported(ImportedQuiz(questions), {}, tuple(notes.losses))


def _rows(sheet: Any, notes: Notes) -> Iterator[list[str]]:
    """Yield the cells of each row as texts, as far as there may be questions."""
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_ANSWERS + 1), 1):
        if len(row) > MAX_ANSWERS and row[MAX_ANSWERS].value is not None:
            raise UnreadableInput(f"row {number} has more than {MAX_ANSWERS} cells")
        yield [_shown(cell, notes) for cell in row]


LONGEST_NAME = 1000
"""Characters of what a name of cells stands for. The library takes the square of it in time."""

_PLAIN = re.compile(r"General|@|[#0,]*0?(\.0+)?|")
"""How a cell shows a number as it is, but for its thousands and decimals (ISO/IEC 29500-1, 18.8.31)."""


def _shown(cell: Any, notes: Notes) -> str:
    """Return a cell as its reader sees it, as far as that can be known; what may differ is told."""
    value, format_ = cell.value, str(getattr(cell, "number_format", "General"))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if "%" in format_:
            return f"{_text(value * 100.0)}%"
        if not _PLAIN.fullmatch(format_):
            notes.tell(f"the looks of the number in the cell {cell.coordinate}: it is taken as {_text(value)}")
    elif getattr(cell, "is_date", False):
        notes.tell(f"the looks of the date or time in the cell {cell.coordinate}: it is taken as {_text(value)}")
    return _text(value)


def _text(value: Any) -> str:
    """Return the value of a cell as its reader sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        # A number is shown without what binary fractions add to it.
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    return str(value)
