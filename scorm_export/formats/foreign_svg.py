"""Drawings of other programs: cleaned of what is active or reaches outside, and shown as files of their own.

Inkscape, Illustrator, Figma and others write style sheets, fonts and attributes of their own, which no part of a page
may have. In an `img` element a browser runs no script of a drawing and fetches nothing for it (SVG 2, section 2.7,
secure static mode); what would be active elsewhere is taken out all the same, because a file can be opened by itself.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from lxml import etree

from scorm_export.formats.svg import CLASSES, SVG, remove

XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

_ACTIVE = frozenset(["script", "foreignObject", "handler", "listener", "audio", "video", "iframe", "object", "embed"])
_SHAPES = frozenset(
    ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use", "switch", "mesh"]
)
_HREFS = ("href", f"{{{XLINK}}}href")
_IMAGE_DATA = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
_URL = re.compile(
    r"(?:url|src|image|image-set|cross-fade|element)\(\s*(['\"]?)(?!#|data:(?:image|font|application/(?:x-)?font))[^)]*(?:\)|\Z)",
    re.IGNORECASE,
)
_IMPORT = re.compile(r"@import[^;]*(?:;|\Z)", re.IGNORECASE)


class Cleaned(NamedTuple):
    """A drawing without what is active or reaches outside; `removed` names that, each once."""

    data: bytes
    removed: tuple[str, ...]
    is_empty: bool
    """Whether nothing is left to be seen."""
    size: tuple[int, int] | None
    """Its width and height in pixels, where it says so."""


def is_themed(data: bytes) -> bool:
    """Tell whether a drawing is meant for the page's theme: whether it uses one of its classes."""
    root = _parse(data)
    return root is None or any(CLASSES & set(str(each.get("class", "")).split()) for each in root.iter(etree.Element))


def clean(data: bytes) -> Cleaned | None:
    """Return a drawing without what is active or reaches outside; None when it is no drawing."""
    root = _parse(data)
    if root is None or root.tag != f"{{{SVG}}}svg":
        return None
    removed = tuple(dict.fromkeys(_clean(root)))
    size = _pixels(root)
    if size and not root.get("viewBox"):
        # So that it can scale.
        root.set("viewBox", f"0 0 {size[0]:g} {size[1]:g}")
    etree.cleanup_namespaces(root)
    rounded = (round(size[0]), round(size[1])) if size else None
    shapes = any(etree.QName(each).localname in _SHAPES for each in root.iter(etree.Element))
    return Cleaned(etree.tostring(root, encoding="utf-8", with_tail=False), removed, not shapes, rounded)


def _parse(data: bytes) -> etree._Element | None:
    # Entities of the drawing itself are what Illustrator writes namespaces with; none is ever fetched.
    # lxml's stubs know only true and false for that.
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _clean(root: etree._Element) -> Iterator[str]:
    """Take out what must not stay, and yield what it was."""
    for element in list(root.iter()):
        parent = element.getparent()
        if not isinstance(element.tag, str):
            if parent is not None:
                remove(parent, element)
            continue
        name = etree.QName(element)
        if name.namespace != SVG:
            if parent is not None:
                remove(parent, element)
        elif name.localname in _ACTIVE:
            yield f"the element {name.localname}"
            if parent is not None:
                remove(parent, element)
        elif "href" in str(element.get("attributeName", "")).lower():
            yield "an animation of a link"
            if parent is not None:
                remove(parent, element)
        else:
            yield from _clean_attributes(element, name.localname)
            if name.localname == "style":
                text = "".join(map(str, element.itertext()))
                for inner in list(element):
                    element.remove(inner)
                element.text = yield from _clean_style(text)


def _clean_attributes(element: etree._Element, name: str) -> Iterator[str]:
    for key, value in list(element.attrib.items()):
        attribute, text = str(key), str(value)
        local = etree.QName(attribute).localname
        if attribute in _HREFS:
            if text.strip().startswith("#") or (name in ("image", "feImage") and _IMAGE_DATA.match(text.strip())):
                continue
            yield f"a link to {text[:60]}" if name == "a" else f"what {name} fetches from {text[:60]}"
            del element.attrib[attribute]
        elif local.lower().startswith("on"):
            yield f"the attribute {local}"
            del element.attrib[attribute]
        elif attribute.startswith("{") and not attribute.startswith(
            (f"{{{XLINK}}}", f"{{{XML}}}space", f"{{{XML}}}lang")
        ):
            del element.attrib[attribute]
        elif "(" in text or "\\" in text:
            element.set(attribute, (yield from _clean_style(text)))


def _clean_style(style: str) -> Generator[str, None, str]:
    """Return a style without what it would fetch; yield that. Escapes could hide a reference, so none may stay."""
    if "\\" in style:
        yield "a style with escapes"
        style = style.replace("\\", "")
    for found in (*_IMPORT.finditer(style), *_URL.finditer(style)):
        yield f"what a style fetches: {found[0][:60]}"
    return _URL.sub("none", _IMPORT.sub("", style))


def _pixels(root: etree._Element) -> tuple[float, float] | None:
    sizes = [
        re.fullmatch(r"\s*(\d{1,6}(?:\.\d{0,6})?)(?:px)?\s*", str(root.get(side, ""))) for side in ("width", "height")
    ]
    found = [float(size[1]) for size in sizes if size]
    return (found[0], found[1]) if len(found) == 2 and all(found) else None
