"""What can be wrong with a course, as a value: where, which rule, how bad, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Position(NamedTuple):
    """A place in an author's file. Lines and columns count from 1; `file` is relative to the course's root."""

    file: str
    line: int = 1
    column: int = 1


Code: TypeAlias = Literal[
    "absolute-option",
    "active-file",
    "all-right-answers",
    "bare-negation",
    "broken-captions",
    "broken-file",
    "broken-formula",
    "broken-image",
    "cut-text",
    "dead-end",
    "draw-too-large",
    "duplicate-id",
    "duplicate-key",
    "empty-text",
    "everything-option",
    "file-ending",
    "file-name",
    "gap-mismatch",
    "hard-page",
    "heavy-package",
    "heading-jump",
    "invalid-character",
    "invalid-id",
    "invalid-value",
    "long-sentence",
    "longest-is-right",
    "low-contrast",
    "many-true-false",
    "misplaced-directive",
    "misplaced-image",
    "misplaced-link",
    "misplaced-text",
    "misread-number",
    "missing-alt",
    "missing-argument",
    "missing-control-document",
    "missing-feedback",
    "missing-file",
    "missing-front-matter",
    "missing-id",
    "missing-image",
    "missing-key",
    "missing-option",
    "mixed-typography",
    "missing-transcript",
    "moving-image",
    "no-pages",
    "no-right-answer",
    "no-scored-question",
    "not-allowed",
    "not-utf8",
    "outside-course",
    "page-order",
    "print-colours",
    "raw-html",
    "reserved-id",
    "same-place",
    "same-text",
    "several-reflections",
    "several-required",
    "several-right-answers",
    "state-too-large",
    "title-too-long",
    "too-deep",
    "too-few",
    "too-many",
    "unclosed-directive",
    "uneven-options",
    "unknown-directive",
    "unknown-id",
    "unknown-key",
    "unknown-language",
    "unknown-option",
    "unreachable-scene",
    "unread-markup",
    "unreadable-file",
    "unsafe-link",
    "unsafe-svg",
    "unserved-objective",
    "unsupported-image",
    "unsupported-recording",
    "untaught-fact",
    "untaught-question",
    "untested-fact",
    "untranslated-words",
    "unused-file",
    "unused-module",
    "unused-question",
    "unused-quiz",
    "unused-source",
    "unused-term",
    "unused-words",
    "wrong-type",
    "yaml-syntax",
]
"""The name of each rule: a readable word, fixed once released. docs/problems.md explains them."""


class Problem(NamedTuple):
    """One thing that an author has to fix.

    `code` names the rule, `message` says what is wrong in one line, `help` what to do about it.
    """

    position: Position
    code: Code
    message: str
    help: str
    severity: Severity = Severity.ERROR


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file, line and column, each once."""
    return sorted(set(problems), key=lambda p: (p.position, p.code, p.message))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether one of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "did you mean …?" when a known word looks like this one, and `otherwise` when none does."""
    # Here, because a course without mistakes must not wait for it.
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else otherwise
