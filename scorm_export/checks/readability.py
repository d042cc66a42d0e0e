"""Pages that are harder to read than the course allows."""

from __future__ import annotations

from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.formats.readability import LONGEST_SENTENCE, measure
from scorm_export.problem import Position, Problem, Severity


def readable_pages(project: Project) -> Iterator[Problem]:
    """No page is harder than the limit of the course, and no sentence is very long."""
    course = project.course
    if not course or project.locale is None:
        return
    least = course.model.reading_ease
    for page in project.pages():
        readability = measure(page.document, course.model.language, project.locale)
        if not readability:
            continue
        if least is not None and readability.ease is not None and readability.ease < least:
            message = f"the page has a reading ease of {readability.ease:.0f}; the course asks for {least} or more"
            help_ = "use shorter sentences and shorter words"
            yield Problem(Position(page.file), "hard-page", message, help_)
        for sentence in readability.long_sentences:
            message = f"this sentence has {len(sentence.words)} words, more than {LONGEST_SENTENCE}"
            yield Problem(sentence.position, "long-sentence", message, "make two of it", Severity.WARNING)
