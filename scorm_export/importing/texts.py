"""A text as a question bank keeps it, in one of its formats, as Markdown of one paragraph."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from scorm_export.importing.images import Images
from scorm_export.importing.markup import plain, to_paragraph
from scorm_export.importing.values import LONGEST_TEXT, UnreadableInput

_FORMULA = re.compile(r"\$\$[^$]+\$\$|\\\([^()]*\\\)|\\\[[^\[\]]*\\\]")
"""TeX, as Moodle's filters read it."""

LONGEST_MARKDOWN = 5000
"""Characters of a text that is Markdown already: the parser takes long over brackets that are never closed."""

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def to_markdown(text: str, format_: str, images: Images) -> str:
    """Return a text as Markdown.

    `format_` is `html`, `markdown` or `plain`; anything else is what Moodle guesses at (its "auto-format"): tags may
    stand in it, and its lines stay lines.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableInput(f"a text of this file has more than {LONGEST_TEXT:,} characters: {text[:40]}...")
    if found := _FORMULA.search(text):
        images.notes.tell(f"a formula, which is shown as it was typed: {found[0][:100]}")
    if format_ == "markdown":
        if len(text) > LONGEST_MARKDOWN:
            raise UnreadableInput(f"a text of this file has more than {LONGEST_MARKDOWN:,} characters: {text[:40]}...")
        return to_paragraph(MarkdownIt("commonmark", {"html": True}).render(text), images)
    if format_ == "html":
        return to_paragraph(text, images)
    if format_ == "plain" or not _MARKUP.search(text):
        return plain(text)
    return to_paragraph(re.sub(r"\r?\n", "<br>", text.strip()), images)
