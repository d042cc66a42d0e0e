"""What a package holds, in the neutral words that every standard shares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """What the LMS launches: an item and the SCO it refers to.

    `files` are all files the SCO needs, its launch page first, by path from the root of the zip.
    """

    id: str
    title: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """A package: the course as the one organization, and its items."""

    id: str
    title: str
    items: tuple[Item, ...]
