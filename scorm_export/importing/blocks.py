"""HTML as the blocks of a page, in Markdown of our dialect."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from scorm_export.formats.fields import readable
from scorm_export.importing.images import Images
from scorm_export.importing.markup import MAX_DEPTH, Paragraph, is_block, item_number, tag_of, text_of
from scorm_export.importing.values import UnreadableInput

MAX_CELLS = 50_000
"""Cells of a table, those that were merged counted one by one."""


def to_blocks(body: etree._Element, images: Images) -> str:
    """Return what stands in an element of HTML as the Markdown of a page."""
    return "\n\n".join(_Blocks(images).content(body, 0))


@dataclass
class _Blocks:
    """Reads elements as the blocks of a page."""

    images: Images

    def content(self, element: etree._Element, depth: int) -> list[str]:
        """Return the blocks in an element; words that stand beside blocks are paragraphs of their own."""
        blocks: list[str] = []
        loose = Paragraph(self.images)
        if depth > MAX_DEPTH:
            loose.content(element, depth)
            return [block for block in (loose.markdown(),) if block]

        def end() -> None:
            nonlocal loose
            blocks.extend(block for block in (loose.markdown(),) if block)
            loose = Paragraph(self.images)

        loose.words(element.text)
        last_list = ""
        for child in element:
            tag = tag_of(child)
            if is_block(tag):
                end()
                made = self._block(child, tag, depth + 1)
                if tag in ("ul", "ol") and tag == last_list and made:
                    # Two lists in a row would be read as one.
                    blocks.append("<!-- -->")
                blocks += made
                last_list = tag if made or last_list == tag else ""
            else:
                loose.element(child, depth + 1)
                last_list = ""
            loose.words(child.tail)
            last_list = last_list if not (child.tail or "").strip() else ""
        end()
        return blocks

    def _block(self, element: etree._Element, tag: str, depth: int) -> list[str]:
        if tag == "p" or re.fullmatch("h[1-6]", tag):
            paragraph = Paragraph(self.images)
            paragraph.content(element, depth)
            words = paragraph.markdown()
            return [f"{'#' * int(tag[1])} {words}" if tag != "p" else words] if words else []
        if tag in ("ul", "ol"):
            return self._list(element, tag == "ol", depth)
        if tag == "table":
            return self._table(element)
        if tag == "pre":
            return [_code_block(text_of(element))]
        if tag == "blockquote":
            quoted = "\n\n".join(self.content(element, depth)).split("\n")
            return ["\n".join(f"> {line}".rstrip() for line in quoted)] if quoted != [""] else []
        if tag == "hr":
            return ["---"]
        return self.content(element, depth)

    def _list(self, element: etree._Element, is_ordered: bool, depth: int) -> list[str]:
        items = []
        for entry in element:
            parts = self.content(entry, depth + 1)
            if not parts:
                continue
            mark = f"{item_number(entry)}. " if is_ordered else "- "
            body = parts[0]
            for before, part in itertools.pairwise(parts):
                tight = re.match(r"- |1\. ", part) and not before.startswith(("#", ">", "|", "`"))
                body += f"\n{part}" if tight else f"\n\n{part}"
            items.append(mark + re.sub(r"\n(?=[^\n])", "\n" + " " * len(mark), body))
        return ["\n".join(items)] if items else []

    def _table(self, element: etree._Element) -> list[str]:
        rows = [row for row in element.iter("tr") if _nearest(row, "table") is element]
        cells = [[cell for cell in row if tag_of(cell) in ("td", "th")] for row in rows]
        if any((cell.get(name) or "1") != "1" for row in cells for cell in row for name in ("colspan", "rowspan")):
            self.images.notes.tell("merged cells of a table: each stands once, and the others are empty")
        if any(cell.find(".//table") is not None for row in cells for cell in row):
            self.images.notes.tell("a table in a table: its words are kept in one cell")
        lines = [line for line in _grid([[(self._cell(cell), cell) for cell in row] for row in cells]) if any(line)]
        if not lines:
            return []
        if not any(tag_of(cell) == "th" for cell in cells[0]):
            self.images.notes.tell("a table without a head: its first row has become one")
        head, *body = lines
        marks = ["---"] * len(head)
        return ["\n".join(f"| {' | '.join(line)} |" for line in (head, marks, *body))]

    def _cell(self, cell: etree._Element) -> str:
        paragraph = Paragraph(self.images)
        paragraph.content(cell, 0)
        return re.sub(r"(?<!\\)\|", r"\\|", paragraph.markdown())


def _grid(rows: Sequence[Sequence[tuple[str, etree._Element]]]) -> list[list[str]]:
    """Return the cells of a table in rows of the same length; a merged cell stands in its first place."""
    taken: dict[tuple[int, int], str] = {}
    width = 0
    for down, row in enumerate(rows):
        across = 0
        for text, cell in row:
            while (down, across) in taken:
                across += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - down)
            for place in itertools.product(range(down, down + high), range(across, across + wide)):
                taken[place] = ""
            taken[down, across] = text
            width = max(width, across + wide)
            if len(rows) * width > MAX_CELLS or len(taken) > MAX_CELLS:
                raise UnreadableInput(f"a table has more than {MAX_CELLS:,} cells: divide it")
    return [[taken.get((down, across), "") for across in range(width)] for down in range(len(rows))]


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 50) if re.fullmatch(r"\d{1,4}", value) else 1


def _nearest(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _code_block(code: str) -> str:
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    return f"{fence}\n{readable(code).strip(chr(10))}\n{fence}"
