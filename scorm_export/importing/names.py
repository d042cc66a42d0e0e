"""Ids and names of files, made of what an author called a thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from scorm_export.formats.fields import MAX_ID

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})


def make_id(name: str, otherwise: str, taken: Container[str] = ()) -> str:
    """Return an id that can be read, made of a name: always the same for the same name.

    `otherwise` is the id of a name without Latin letters, and begins that of a name which begins with a digit. A number
    follows an id that is taken.
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    whole = words if words[:1].isalpha() else "-".join(filter(None, (otherwise, words)))
    id_ = _cut(whole, MAX_ID)
    count = 1
    while id_ in taken:
        count += 1
        id_ = f"{_cut(whole, MAX_ID - len(str(count)) - 1)}-{count}"
    return id_


def _cut(id_: str, length: int) -> str:
    """Return the beginning of an id, where possible without a part of a word."""
    if len(id_) <= length:
        return id_
    whole_words = id_[: length + 1].rpartition("-")[0]
    return whole_words if len(whole_words) > length // 2 else id_[:length].rstrip("-")
