"""The manifest of SCORM 2004, `imsmanifest.xml` (SCORM 2004 CAM, 3rd and 4th edition, sections 3.4 and 5)."""

from __future__ import annotations

from lxml import etree

from scorm_export.outputs.manifest import Edition, Item, Manifest
from scorm_export.outputs.manifest_xml import Vocabulary, add_text, document, manifest_tree

METADATA = "metadata.xml"
"""The file in which the metadata stand."""

VERSIONS: dict[Edition, str] = {"3rd": "2004 3rd Edition", "4th": "2004 4th Edition"}


def manifest_xml(manifest: Manifest, edition: Edition) -> bytes:
    """Return the manifest as an XML document.

    No objective is mapped to a global one (`imsss:mapInfo`): Moodle refuses such a manifest.
    """
    words = Vocabulary(
        version=VERSIONS[edition],
        content_packaging="http://www.imsglobal.org/xsd/imscp_v1p1",
        namespaces={
            "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
            "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
            "imsss": "http://www.imsglobal.org/xsd/imsss",
        },
        sco_attribute="scormType",
    )
    root = manifest_tree(manifest, words)
    add_text(root[0], words.tag("adlcp:location"), METADATA)
    for element, item in zip(root.iter(words.tag("item")), manifest.items, strict=True):
        _add_completion(element, edition, words)
        _add_sequencing(element, item, words)
        if len(manifest.items) == 1:
            _add_navigation(element, words)
    organization = next(root.iter(words.tag("organization")))
    sequencing = etree.SubElement(organization, words.tag("imsss:sequencing"))
    # A trainee may go to any item in any order. Without flow an LMS neither starts the first item by itself nor has
    # buttons to go on (SN, section 3.2.1).
    etree.SubElement(sequencing, words.tag("imsss:controlMode"), choice="true", flow="true")
    return document(root)


def _add_completion(item: etree._Element, edition: Edition, words: Vocabulary) -> None:
    """Say that an item is complete when all of it was done (CAM, section 3.4.1.13): the player reports how much was."""
    tag = words.tag("adlcp:completionThreshold")
    if edition == "3rd":
        add_text(item, tag, "1.0")
    else:
        etree.SubElement(item, tag, completedByMeasure="true", minProgressMeasure="1.0")


def _add_sequencing(element: etree._Element, item: Item, words: Vocabulary) -> None:
    sequencing = etree.SubElement(element, words.tag("imsss:sequencing"))
    if item.pass_mark is not None:
        objectives = etree.SubElement(sequencing, words.tag("imsss:objectives"))
        objective = etree.SubElement(objectives, words.tag("imsss:primaryObjective"), satisfiedByMeasure="true")
        add_text(objective, words.tag("imsss:minNormalizedMeasure"), str(item.pass_mark / 100))
    # Otherwise an LMS takes an item that has reported nothing for completed and passed (SN, section 3.13).
    told = {"completionSetByContent": "true", "objectiveSetByContent": "true"}
    etree.SubElement(sequencing, words.tag("imsss:deliveryControls"), told)


def _add_navigation(item: etree._Element, words: Vocabulary) -> None:
    """Hide the buttons of the LMS that lead from item to item (CAM, section 5.2): there is no other item."""
    presentation = etree.SubElement(item, words.tag("adlnav:presentation"))
    interface = etree.SubElement(presentation, words.tag("adlnav:navigationInterface"))
    for button in ("previous", "continue"):
        add_text(interface, words.tag("adlnav:hideLMSUI"), button)
