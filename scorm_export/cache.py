"""Results of earlier runs that take long to compute, in the user's cache folder.

An entry may be lost at any time and never makes a difference to a result, only to how long it takes. So nothing here
fails: an entry that cannot be read is not there, and one that cannot be written is not kept. The environment variable
SCORM_EXPORT_CACHE names another folder.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

MOST_BYTES = 200_000_000
"""How many bytes of entries are kept: a course of seven modules has one million."""


def read(name: str, key: str) -> bytes | None:
    """Return the data last kept under this name, or None when it was kept with another key or has been damaged.

    `key` stands for everything that the data was computed from.
    """
    folder = _folder()
    if folder is None:
        return None
    try:
        entry = (folder / name).read_bytes()
    except OSError:
        return None
    checksum, data = entry[:32], entry[32:]
    return data if checksum == _checksum(key, data) else None


def write(name: str, key: str, data: bytes) -> None:
    """Keep the data under this name, in place of what was kept there. Several runs may do so at the same time."""
    # Here, because most runs only read, and must not wait for what zips need.
    from scorm_export.archive import write as write_file

    folder = _folder()
    if folder is None:
        return
    try:
        # A power failure may damage it: `read` would notice that.
        write_file(folder / name, _checksum(key, data) + data, durable=False)
    except OSError:
        return


def forget_oldest(most: int = MOST_BYTES) -> None:
    """Delete the entries that were written first, until all together have at most so many bytes."""
    folder = _folder()
    if folder is None:
        return
    try:
        with os.scandir(folder) as found:
            states = [(entry.stat(), entry.path) for entry in found]
        total = 0
        for state, path in sorted(states, key=lambda each: each[0].st_mtime_ns, reverse=True):
            total += state.st_size
            if total > most:
                Path(path).unlink(missing_ok=True)
    except OSError:
        # Another run may have deleted an entry at the same time.
        return


@cache
def installed(module: str) -> str:
    """Return a text that differs for each installed version of a module and of Python, without importing the module.

    Like Python for its own compiled files, it uses the size of the module's file and when it was changed.
    """
    spec = find_spec(module)
    assert spec
    assert spec.origin
    return f"{sys.version} {file_state(spec.origin)}"


@cache
def program() -> str:
    """Return a text that differs for each version of this program, also while it is being changed."""
    folders = [Path(__file__).parent]
    states = []
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    # Of the player only what is built is used.
                    is_source = entry.name == "__pycache__" or (folder.name == "player" and entry.name != "built")
                    folders += [] if is_source else [Path(entry.path)]
                else:
                    states.append(file_state(entry.path))
    return f"{sys.version} {' '.join(states)}"


def file_state(path: str) -> str:
    """Return a text that differs for each version of a file, as far as its size and time of change tell."""
    state = Path(path).stat()
    return f"{path} {state.st_size} {state.st_mtime_ns}"


def _checksum(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + data).digest()


def _folder() -> Path | None:
    """Return the cache folder of this program, or None when there is no place for one.

    An entry can hold compiled code, so a folder that belongs to another user is not used.
    """
    try:
        chosen = os.environ.get("SCORM_EXPORT_CACHE")
        folder = Path(chosen) if chosen else _user_cache() / "scorm-export"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Windows has no such numbers; there the folder is in the user's own profile.
        own = not hasattr(os, "geteuid") or folder.stat().st_uid == os.geteuid()
    except (OSError, RuntimeError):
        # RuntimeError: the user has no home folder.
        return None
    return folder if own else None


def _user_cache() -> Path:
    """Return the folder for caches that each platform prescribes (on Linux the XDG Base Directory Specification)."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    configured = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # That specification says that a relative path must be ignored.
    return configured if configured.is_absolute() else Path.home() / ".cache"
