"""A page of Word (.docx)."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from scorm_export.importing.blocks import to_blocks
from scorm_export.importing.images import Images
from scorm_export.importing.markup import Paragraph, parse_html, tag_of, text_of
from scorm_export.importing.office import read_parts
from scorm_export.importing.safe_xml import read_xml
from scorm_export.importing.values import Imported, ImportedPage, Notes, UnreadableInput

_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
u => u
strike => s
comment-reference =>
"""
"""How styles become HTML, beside what mammoth knows itself (its README, "Writing style maps")."""

_LOST: Mapping[str, str] = {
    f"{_W}del": "text that is struck out in tracked changes: it is left out",
    f"{_W}ins": "tracked changes: what was added is taken as accepted",
    f"{_W}moveFrom": "text that was moved in tracked changes: it stands in its new place",
    f"{_M}oMath": "a formula: write it by hand",
    f"{_W}txbxContent": "a text box: its text stands behind the paragraph that it belongs to",
    f"{_W}object": "an embedded object, such as a sheet of Excel",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "a chart: save it as a picture",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "a SmartArt drawing: save it as a picture",
    f"{_W}altChunk": "a part of another document",
}
"""What is lost or changed, by the element that holds it."""

_OPEN, _CLOSE = "\ue000", "\ue001"
"""What stands around the number of a footnote while the page is read: characters for private use."""

LOWEST_HEADING = 4
"""The lowest level of a heading in a page."""


def read(data: bytes, name: str) -> Imported:
    """Return the page that a document of Word holds. Raises UnreadableInput."""
    parts = read_parts(data, _MAIN, "a document of Word (.docx)")
    notes = Notes()
    _look_at(parts, notes)
    images = Images(name, notes)
    body = parse_html(_to_html(data, images), notes)
    title = _take_title(body)
    _level_headings(body, notes)
    taken = _take_notes(body, images)
    text = to_blocks(body, images)
    if not text:
        raise UnreadableInput("there is no text in this document")
    text = _with_notes(text, taken)
    return Imported(ImportedPage(title, text), images.files, tuple(notes.losses))


_MOST = {"p": 20_000, "fldChar": 2_000}
"""The most paragraphs and parts of fields: mammoth takes the square of the latter in time."""


def _look_at(parts: Mapping[str, bytes], notes: Notes) -> None:
    """Note what the document has and a page cannot have, or mammoth does not read."""
    root = read_xml(parts[_MAIN], _MAIN)
    for tag, most in _MOST.items():
        if sum(1 for _ in root.iter(f"{_W}{tag}")) > most:
            raise UnreadableInput("this document is too long for a page: divide it")
    for element in root.iter(*_LOST):
        notes.tell(_LOST[str(element.tag)])
    for part, what in (
        ("comments", "a comment"),
        ("header", "the head of its pages"),
        ("footer", "the foot of its pages"),
    ):
        for file in sorted(name for name in parts if re.fullmatch(rf"word/{part}\d*\.xml", name)):
            for element in read_xml(parts[file], file).iter(f"{_W}p"):
                if words := " ".join("".join(str(t.text or "") for t in element.iter(f"{_W}t")).split()):
                    notes.tell(f"{what}: {words}")


def _to_html(data: bytes, images: Images) -> str:
    # Here, because only a document of Word needs the library, and only `scorm-export[import]` installs it.
    import mammoth

    def keep(image: Any) -> dict[str, str]:
        source = f"image {len(images.given) + 1}"
        # Not a file: the image in the zip. One that the document only links to is not fetched.
        stream = image.open
        try:
            with stream() as read_image:
                images.given[source] = read_image.read()
        except ValueError:
            return {"src": "that the document links to"}
        return {"src": source}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(keep),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except Exception as error:
        # For damaged data mammoth raises whatever its parts raise: KeyError, AttributeError, RecursionError ...
        raise UnreadableInput(f"this document cannot be read ({type(error).__name__}): save it again") from error
    for message in result.messages:
        # What `_look_at` has told of stands here by its whole name.
        if not any(element in message.message for element in _LOST):
            images.notes.tell(_in_words(str(message.message)))
    return str(result.value)


def _in_words(message: str) -> str:
    """Return what mammoth says in the words of an author."""
    if style := re.match(r"Unrecognised (?:paragraph|run|table) style: '?(.*?)'? \(Style ID", message):
        return f'the look of the style "{style[1]}": its words are kept'
    if element := re.match(r"An unrecognised element was ignored: (.*)", message):
        return f"something that is not read ({element[1]})"
    return message


def _take_title(body: etree._Element) -> str:
    """Take the title out of the document: what has its style, else the one heading of level 1 that begins it."""
    headings = body.findall("h1")
    styled = [heading for heading in headings if heading.get("class") == "title"]
    alone = headings if len(headings) == 1 and headings[0] is next(iter(body), None) else []
    for heading in (*styled, *alone)[:1]:
        body.remove(heading)
        return " ".join(text_of(heading).split())
    return ""


def _level_headings(body: etree._Element, notes: Notes) -> None:
    """Make the highest heading one of level 2, and let no heading skip a level or lie below the lowest."""
    headings = [element for element in body.iter() if re.fullmatch("h[1-6]", tag_of(element))]
    above: list[tuple[int, int]] = []
    for heading in headings:
        written = int(tag_of(heading)[1])
        above = [(was, is_) for was, is_ in above if was < written]
        level = above[-1][1] + 1 if above else 2
        if level > LOWEST_HEADING:
            notes.tell(f'the level of the heading "{text_of(heading).strip()}": {LOWEST_HEADING} is the lowest here')
        above.append((written, level))
        heading.tag = f"h{min(level, LOWEST_HEADING)}"


def _take_notes(body: etree._Element, images: Images) -> dict[str, str]:
    """Take the footnotes and endnotes out, and mark each place that refers to one. Returns their texts by number."""
    items = {item.get("id"): item for item in body.iter("li") if re.match("(foot|end)note-", item.get("id") or "")}
    taken: dict[str, str] = {}
    for link in list(body.iter("a")):
        item = items.get((link.get("href") or "").removeprefix("#"))
        mark = link.getparent()
        if item is None or mark is None:
            continue
        number = str(len(taken) + 1)
        for way_back in [each for each in item.iter("a") if (each.get("href") or "").startswith("#")]:
            way_back.tag, way_back.text = "span", ""
        paragraph = Paragraph(images)
        paragraph.content(item, 0)
        taken[number] = paragraph.markdown()
        for child in list(mark):
            mark.remove(child)
        mark.tag, mark.text = "span", f"{_OPEN}{number}{_CLOSE}"
    for item in items.values():
        if (around := item.getparent()) is not None:
            around.remove(item)
    return taken


def _with_notes(text: str, taken: Mapping[str, str]) -> str:
    """Return a page in which what `_take_notes` marked refers to its footnote."""
    referring = re.sub(f"{_OPEN}(\\d+){_CLOSE}", r"[^\1]", text)
    return "\n\n".join([referring, *(f"[^{number}]: {note}" for number, note in taken.items() if note)])
