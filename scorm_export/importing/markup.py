"""HTML and plain text as Markdown of our dialect: one paragraph, or the blocks of a page.

Nothing of a text may be read as markup that was none before, so every sign that has a meaning is escaped.
"""

from __future__ import annotations

import html as html_entities
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree
from lxml import html as lxml_html

from scorm_export.formats.fields import readable
from scorm_export.formats.html import INLINE_TAGS
from scorm_export.importing.images import Images
from scorm_export.importing.values import Notes

MAX_DEPTH = 60
"""How deep tags may be nested before what is inside them is taken as plain words."""

_TOO_DEEP = "markup that is nested very deeply: its words are kept"

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
"""The tags that Markdown has signs for."""
_TAGS = {"**": "b", "*": "i"}
_SAME = {"strike": "s", "tt": "samp", "dfn": "i", "cite": "i", "address": "i", "big": "b"}
"""Tags of old pages, and the ones that say the same."""
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "figure"}
_LINES = {"div", "li", "tr", "dt", "dd", "section", "article", "header", "footer", "figcaption", "caption", "center"}
_DROPPED = {"style", "head", "title", "meta", "link", "colgroup", "col", "wbr"}
"""What is nothing to read."""
_LOST = {
    "script": "a script",
    "iframe": "a frame with another page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "applet": "an embedded object",
    "audio": "a recording",
    "video": "a film",
    "math": "a formula",
    "svg": "a drawing",
    "canvas": "a drawing",
    "input": "a form",
    "select": "a form",
    "button": "a form",
    "textarea": "a form",
}
"""What a text cannot carry along, as an author would call it."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'\[\]{}|\\^`]*[^\s<>\"'\[\]{}|\\^`.,;:!?)]")
_FOLLOWED = re.compile(r"(?:https?://|mailto:|tel:|#)[^\s<>]+", re.IGNORECASE)


class _Piece(NamedTuple):
    """A part of a paragraph: words still to be escaped, code, Markdown as it is, or the ends of what is marked."""

    kind: Literal["words", "code", "markdown", "break", "open", "close"]
    text: str
    """Of a break: `br` for one more line, or as many new lines as there must be at least."""
    target: str = ""
    """Where the end of a link leads to."""


BREAK, LINE, PARAGRAPH = _Piece("break", "br"), _Piece("break", "1"), _Piece("break", "22")


def plain(text: str) -> str:
    """Return a plain text as Markdown of one paragraph; a new line stays one."""
    lines = [" ".join(readable(line).split()) for line in text.splitlines()]
    pieces: list[_Piece] = []
    for line in lines:
        pieces += [BREAK, _Piece("words", line)]
    return _paragraph(pieces)


def to_paragraph(html: str, images: Images) -> str:
    """Return HTML as Markdown of one paragraph. Paragraphs and lines become breaks."""
    paragraph = Paragraph(images)
    paragraph.content(parse_html(html, images.notes), 0)
    return paragraph.markdown()


def parse_html(html: str, notes: Notes) -> etree._Element:
    """Return a piece of HTML as an element around it. Any text can be read as HTML."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    text = readable(html)
    if not text.strip():
        return etree.Element("body")
    root: etree._Element = lxml_html.document_fromstring(f"<html><body>{text}</body></html>", parser=parser)
    if parser.error_log.filter_from_fatals():
        # The parser has stopped, and would lose the rest: its words are what is inside tags of any kind.
        notes.tell(_TOO_DEEP)
        root = etree.Element("body")
        root.text = html_entities.unescape(re.sub(r"<[A-Za-z/!][^<>]*>", " ", text))
    body: etree._Element | None = root.find("body")
    return root if body is None else body


