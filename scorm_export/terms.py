"""Finding the words of the glossary in a text."""

from __future__ import annotations

import re

from scorm_export.files import TermEntry


def term_pattern(term: TermEntry) -> re.Pattern[str]:
    """Return a pattern that finds the term in any of its forms, as whole words."""
    forms = sorted((term.term, *term.forms), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)
