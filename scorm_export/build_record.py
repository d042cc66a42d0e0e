"""Which packages were built from what, so that those of a course that has not changed can be left alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from scorm_export.archive import write

RECORD = ".scorm-export.json"
"""The file in the folder of the packages that keeps it. Without the file everything is built again."""


def built_from(folder: Path, job: str) -> tuple[str, list[Path]] | None:
    """Return what a job has last built in the folder: the digest that it was built from, and the packages.

    None when that is not known, or when a package is no longer there as it was built.
    """
    try:
        entry = json.loads((folder / RECORD).read_text(encoding="utf-8"))[job]
        packages = {folder / name: digest for name, digest in entry["packages"].items()}
        is_there = all(_digest_of(path.read_bytes()) == digest for path, digest in packages.items())
        return (str(entry["from"]), list(packages)) if is_there else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Nothing was built here, or somebody has changed the record.
        return None


def note_built(folder: Path, job: str, digest: str, packages: Mapping[str, str]) -> None:
    """Remember that a job has built these packages from what has this digest; `packages` has the SHA-256 of each zip.

    Raises OSError when the folder cannot be written.
    """
    path = folder / RECORD
    try:
        record = dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        record = {}
    record[job] = {"from": digest, "packages": dict(packages)}
    write(path, json.dumps(record, indent=1, sort_keys=True).encode())


def _digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
