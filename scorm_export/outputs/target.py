"""What a standard states about its packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.output import Limit
from scorm_export.page.options import PlayerOptions


class Target(NamedTuple):
    """A standard to build packages for.

    `suffix` ends the file names of its packages, so that packages of one course for two targets do not overwrite each
    other. `player` is what its page needs. `control_files` returns the files that only this standard needs, such as a
    manifest, given the other files of the package. `items` says whether a package can have several items. `schemas` are
    the schemas of its manifest, by namespace, for packages with control documents.
    """

    name: str
    suffix: str
    player: PlayerOptions
    control_files: Callable[[Manifest, Mapping[str, bytes]], Mapping[str, bytes]]
    limits: tuple[Limit, ...]
    items: bool = True
    schemas: Mapping[str, str] = MappingProxyType({})
