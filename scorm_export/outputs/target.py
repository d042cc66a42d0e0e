"""What a standard states about its packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.output import Limit


@dataclass(frozen=True)
class Target:
    """A standard to build packages for.

    `suffix` ends the file names of its packages, so that packages of one course for two targets do not overwrite each
    other. `script` is the name of the player's entry script (`player/entries/`). `control_files` returns the files
    that only this standard needs, such as a manifest. `connect_sources` are the origins that the player may send
    requests to, as sources of a content security policy (CSP level 3, section 2.3.1). `describes` says whether answers
    are reported with what was asked, in plain words.
    """

    name: str
    suffix: str
    script: str
    control_files: Callable[[Manifest], Mapping[str, bytes]]
    limits: tuple[Limit, ...]
    connect_sources: tuple[str, ...]
    describes: bool = False
