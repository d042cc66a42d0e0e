"""Each problem: the smallest course that has it, and what the author reads."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from problem_cases import MINIMAL, PROBLEMS, make_course, report

from scorm_export.problem import Code

CODES = sorted(folder.name for folder in PROBLEMS.iterdir())


@pytest.mark.parametrize("code", CODES)
def test_message(code: str, tmp_path: Path) -> None:
    said = report(make_course(code, tmp_path))
    assert said == (PROBLEMS / code / "expected.txt").read_text(encoding="utf-8")
    assert f"[{code}]" in said


def test_every_code_has_a_case() -> None:
    assert sorted(get_args(Code)) == CODES


def test_minimal_course_has_no_problem() -> None:
    assert report(MINIMAL) == ""
