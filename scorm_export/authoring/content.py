"""The content folders of a course as they are on the disk. The only module that reads an author's files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from scorm_export.formats.references import CONTENT_FOLDERS
from scorm_export.problem import Position, Problem


class Content(NamedTuple):
    """The files of the content folders by path from `root`, in alphabetical order.

    A file that cannot be read is None, and one of `problems` says why. `complete` tells whether everything was read,
    also every folder.
    """

    root: Path
    files: Mapping[str, bytes | None]
    problems: tuple[Problem, ...]
    complete: bool

    @property
    def digest(self) -> str:
        """SHA-256 over everything here, in hexadecimal. It is the same for the same content only."""
        total = hashlib.sha256(repr(self.problems).encode("utf-8", "surrogatepass"))
        for name, data in self.files.items():
            content = "" if data is None else hashlib.sha256(data).hexdigest()
            total.update(f"{name}\0{content}\n".encode("utf-8", "surrogatepass"))
        return total.hexdigest()


def read_content(root: Path) -> Content:
    """Read the content folders of the course in `root`, except hidden files and the backups of editors."""
    reader = _Reader(root)
    files = {name: reader.read(name) for name in sorted(reader.names())}
    return Content(root, files, tuple(reader.problems), not reader.problems)


@dataclass
class _Reader:
    root: Path
    problems: list[Problem] = field(default_factory=list)

    def names(self) -> Iterator[str]:
        """Yield the path of each file, except of links to files outside of the content folders."""
        inside = [(self.root / folder).resolve() for folder in CONTENT_FOLDERS]
        above = len(self.root.parts)
        for top in CONTENT_FOLDERS:
            for folder, subfolders, files in os.walk(self.root / top, onerror=self._no_folder):
                subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
                path = "/".join(Path(folder).parts[above:])
                for name in (f"{path}/{subfolder}" for subfolder in subfolders if subfolder.endswith((".md", ".yaml"))):
                    self._unreadable(name, OSError())
                for name in (f"{path}/{file}" for file in files if not _is_of_an_editor(file)):
                    if not (self.root / name).is_symlink() or self._leads_inside(name, inside):
                        yield name

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, or None with a problem."""
        path = self.root / name
        try:
            if path.exists() and not path.is_file():
                # A folder, or a device that might never end.
                raise OSError
            return path.read_bytes()
        except OSError as error:
            self._unreadable(name, error)
            return None

    def _leads_inside(self, link: str, folders: Sequence[Path]) -> bool:
        """Tell whether a link leads to a file in one of the folders. If not, that is a problem."""
        try:
            target = (self.root / link).resolve()
        except (OSError, RuntimeError):
            self._unreadable(link, OSError(0, "this link leads to itself"))
            return False
        inside = any(target.is_relative_to(folder) for folder in folders)
        if not inside:
            message = "this is a link to a file outside the course"
            self.problems.append(Problem(Position(link), "outside-course", message, "copy the file to this place"))
        return inside

    def _no_folder(self, error: OSError) -> None:
        # A course without one of the folders is told so by the checks.
        if not isinstance(error, FileNotFoundError):
            self._unreadable(Path(error.filename).relative_to(self.root).as_posix(), error)

    def _unreadable(self, name: str, error: OSError) -> None:
        message = f"cannot read this: {error.strerror or 'it is not a file'}"
        help_ = "put a file here that you are allowed to read"
        self.problems.append(Problem(Position(name), "unreadable-file", message, help_))


def _is_of_an_editor(name: str) -> bool:
    """Tell whether a file is hidden, or a backup that an editor keeps beside the real file."""
    return name.startswith((".", "~$")) or name.endswith(("~", ".bak", ".swp"))
