"""cmi5 as a target: for an LMS with a learning record store (LRS), to which the page itself reports."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.target import Target
from scorm_export.page.options import PlayerOptions
from scorm_export.resources import player

NAME = "cmi5"
WORKER = "sw.js"


def _control_files(manifest: Manifest, _: Mapping[str, bytes]) -> Mapping[str, bytes]:
    # Here, because a check makes no course structure and must not wait for lxml.
    from scorm_export.outputs.cmi5_structure import structure_xml

    # Each item has a service worker beside its page.
    worker = player("worker-cmi5.js").encode()
    workers = {posixpath.join(posixpath.dirname(item.files[0]), WORKER): worker for item in manifest.items}
    return {"cmi5.xml": structure_xml(manifest), **workers}


TARGET = Target(
    name=NAME,
    suffix=f"-{NAME}",
    # Only the launch tells where the LRS is (cmi5 1.0, section 8.1).
    player=PlayerOptions(script=NAME, connect_sources=("*",), describes=True, returns=True, has_worker=True),
    control_files=_control_files,
    # The State resource of an LRS has no limit that a course could reach.
    limits=(),
)
