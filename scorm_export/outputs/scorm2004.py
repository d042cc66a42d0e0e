"""SCORM 2004 as two targets: its 3rd and its 4th edition. At run time the two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from scorm_export.outputs.learner_state import state_limit
from scorm_export.outputs.manifest import Edition, Manifest
from scorm_export.outputs.target import Target
from scorm_export.page.options import PlayerOptions

SCRIPT = "scorm2004"

SUSPEND_LIMIT = 64_000
"""Characters of `cmi.suspend_data` that an LMS keeps (SCORM 2004 RTE, 3rd and 4th edition, section 4.2.22)."""


def _control_files(edition: Edition, manifest: Manifest, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    # Here, because a check makes no manifest and must not wait for lxml.
    from scorm_export.outputs.lom import ieee_metadata
    from scorm_export.outputs.scorm2004_manifest import METADATA, manifest_xml

    return {"imsmanifest.xml": manifest_xml(manifest, edition), METADATA: ieee_metadata(manifest)}


def _target(edition: Edition) -> Target:
    name = f"scorm2004-{edition}"
    return Target(
        name=name,
        suffix=f"-{name}",
        # The player asks whether the LMS can be reached, by a request to where the page came from.
        player=PlayerOptions(script=SCRIPT, connect_sources=("'self'",), describes=True),
        control_files=partial(_control_files, edition),
        limits=(state_limit("suspend data", SUSPEND_LIMIT, name),),
        schemas={
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
    )


THIRD, FOURTH = _target("3rd"), _target("4th")
