"""The glossary explains words that trainees really meet."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.problem import Problem, Severity
from scorm_export.project import Project
from scorm_export.terms import term_pattern


def used_terms(project: Project) -> Iterator[Problem]:
    """Each term occurs in a page."""
    if not project.glossary or not project.pages_complete:
        return
    documents = [page.document for page in project.pages()]
    words = "\n".join(passage.text for document in documents for passage in document.passages)
    for i, term in enumerate(project.glossary.model.terms):
        if not term_pattern(term).search(words):
            message = f'no page uses the term "{term.term}"'
            help_ = 'remove it, or name the form in which it occurs in "forms"'
            yield Problem(project.glossary.value("terms", i, "term"), "unused-term", message, help_, Severity.WARNING)
