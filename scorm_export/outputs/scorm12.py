"""SCORM 1.2: `imsmanifest.xml` (SCORM 1.2 CAM, section 2.3; IMS Content Packaging 1.1.2)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from scorm_export.outputs.manifest import Item, Manifest

NAME = "scorm12"
SCRIPT = "scorm12"

SUSPEND_LIMIT = 4096
"""Characters of `cmi.suspend_data` that an LMS keeps (SCORM 1.2 RTE, CMIString4096)."""

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def control_files(manifest: Manifest) -> Mapping[str, bytes]:
    """Return the manifest as the one file that this standard asks for.

    There is no `masteryscore`: with it an LMS may overrule the status that the course has reported. There is no
    `schemaLocation` either: the schemas are not in the package, and a location named must lie in it.
    """
    # The prefix must be "adlcp": Moodle looks for the literal text, not for the namespace.
    root = etree.Element(_cp("manifest"), nsmap={None: IMSCP, "adlcp": ADLCP})  # type: ignore[dict-item]
    root.set("identifier", f"manifest-{manifest.id}")
    root.set("version", "1.0")
    metadata = etree.SubElement(root, _cp("metadata"))
    _text(metadata, "schema", "ADL SCORM")
    _text(metadata, "schemaversion", "1.2")
    name = f"organization-{manifest.id}"
    organizations = etree.SubElement(root, _cp("organizations"), default=name)
    organization = etree.SubElement(organizations, _cp("organization"), identifier=name)
    _text(organization, "title", manifest.title)
    resources = etree.SubElement(root, _cp("resources"))
    for item in manifest.items:
        _item(organization, item)
        _resource(resources, item)
    return {"imsmanifest.xml": _document(root)}


def _item(organization: etree._Element, item: Item) -> None:
    element = etree.SubElement(organization, _cp("item"), identifier=f"item-{item.id}", identifierref=f"sco-{item.id}")
    _text(element, "title", item.title)


def _resource(resources: etree._Element, item: Item) -> None:
    resource = etree.SubElement(
        resources, _cp("resource"), identifier=f"sco-{item.id}", type="webcontent", href=item.files[0]
    )
    resource.set(f"{{{ADLCP}}}scormtype", "sco")
    for file in item.files:
        etree.SubElement(resource, _cp("file"), href=file)


def _cp(name: str) -> str:
    return f"{{{IMSCP}}}{name}"


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _cp(name)).text = text


def _document(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
