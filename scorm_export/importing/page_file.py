"""An imported page as the file of a lesson's page."""

from __future__ import annotations

from scorm_export.importing.quiz_file import dump
from scorm_export.importing.values import ImportedPage


def write_page(page: ImportedPage, id_: str) -> str:
    """Return the Markdown file of a page with this id. A title that is too long is told by the check."""
    return f"---\n{dump({'id': id_, 'title': page.title})}---\n\n{page.text}\n"
