"""What a course can be built as, in the table `OUTPUTS`. Only this folder knows the standards of packages."""

from __future__ import annotations

from collections.abc import Mapping

from scorm_export.outputs.output import Output
from scorm_export.outputs.package import package_output
from scorm_export.outputs.targets import DEFAULT_TARGET, TARGETS

OUTPUTS: Mapping[str, Output] = {name: package_output(target) for name, target in TARGETS.items()}
"""Every output, by its name on the command line."""

DEFAULT_OUTPUT = DEFAULT_TARGET
