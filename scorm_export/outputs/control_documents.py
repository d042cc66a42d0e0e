"""The control documents of a standard: the XML schemas that its manifest names, for the root of a package.

They are not ours to hand out, so whoever wants them in a package names a folder that has them: with a folder for each
target, such as `scorm12/`. `make control-documents` makes one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from scorm_export.problem import Position, Problem

SCHEMA = re.compile(rb"""<(?:\w+:)?(?:include|import|redefine)\b[^>]*?\sschemaLocation\s*=\s*["']([^"']+)["']""", re.S)
"""A place at which a schema names another one (XML Schema, part 1, section 4.2)."""


def select(documents: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Return the documents of a target by their paths from the root of a package."""
    return {path.removeprefix(f"{target}/"): data for path, data in documents.items() if path.startswith(f"{target}/")}


def find_missing(documents: Mapping[str, bytes], target: str, schemas: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each schema that is not among the documents of a target.

    `schemas` are the files that the manifest names, by namespace. Those that these include or import must be there too,
    so that no validator has to ask the network.
    """
    missing = dict.fromkeys(name for name in _needed(documents, schemas) if name not in documents)
    help_ = f"add the file to the folder {target}/ of the control documents; `make control-documents` makes them all"
    return [
        Problem(
            Position("course/course.yaml"),
            "missing-control-document",
            f"the control documents of {target} lack {name}",
            help_,
        )
        for name in missing
    ]


def _needed(documents: Mapping[str, bytes], schemas: Mapping[str, str]) -> Iterator[str]:
    waiting, seen = list(schemas.values()), set(schemas.values())
    while waiting:
        name = waiting.pop(0)
        yield name
        named = [found.decode("utf-8", "replace") for found in SCHEMA.findall(documents.get(name, b""))]
        for other in named:
            path = other if "://" in other else posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
            # A schema named by its address is one that validators know: the one of the xml namespace.
            if "://" not in path and path not in seen:
                seen.add(path)
                waiting.append(path)


def schema_location(schemas: Mapping[str, str]) -> str:
    """Return the value of `xsi:schemaLocation` (XML Schema, part 1, section 2.6.3)."""
    return " ".join(f"{namespace} {file}" for namespace, file in schemas.items())
