"""The standards that a package can be made for, in the table `TARGETS`."""

from __future__ import annotations

from collections.abc import Mapping

from scorm_export.outputs import cmi5, scorm12, scorm2004, web
from scorm_export.outputs.target import Target

TARGETS: Mapping[str, Target] = {
    target.name: target for target in (scorm12.TARGET, scorm2004.THIRD, scorm2004.FOURTH, cmi5.TARGET, web.TARGET)
}
"""Every target, by its name on the command line."""

DEFAULT_TARGET = scorm12.TARGET.name
"""The target of a build that names none. Its packages have no suffix in their file names."""
