"""What looks like markup, or was pasted from another program, and would be shown as it stands or not at all.

Each function yields messages with what to do, for warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_UNREAD = [
    (
        re.compile(r"\]\([^()<>]*[^()<>\s]\s+[^()<>\"'\s][^()<>]*\)"),
        "this is not read as a link or image, because its target holds a blank",
        "rename the file, with a hyphen for the blank",
    ),
    (re.compile(r"^:{2,}\s*\{"), "this is not read as a directive", "begin it with three colons at the left margin"),
    (re.compile(r"^#{2,6}[^#\s]|^#[A-Za-z]"), "this is not read as a heading", "put a blank behind the #"),
    (re.compile(r"^-[^\W\d_]"), "this is not read as a list", "put a blank behind the -, below an empty line"),
    (
        re.compile(r"\*\*|(?<!\w)__(?=\w)"),
        "this is not read as bold",
        "write **words**, without blanks inside the stars",
    ),
    (
        re.compile(r"(?<![\w@/.-])www\.\w"),
        "this is not read as a link",
        "write [words](https://...), or the whole address with https:// between < and >",
    ),
    (
        re.compile(r"(?<![\w@/.:-])[\w.+-]+@[\w-]+\.\w[\w.]*"),
        "this is not read as an address of mail",
        "put it between < and >, or write [words](mailto:...)",
    ),
    (
        re.compile(r"(?<!~)~[^~\s]+~(?!~)"),
        "this has no meaning here, and is shown as it stands",
        "write H<sub>2</sub>O",
    ),
    (
        re.compile(r"(?<!\^)\^[^\^\s\[]+\^"),
        "this has no meaning here, and is shown as it stands",
        "write m<sup>2</sup>",
    ),
    (
        re.compile(r"^[^()\[\]]*\]\([^()\s]+\)"),
        "this is not read as a link",
        "take the footnote or link out of its words",
    ),
    (re.compile(r"\]\[[^\[\]]+\]"), "this is not read as a link", "write its address: [words](https://...)"),
    (re.compile(r"\{[#.][\w-]+\}"), "this has no meaning here, and is shown as it stands", "take it out"),
    (re.compile(r"^\*\[[^\]]+\]:"), "this abbreviation is not read", 'write <abbr title="the whole words">ABC</abbr>'),
    (
        re.compile(r"^\[(?:TOC|toc|\[TOC\])\]$"),
        "a table of contents is not made here",
        "take it out: a module shows its pages",
    ),
    (re.compile(r"\{\{[^{}]*\}\}"), "this has no meaning here, and is shown as it stands", "take it out"),
    (re.compile(r"(?<!\S):[a-z_]{3,}:(?!\S)"), "this is not read as a symbol", "put the symbol itself"),
    (re.compile(r"https?://\S+"), "this is not read as a link", "put it between < and >, or write [words](address)"),
    (
        re.compile(r"^:[a-z][a-z-]*:(?=\s|$)"),
        "this is not read as an option",
        "options stand right under the first line of a directive",
    ),
    (
        re.compile(r"\] ?\{[^{}]*\}"),
        "this is not read as the mark of a language",
        "write [words]{lang=en}, with the tag of the language",
    ),
    (
        re.compile(r"!\[\[[^\[\]]+\]\]"),
        "this is not read as an image",
        "write ![what it shows](media/file.png)",
    ),
    (
        re.compile(r"(?<!!)\[\[[^\[\]]+\]\]"),
        "this is not read as a link",
        "write [words](#module/page), with the ids of both",
    ),
    (
        re.compile(r"\[\^[^\]\s]+\]"),
        "this footnote has no text here",
        "write [^1]: and its text below an empty line of the page; questions have none",
    ),
    (
        re.compile(r"\^\["),
        "a footnote in the middle of a text is not read",
        "write [^1] here, and [^1]: with its text below an empty line",
    ),
    (
        re.compile(r"\$\$|\$[^$\n]*[\^_\\=][^$\n]*\$|\\\("),
        "this is not read as a formula",
        "write $x^2$ without blanks inside the signs, or $$ in a line above it and one below it",
    ),
    (re.compile(r"~~\S|==\S|^\[[ xX]?\]\s"), "this has no meaning here, and is shown as it stands", "take it out"),
]
"""What looks like Markdown but is shown as it stands, and what to do."""

_BULLET = re.compile(r"[ \t]*[\u2022\u00b7\u25aa\u25e6\u25cf\u25cb\uf0b7]\s*\S")
_DASH = re.compile(r"[ \t]*(?:[\u2013\u2014]|o)[ \t]+\S")
_CELLS = re.compile(r"[^\t\n]*\S\t+\S")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_NUMBERED = re.compile(r"[ \t]*(?:\([a-z0-9]{1,2}\)|[a-z]\))[ \t]+\S")
_TEX = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\]")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z]+)")


def unread_words(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what looks like Markdown in plain words: the words, a message, and what to do."""
    for pattern, message, help_ in _UNREAD:
        if found := pattern.search(text):
            yield found[0], message, help_


def unused_definitions(tokens: Sequence[Token], defined: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Yield each address that was defined for a link and that no link refers to: row, message, what to do."""
    used = {child.meta.get("label") for token in tokens for child in token.children or ()}
    for label in defined.keys() - used:
        help_ = f"write [words][{label.lower()}] where it belongs, or take it out; a directive needs its own"
        yield defined[label]["map"][0], "nothing refers to this address, so it is not shown", help_


def surplus_cells(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield each row of a table with more cells than its head, which Markdown leaves out: row, message, what to do."""
    heads = 0
    for token in tokens:
        heads = 0 if token.type == "table_open" else heads + (token.type == "th_open")
        if token.type != "tr_open" or not heads or not token.map:
            continue
        row = lines[token.map[0]].strip(" \t>").removeprefix("|")
        cells = escapedSplit(row if row.endswith("\\|") else row.removesuffix("|"))
        if len(cells) > heads:
            message = f"this row has {len(cells)} cells and its head {heads}: the rest is not shown"
            yield token.map[0], message, "add cells to the head"


def pasted(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield what was pasted into a paragraph and is shown in a run-on line: a message, and what to do."""
    lines = paragraph.split("\n")
    bullets = sum(bool(_BULLET.match(line)) for line in lines)
    dashes = sum(bool(_DASH.match(line)) for line in lines)
    if bullets or dashes > 1 or sum(bool(_NUMBERED.match(line)) for line in lines) > 1:
        yield "this is not read as a list", 'begin each line with "- ", below an empty line'
    if sum(bool(_CELLS.match(line)) for line in lines) > 1:
        help_ = 'write "| one | two |" in each line, and "| --- | --- |" under the first'
        yield "these cells are not read as a table", help_
    if len(lines) > 1 and all(_ROW.match(line) for line in lines):
        yield "this is not read as a table", 'write "| --- | --- |" in the line under its head'
    if _TEX.search(paragraph):
        yield "this is not read as a formula", "write $x^2$ in a line, or $$ in a line above it and one below it"
    for pattern in (_CALLOUT, _ADMONITION):
        if pattern.match(paragraph):
            yield "this is not read as a note", "begin it with a line :::{note}, and end it with a line :::"
