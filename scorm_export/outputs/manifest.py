"""What the manifest of a package says, in words that every standard shares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """Something that the LMS can launch.

    `files` are the paths of all files that it needs, from the root of the zip; the launch page is the first.
    """

    id: str
    title: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """The id and title of the course in a package, and what can be launched."""

    id: str
    title: str
    items: tuple[Item, ...]
