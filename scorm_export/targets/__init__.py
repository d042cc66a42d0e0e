"""The standards that a package can be made for, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorm_export.targets import scorm12
from scorm_export.targets.manifest import Manifest


@dataclass(frozen=True)
class Target:
    """A standard: the files that only it needs, and its limits.

    `suspend_limit` is the most characters of learner state that every LMS of the standard keeps.
    """

    name: str
    control_files: Callable[[Manifest], Mapping[str, bytes]]
    suspend_limit: int


TARGETS: Mapping[str, Target] = {
    target.name: target for target in (Target(scorm12.NAME, scorm12.control_files, scorm12.SUSPEND_LIMIT),)
}
"""Every target, by the name it has on the command line and in a page."""

DEFAULT_TARGET = scorm12.NAME
