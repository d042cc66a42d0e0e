"""Files that are no text and that courses of the tests show, made when they are needed."""

from __future__ import annotations

import io

from PIL import Image

MP3_FRAME = bytes.fromhex("fffb9000") + bytes(413)
"""A frame of MPEG-1 layer III that is silent: 128 kbit/s, 44.1 kHz, 1152 samples (ISO/IEC 11172-3)."""


def silent_mp3(seconds: float) -> bytes:
    """Return a recording of silence."""
    return MP3_FRAME * max(1, round(seconds * 44_100 / 1152))


def photo(width: int = 320, height: int = 180) -> bytes:
    """Return a photo as JPEG."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(made, "JPEG")
    return made.getvalue()


WEBM = b"\x1aE\xdf\xa3\x80"
"""What a film as WebM begins with; no browser plays it."""


def guide_files() -> dict[str, bytes]:
    """Return the files that the course of docs/authoring.md shows and that are no text, by their path."""
    media = "modules/burns/media/"
    return {
        f"{media}call.mp3": silent_mp3(1),
        f"{media}tap.webm": WEBM,
        f"{media}steps.webm": WEBM,
        f"{media}arm.jpg": photo(),
        f"{media}plan.pdf": b"%PDF-1.4\n%%EOF\n" + bytes(2000),
    }
