"""The manifest of SCORM 1.2, `imsmanifest.xml` (SCORM 1.2 CAM, section 2.3; IMS Content Packaging 1.1.2)."""

from __future__ import annotations

from lxml import etree

from scorm_export.outputs.manifest import Item, Manifest

IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def manifest_xml(manifest: Manifest) -> bytes:
    """Return the manifest as an XML document.

    There is no `masteryscore`: with one, an LMS may replace the status that the course has reported. There is no
    `schemaLocation` either: it would have to name schemas inside the package, and those are not in it.
    """
    # The prefix must be "adlcp": Moodle looks for this text, not for the namespace.
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
    return _document(root)


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
