"""What the manifests of all editions of SCORM share: their elements, in the namespaces of an edition."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from lxml import etree

from scorm_export.outputs.manifest import Item, Manifest

SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


class Vocabulary(NamedTuple):
    """What an edition calls things: its namespaces by prefix, and the name of the attribute that marks a SCO.

    The prefix of ADL's namespace must be "adlcp": Moodle looks for this text, not for the namespace.
    """

    version: str
    content_packaging: str
    namespaces: Mapping[str, str]
    sco_attribute: str

    def tag(self, name: str) -> str:
        """Return the full name of an element: `title`, or with a prefix `imsss:sequencing`."""
        prefix, _, local = name.rpartition(":")
        return f"{{{self.namespaces[prefix] if prefix else self.content_packaging}}}{local}"


def manifest_tree(manifest: Manifest, words: Vocabulary) -> etree._Element:
    """Return the manifest with all that every edition has: its metadata, items and resources.

    `schemaLocation` names schemas inside the package, so it is there only when they are.
    """
    root = root_element("manifest", words.content_packaging, words.namespaces)
    root.set("identifier", f"manifest-{manifest.id}")
    root.set("version", manifest.version)
    if manifest.schema_location:
        root.set(SCHEMA_LOCATION, manifest.schema_location)
    metadata = etree.SubElement(root, words.tag("metadata"))
    add_text(metadata, words.tag("schema"), "ADL SCORM")
    add_text(metadata, words.tag("schemaversion"), words.version)
    name = f"organization-{manifest.id}"
    organizations = etree.SubElement(root, words.tag("organizations"), default=name)
    organization = etree.SubElement(organizations, words.tag("organization"), identifier=name)
    add_text(organization, words.tag("title"), manifest.title)
    resources = etree.SubElement(root, words.tag("resources"))
    for item in manifest.items:
        _add_item(organization, item, words)
        _add_resource(resources, item, words)
    return root


def _add_item(organization: etree._Element, item: Item, words: Vocabulary) -> None:
    names = {"identifier": f"item-{item.id}", "identifierref": f"sco-{item.id}"}
    element = etree.SubElement(organization, words.tag("item"), names)
    add_text(element, words.tag("title"), item.title)


def _add_resource(resources: etree._Element, item: Item, words: Vocabulary) -> None:
    names = {"identifier": f"sco-{item.id}", "type": "webcontent", "href": item.files[0]}
    resource = etree.SubElement(resources, words.tag("resource"), names)
    resource.set(words.tag(f"adlcp:{words.sco_attribute}"), "sco")
    for file in item.files:
        etree.SubElement(resource, words.tag("file"), href=file)


def root_element(name: str, namespace: str, others: Mapping[str, str] = MappingProxyType({})) -> etree._Element:
    """Return a root element in a namespace without a prefix; `others` are namespaces by their prefix."""
    # The stubs do not know that None stands for having no prefix.
    namespaces: Any = {None: namespace, **others}
    return etree.Element(f"{{{namespace}}}{name}", nsmap=namespaces)


def add_text(parent: etree._Element, tag: str, text: str) -> None:
    """Add an element that holds a text."""
    etree.SubElement(parent, tag).text = text


def document(root: etree._Element) -> bytes:
    """Return the tree as an XML document."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
