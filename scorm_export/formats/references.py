"""Where an image or link in a text leads to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Container
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

CONTENT_FOLDERS = ("course", "modules", "quizzes")
"""The folders of a course's root that hold its content. Nothing else in the root is ever read."""

COURSE_FILE = "course/course.yaml"
"""What holds for the whole course. References in it are relative to it, as in every file."""

SHARED_MEDIA = "course/media/"
"""The folder of what every module may show. It is named from the root, with a slash before it."""

WEB_SCHEMES = ("http", "https", "mailto", "tel")
"""What a link may lead to outside the package. A reader follows it; the page itself never does."""


def is_captions(path: str) -> bool:
    """Tell whether the file holds captions of a film, which are a text."""
    return path.lower().endswith(".vtt")


def is_drawing(path: str) -> bool:
    """Tell whether the file is a drawing, which becomes a part of the page instead of a file beside it."""
    return path.lower().endswith(".svg")


def is_quiz(path: str) -> bool:
    """Tell whether a path, from the root of the course, is that of a quiz file."""
    return re.fullmatch(r"quizzes/[^/]+\.yaml", path) is not None


def is_page(path: str) -> bool:
    """Tell whether the file, by its path from the root, is a page of a lesson."""
    return re.fullmatch(r"modules/[^/]+/[^/]+\.md", path) is not None


class InCourse(NamedTuple):
    """A place in the course: `#module`, `#module/page` or the list of sources, without the `#`."""

    address: str


class InFiles(NamedTuple):
    """A file of the author, by its path from the root. `fragment` is a place in it, without the `#`."""

    path: str
    fragment: str = ""


class OnWeb(NamedTuple):
    """An address on the web."""

    url: str


class Forbidden(NamedTuple):
    """A reference that leaves the course folder, or would run a program."""


Reference: TypeAlias = InCourse | InFiles | OnWeb | Forbidden


Locate: TypeAlias = Callable[[str], str]
"""A function from a target as it is written to the same target as its file has to name it."""


def as_written(target: str) -> str:
    """Return the target itself: it is named from where its file stands."""
    return target


def from_folder(file: str, folder: str, names: Container[str]) -> Locate:
    """Return how `file` names what is written as if the file stood in `folder`.

    That is for a target which leads to one of the files `names` from the folder, and to none from where `file` stands.
    """

    def locate(target: str) -> str:
        here, there = read_reference(file, target), read_reference(f"{folder}/", target)
        if (
            not (isinstance(here, InFiles) and isinstance(there, InFiles))
            or here.path in names
            or there.path not in names
        ):
            return target
        fragment = f"#{there.fragment}" if there.fragment else ""
        return posixpath.relpath(there.path, posixpath.dirname(file)) + fragment

    return locate


def read_reference(file: str, target: str) -> Reference:
    """Return where `target`, written in `file`, leads to.

    Paths are relative to the file that names them; only those in `SHARED_MEDIA` may begin at the root.
    """
    if target.startswith("#"):
        return InCourse(unquote(target[1:]))
    if scheme := re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target):
        return OnWeb(target) if scheme[1].lower() in WEB_SCHEMES else Forbidden()
    written, _, fragment = target.partition("#")
    fragment = unquote(fragment)
    if written.startswith("/"):
        path = posixpath.normpath(unquote(written).lstrip("/"))
        inside = path.startswith(SHARED_MEDIA)
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(written)))
        inside = path.split("/")[0] in CONTENT_FOLDERS
    return InFiles(path, fragment) if inside and "\\" not in path else Forbidden()
