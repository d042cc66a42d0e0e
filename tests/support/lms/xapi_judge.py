"""A judge of the statements of a cmi5 session: their order, and each by itself.

It is made from the specifications (cmi5 1.0, sections 9 and 10; xAPI 1.0.3, part 2), and knows nothing of the player.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from .cmi5 import Cmi5Lms

Statement = Mapping[str, Any]

VERBS = "http://adlnet.gov/expapi/verbs/"
CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"
MASTERY_SCORE = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
DURATION = re.compile(r"P(?=.)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,2})?S)?)?")
NUMBER = r"-?\d+(?:\.\d+)?"
ID = r"[^\s,\[\]{}]+"
FORMATS = {
    "true-false": r"true|false",
    "choice": rf"{ID}(?:\[,\]{ID})*",
    "sequencing": rf"{ID}(?:\[,\]{ID})*",
    "likert": ID,
    "matching": rf"{ID}\[\.\]{ID}(?:\[,\]{ID}\[\.\]{ID})*",
    "numeric": NUMBER,
    "fill-in": r".+",
}
"""How a response of each type is written (xAPI 1.0.3, part 2, section 2.4.4.1)."""

PATTERNS = {
    **FORMATS,
    "numeric": rf"(?:{NUMBER})?:(?:{NUMBER})?|{NUMBER}",
    "fill-in": r"(?:\{case_matters=(?:true|false)\})?.+",
}


def judged(lms: Cmi5Lms) -> list[str]:
    """Return what is wrong with what an LRS was told, in all of its sessions."""
    complaints: list[str] = []
    told: list[Statement] = []
    for session in lms.sessions:
        given = {**session.data, "actor": lms.actor(session.learner), "activity": lms.activity}
        complaints += judge(session.statements, given, told)
        told += session.statements
    return complaints


def judge(statements: Iterable[Statement], given: Mapping[str, Any], before: Iterable[Statement] = ()) -> list[str]:
    """Return what is wrong with the statements of one session.

    `given` is the launch data with the `actor` and the `activity` of the launch; `before` is what was told in earlier
    sessions of the registration.
    """
    statements = list(statements)
    verbs = [_verb(statement) for statement in statements]
    found = [f"statement {n}, {v}: {c}" for n, v in enumerate(verbs) for c in _statement(statements[n], given)]
    return [*found, *_order(verbs, given, [_verb(each) for each in before])]


def _verb(statement: Statement) -> str:
    return str(statement["verb"]["id"]).removeprefix(VERBS)


def _order(verbs: list[str], given: Mapping[str, Any], before: list[str]) -> Iterator[str]:
    if verbs[:1] != ["initialized"]:
        yield "the first statement is not initialized"
    if verbs[-1:] != ["terminated"]:
        yield "the last statement is not terminated"
    yield from (f"{verb} is told twice in a session" for verb in DEFINED if verbs.count(verb) > 1)
    for verb in ("completed", "passed"):
        if verb in before and verb in verbs:
            yield f"{verb} is told twice in a registration"
    if "failed" in verbs and "passed" in [*before, *verbs]:
        yield "failed is told beside passed"
    if given["launchMode"] != "Normal" and set(verbs) - {"initialized", "terminated"}:
        yield f"something was told in the mode {given['launchMode']}"


def _statement(statement: Statement, given: Mapping[str, Any]) -> Iterator[str]:
    known = {"id", "actor", "verb", "object", "result", "context", "timestamp"}
    yield from (f"there is no property {name}" for name in statement.keys() - known)
    yield from (f"it has no {name}" for name in known - {"result"} - statement.keys())
    if known - {"result"} - statement.keys():
        return
    try:
        if str(uuid.UUID(statement["id"])) != statement["id"]:
            yield "the id is not written as a UUID"
    except ValueError:
        yield "the id is not a UUID"
    if statement["actor"] != given["actor"]:
        yield "the actor is another one than that of the launch"
    if not _is_utc(statement["timestamp"]):
        yield "the timestamp is not in UTC"
    if not statement["verb"].get("display"):
        yield "the verb has nothing to show"
    yield from _context(statement, given)
    yield from _result(statement)
    if _verb(statement) in DEFINED:
        yield from _defined(statement, given)
    else:
        yield from _allowed(statement)


def _is_utc(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() == timedelta(0)
    except ValueError:
        return False


def _categories(statement: Statement) -> set[str]:
    activities = statement["context"].get("contextActivities", {}).get("category", [])
    return {str(activity["id"]).removeprefix(CATEGORIES) for activity in activities}


def _context(statement: Statement, given: Mapping[str, Any]) -> Iterator[str]:
    context, template = statement["context"], given["contextTemplate"]
    if not context.get("registration"):
        yield "it has no registration"
    for name, value in template["extensions"].items():
        if context.get("extensions", {}).get(name) != value:
            yield f"the extension {name} of the template is missing"
    for name, activities in template["contextActivities"].items():
        if any(activity not in context.get("contextActivities", {}).get(name, []) for activity in activities):
            yield f"the {name} of the template is missing"
    for activities in context.get("contextActivities", {}).values():
        yield from ("an activity has no IRI as its id" for activity in activities if not _is_iri(activity["id"]))


def _is_iri(text: str) -> bool:
    parts = urlsplit(text)
    return bool(parts.scheme) and bool(parts.netloc or parts.path) and not re.search(r"\s", text)


def _result(statement: Statement) -> Iterator[str]:
    result = statement.get("result", {})
    known = {"score", "success", "completion", "response", "duration", "extensions"}
    yield from (f"a result has no {name}" for name in result.keys() - known)
    for name in ("success", "completion"):
        if not isinstance(result.get(name, True), bool):
            yield f"{name} is neither true nor false"
    if not DURATION.fullmatch(result.get("duration", "PT0S")):
        yield "the duration is not in ISO 8601"
    score = result.get("score", {})
    if not -1 <= score.get("scaled", 0) <= 1:
        yield "the scaled score is not from -1 to 1"
    if "raw" in score:
        if not {"min", "max"} <= score.keys():
            yield "the raw score has no min and max"
        elif not score["min"] <= score["raw"] <= score["max"]:
            yield "the raw score is outside of its range"


def _defined(statement: Statement, given: Mapping[str, Any]) -> Iterator[str]:
    """A statement that cmi5 defines (sections 9.3 to 9.6)."""
    verb, result, categories = _verb(statement), statement.get("result", {}), _categories(statement)
    if statement["object"]["id"] != given["activity"]:
        yield "the object is not the activity of the launch"
    if "cmi5" not in categories:
        yield "it is not in the category cmi5"
    if ("moveon" in categories) != ("success" in result or "completion" in result):
        yield "the category moveon is for what has success or completion, and for nothing else"
    if ("duration" in result) != (verb != "initialized"):
        yield "the duration is for all but initialized"
    if result.get("completion") != (True if verb == "completed" else None):
        yield "completion is true in completed, and in no other"
    if result.get("success") != {"passed": True, "failed": False}.get(verb):
        yield "success is true in passed, false in failed, and in no other"
    if "score" in result and verb not in ("passed", "failed"):
        yield "a score is for passed and failed only"
    mastery = given.get("masteryScore")
    told = statement["context"].get("extensions", {}).get(MASTERY_SCORE)
    if told != (mastery if verb in ("passed", "failed") else None):
        yield "the mastery score is told in passed and failed when there is one, and nowhere else"
    if verb == "passed" and mastery is not None and result.get("score", {}).get("scaled", mastery) < mastery:
        yield "the score is lower than the mastery score"


def _allowed(statement: Statement) -> Iterator[str]:
    """Any other statement: here, an answer."""
    if "cmi5" in _categories(statement) or "moveon" in _categories(statement):
        yield "it is not one that cmi5 defines"
    object_ = statement["object"]
    if not _is_iri(object_["id"]):
        yield "the id of the object is not an IRI"
    definition = object_.get("definition", {})
    if _verb(statement) != "answered":
        return
    if definition.get("type") != "http://adlnet.gov/expapi/activities/cmi.interaction":
        yield "an answer is to an interaction"
    type_ = definition.get("interactionType")
    if type_ not in FORMATS:
        yield f"there is no type {type_}"
        return
    if not re.fullmatch(FORMATS[type_], statement.get("result", {}).get("response", ""), re.DOTALL):
        yield f"the response is not in the format of the type {type_}"
    for pattern in definition.get("correctResponsesPattern", []):
        if not re.fullmatch(PATTERNS[type_], pattern, re.DOTALL):
            yield f"a right response is not in the format of the type {type_}"
