"""Files of other programs as quizzes and pages of ours: a file a format, in the table `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from scorm_export.importing.values import Imported

Importer: TypeAlias = Callable[[bytes, str], Imported]
"""Reads the bytes of a file; the name begins those of the images in it. Raises UnreadableInput."""


class Format(NamedTuple):
    """What a kind of file holds, and the module of this folder that reads it, with its function `read`."""

    about: str
    module: str


FORMATS: Mapping[str, Format] = {
    ".xml": Format("questions of Moodle, exported as Moodle XML", "moodle_xml"),
    ".gift": Format("questions as GIFT", "gift"),
    ".txt": Format("questions as GIFT", "gift"),
    ".csv": Format("questions in a table, one a row", "csv_table"),
    ".xlsx": Format("questions in a sheet of Excel, one a row", "xlsx_table"),
    ".docx": Format("a page of Word", "docx_page"),
}
"""What can be imported, by the ending of the file."""

INSTEAD: Mapping[str, str] = {
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx or .csv",
    ".numbers": "export it as .xlsx or .csv",
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".pages": "export it as .docx",
    ".pdf": "import the document that it was made of, as .docx",
    ".mbz": "export the question bank as Moodle XML",
    ".zip": "unpack it, and import the file inside",
    ".md": "put it into the folder of a module as it is",
}
"""What an author can do about a file of another kind."""


def load_importer(suffix: str) -> Importer:
    """Import the function that reads files with this ending. The others, and their libraries, stay unloaded."""
    from importlib import import_module

    importer: Importer = import_module(f"{__name__}.{FORMATS[suffix].module}").read
    return importer
