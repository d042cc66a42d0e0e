"""The manifest of SCORM 1.2, `imsmanifest.xml` (SCORM 1.2 CAM, section 2.3; IMS Content Packaging 1.1.2)."""

from __future__ import annotations

from scorm_export.outputs.lom import ims_metadata
from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.manifest_xml import Vocabulary, document, manifest_tree

WORDS = Vocabulary(
    version="1.2",
    content_packaging="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    namespaces={"adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2"},
    sco_attribute="scormtype",
)


def manifest_xml(manifest: Manifest) -> bytes:
    """Return the manifest as an XML document.

    There is no `masteryscore`: with one, an LMS may replace the status that the course has reported.
    """
    root = manifest_tree(manifest, WORDS)
    root[0].append(ims_metadata(manifest))
    return document(root)
