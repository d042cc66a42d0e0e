"""The words that the course names, in its glossary and as foreign, are words that trainees really meet."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.formats.terms import word_pattern
from scorm_export.problem import Problem, Severity


def used_terms(project: Project) -> Iterator[Problem]:
    """Each term occurs in a page."""
    if not project.glossary or not project.pages_complete:
        return
    documents = [page.document for page in project.pages()]
    words = "\n".join(passage.text for document in documents for passage in document.passages)
    for i, term in enumerate(project.glossary.model.terms):
        if not word_pattern((term.term, *term.forms)).search(words):
            message = f'no page uses the term "{term.term}"'
            help_ = 'remove it, or name the form in which it occurs in "forms"'
            yield Problem(project.glossary.value("terms", i, "term"), "unused-term", message, help_, Severity.WARNING)


def used_words(project: Project) -> Iterator[Problem]:
    """Each foreign word occurs in some file of the course."""
    course = project.course
    if not course or not project.readable:
        return
    texts = [text for file, text in project.texts.items() if file != course.source.file]
    words = "\n".join([*texts, course.model.title, course.model.summary])
    for language, listed in course.model.foreign_words.items():
        for i, word in enumerate(listed):
            if not word_pattern([word]).search(words):
                position = course.value("foreign_words", language, i)
                help_ = "write it as it stands in the course, or remove it"
                yield Problem(position, "unused-words", f'"{word}" stands nowhere', help_, Severity.WARNING)
