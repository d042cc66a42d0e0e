"""Drawings that become a part of the page: what they may contain, and how they are inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

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
CLASSES = frozenset(
    [
        *("small", "on-accent"),
        *("line", "line-accent", "line-soft", "line-wrong"),
        *("area", "area-sand", "area-card", "area-wrong"),
        *("fill-accent", "fill-ink", "fill-soft", "fill-wrong"),
    ]
)
"""What a shape or text may be called, for the theme to colour it (`theme/style.css`)."""

_LINK_ATTRIBUTES = ("href", "{http://www.w3.org/1999/xlink}href")
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")


class SvgFault(NamedTuple):
    """A reason why a drawing cannot be a part of a page."""

    line: int
    message: str
    help: str


_HARMLESS = re.compile(
    r"\b(?:translate|rotate|scale|matrix|skewX|skewY|rgba?|hsla?|var|calc|hwb|lab|lch|oklab|oklch|color)\([^()]*\)",
    re.IGNORECASE,
)
"""Functions in an attribute that fetch nothing."""

_NOT_OF_DRAWINGS = ("data-", "tabindex", "autofocus", "contenteditable", "popover")
"""Attributes that mean something to the player or the browser, and nothing to a drawing."""

_PLAIN = "save it as plain SVG, with colours as attributes and no script, style or outside file"
_NOT_SVG = "export it as SVG from a drawing program"


def find_svg_faults(data: bytes) -> list[SvgFault]:
    """Return the reasons why the drawing cannot be a part of a page.

    A page's content security policy forbids scripts, styles and anything from outside, so a drawing that needs
    them would not show as its author drew it.
    """
    try:
        root = _parse(data)
    except etree.XMLSyntaxError as error:
        said = " ".join(error.msg.split(", line ")[0].split()) if error.msg else "it is empty"
        return [SvgFault(error.lineno or 1, f"this is not a drawing: {said}", _NOT_SVG)]
    if root.tag != f"{{{SVG}}}svg":
        return [SvgFault(1, "the root element is not svg in the SVG namespace", _NOT_SVG)]
    faults = []
    if not root.get("viewBox"):
        help_ = 'add viewBox="0 0 width height" to the svg element'
        faults.append(SvgFault(_line(root), "the drawing has no viewBox, so it cannot scale", help_))
    if root.getroottree().docinfo.internalDTD is not None:
        faults.append(SvgFault(1, "a DOCTYPE is not allowed", "take out the line that begins with <!DOCTYPE"))
    ids: set[str] = set()
    for element in root.iter():
        faults += [SvgFault(_line(element), fault, _PLAIN) for fault in _element_faults(element)]
        id_ = element.get("id")
        if id_ is not None and id_ in ids:
            faults.append(SvgFault(_line(element), f'the id "{id_}" stands there twice', "give each its own id"))
        ids |= {str(id_)} if id_ is not None else set()
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
    if element.prefix:
        yield f"the prefix {element.prefix}: is not allowed: a page knows the element only as {name.localname}"
    if name.localname in ("title", "desc") and len(element):
        yield f"{name.localname} may hold only text"
    if name.localname not in _ELEMENTS:
        yield f"the element {name.localname} is not allowed"
    for unknown in set(str(element.get("class", "")).split()) - CLASSES:
        yield f'the theme has no class "{unknown}": the classes are {", ".join(sorted(CLASSES))}'
    for key, value in element.attrib.items():
        attribute, text = str(key), str(value)
        if attribute == "style" or attribute.lower().startswith("on"):
            yield f"the attribute {attribute} is not allowed"
        elif (attribute in _LINK_ATTRIBUTES and not text.startswith("#")) or _leads_outside(text):
            yield f"{attribute} leads outside the drawing"


def _leads_outside(value: str) -> bool:
    """Tell whether an attribute refers to anything but a part of the drawing; a \\ could hide such a reference."""
    rest = _HARMLESS.sub("", _LOCAL_URL.sub("", value))
    return "(" in rest or "\\" in rest


def inline_svg(data: bytes, prefix: str, alternative: str) -> str:
    """Return the drawing as part of an HTML page.

    Its ids get the prefix, because two drawings in one page may use the same; comments and
    what a drawing program left in other namespaces are removed. Screen readers read `alternative` instead of the parts,
    and nothing where it is empty.
    """
    root = _parse(data)
    for element in list(root.iter()):
        foreign = not isinstance(element.tag, str) or etree.QName(element).namespace != SVG
        parent = element.getparent()
        if foreign and parent is not None:
            remove(parent, element)
            continue
        for key, value in list(element.attrib.items()):
            attribute, text = str(key), str(value)
            if attribute.startswith(("{", "aria-", *_NOT_OF_DRAWINGS)) and attribute not in _LINK_ATTRIBUTES:
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
    root.set("class", "drawing")
    if alternative:
        root.set("role", "img")
        root.set("aria-label", alternative)
    else:
        root.set("aria-hidden", "true")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", with_tail=False)


def remove(parent: etree._Element, element: etree._Element) -> None:
    """Remove the element, and keep the text after it."""
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