@dataclass
class Paragraph:
    """Reads HTML into one paragraph."""

    images: Images
    pieces: list[_Piece] = field(default_factory=list)
    in_link: bool = False

    def markdown(self) -> str:
        """Return what was read as one line of Markdown."""
        return _paragraph(self.pieces)

    def content(self, element: etree._Element, depth: int) -> None:
        """Read what stands in an element."""
        if depth > MAX_DEPTH:
            self.images.notes.tell(_TOO_DEEP)
            self.words(text_of(element))
            return
        self.words(element.text)
        for child in element:
            self.element(child, depth + 1)
            self.words(child.tail)

    def element(self, element: etree._Element, depth: int) -> None:
        """Read an element, without the words behind it."""
        tag = tag_of(element)
        if tag in _LOST:
            self.images.notes.tell(_LOST[tag])
        elif tag == "br":
            self.pieces.append(BREAK)
        elif tag == "img":
            self._image(element)
        elif tag == "a":
            self._link(element, depth)
        elif tag in ("code", "pre"):
            self._code(element, tag)
        elif tag in _MARKS or tag in INLINE_TAGS:
            self._marked(element, _MARKS.get(tag, tag), depth)
        elif is_block(tag):
            self._block(element, tag, depth)
        elif tag not in _DROPPED:
            self.content(element, depth)
            if tag in ("td", "th"):
                self.words(" ")

    def words(self, text: str | None) -> None:
        """Read words without markup."""
        if text:
            # A blank that must not be broken stays where it stands alone between two words.
            self.pieces.append(_Piece("words", re.sub(r"\s{2,}|[^\S\xa0]", " ", readable(text))))

    def put(self, text: str) -> None:
        """Add Markdown as it is."""
        self.pieces.append(_Piece("markdown", text))

    def _block(self, element: etree._Element, tag: str, depth: int) -> None:
        self.pieces.append(PARAGRAPH if tag in _PARAGRAPHS else LINE)
        if tag in ("ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"):
            what = {"ul": "a list", "ol": "a list", "table": "a table"}.get(tag, "a heading")
            self.images.notes.tell(f"{what} in a text of one paragraph: its lines are kept")
        if tag == "li":
            parent = element.getparent()
            ordered = parent is not None and tag_of(parent) == "ol"
            self.words(f"{item_number(element)}. " if ordered else "– ")
        self.content(element, depth)
        self.pieces.append(PARAGRAPH if tag in _PARAGRAPHS else LINE)

    def _marked(self, element: etree._Element, mark: str, depth: int) -> None:
        title = " ".join((element.get("title") or "").split()) if mark == "abbr" else ""
        if mark == "abbr" and not title:
            self.content(element, depth)
            return
        self.pieces.append(_Piece("open", mark, title))
        self.content(element, depth)
        self.pieces.append(_Piece("close", mark, title))

    def _code(self, element: etree._Element, tag: str) -> None:
        if tag == "pre":
            self.pieces.append(PARAGRAPH)
        for number, line in enumerate(text_of(element).strip("\n").split("\n")):
            if number:
                self.pieces.append(LINE)
            if code := " ".join(line.split()):
                self.pieces.append(_Piece("code", code))
        if tag == "pre":
            self.pieces.append(PARAGRAPH)

    def _image(self, element: etree._Element) -> None:
        alternative = " ".join((element.get("alt") or "").split())
        source = (element.get("src") or "").strip()
        if path := self.images.show(source, alternative):
            if not alternative:
                self.images.notes.tell(f"the image {path} has no text for who cannot see it: write it between [ and ]")
            self.put(f"![{_escape(alternative)}]({path})")
        elif alternative:
            self.words(f" {alternative} ")

    def _link(self, element: etree._Element, depth: int) -> None:
        target = re.sub(r"\s", "%20", (element.get("href") or "").strip())
        if not target or self.in_link:
            self.content(element, depth)
            return
        if not _FOLLOWED.fullmatch(target) or target.startswith("#"):
            # Within a file of another program, such a link leads to a place that does not come along.
            self.images.notes.tell(f"the link to {target[:100]}: its words are kept")
            self.content(element, depth)
            return
        self.in_link = True
        self.pieces.append(_Piece("open", "[", target))
        self.content(element, depth)
        self.pieces.append(_Piece("close", "[", target))
        self.in_link = False


def is_block(tag: str) -> bool:
    """Tell whether an element begins on a line of its own."""
    return tag in _PARAGRAPHS or tag in _LINES


def tag_of(element: etree._Element) -> str:
    """Return the tag of an element; empty for what is none, such as a comment."""
    tag = element.tag.lower() if isinstance(element.tag, str) else ""
    return _SAME.get(tag, tag)


def text_of(element: etree._Element) -> str:
    """Return the words of an element, without its tags."""
    return str(element.xpath("string()"))


def item_number(element: etree._Element) -> int:
    """Return the number of an item in its list."""
    parent = element.getparent()
    if parent is None:
        return 1
    start = parent.get("start") or "1"
    return parent.index(element) + (int(start) if re.fullmatch(r"\d{1,4}", start) else 1)


def _paragraph(pieces: Sequence[_Piece]) -> str:
    """Return the pieces as one line of Markdown."""
    tidy: list[_Piece] = []
    for piece in _tidy(pieces):
        if piece.kind == "code" and tidy and tidy[-1].kind == "code":
            # The signs of two pieces of code in a row would be read as one sign.
            tidy[-1] = _Piece("code", tidy[-1].text + piece.text)
        else:
            tidy.append(piece)
    return _escape_start("".join(_write(tidy)))


