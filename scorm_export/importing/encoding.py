"""Text files of other programs as text."""

from __future__ import annotations

import codecs

from scorm_export.importing.values import UnreadableInput


def decode_text(data: bytes) -> str:
    """Return the text of a file: UTF-8, with or without a mark; UTF-16 with one; else what Windows writes in Europe.

    Raises UnreadableInput for a file that is no text.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(name)
                break
            except UnicodeDecodeError:
                continue
    else:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise UnreadableInput("this is no text file; look at what program wrote it, and save it there as text")
    if not text.strip():
        raise UnreadableInput("this file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
