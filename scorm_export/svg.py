"""Drawings that become a part of the page: what they may hold, and how they are put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

SVG = "http://www.w3.org/2000/svg"

_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "title",
        "desc",
        "defs",
        "symbol",
        "use",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
    ]
)
_LINK_ATTRIBUTES = ("href", "{http://www.w3.org/1999/xlink}href")
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")


def is_drawing(path: str) -> bool:
    """Tell whether the file is a drawing, which becomes a part of the page instead of a file beside it."""
    return path.lower().endswith(".svg")


def find_svg_faults(data: bytes) -> list[tuple[int, str]]:
    """Return what makes the drawing unfit to stand in a page, each with its line.

    A page's content security policy forbids scripts, styles and anything from outside, so a drawing that needs
    them would not show as its author drew it.
    """
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        return [(error.lineno or 1, f"this is not a drawing in XML: {error.msg}")]
    if root.tag != f"{{{SVG}}}svg":
        return [(1, "the root element is not svg in the SVG namespace")]
    faults = [] if root.get("viewBox") else [(_line(root), "the drawing has no viewBox, so it cannot scale")]
    if root.getroottree().docinfo.internalDTD is not None:
        faults.append((1, "a DOCTYPE is not allowed"))
    for element in root.iter():
        faults += [(_line(element), fault) for fault in _element_faults(element)]
    return faults


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _element_faults(element: etree._Element) -> Iterator[str]:
    if isinstance(element, etree._Comment):
        return
    if not isinstance(element.tag, str):
        yield "processing instructions and entities are not allowed"
        return
    name = etree.QName(element)
    if name.namespace != SVG:
        return
    if name.localname not in _ELEMENTS:
        yield f"the element {name.localname} is not allowed"
    for key, value in element.attrib.items():
        attribute, text = str(key), str(value)
        if attribute == "style" or attribute.lower().startswith("on"):
            yield f"the attribute {attribute} is not allowed"
        elif (attribute in _LINK_ATTRIBUTES and not text.startswith("#")) or (
            "url(" in text and not _LOCAL_URL.search(text)
        ):
            yield f"{attribute} leads outside the drawing"


def inline_svg(data: bytes, prefix: str, alternative: str) -> str:
    """Return the drawing as part of an HTML page.

    Its ids get the prefix, because two drawings in one page may use the same; what an editor program left
    (comments, metadata in other namespaces) goes. A screen reader hears `alternative` instead of the parts.
    """
    root = _parse(data)
    for element in list(root.iter()):
        foreign = not isinstance(element.tag, str) or etree.QName(element).namespace != SVG
        parent = element.getparent()
        if foreign and parent is not None:
            _remove(parent, element)
            continue
        for key, value in list(element.attrib.items()):
            attribute, text = str(key), str(value)
            if attribute.startswith("{") and attribute not in _LINK_ATTRIBUTES:
                del element.attrib[attribute]
            elif attribute == "id":
                element.set("id", prefix + text)
            elif attribute in _LINK_ATTRIBUTES:
                del element.attrib[attribute]
                element.set("href", f"#{prefix}{text[1:]}")
            elif "url(" in text:
                element.set(attribute, _LOCAL_URL.sub(rf"url(#{prefix}\1)", text))
    for attribute in ("width", "height"):
        if attribute in root.attrib:
            del root.attrib[attribute]
    root.set("role", "img")
    root.set("aria-label", alternative)
    etree.cleanup_namespaces(root)
    # Without a prefix for the namespace, an HTML parser reads the elements as SVG.
    return etree.tostring(root, encoding="unicode", with_tail=False).replace("ns0:", "")


def _remove(parent: etree._Element, element: etree._Element) -> None:
    """Take the element out, and keep the text behind it."""
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
