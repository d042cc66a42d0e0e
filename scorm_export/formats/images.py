"""What the bytes of an image file say: its kind, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "a PNG image": (".png",),
    "a JPEG image": (".jpg", ".jpeg"),
    "a GIF image": (".gif",),
    "a WebP image": (".webp",),
    "an AVIF image": (".avif",),
    "an SVG drawing": (".svg",),
}
"""The kinds of image that browsers show, and how the names of their files end."""

_KINDS = (
    ("a PNG image", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("a JPEG image", re.compile(rb"\xff\xd8\xff")),
    ("a GIF image", re.compile(rb"GIF8[79]a")),
    ("a WebP image", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("an AVIF image", re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    ("a photo in Apple's HEIC", re.compile(rb"....ftyp(hei[cxms]|mif1)", re.DOTALL)),
    ("a film or recording", re.compile(rb"....ftyp|\x1aE\xdf\xa3|ID3|OggS|RIFF....(?:WAVE|AVI )", re.DOTALL)),
    ("a PDF document", re.compile(rb"%PDF-")),
    ("a TIFF image", re.compile(rb"II\*\0|MM\0\*")),
    ("a bitmap", re.compile(rb"BM.{12}[\x0c\x28\x6c\x7c]\0\0\0", re.DOTALL)),
    ("a zip or Office file", re.compile(rb"PK\x03\x04")),
    ("a web page", re.compile(rb"(?i)\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.DOTALL)),
    ("an SVG drawing", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE svg|svg|!--)")),
)
"""How files begin. Of images: PNG, section 5.2; JPEG, ITU T.81, annex B; GIF89a, section 17; RIFF; ISO BMFF."""


def kind_of(data: bytes) -> str:
    """Return what a file is, by its first bytes; empty when that is not known."""
    return next((kind for kind, pattern in _KINDS if pattern.match(data)), "")


def is_whole(data: bytes) -> bool:
    """Tell whether an image has its beginning and its end, as far as its kind tells; the pixels are not decoded."""
    whole = _WHOLE.get(kind_of(data))
    return whole is None or whole(data)


def _whole_png(data: bytes) -> bool:
    return data[12:16] == b"IHDR" and b"IEND\xae\x42\x60\x82" in data[-1024:]


def _whole_jpeg(data: bytes) -> bool:
    """Walk from segment to segment: the pixels begin after a frame header, and the last marker ends the image."""
    at, has_frame = 2, False
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            return has_frame and b"\xff\xd9" in data[at:]
        has_frame = has_frame or (0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC))
        at += 1 if marker == 0xFF else 2 + length
    return False


def _whole_gif(data: bytes) -> bool:
    return data.rstrip(b"\0").endswith(b";")


def _whole_webp(data: bytes) -> bool:
    return len(data) >= 8 + int.from_bytes(data[4:8], "little")


_WHOLE: Mapping[str, Callable[[bytes], bool]] = {
    "a PNG image": _whole_png,
    "a JPEG image": _whole_jpeg,
    "a GIF image": _whole_gif,
    "a WebP image": _whole_webp,
}
