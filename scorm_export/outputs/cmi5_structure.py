"""The course structure of cmi5, `cmi5.xml` (cmi5 1.0, sections 13 and 14)."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from scorm_export.outputs.manifest import Item, Manifest
from scorm_export.outputs.manifest_xml import add_text, document, root_element

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"


def structure_xml(manifest: Manifest) -> bytes:
    """Return the course structure as an XML document, with an assignable unit (AU) for each item."""
    root = root_element("courseStructure", NAMESPACE)
    course = etree.SubElement(root, _tag("course"), id=_iri(f"course/{manifest.id}"))
    _add_texts(course, manifest.title, manifest.description, manifest.language)
    for item in manifest.items:
        _add_unit(root, item, manifest.language)
    return document(root)


def _add_unit(root: etree._Element, item: Item, language: str) -> None:
    # The player tells both at once, when every module has been passed; without a score it tells only one.
    told = "CompletedAndPassed" if item.is_scored else "Completed"
    unit = etree.SubElement(root, _tag("au"), id=_iri(f"au/{item.id}"), moveOn=told)
    if item.pass_mark is not None:
        unit.set("masteryScore", str(item.pass_mark / 100))
    _add_texts(unit, item.title, item.description, language)
    add_text(unit, _tag("url"), item.files[0])


def _add_texts(parent: etree._Element, title: str, description: str, language: str) -> None:
    for name, text in (("title", title), ("description", description)):
        element = etree.SubElement(parent, _tag(name))
        etree.SubElement(element, _tag("langstring"), lang=language).text = text


def _iri(path: str) -> str:
    """Return an absolute IRI that is always the same for the same path: a course has an id, and no address."""
    return uuid5(NAMESPACE_URL, f"scorm-export/{path}").urn


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
