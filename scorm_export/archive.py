"""Zips, written and read. The only module that knows the zip format, and the only one that writes an output file."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the earliest that a zip can store. With the time of the build, each build would differ."""

UNIX, REGULAR_FILE = 3, 0o100644 << 16
"""System byte and permissions of every entry, the same on every machine and under every umask."""

ENCRYPTED = 0x1
"""The flag of an encrypted entry (APPNOTE.TXT, section 4.4.4)."""


class ArchiveError(ValueError):
    """A zip that cannot be read, or must not be. Its text is a message for the user."""


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files by path. The same files give the same bytes, whatever their order."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = UNIX, REGULAR_FILE
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


class Limits(NamedTuple):
    """How much a zip that somebody else made may hold: files, and bytes of all of them."""

    files: int
    size: int


def read(source: bytes | Path, limits: Limits | None = None) -> dict[str, bytes]:
    """Return the files of a zip by path, without its folders.

    Raises ArchiveError when the zip is damaged or encrypted, names a file twice or outside its own root, or exceeds the
    limits; OSError when `source` is a path that cannot be read.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    files: dict[str, bytes] = {}
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            # No file gives more bytes than it says: zipfile reads no further.
            if limits and len(archive.infolist()) > limits.files:
                raise ArchiveError(f"it has more than {limits.files:,} files")
            if limits and sum(entry.file_size for entry in archive.infolist()) > limits.size:
                raise ArchiveError(f"its files have more than {limits.size:,} bytes")
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                name = entry.filename
                if entry.flag_bits & ENCRYPTED:
                    raise ArchiveError(f"{name} is encrypted")
                if _leads_outside(name):
                    raise ArchiveError(f"{name} leads outside the zip")
                if name in files:
                    raise ArchiveError(f"{name} is in the zip twice")
                files[name] = archive.read(entry)
    except ArchiveError:
        raise
    except Exception as error:
        # For damaged data zipfile raises whatever its parts raise: BadZipFile, struct.error, zlib.error, ValueError ...
        raise ArchiveError(f"this zip cannot be read: {error}") from error
    return files


def _leads_outside(name: str) -> bool:
    """Tell whether a path is absolute or leads upwards, on this system or on Windows."""
    return name.startswith("/") or "\\" in name or name[1:2] == ":" or ".." in name.split("/")


def write(path: Path, data: bytes, durable: bool = True, mode: int = 0o644) -> None:
    """Write a file, and the folders above it.

    The data is written to a temporary file first, which then replaces the old file in one step: a reader sees the old
    or the new file, never a part. Raises OSError when that fails; the old file is then still there. When `durable`,
    the data is on the disk before the old file is replaced, so that this is true of a power failure too. `mode` has the
    permissions of the new file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
