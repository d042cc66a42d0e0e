"""A course as packages: every file of every zip, as values in memory."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorm_export.authoring.project import Project
from scorm_export.course.model import Course
from scorm_export.outputs.learner_state import largest_state
from scorm_export.outputs.manifest import Item, Manifest
from scorm_export.outputs.targets import Target
from scorm_export.page.render import render
from scorm_export.problem import Position, Problem

LAUNCH_PAGE = "index.html"

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the first that a zip can name. A clock would make each build differ."""

UNIX, REGULAR_FILE = 3, 0o100644 << 16
"""System byte and permissions of every entry, whatever the machine and its umask."""


@dataclass(frozen=True)
class Package:
    """One zip: its file name without suffix, and the bytes of its files by path."""

    name: str
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """SHA-256 over the names and contents of the files: the same wherever and whenever it is built."""
        total = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
        return total.hexdigest()


def zip_bytes(package: Package) -> bytes:
    """Return the package as a zip: sorted names, fixed date and permissions, no folder entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(package.files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = UNIX, REGULAR_FILE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def _one_sco(course: Course, target: Target) -> list[Package]:
    """The whole course as one SCO, with the player's own navigation."""
    page = render(course, target.script)
    files = {LAUNCH_PAGE: page.encode(), **course.assets}
    item = Item(course.id, course.title, (LAUNCH_PAGE, *sorted(course.assets)))
    manifest = Manifest(course.id, course.title, (item,))
    return [Package(course.id, {**files, **target.control_files(manifest)})]


LAYOUTS: Mapping[str, Callable[[Course, Target], list[Package]]] = {"course": _one_sco}
"""Every way to cut a course into packages, by its name on the command line."""

DEFAULT_LAYOUT = "course"


def package(course: Course, target: Target, layout: str) -> list[Package]:
    """Return every package of the course, for a standard and in a layout."""
    return LAYOUTS[layout](course, target)


def check_limits(project: Project, target: Target) -> list[Problem]:
    """Return the problems of a course that is too large for a standard."""
    size = len(largest_state(project))
    if size <= target.suspend_limit:
        return []
    message = f"a trainee's state can grow to {size} characters; {target.name} keeps {target.suspend_limit}"
    help_ = "give pages and questions shorter ids, or make two courses of it"
    return [Problem(Position("course/course.yaml"), "state-too-large", message, help_)]
