"""What the manifest of a package says, in words that every standard shares."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Edition: TypeAlias = Literal["3rd", "4th"]
"""An edition of a standard that has several."""


class Item(NamedTuple):
    """Something that the LMS can launch.

    `files` are the paths of all files that it needs, from the root of the zip; the launch page is the first.
    `pass_mark` is the score that passes it, a whole percentage; None when a score alone does not. `is_scored` says
    whether it has a score at all; without one it is completed, and never passed.
    """

    id: str
    title: str
    description: str
    files: tuple[str, ...]
    pass_mark: int | None = None
    is_scored: bool = True


class Manifest(NamedTuple):
    """The id, title, description and language (a BCP 47 tag) of the course in a package, and what can be launched.

    `version` is the edition of the course, or "1.0" where its author counts none; `keywords` are what somebody may look
    for, `minutes` is how long the course takes, and `rights` what others may do with it, None where the author does not
    say. `schema_location` names the schemas in the package; empty when there are none.
    """

    id: str
    title: str
    description: str
    language: str
    items: tuple[Item, ...]
    version: str
    keywords: tuple[str, ...]
    minutes: int
    rights: str | None
    schema_location: str = ""
