"""What can be wrong with a course, as a value: where, which rule, how bad, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Position:
    """A place in an author's file. Lines and columns count from 1; `file` is relative to the course's root."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One thing that an author has to mend.

    `code` is a readable word that never changes once released; `message` says what is wrong in one line;
    `help` says what to do about it.
    """

    position: Position
    code: str
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
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else otherwise
