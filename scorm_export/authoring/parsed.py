"""What author files were parsed to in an earlier run, so that only files that have changed are parsed again."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scorm_export import cache
from scorm_export.questions import KINDS

R = TypeVar("R")

_PARSERS = ("markdown_it", "mdit_py_plugins", "yaml", "pydantic", "pydantic_core")
"""The libraries that decide what a text is parsed to, together with this program."""


class ParsedFiles:
    """The parsed files of one course folder, each an entry of the cache.

    An entry is used only when the text, this program and the parsers are still the same.
    """

    def __init__(self, root: Path) -> None:
        """Use what was kept for the course in the folder `root`."""
        self._root = str(root.absolute())
        self._program = _digest(" ".join([cache.program(), *map(cache.installed, _PARSERS)]))
        # A kind of question that was added from outside can change without anything in the key.
        self._usable = all(kind.__module__.startswith("scorm_export.") for kind in KINDS.values())
        self._written = False

    def get(self, name: str, text: str, parse: Callable[[str, str], R]) -> R:
        """Return what `parse` makes of the name and the text of a file."""
        if not self._usable:
            return parse(name, text)
        entry = f"parsed-{_digest(f'{self._root}/{name}')[:32]}"
        key = f"{self._program} {_digest(text)}"
        data = cache.read(entry, key)
        if data is not None:
            kept: R = pickle.loads(data)
            return kept
        made = parse(name, text)
        cache.write(entry, key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        self._written = True
        return made

    def close(self) -> None:
        """Make room in the cache, when something was added to it."""
        if self._written:
            cache.forget_oldest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
