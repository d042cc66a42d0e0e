"""Reads what the LMS has stored about a learner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .standards import SCORM12, Standard


@dataclass(frozen=True)
class Objective:
    """One entry of cmi.objectives; what was never stored is an empty text."""

    id: str
    status: str
    score: str
    values: Mapping[str, str] = field(repr=False)


class LearnerRecord:
    """A read-only view of the stored values, by their names in the standard ("cmi.core.lesson_status")."""

    def __init__(self, values: Mapping[str, str], standard: Standard = SCORM12) -> None:
        self.values: dict[str, str] = dict(values)
        self.standard = standard

    def __repr__(self) -> str:
        return f"LearnerRecord({self.values!r})"

    def get(self, element: str) -> str:
        """Return one stored value, or an empty text."""
        return self.values.get(element, "")

    @property
    def empty(self) -> bool:
        """True while nothing has ever been stored."""
        return not self.values

    @property
    def status(self) -> str:
        return self.standard.status(self.values) or "not attempted"

    @property
    def score(self) -> str:
        return self._role("score", ".raw")

    @property
    def suspend_data(self) -> str:
        return self._role("suspend_data")

    @property
    def location(self) -> str:
        return self._role("location")

    @property
    def exit(self) -> str:
        return self._role("exit")

    @property
    def session_time(self) -> str:
        """The time of the last session that stored one."""
        return self._role("session_time")

    @property
    def total_time(self) -> str:
        """The time of all sessions that were finished."""
        return self._role("total_time")

    @property
    def objectives(self) -> list[Objective]:
        return [
            Objective(row.get("id", ""), self.standard.objective_status(row), row.get("score.raw", ""), row)
            for row in self._rows("objectives")
        ]

    @property
    def interactions(self) -> list[dict[str, str]]:
        """One dict each: "id", "type", "student_response", "correct_responses.0.pattern", and so on."""
        return self._rows("interactions")

    def _role(self, name: str, part: str = "") -> str:
        return self.get(self.standard.elements[name] + part)

    def _rows(self, collection: str) -> list[dict[str, str]]:
        rows: dict[int, dict[str, str]] = {}
        pattern = re.compile(rf"cmi\.{collection}\.(\d+)\.(.+)")
        for element, value in self.values.items():
            if match := pattern.fullmatch(element):
                rows.setdefault(int(match[1]), {})[match[2]] = value
        return [rows[index] for index in sorted(rows)]
