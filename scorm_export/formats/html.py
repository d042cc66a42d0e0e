"""The HTML that a text may hold: comments, which are left out, and a few tags without attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markdown_it.token import Token

INLINE_TAGS = ("abbr", "b", "del", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "sub", "sup", "u", "var")
"""Tags that change nothing but how words look or what they are, so that they are safe in any page."""

INSTEAD_OF_TAGS = {
    "a": "[words](address)",
    "img": "![what it shows](media/file.png)",
    "details": "a :::{reveal}",
    "table": "| one | two |, and | --- | --- | in the line under it",
    "audio": "an :::{audio}",
    "video": "a :::{video}",
    "iframe": "an :::{embed}",
    "strong": "**words**",
    "em": "*words*",
    "p": "an empty line between paragraphs",
    "ul": "a line that begins with - for each item",
    "ol": "a line that begins with 1. for each item",
    "hr": "a line ---",
}
"""What to write instead of a tag that a text may not hold."""

_COMMENTS = re.compile(r"(?:\s*+<!--(?:(?!-->).)*+-->)*+\s*", re.DOTALL)
_TAG = re.compile(rf"<(/?)({'|'.join(INLINE_TAGS)})>", re.IGNORECASE)
_ABBREVIATION = re.compile(r"<abbr title=(?:\"([^\"]*)\"|'([^']*)')>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


def is_comment(html: str) -> bool:
    """Tell whether the HTML consists of comments alone."""
    return _COMMENTS.fullmatch(html) is not None


def read_tag(html: str) -> Token | None:
    """Return a tag that a text may hold as the token that Markdown would have for it; None for any other HTML."""
    if _BREAK.fullmatch(html):
        return Token("hardbreak", "br", 0)
    if found := _ABBREVIATION.fullmatch(html):
        title = unescape(found[1] if found[2] is None else found[2])
        return Token("abbr_open", "abbr", 1, attrs={"title": title})
    if found := _TAG.fullmatch(html):
        tag = found[2].lower()
        return Token(f"{tag}_close", tag, -1) if found[1] else Token(f"{tag}_open", tag, 1)
    return None


def crossing_tag(tokens: Sequence[Token]) -> Token | None:
    """Return the first tag that is not closed within what it was opened in; None when all are."""
    opened: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            opened.append(token)
        elif token.nesting < 0:
            if not opened or opened[-1].tag != token.tag:
                wrong = [each for each in (token, *reversed(opened)) if each.tag in INLINE_TAGS]
                return wrong[0] if wrong else token
            opened.pop()
    return next((token for token in opened if token.tag in INLINE_TAGS), None)
