"""The standards that a package can be made for, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorm_export.outputs import scorm12
from scorm_export.outputs.manifest import Manifest


@dataclass(frozen=True)
class Target:
    """A standard: the files that only it needs, the player for it, and its limits.

    `script` is the name of the player's entry script (`player/entries/`). `suspend_limit` is the number of characters
    of learner state that every LMS of the standard keeps.
    """

    name: str
    script: str
    control_files: Callable[[Manifest], Mapping[str, bytes]]
    suspend_limit: int


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (Target(scorm12.NAME, scorm12.SCRIPT, scorm12.control_files, scorm12.SUSPEND_LIMIT),)
}
"""Every target, by its name on the command line."""

DEFAULT_TARGET = scorm12.NAME
