"""What this program computed in earlier runs, so that only what depends on a change is computed again."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from typing import TypeVar

from scorm_export import cache
from scorm_export.questions import KINDS

R = TypeVar("R")

_LIBRARIES = (
    "markdown_it",
    "mdit_py_plugins",
    "yaml",
    "pydantic",
    "pydantic_core",
    "lxml",
    "pyphen",
    "PIL",
    "latex2mathml",
)
"""The libraries that decide what is read in a course and what is wrong with it, together with this program."""


def versions() -> str:
    """Return a text that differs for each version of this program and of these libraries."""
    return _digest(" ".join([cache.program(), *map(cache.installed, _LIBRARIES)]))


class Results:
    """Results by name, each kept until it is computed from something else."""

    def __init__(self) -> None:
        """Use what was kept by this version of the program and of the libraries."""
        self._versions = versions()
        # A kind of question that was added from outside can change without anything in the key.
        self._usable = all(kind.__module__.startswith("scorm_export.") for kind in KINDS.values())

    def get(self, name: str, made_from: str, make: Callable[[], R]) -> R:
        """Return what `make` returns, which depends on nothing but the text `made_from` and on this program.

        It is called only when no result is kept under this name, or one that was made from another text. The result
        has to be one that can be pickled.
        """
        if not self._usable:
            return make()
        entry = f"result-{_digest(name)[:32]}"
        key = f"{self._versions} {_digest(made_from)}"
        data = cache.read(entry, key)
        if data is not None:
            kept: R = pickle.loads(data)
            return kept
        made = make()
        cache.write(entry, key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
