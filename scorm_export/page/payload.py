"""What the page tells the player, as JSON.

These classes are the contract between the two: `make player` writes `player/payload.d.ts` from them, by which the
player's scripts are checked, and a test compares the two.
"""

from __future__ import annotations

import json
from typing import TypedDict

from scorm_export.course.model import Course, Module, Question
from scorm_export.questions.base import FormFields, InteractionType


class DescribedFields(TypedDict, total=False):
    """What only some standards report of a question."""

    description: str
    """What is asked, in plain words and at most 250 characters; left out where the standard has no place for it."""


class QuestionPayload(FormFields, DescribedFields):
    """A question as the script needs it; its words stand in the page.

    A response to it is a text: the ids of the chosen options (`bd`), pairs of a place and what was put there (`abba`),
    the ids of items in their order (`cab`), or what was typed. Empty is no response.
    """

    id: str
    form: str
    """How it is asked: its name in the table `FORMS`."""
    interaction: InteractionType
    scored: bool
    """Whether its answer counts."""
    right: str
    """The response that is wholly right; empty where none is better than another."""
    pages: list[str]
    """The ids of the pages that teach what is asked."""


class ModulePayload(TypedDict):
    """A module: its pages, how its quiz is taken, and its questions."""

    id: str
    title: str
    noted: bool
    """Whether it may upset a trainee, so that there is a quick way out."""
    pages: list[str]
    """The ids of the pages in order."""
    toPlay: list[str]
    """The ids of the pages that count as read only when their recording was played to the end, or read instead."""
    pageTitles: dict[str, str]
    """The title of each page, by its id."""
    passMark: int
    """The whole percentage that passes the quiz."""
    tries: int | None
    """How many quiz attempts a trainee has; null for any number."""
    feedbackAtEnd: bool
    """Whether feedback waits until all questions are answered."""
    shuffle: bool
    """Whether options are in another order in each quiz attempt."""
    draw: int | None
    """How many of the scored questions a quiz attempt asks; null for all."""
    newDraw: bool
    """Whether each quiz attempt has its own draw and order."""
    questions: list[QuestionPayload]
    """The questions of the quiz; none in a module without one, for which the rules above mean nothing."""
    practice: list[QuestionPayload]
    """Questions that only the lesson asks."""


class CoursePayload(TypedDict):
    """A course."""

    course: str
    """The id of the course."""
    title: str
    language: str
    """A BCP 47 tag."""
    quickExit: str
    """The page that a trainee leaves to at once."""
    publisher: str
    extras: list[str]
    """The addresses of the places beside the modules, such as the sources."""
    modules: list[ModulePayload]


class Payload(CoursePayload):
    """The JSON in the page."""

    words: dict[str, str]
    """Every text that the script shows, by its key in `locale/`."""


LONGEST_DESCRIPTION = 250
"""Characters of a description that an LMS takes (SCORM 2004 RTE, section 4.2.9.1)."""


def payload_json(course: Course, words: dict[str, str], *, describes: bool) -> str:
    """Return the payload of a course as JSON that can stand in a script element.

    `describes` says whether it tells what each question asks, in plain words.
    """
    data: Payload = {
        "course": course.id,
        "title": course.title,
        "language": course.language,
        "quickExit": course.quick_exit,
        "publisher": course.publisher,
        "extras": _extras(course),
        "modules": [_module(module, describes) for module in course.modules],
        "words": words,
    }
    # In a script element only "<" could end the data early (HTML standard, section 4.12.1.3).
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _extras(course: Course) -> list[str]:
    present = {"sources": course.sources, "glossary": course.glossary, "help": course.help_lines}
    return [name for name, entries in present.items() if entries]


def _module(module: Module, describes: bool) -> ModulePayload:
    rules = module.rules
    return {
        "id": module.id,
        "title": module.title,
        "noted": module.content_note is not None,
        "pages": [page.id for page in module.pages],
        "toPlay": [page.id for page in module.pages if page.is_to_be_played],
        "pageTitles": {page.id: page.title for page in module.pages},
        "passMark": rules.pass_mark,
        "tries": rules.tries,
        "feedbackAtEnd": rules.feedback_at_end,
        "shuffle": rules.shuffle,
        "draw": rules.draw,
        "newDraw": rules.new_draw,
        "questions": [_question(question, describes) for question in module.questions],
        "practice": [_question(question, describes) for question in module.practice],
    }


def _question(question: Question, describes: bool) -> QuestionPayload:
    entry = question.entry
    return {
        "id": entry.id,
        "form": entry.form,
        "interaction": entry.interaction,
        "scored": entry.scored,
        "right": entry.right_response,
        "pages": [page.id for page in question.pages],
        **entry.form_fields(),
        **_description(entry.text.told_text() if describes else ""),
    }


def _description(text: str) -> DescribedFields:
    short = text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 1]}…"
    return {"description": short} if short else {}
