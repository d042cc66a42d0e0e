"""What a package is, in the form of Learning Object Metadata (LOM) that each edition of SCORM has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from lxml import etree

from scorm_export.outputs.manifest import Manifest
from scorm_export.outputs.manifest_xml import document, root_element

IMS_NAMESPACE = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
IEEE_NAMESPACE = "http://ltsc.ieee.org/xsd/LOM"

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NO_LANGUAGE = "x-none"
"""The language of a word that is not of any (IMS Learning Resource Meta-data 1.2.1, section 3.2)."""

Tree: TypeAlias = "str | Sequence[tuple[str, Tree]]"
"""Elements in their order: the name of each, and its text or the elements in it."""


def ims_metadata(manifest: Manifest) -> etree._Element:
    """Return the metadata as an element for a manifest of SCORM 1.2 (IMS Learning Resource Meta-data 1.2.1)."""
    root = root_element("lom", IMS_NAMESPACE)
    for name, tree in _categories(manifest):
        _add(root, IMS_NAMESPACE, _IMS_NAMES.get(name, name), tree, manifest.language)
    return root


def ieee_metadata(manifest: Manifest) -> bytes:
    """Return the metadata as a document for SCORM 2004 (IEEE 1484.12.3, strict).

    It is a file of its own: the content packaging schema of the 3rd edition refuses elements whose schema is not there.
    """
    root = root_element("lom", IEEE_NAMESPACE)
    for name, tree in _categories(manifest):
        _add(root, IEEE_NAMESPACE, name, tree, manifest.language)
    return document(root)


def _categories(manifest: Manifest) -> Iterator[tuple[str, Tree]]:
    """Yield the categories with the names of IEEE. A text under `text` is in the language of the course."""
    keywords = [("keyword", [("text", keyword)]) for keyword in manifest.keywords]
    yield (
        "general",
        [
            ("title", [("text", manifest.title)]),
            ("language", manifest.language),
            ("description", [("text", manifest.description)]),
            *keywords,
        ],
    )
    yield "lifeCycle", [("version", [("text", manifest.version)])]
    hours, minutes = divmod(manifest.minutes, 60)
    duration = f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes or not hours else ''}"
    yield "educational", [("typicalLearningTime", [("duration", duration)])]
    if manifest.rights:
        restricted: Tree = [("source", [("word", "LOMv1.0")]), ("value", [("word", "yes")])]
        yield (
            "rights",
            [("copyrightAndOtherRestrictions", restricted), ("description", [("text", manifest.rights)])],
        )


_IMS_NAMES = {
    "lifeCycle": "lifecycle",
    "typicalLearningTime": "typicallearningtime",
    "duration": "datetime",
    "copyrightAndOtherRestrictions": "copyrightandotherrestrictions",
}
"""What IMS calls otherwise than IEEE."""


def _add(parent: etree._Element, namespace: str, name: str, tree: Tree, language: str) -> None:
    """Add an element with what is in it, in the form of the namespace."""
    is_ims = namespace == IMS_NAMESPACE
    if name == "word" and not is_ims:
        parent.text = str(tree)
        return
    texts = {"text": "langstring", "word": "langstring"} if is_ims else {"text": "string"}
    name = texts.get(name, _IMS_NAMES.get(name, name) if is_ims else name)
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    if name == "langstring":
        element.set(XML_LANGUAGE, language)
    elif name == "string":
        element.set("language", language)
    if isinstance(tree, str):
        element.text = tree
        return
    for inner, below in tree:
        _add(element, namespace, inner, below, NO_LANGUAGE if inner == "word" else language)
