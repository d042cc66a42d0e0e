"""SCORM 1.2 as a target."""

from __future__ import annotations

from collections.abc import Mapping

from scorm_export.outputs.learner_state import state_limit
from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.target import Target
from scorm_export.page.options import PlayerOptions

NAME = "scorm12"

SUSPEND_LIMIT = 4096
"""Characters of `cmi.suspend_data` that an LMS keeps (SCORM 1.2 RTE, section 3.4.2.2, CMIString4096)."""


def _control_files(manifest: Manifest, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    # Here, because a check makes no manifest and must not wait for lxml.
    from scorm_export.outputs.scorm12_manifest import manifest_xml

    return {"imsmanifest.xml": manifest_xml(manifest)}


TARGET = Target(
    name=NAME,
    suffix="",
    # The player asks whether the LMS can be reached, by a request to where the page came from.
    player=PlayerOptions(script=NAME, connect_sources=("'self'",)),
    control_files=_control_files,
    limits=(state_limit("suspend data", SUSPEND_LIMIT, NAME),),
    schemas={
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    },
)
