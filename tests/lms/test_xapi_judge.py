"""The judge of statements finds what is wrong with a session of cmi5: one in order, and slips planted in it."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from lms.xapi_judge import CATEGORIES, MASTERY_SCORE, judge

GIVEN: dict[str, Any] = {
    "actor": {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "1"}},
    "activity": "https://lms.example/activity",
    "launchMode": "Normal",
    "masteryScore": 0.8,
    "contextTemplate": {
        "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://lms.example/course"}]},
        "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s1"},
    },
}

CMI5, MOVEON = ({"objectType": "Activity", "id": f"{CATEGORIES}{name}"} for name in ("cmi5", "moveon"))


def told(verb: str, result: dict[str, Any] | None, *categories: dict[str, str]) -> dict[str, Any]:
    """Return a statement that cmi5 defines, as it should be."""
    template = GIVEN["contextTemplate"]
    activities = {**template["contextActivities"], "category": list(categories)}
    extensions = {**template["extensions"], **({MASTERY_SCORE: 0.8} if verb == "passed" else {})}
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, verb)),
        "actor": GIVEN["actor"],
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en": verb}},
        "object": {"objectType": "Activity", "id": GIVEN["activity"]},
        **({} if result is None else {"result": result}),
        "context": {"registration": str(uuid.UUID(int=1)), "contextActivities": activities, "extensions": extensions},
        "timestamp": "2026-11-28T12:00:00.000Z",
    }


def xapi_session() -> list[dict[str, Any]]:
    """Return the statements of a session in order."""
    answer = told("answered", {"response": "a[,]b", "success": True, "score": {"scaled": 1}})
    definition = {
        "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
        "interactionType": "choice",
        "correctResponsesPattern": ["a[,]b"],
    }
    answer["object"] = {"id": "https://lms.example/activity/question", "definition": definition}
    score = {"scaled": 0.9, "raw": 90, "min": 0, "max": 100}
    return [
        told("initialized", None, CMI5),
        answer,
        told("completed", {"completion": True, "duration": "PT5S"}, CMI5, MOVEON),
        told("passed", {"success": True, "duration": "PT5S", "score": score}, CMI5, MOVEON),
        told("terminated", {"duration": "PT9.25S"}, CMI5),
    ]


def put(number: int, *path: str, value: Any) -> Callable[[list[dict[str, Any]]], None]:
    """Return a slip: a statement has another value at a path; None takes it out."""

    def slip(statements: list[dict[str, Any]]) -> None:
        *way, last = path
        part = statements[number]
        for name in way:
            part = part[name]
        if value is None:
            del part[last]
        else:
            part[last] = value

    return slip


XAPI_SLIPS: list[tuple[Callable[[list[dict[str, Any]]], object], str]] = [
    (lambda all_: all_.pop(0), "first statement is not initialized"),
    (lambda all_: all_.pop(), "last statement is not terminated"),
    (lambda all_: all_.append(all_.pop(1)), "last statement is not terminated"),
    (lambda all_: all_.insert(0, all_.pop(1)), "first statement is not initialized"),
    (lambda all_: all_.insert(1, all_[0]), "initialized is told twice"),
    (lambda all_: all_.insert(3, all_[3]), "passed is told twice in a session"),
    (put(0, "id", value="1"), "not a UUID"),
    (put(0, "id", value="{00000000-0000-0000-0000-000000000001}"), "not written as a UUID"),
    (put(0, "timestamp", value="2026-11-28T13:00:00+01:00"), "not in UTC"),
    (put(0, "timestamp", value="28-11-2026"), "not in UTC"),
    (put(0, "timestamp", value=None), "no timestamp"),
    (put(0, "actor", value={"mbox": "mailto:other@example.com"}), "another one than that of the launch"),
    (put(0, "verb", "display", value=None), "nothing to show"),
    (put(0, "authority", value={}), "no property authority"),
    (put(0, "object", "id", value="https://lms.example/other"), "not the activity of the launch"),
    (put(0, "context", "registration", value=None), "no registration"),
    (put(0, "context", "extensions", value={}), "of the template is missing"),
    (put(0, "context", "contextActivities", "grouping", value=None), "grouping of the template is missing"),
    (put(0, "context", "contextActivities", "category", value=[]), "not in the category cmi5"),
    (put(0, "result", value={"duration": "PT0S"}), "for all but initialized"),
    (put(2, "context", "contextActivities", "category", value=[CMI5]), "category moveon"),
    (put(4, "context", "contextActivities", "category", value=[CMI5, MOVEON]), "category moveon"),
    (put(1, "context", "contextActivities", "category", value=[CMI5]), "not one that cmi5 defines"),
    (put(2, "result", "completion", value=None), "completion is true in completed"),
    (put(2, "result", "completion", value="true"), "neither true nor false"),
    (put(2, "result", "score", value={"scaled": 1}), "for passed and failed only"),
    (put(2, "result", "duration", value="5 s"), "not in ISO 8601"),
    (put(4, "result", "duration", value=None), "for all but initialized"),
    (put(3, "result", "success", value=False), "success is true in passed"),
    (put(3, "result", "score", "scaled", value=90), "not from -1 to 1"),
    (put(3, "result", "score", "scaled", value=0.7), "lower than the mastery score"),
    (put(3, "result", "score", "min", value=None), "has no min and max"),
    (put(3, "result", "score", "raw", value=101), "outside of its range"),
    (put(3, "context", "extensions", MASTERY_SCORE, value=None), "mastery score is told in passed"),
    (put(1, "object", "id", value="question"), "not an IRI"),
    (put(1, "object", "definition", "type", value="question"), "an answer is to an interaction"),
    (put(1, "object", "definition", "interactionType", value="multiple"), "no type multiple"),
    (put(1, "object", "definition", "correctResponsesPattern", value=["a,b"]), "a right response is not in the format"),
    (put(1, "result", "response", value="a, b"), "the response is not in the format"),
    (put(1, "result", "learner", value="x"), "has no learner"),
]


def test_statements_in_order_have_no_complaint() -> None:
    assert judge(xapi_session(), GIVEN) == []


@pytest.mark.parametrize(("slip", "complaint"), XAPI_SLIPS, ids=range(len(XAPI_SLIPS)))
def test_slip_in_statements_is_found(slip: Callable[[list[dict[str, Any]]], object], complaint: str) -> None:
    statements = copy.deepcopy(xapi_session())
    slip(statements)
    assert any(complaint in each for each in judge(statements, GIVEN))


def test_statements_that_come_too_often_in_a_registration() -> None:
    complaints = judge(xapi_session(), GIVEN, before=xapi_session())
    assert complaints == ["completed is told twice in a registration", "passed is told twice in a registration"]


@pytest.mark.parametrize("mode", ["Review", "Browse"])
def test_statements_of_who_only_looks(mode: str) -> None:
    first, *_, last = xapi_session()
    given = {**GIVEN, "launchMode": mode}
    assert judge([first, last], given) == []
    assert judge(xapi_session(), given) == [f"something was told in the mode {mode}"]
