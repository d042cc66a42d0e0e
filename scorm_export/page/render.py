"""A course as one HTML page that contains its style, script, text and drawings.

Without the script it is a document to read in order; the script turns it into a course of pages and quizzes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from scorm_export.course.model import Course, Module, Question
from scorm_export.page.environment import new_environment
from scorm_export.page.texts import Texts
from scorm_export.questions.quiz import LONGEST_TYPED
from scorm_export.resources import locale, player


def render(course: Course, script_name: str, connect_sources: Sequence[str]) -> str:
    """Return the launch page of the course.

    `script_name` is the name of the entry script that the player was built from, `connect_sources` what the player
    may send requests to; see `content_policy`.
    """
    words = locale(course.language)
    style, script = player("player.css"), player(f"{script_name}.js")
    environment = new_environment()
    texts = Texts(course, lambda path, **given: environment.get_template(path).render(**given))
    environment.filters.update(markdown=texts.markdown, spoken=texts.spoken)
    environment.globals.update(
        lesson=texts.lesson, gapped=texts.gapped, words=words["page"], longest_typed=LONGEST_TYPED
    )
    return environment.get_template("course.html.j2").render(
        course=course,
        policy=content_policy(style, script, connect_sources),
        style=Markup(style),
        script=Markup(script),
        payload=Markup(payload(course, words["player"])),
    )


def content_policy(style: str, script: str, connect_sources: Sequence[str]) -> str:
    """Return a content security policy (CSP level 3) that allows this style and this script and no others.

    Images may come from where the page came from. Requests may go to `connect_sources`, which are sources as section
    2.3.1 of that standard defines them.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash_source(script)}",
            f"style-src {_hash_source(style)}",
            "img-src 'self'",
            f"connect-src {' '.join(connect_sources)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def payload(course: Course, words: dict[str, str]) -> str:
    """Return what the player needs to know of the course, as JSON; `player/types.d.ts` has its type."""
    data = {
        "course": course.id,
        "title": course.title,
        "language": course.language,
        "quickExit": course.quick_exit,
        "publisher": course.publisher,
        "extras": extras(course),
        "modules": [_module_payload(module) for module in course.modules],
        "words": words,
    }
    # In a script element only "<" can end the data early (HTML standard, section 4.12.1.3).
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def extras(course: Course) -> list[str]:
    """Return the addresses of the places beside the modules."""
    present = {"sources": course.sources, "glossary": course.glossary, "help": course.help_lines}
    return [name for name, entries in present.items() if entries]


def _module_payload(module: Module) -> dict[str, Any]:
    rules = module.rules
    return {
        "id": module.id,
        "title": module.title,
        "noted": module.content_note is not None,
        "pages": [page.id for page in module.pages],
        "passMark": rules.pass_mark,
        "tries": rules.tries,
        "feedbackAtEnd": rules.feedback_at_end,
        "shuffle": rules.shuffle,
        "draw": rules.draw,
        "newDraw": rules.new_draw,
        "questions": [_question_payload(question) for question in module.questions],
        "practice": [_question_payload(question) for question in module.practice],
    }


def _question_payload(question: Question) -> dict[str, Any]:
    """Return what the player needs to score an answer, and the pages that teach what the question tests."""
    payload: dict[str, Any] = {"id": question.id, "kind": question.kind, "right": question.right_response}
    payload["pages"] = [page.id for page in question.pages]
    if question.form == "options":
        payload["options"] = "".join(choice.id for choice in question.choices)
    elif question.form == "places":
        payload["options"] = "".join(piece.id for piece in question.pieces)
    elif question.form == "gaps":
        payload["gaps"] = {gap.id: "".join(choice.id for choice in gap.choices) for gap in question.gaps}
    else:
        payload["accepted"] = list(question.accepted)
    if question.kind == "numeric":
        payload["tolerance"] = question.tolerance
    return payload
