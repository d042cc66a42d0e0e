"""Puts a package on the disk. The only module that makes an output file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from scorm_export.outputs.package import Package, zip_bytes


def write(package: Package, folder: Path) -> Path:
    """Write the package as a zip into the folder, and return its path.

    The zip is written aside and then moved into place: whoever looks sees the old one or the new one, whole.
    Raises OSError when the folder cannot be written to; then the old zip is still there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{package.name}.zip"
    data = zip_bytes(package)
    handle, aside = tempfile.mkstemp(prefix=f".{package.name}-", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    return path
