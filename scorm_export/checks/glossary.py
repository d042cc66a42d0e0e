"""The words that the course names, in its glossary and as foreign, are words that trainees really meet."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.formats.terms import PhraseIndex
from scorm_export.problem import Problem, Severity


def used_terms(project: Project) -> Iterator[Problem]:
    """Each term occurs in a page."""
    if not project.glossary or not project.pages_complete:
        return
    terms = project.glossary.model.terms
    index = PhraseIndex((term.term, *term.forms) for term in terms)
    used = index.occurring(passage.text for page in project.pages() for passage in page.document.passages)
    for i, term in enumerate(terms):
        if i not in used:
            message = f'no page uses the term "{term.term}"'
            help_ = 'remove it, or name the form in which it occurs in "forms"'
            yield Problem(project.glossary.value("terms", i, "term"), "unused-term", message, help_, Severity.WARNING)


def used_words(project: Project) -> Iterator[Problem]:
    """Each foreign word occurs in some file of the course."""
    course = project.course
    if not course or not project.readable:
        return
    texts = [text for file, text in project.texts.items() if file != course.source.file]
    foreign = course.model.foreign_words
    listed = [(language, i, word) for language, words in foreign.items() for i, word in enumerate(words)]
    used = PhraseIndex((word,) for _, _, word in listed).occurring([*texts, course.model.title, course.model.summary])
    for number, (language, i, word) in enumerate(listed):
        if number not in used:
            position = course.value("foreign_words", language, i)
            help_ = "write it as it stands in the course, or remove it"
            yield Problem(position, "unused-words", f'"{word}" stands nowhere', help_, Severity.WARNING)
