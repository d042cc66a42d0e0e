"""Every rule for a course, in one table.

A rule is a function from the project to the problems it finds. It does not report what could not be read, because that
has been reported already. It reports something as missing only when every file could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scorm_export.authoring.project import Project
from scorm_export.checks import (
    branching,
    facts,
    glossary,
    guessing,
    ids,
    language,
    pages,
    quizzes,
    readability,
    recordings,
    references,
    theme,
    typography,
)
from scorm_export.problem import Problem, sort_problems

CHECKS: tuple[Callable[[Project], Iterator[Problem]], ...] = (
    ids.unique_ids,
    ids.known_ids,
    ids.known_pages,
    ids.reserved_ids,
    ids.listed_modules,
    pages.some_pages,
    pages.plain_titles,
    pages.page_order,
    pages.heading_levels,
    pages.alternative_texts,
    pages.one_reflection,
    branching.branching_cases,
    references.images,
    references.links,
    references.drawings,
    references.control_documents,
    references.active_files,
    references.distinct_names,
    references.unused_files,
    recordings.recordings,
    recordings.posters,
    recordings.captions,
    recordings.transcripts,
    recordings.one_required,
    recordings.embeds,
    quizzes.module_per_quiz,
    quizzes.some_questions,
    quizzes.kinds_of_question,
    quizzes.unique_options,
    quizzes.distinct_texts,
    quizzes.no_links_to_press,
    quizzes.no_images_in_menus,
    quizzes.scored_questions,
    quizzes.checked_yourself,
    quizzes.asked_once,
    facts.named_facts,
    facts.taught_facts,
    facts.tested_facts,
    facts.taught_questions,
    facts.served_objectives,
    facts.used_sources,
    glossary.used_terms,
    glossary.used_words,
    language.known_language,
    language.forms_of_words,
    language.translated_words,
    language.measurable_ease,
    theme.contrasts,
    typography.one_way_of_marking,
    readability.readable_pages,
    guessing.right_option_stands_out,
    guessing.options_give_away,
    guessing.negations,
    guessing.true_false,
)


def check(project: Project) -> list[Problem]:
    """Return every problem that the rules find, sorted."""
    return sort_problems(problem for rule in CHECKS for problem in rule(project))
