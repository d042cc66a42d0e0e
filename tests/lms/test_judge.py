"""The judge of the tests finds what is wrong with what a SCO says: a session in order, and slips planted in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lms.grammar import Edition
from lms.judge import judge
from lms.sessions import ApiCall

SESSION_12 = """
Initialize
GetValue cmi.core.lesson_status
GetValue cmi.suspend_data
GetLastError
GetValue cmi.core.lesson_mode
GetValue cmi.objectives._count
SetValue cmi.core.lesson_status incomplete
SetValue cmi.core.exit suspend
Commit
SetValue cmi.suspend_data page one
SetValue cmi.core.lesson_location first/one
SetValue cmi.objectives.0.id first
SetValue cmi.objectives.0.score.raw 50
SetValue cmi.objectives.0.status incomplete
SetValue cmi.interactions.0.id first.one
SetValue cmi.interactions.0.objectives.0.id first
SetValue cmi.interactions.0.type choice
SetValue cmi.interactions.0.correct_responses.0.pattern a,c
SetValue cmi.interactions.0.student_response b
SetValue cmi.interactions.0.result 0.5
SetValue cmi.interactions.0.time 10:05:59
SetValue cmi.interactions.0.latency 0000:00:05.25
SetValue cmi.interactions.1.id first.two
SetValue cmi.interactions.1.type matching
SetValue cmi.interactions.1.student_response a.b,b.a
SetValue cmi.core.score.raw 50
SetValue cmi.core.score.min 0
SetValue cmi.core.score.max 100
Commit
SetValue cmi.core.session_time 0000:01:00.00
Finish
"""

SESSION_2004 = """
Initialize
GetValue cmi.completion_status
GetValue cmi.success_status
GetValue cmi.entry
GetValue cmi.mode
GetValue cmi.objectives._count
SetValue cmi.completion_status incomplete
SetValue cmi.exit suspend
Commit
SetValue cmi.suspend_data page one
SetValue cmi.location first/one
SetValue cmi.progress_measure 0.25
SetValue cmi.objectives.0.id first
SetValue cmi.objectives.0.score.scaled 0.5
SetValue cmi.objectives.0.success_status failed
SetValue cmi.objectives.0.completion_status incomplete
SetValue cmi.interactions.0.id first.one
SetValue cmi.interactions.0.type choice
SetValue cmi.interactions.0.correct_responses.0.pattern a[,]c
SetValue cmi.interactions.0.learner_response b
SetValue cmi.interactions.0.result 0.5
SetValue cmi.interactions.0.timestamp 2026-01-31T10:05:59.00Z
SetValue cmi.interactions.0.latency PT5.25S
SetValue cmi.interactions.0.description {lang=nl}Wat is het?
SetValue cmi.interactions.1.id first.two
SetValue cmi.interactions.1.type numeric
SetValue cmi.interactions.1.correct_responses.0.pattern 47.5[:]48.5
SetValue cmi.interactions.1.learner_response 48.2
SetValue cmi.interactions.2.id first.three
SetValue cmi.interactions.2.type fill-in
SetValue cmi.interactions.2.correct_responses.0.pattern {case_matters=false}water
SetValue cmi.interactions.2.learner_response Water
SetValue cmi.score.raw 50
SetValue cmi.score.min 0
SetValue cmi.score.max 100
SetValue cmi.score.scaled 0.5
Commit
SetValue cmi.session_time PT60S
SetValue adl.nav.request suspendAll
Terminate
"""

SESSIONS: dict[Edition, str] = {"1.2": SESSION_12, "2004": SESSION_2004}

RESULTS = {"Initialize": "true", "SetValue": "true", "Commit": "true", "Finish": "true", "Terminate": "true"}


def calls(text: str, edition: Edition) -> list[ApiCall]:
    """Return the calls that stand in a text, one a line, as the LMS of the tests notes them."""
    found: list[ApiCall] = []
    for line in filter(None, text.split("\n")):
        name, *rest = line.split(" ", 1)
        args = rest[0].split(" ", 1) if rest else []
        args += [""] * ({"SetValue": 2, "GetValue": 1}.get(name, 0 if name.startswith("GetLast") else 1) - len(args))
        prefix = "LMS" if edition == "1.2" else ""
        found.append({"name": prefix + name, "args": args, "result": RESULTS.get(name, "")})
    return found


@pytest.mark.parametrize("edition", SESSIONS)
def test_session_in_order_has_no_complaint(edition: Edition) -> None:
    assert judge(calls(SESSIONS[edition], edition), edition, {}) == []


SLIPS_12 = [
    ("Initialize\n", "", "before the beginning"),
    ("Initialize\n", "Initialize\nInitialize\n", "begun already"),
    ("Initialize\n", "Initialize now\n", "not the empty text"),
    ("Finish\n", "", "never ended"),
    ("Finish\n", "Finish\nCommit\n", "after the end"),
    ("Finish\n", "Finish\nFinish\n", "after the end"),
    ("Finish\n", "Finish goodbye\n", "not the empty text"),
    ("Commit\n", "Commit now\n", "not the empty text"),
    ("SetValue cmi.core.exit suspend\n", "", "cmi.core.exit was not set"),
    ("SetValue cmi.core.exit suspend", "SetValue cmi.core.exit normal", "another format"),
    ("SetValue cmi.core.session_time 0000:01:00.00\n", "", "cmi.core.session_time was not set"),
    ("session_time 0000:01:00.00", "session_time PT60S", "another format"),
    ("session_time 0000:01:00.00", "session_time 0000:01:00.000", "another format"),
    ("session_time 0000:01:00.00", "session_time 0000:61:00", "another format"),
    ("SetValue cmi.core.lesson_status incomplete\n", "", "an LMS would set its own"),
    ("lesson_status incomplete", "lesson_status not attempted", "another format"),
    ("lesson_status incomplete", "lesson_status done", "another format"),
    ("cmi.suspend_data page one", "cmi.suspend_data " + "x" * 4097, "another format"),
    ("lesson_location first/one", "lesson_location " + "x" * 256, "another format"),
    ("cmi.core.score.raw 50", "cmi.core.score.raw 101", "another format"),
    ("cmi.core.score.raw 50", "cmi.core.score.raw NaN", "another format"),
    ("cmi.core.score.raw 50", "cmi.core.score.raw 5e1", "another format"),
    ("cmi.core.score.raw 50", "cmi.core.score.raw 49,5", "another format"),
    ("cmi.core.score.min 0", "cmi.core.score.min 60", "not in order"),
    ("cmi.objectives.0.id first", "cmi.objectives.0.id the first", "another format"),
    ("cmi.objectives.0.id first\n", "cmi.objectives.0.score.raw 50\n", "no id yet"),
    ("cmi.objectives.0.id first", "cmi.objectives.1.id first", "only 0 entries"),
    ("cmi.objectives.0.status incomplete", "cmi.objectives.0.status open", "another format"),
    ("cmi.interactions.1.id first.two", "cmi.interactions.2.id first.two", "only 1 entries"),
    ("cmi.interactions.0.type choice\n", "cmi.interactions.0.weighting 1\n", "the type comes first"),
    ("cmi.interactions.0.type choice", "cmi.interactions.0.type other", "another format"),
    ("cmi.interactions.0.type choice", "cmi.interactions.0.type true-false", "format of the type true-false"),
    ("student_response b\n", "student_response answer-1\n", "format of the type choice"),
    ("student_response a.b,b.a", "student_response a[.]b[,]b[.]a", "format of the type matching"),
    ("correct_responses.0.pattern a,c", "correct_responses.1.pattern a,c", "the list has a gap"),
    ("result 0.5", "result incorrect", "another format"),
    ("time 10:05:59\n", "time 2026-01-31T10:05:59\n", "another format"),
    ("latency 0000:00:05.25", "latency 5.25", "another format"),
    ("GetValue cmi.suspend_data", "GetValue cmi.interactions.0.id", "only be written"),
    ("GetValue cmi.suspend_data", "GetValue cmi.state", "no such element"),
    ("SetValue cmi.core.lesson_location first/one", "SetValue cmi.core.entry resume", "only be read"),
]

SLIPS_2004 = [
    ("GetValue cmi.entry", "GetValue cmi.location", "never set"),
    ("GetValue cmi.entry", "GetValue cmi.score.raw", "never set"),
    ("GetValue cmi.entry", "GetValue cmi.core.entry", "no such element"),
    ("cmi.suspend_data page one", "cmi.suspend_data " + "x" * 64_001, "another format"),
    ("cmi.location first/one", "cmi.location " + "x" * 1001, "another format"),
    ("cmi.progress_measure 0.25", "cmi.progress_measure 25", "another format"),
    ("cmi.completion_status incomplete", "cmi.completion_status passed", "another format"),
    ("success_status failed", "success_status incomplete", "another format"),
    ("cmi.score.scaled 0.5", "cmi.score.scaled 50", "another format"),
    ("cmi.score.scaled 0.5", "cmi.score.scaled 0.33333333", "another format"),
    ("cmi.score.max 100", "cmi.score.max 40", "not in order"),
    ("pattern a[,]c", "pattern a,c", "format of the type choice"),
    ("pattern a[,]c", "pattern a[,]a", "format of the type choice"),
    ("learner_response b\n", "learner_response answer-1\n", "format of the type choice"),
    ("pattern 47.5[:]48.5", "pattern 47.5:48.5", "format of the type numeric"),
    ("pattern 47.5[:]48.5", "pattern 48.5[:]47.5", "format of the type numeric"),
    ("learner_response 48.2", "learner_response 48,2", "format of the type numeric"),
    ("learner_response Water", "learner_response {water}", "format of the type fill-in"),
    (
        "interactions.1.correct_responses.0.pattern",
        "interactions.1.correct_responses.1.pattern",
        "more than 1 patterns",
    ),
    ("result 0.5", "result wrong", "another format"),
    ("timestamp 2026-01-31T10:05:59.00Z", "timestamp 2026-01-31T10:05:59.000Z", "another format"),
    ("timestamp 2026-01-31T10:05:59.00Z", "timestamp 2026-01-31T10:05:59Z", "another format"),
    ("timestamp 2026-01-31T10:05:59.00Z", "timestamp 10:05:59", "another format"),
    ("latency PT5.25S", "latency PT5.255S", "another format"),
    ("latency PT5.25S", "latency 0000:00:05.25", "another format"),
    ("latency PT5.25S", "latency P1W", "another format"),
    ("description {lang=nl}Wat is het?", "description {Wat is het?", "another format"),
    ("cmi.exit suspend", "cmi.exit later", "another format"),
    ("adl.nav.request suspendAll", "adl.nav.request leave", "another format"),
    ("SetValue cmi.interactions.0.type choice\n", "", "the type comes first"),
    ("cmi.objectives.0.id first", "cmi.objectives.0.id urn:x y", "another format"),
    ("Terminate\n", "LMSFinish\n", "another edition"),
]


def planted(session: str, old: str, new: str) -> str:
    """Return a session with a slip in the place where the old text stands first."""
    assert old in session
    return session.replace(old, new, 1)


@pytest.mark.parametrize(("old", "new", "said"), SLIPS_12)
def test_slip_in_scorm_12_is_found(old: str, new: str, said: str) -> None:
    assert said in "\n".join(judge(calls(planted(SESSION_12, old, new), "1.2"), "1.2", {}))


@pytest.mark.parametrize(("old", "new", "said"), SLIPS_2004)
def test_slip_in_scorm_2004_is_found(old: str, new: str, said: str) -> None:
    assert said in "\n".join(judge(calls(planted(SESSION_2004, old, new), "2004"), "2004", {}))


def test_what_was_earned_is_not_taken_back() -> None:
    given = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "80"}
    complaints = judge(calls(SESSION_12, "1.2"), "1.2", given)
    assert any("cmi.core.lesson_status went down from passed to incomplete" in each for each in complaints)
    assert any("cmi.core.score.raw went down from 80 to 50" in each for each in complaints)
    given = {"cmi.objectives.0.id": "first", "cmi.objectives.0.success_status": "passed"}
    complaints = judge(calls(SESSION_2004, "2004"), "2004", given)
    assert any("cmi.objectives.0.success_status went down from passed to failed" in each for each in complaints)


def test_review_writes_nothing() -> None:
    reviewed: Sequence[ApiCall] = [
        {**call, "result": "review"} if call["args"] == ["cmi.core.lesson_mode"] else call
        for call in calls(SESSION_12, "1.2")
    ]
    complaints = judge(reviewed, "1.2", {})
    assert len(complaints) == sum(call["name"] == "LMSSetValue" for call in reviewed)
    assert all("nothing may be written in a review" in complaint for complaint in complaints)


def test_arguments_are_texts() -> None:
    session = calls(SESSION_12, "1.2")
    session[9]["args"] = ["cmi.suspend_data", 7]
    assert any("an argument is not a text" in complaint for complaint in judge(session, "1.2", {}))
