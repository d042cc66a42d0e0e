"""The language of the course: its words are there, with all the forms that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorm_export.authoring.project import Project
from scorm_export.authoring.words import is_counted, places
from scorm_export.formats.languages import plural_categories
from scorm_export.formats.nodes import MappingNode, Source, child
from scorm_export.formats.patterns import LANGUAGE_PATTERN
from scorm_export.formats.readability import can_measure_ease
from scorm_export.formats.references import COURSE_FILE, InFiles, read_reference
from scorm_export.problem import Problem, Severity
from scorm_export.resources import languages, locale, spoken


def known_language(project: Project) -> Iterator[Problem]:
    """The player speaks the course's language, or the course brings a file with its words."""
    course = project.course
    if not course:
        return
    language, named = course.model.language, course.model.locale
    if named is None:
        if not spoken(language):
            message = f'the player has no words for "{language}"'
            help_ = (
                f"the languages are {', '.join(languages())}; for another, name a file of its words: locale: words.yaml"
            )
            yield Problem(course.value("language"), "unknown-language", message, help_)
        return
    if not re.fullmatch(LANGUAGE_PATTERN, language):
        help_ = 'write the tag of a language, such as "ar" or "pt-BR"'
        message = f'"{language}" is not the tag of a language'
        yield Problem(course.value("language"), "invalid-value", message, help_)
    reference = read_reference(COURSE_FILE, named)
    if not isinstance(reference, InFiles):
        help_ = "copy the file into the folder course, and name it there"
        yield Problem(course.value("locale"), "outside-course", f"the file {named} leaves the course folder", help_)
    elif not project.words and reference.path not in project.texts:
        help_ = f"begin it with: scorm-export words {reference.path}"
        yield Problem(course.value("locale"), "missing-file", f"there is no file {reference.path}", help_)


MOST_ENGLISH = 5
"""How many texts of an author's words may read as in English: some words are the same in several languages."""


def translated_words(project: Project) -> Iterator[Problem]:
    """The texts of an author's own words are no longer those of the English file."""
    if not project.words or not project.words.locale or not project.course:
        return
    if project.course.model.language.partition("-")[0] == "en":
        return
    own, english = project.words.locale, locale("en")
    texts = [(part, key) for part in ("page", "player", "both") for key in english[part]]
    same = [at for at in texts if own[at[0]][at[1]] == english[at[0]][at[1]] and str(english[at[0]][at[1]]).isascii()]
    same = [at for at in same if re.search(r"[a-z]{3}", str(english[at[0]][at[1]]))]
    if len(same) > MOST_ENGLISH:
        message = f'{len(same)} of {len(texts)} texts are still as in English, such as "{same[0][1]}"'
        source = project.words.source
        yield Problem(source.key(same[0]), "untranslated-words", message, "translate them", Severity.WARNING)


def forms_of_words(project: Project) -> Iterator[Problem]:
    """A text that counts has every form of its language, and each tells its number unless it is for one number only."""
    if not project.words or not project.words.locale or not project.course:
        return
    language, source = project.course.model.language, project.words.source
    categories = plural_categories(language)
    counted = [(part, key) for part, words in locale("en").items() for key, text in words.items() if is_counted(text)]
    for at in counted:
        forms = _forms(source, at)
        for name, number in categories.items() if forms else ():
            text = forms.get(name) if forms else None
            if text is None:
                message = f'"{at[1]}" lacks the form "{name}", which "{language}" has'
                help_ = f"add it; the forms of this language are {', '.join(categories)}"
                yield Problem(source.key(at), "missing-key", message, help_)
            elif number is None and not places(text):
                message = f'the form "{name}" of "{at[1]}" is for several numbers, and lacks {{0}}'
                yield Problem(source.value((*at, name)), "invalid-value", message, "put {0} where the number stands")


def _forms(source: Source, at: tuple[str, str]) -> MappingNode | None:
    """Return the forms of a text; None when it has one for all numbers."""
    node = child(child(source.data, at[0]), at[1])
    return node if isinstance(node, MappingNode) else None


def measurable_ease(project: Project) -> Iterator[Problem]:
    """Where a course asks for a reading ease, there is one in its language."""
    course, words = project.course, project.locale
    if not course or words is None or course.model.reading_ease is None:
        return
    if not can_measure_ease(course.model.language, words):
        message = f'no reading ease can be computed for "{course.model.language}"'
        help_ = 'take "reading_ease" out; the length of sentences is looked at all the same'
        yield Problem(course.value("reading_ease"), "invalid-value", message, help_)
