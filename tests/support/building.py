"""Courses as packages, for the tests."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from recordings import guide_files

from scorm_export.archive import zip_bytes
from scorm_export.course.model import Course
from scorm_export.outputs import DEFAULT_OUTPUT, OUTPUTS
from scorm_export.outputs.output import Options, Package
from scorm_export.outputs.targets import TARGETS
from scorm_export.workspace import open_workspace

TESTS = Path(__file__).parents[1]
REPOSITORY = TESTS.parent
SMALL = TESTS / "courses" / "small"
ARABIC = TESTS / "courses" / "arabic"
"""A course that is written from right to left, with words of its own for the player."""


WITH_LMS = [name for name in TARGETS if name.startswith("scorm")]
"""The targets whose packages an LMS plays, which the LMS of the tests can."""


def authoring_course(folder: Path) -> Path:
    """Write the course of docs/authoring.md, which has every block and kind of question, and return its root."""
    text = (REPOSITORY / "docs" / "authoring.md").read_text(encoding="utf-8")
    for name, content in re.findall(r"^```\w+ (\S+)(?: with files)?\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for name, data in guide_files().items():
        (folder / name).write_bytes(data)
    return folder


def everything_course(folder: Path) -> Path:
    """Write the course of docs/authoring.md with a quiz that asks all its questions, and return its root."""
    root = authoring_course(folder)
    replace(root / "quizzes" / "burns.yaml", "draw: 7", "draw: 8")
    return root


def unpacked(root: Path, folder: Path) -> str:
    """Build the course of `root`, unpack it into the folder, and return the address of its page on the disk."""
    for name, data in build(root).files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return (folder / "index.html").as_uri()


@cache
def read_course(root: Path) -> Course:
    """Return the course in a folder, which must have neither errors nor warnings.

    It is read once: a test that changes a course changes it before, or changes a copy.
    """
    workspace = open_workspace(root)
    assert workspace.problems == ()
    assert workspace.course
    return workspace.course


def build_course(course: Course, output: str = DEFAULT_OUTPUT) -> Package:
    """Return the one package of a course."""
    (planned,) = OUTPUTS[output].plan(course, Options())
    return OUTPUTS[output].make(planned)


@cache
def build(root: Path, output: str = DEFAULT_OUTPUT) -> Package:
    """Return the one package of a course without errors and warnings, by its folder; it is built once."""
    return build_course(read_course(root), output)


@cache
def build_packages(root: Path, output: str, layout: str) -> tuple[Package, ...]:
    """Return all packages of a course without errors and warnings, by its folder; they are built once."""
    planned = OUTPUTS[output].plan(read_course(root), Options(layout))
    return tuple(OUTPUTS[output].make(each) for each in planned)


def build_zip(root: Path, output: str = DEFAULT_OUTPUT) -> bytes:
    """Return the one package of the course in a folder as a zip."""
    return zip_bytes(build(root, output).files)


def edited(root: Path, folder: Path, edits: Callable[[Path], None]) -> Path:
    """Return a copy of a course, after `edits` has changed it."""
    copy = folder / "edited"
    shutil.copytree(root, copy)
    edits(copy)
    return copy


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in the file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path}: {old!r} stands there {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
