"""The runtime's modules, joined into the one script of a page.

The runtime keeps to a small part of ES modules, so that joining is only a matter of order: each import names what
it takes from a file next to it, each export stands before a declaration, and no two files declare the same name.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

_IMPORT = re.compile(r'^import\s*\{[^}]*\}\s*from\s*"(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:function|const|let|class)\s+(\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """Return the script that running `entry` would run; `read` gives the text of a file by its path."""
    texts = [_plain(name, read(name)) for name in dict.fromkeys(_in_order(entry, read, ()))]
    declared = [name for text in texts for name in _DECLARED.findall(text)]
    twice = sorted({name for name in declared if declared.count(name) > 1})
    if twice:
        raise ValueError(f"declared in two files: {', '.join(twice)}")
    body = "\n".join(texts)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _in_order(name: str, read: Callable[[str], str], above: tuple[str, ...]) -> Iterator[str]:
    """Yield the files that `name` needs, then `name` itself."""
    if name in above:
        raise ValueError(f"{name} imports itself by way of {above[-1]}")
    for target in _IMPORT.findall(read(name)):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        yield from _in_order(path, read, (*above, name))
    yield name


def _plain(name: str, text: str) -> str:
    text = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT.search(text):
        raise ValueError(f"{name}: the bundler does not know this form: {left[0]}")
    return text
