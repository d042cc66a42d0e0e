"""Formulas: what an author writes in LaTeX as MathML, which browsers show without a script (W3C, MathML Core)."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ELEMENTS = frozenset(
    [
        *("math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
        *("mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "merror"),
    ]
)
_ATTRIBUTES = frozenset(
    [
        *("xmlns", "display", "displaystyle", "mathvariant", "mathcolor", "stretchy", "form", "fence", "separator"),
        *("accent", "accentunder", "lspace", "rspace", "width", "height", "depth", "minsize", "maxsize", "largeop"),
        *("movablelimits", "symmetric", "linethickness", "scriptlevel", "columnalign", "rowspacing", "columnspacing"),
    ]
)
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
"""How many parts these elements have (MathML Core, chapter 3)."""


class FormulaError(Exception):
    """A formula cannot be read; the text says why."""


def mathml(latex: str, *, is_block: bool) -> str:
    """Return a formula as MathML, in a line or as a block. Raises FormulaError."""
    # Here, because few courses have formulas.
    from xml.etree.ElementTree import tostring

    from latex2mathml.converter import convert_to_element

    if len(re.findall(r"(?<!\\)\{", latex)) != len(re.findall(r"(?<!\\)\}", latex)):
        raise FormulaError("it has not as many { as }")
    try:
        made = convert_to_element(latex, display="block" if is_block else "inline")
    except Exception as error:
        # The library has an exception for each mistake, and fails in other ways at some.
        raise FormulaError("it is not complete") from error
    if "\\\\" in latex and made.find(".//{*}mtable") is None:
        raise FormulaError("lines parted by \\\\ stand only in an environment such as align* or pmatrix")
    for element in made.iter():
        _clean(element)
    return tostring(made, encoding="unicode")


def _clean(element: Element) -> None:
    """Keep what shows a formula, and nothing that leads elsewhere or is active. Raises FormulaError."""
    name = element.tag
    text = unescape(element.text or "")
    if name not in _ELEMENTS:
        raise FormulaError(f"browsers do not show {name}")
    if text.startswith("\\") and name != "mtext":
        raise FormulaError(f"{text} is not known")
    if text == "&":
        raise FormulaError("& stands only in an environment such as align* or pmatrix")
    if len(element) != _PARTS.get(name, len(element)):
        raise FormulaError("it is not complete")
    if element.text:
        element.text = text
    for attribute in element.attrib.keys() - _ATTRIBUTES:
        del element.attrib[attribute]