def _tidy(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces without blanks and breaks at the ends, also of what is marked, and without empty marks."""
    begun, blank, breaks = False, False, 0
    opened: list[bool] = []
    marks: list[str] = []
    waiting: list[_Piece] = []
    for piece in pieces:
        if piece.kind == "open":
            # What is marked twice in the same way is marked once.
            opened.append(piece.text not in marks)
            marks.append(piece.text)
            waiting += [piece] if opened[-1] else []
        elif piece.kind == "close":
            marks.pop()
            if not opened.pop():
                continue
            if waiting:
                waiting.pop()
            else:
                yield piece
        elif piece.kind == "break":
            breaks = min(2, breaks + 1 if piece.text == "br" else max(breaks, len(piece.text)))
        else:
            words = piece.text.strip()
            blank = blank or piece.text[:1].isspace()
            if not words:
                continue
            if begun and (breaks or blank):
                yield _Piece("markdown", "<br>" * breaks or " ")
            yield from waiting
            yield _Piece(piece.kind, words)
            begun, breaks, waiting, blank = True, 0, [], piece.text[-1:].isspace()


def _write(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Yield the Markdown of each piece. Signs stand only where they are sure to be read as such; else a tag does."""
    signs: list[str] = []
    for index, piece in enumerate(pieces):
        if piece.kind == "words":
            behind = pieces[index + 1] if index + 1 < len(pieces) else None
            in_link = any(sign == "[" for sign in signs)
            words = _escape(piece.text) if in_link else _with_addresses(piece.text)
            # Before a bracket, the sign would make an image of a link.
            yield f"{words[:-1]}\\!" if words.endswith("!") and behind and behind.text == "[" else words
        elif piece.kind in ("code", "markdown"):
            yield _code(piece.text) if piece.kind == "code" else piece.text
        elif piece.kind == "open":
            close = _end(pieces, index)
            alone = _stands_apart(pieces[index - 1] if index else None, -1) and _stands_apart(
                pieces[close + 1] if close + 1 < len(pieces) else None, 0
            )
            sign = piece.text if piece.text not in _TAGS or alone else _TAGS[piece.text]
            signs.append(sign)
            title = f' title="{html_entities.escape(piece.target)}"' if sign == "abbr" else ""
            yield sign if sign in _TAGS or sign == "[" else f"<{sign}{title}>"
        else:
            sign = signs.pop()
            yield f"]({_target(piece.target)})" if sign == "[" else sign if sign in _TAGS else f"</{sign}>"


def _end(pieces: Sequence[_Piece], index: int) -> int:
    """Return where what is opened at the index is closed."""
    depth = 0
    for at in range(index, len(pieces)):
        depth += (pieces[at].kind == "open") - (pieces[at].kind == "close")
        if depth == 0:
            return at
    return len(pieces)


def _stands_apart(piece: _Piece | None, edge: int) -> bool:
    """Tell whether a sign of emphasis beside the piece is read as such, whatever stands on its other side."""
    if piece is None:
        return True
    if piece.kind in ("open", "close"):
        return False
    character = piece.text[edge]
    return character.isspace() or (unicodedata.category(character).startswith("P") and character not in "*_\\")


def _target(url: str) -> str:
    plain_url = url.replace("\\", "%5C")
    return f"<{plain_url}>" if re.search(r"[()]", plain_url) else plain_url


def _with_addresses(words: str) -> str:
    """Return words as Markdown, in which each address of the web is a link."""
    parts, last = [], 0
    for found in _ADDRESS.finditer(words):
        parts += [_escape(words[last : found.start()]), f"<{found[0]}>"]
        last = found.end()
    return "".join([*parts, _escape(words[last:])])


_SIGNS = re.compile(
    r"[\\`*\[\]{}$~]"  # signs that can have a meaning anywhere
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word this one has none
    r"|<(?=[A-Za-z/!?]|$)|&(?=#|\w+;)|=(?==)|(?<==)=|(?<=\|)\||\|(?=\|)"
)


def _escape(words: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", words)


def _escape_start(paragraph: str) -> str:
    """Return the paragraph so that its beginning is no heading, list, quote, definition or directive."""
    number = re.match(r"\d{1,9}(?=[.)](?:\s|$))", paragraph)
    if number:
        return f"{number[0]}\\{paragraph[number.end() :]}"
    return f"\\{paragraph}" if re.match(r"[#>:=]|[-+](?:[\s+-]|$)", paragraph) else paragraph


def _code(code: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    edge = " " if code[0] == "`" or code[-1] == "`" else ""
    return f"{fence}{edge}{code}{edge}{fence}"
