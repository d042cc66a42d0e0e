"""A course that is several copies of another one, with ids of its own for each copy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

NAMES_FACTS = ("facts", "teaches", "tests")
"""The keys whose values are lists of ids of facts."""


def write_copies(root: Path, target: Path, copies: int) -> None:
    """Write a course of `copies` times the modules and facts of the course in `root`.

    The first copy keeps its ids, so that links between its pages hold; those of other copies lead to it.
    """
    course = _read(root / "course/course.yaml")
    endings = ["", *(f"-{number}" for number in range(2, copies + 1))]
    _write(target / "course/course.yaml", {**course, "modules": [m + e for e in endings for m in course["modules"]]})
    facts = _read(root / "course/facts.yaml")["facts"]
    # Renamed, and so copied: PyYAML writes a list that occurs twice as a reference to the first one.
    listed = [{**_renamed(fact, ending), "id": fact["id"] + ending} for ending in endings for fact in facts]
    _write(target / "course/facts.yaml", {"facts": listed})
    for name in ("sources.yaml", "glossary.yaml"):
        shutil.copy(root / "course" / name, target / "course" / name)
    for ending in endings:
        for folder in (root / "modules").iterdir():
            _copy_module(folder, target / "modules" / f"{folder.name}{ending}", ending)
        for path in (root / "quizzes").iterdir():
            quiz = _renamed(_read(path), ending)
            _write(target / "quizzes" / f"{path.stem}{ending}.yaml", {**quiz, "id": quiz["id"] + ending})


def _copy_module(folder: Path, target: Path, ending: str) -> None:
    shutil.copytree(folder, target)
    head = _renamed(_read(folder / "module.yaml"), ending)
    _write(target / "module.yaml", {**head, "id": head["id"] + ending})
    for path in target.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        line = re.compile(r"^teaches: \[(.*)\]$", re.MULTILINE)
        path.write_text(line.sub(lambda found: _teaches(found[1], ending), text, count=1), encoding="utf-8")


def _teaches(listed: str, ending: str) -> str:
    return f"teaches: [{', '.join(id_.strip() + ending for id_ in listed.split(','))}]"


def _renamed(data: Any, ending: str) -> Any:
    """Return the data with the ending behind every id of a fact."""
    if isinstance(data, dict):
        return {
            key: [id_ + ending for id_ in value] if key in NAMES_FACTS else _renamed(value, ending)
            for key, value in data.items()
        }
    return [_renamed(each, ending) for each in data] if isinstance(data, list) else data


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), encoding="utf-8")
