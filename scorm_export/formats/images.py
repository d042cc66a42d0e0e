"""Image files: what their bytes say they are, and how they are packed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from scorm_export.problem import Code

if TYPE_CHECKING:
    from PIL.Image import Image

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
    ("a web page", re.compile(rb"(?i)\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(!doctype html|html|head|body)\b", re.DOTALL)),
    ("an SVG drawing", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE svg|svg|!--)")),
)
"""How files begin. Of images: PNG, section 5.2; JPEG, ITU T.81, annex B; GIF89a, section 17; RIFF; ISO BMFF."""


def is_image(path: str, data: bytes) -> bool:
    """Tell whether a file is an image of pixels that browsers show, and its name ends as such an image's does."""
    kind = kind_of(data)
    return kind != "an SVG drawing" and path.lower().endswith(SUFFIXES.get(kind, ("/",)))


def kind_of(data: bytes) -> str:
    """Return what a file is, by its first bytes; empty when that is not known."""
    return next((kind for kind, pattern in _KINDS if pattern.match(data)), "")


@dataclass(frozen=True)
class PackedImage:
    """An image as it goes into a package.

    `data` is None where the file itself is packed. `width` and `height` are in pixels. `remarks` are what an author
    may not have meant: rule, message, what to do.
    """

    data: bytes | None
    width: int
    height: int
    remarks: tuple[tuple[Code, str, str], ...] = ()


LONGEST_SIDE = 1600
"""Pixels of the longer side of a packed image: twice as many as a page shows, for screens that have two for one."""

MOST_PIXELS = 80_000_000
"""Pixels of an image that is read at all. Each takes four bytes of memory."""

_QUALITY = 80
_LOSSY_PAYS = 0.5
"""A drawing is packed without loss, unless it then weighs more than twice as much as with it, as a photo does."""

_LOSSLESS = ("PNG", "GIF")
_READ = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")


class TooManyPixelsError(Exception):
    """An image has more than `MOST_PIXELS` pixels."""


class DamagedImageError(Exception):
    """The pixels of an image cannot be read."""


def pack_image(data: bytes) -> PackedImage:
    """Return a PNG, JPEG, GIF, WebP or AVIF image as it is packed: as WebP, as large as a page shows it.

    It is turned as its camera noted (Exif 2.3, tag 0x0112), and whatever else is noted in the file is left out: where
    a photo was taken, by whom, with what. The colours are those of sRGB. The same bytes always give the same. An image
    that moves is left as it is. Raises TooManyPixelsError and DamagedImageError.
    """
    # Here, because most courses have drawings only.
    from PIL.Image import DecompressionBombError
    from PIL.Image import open as open_image

    try:
        with warnings.catch_warnings():
            # Pillow warns of many pixels before they can be counted here, and of notes of a camera that are damaged.
            warnings.simplefilter("ignore")
            image = open_image(BytesIO(data), formats=_READ)
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixelsError
        # Phones keep a second, smaller picture in a JPEG; only in other formats several pictures move.
        if image.format != "MPO" and getattr(image, "is_animated", False):
            return PackedImage(None, *image.size, (_MOVES,))
        remarks = (_FOR_PRINT,) if image.mode == "CMYK" else ()
        is_drawing = image.format in _LOSSLESS
        image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        shown = _as_shown(image)
        packed = _webp(shown, lossless=is_drawing)
        if is_drawing and len(smaller := _webp(shown, lossless=False)) < _LOSSY_PAYS * len(packed):
            packed = smaller
    except (TooManyPixelsError, DecompressionBombError) as error:
        raise TooManyPixelsError from error
    except Exception as error:
        # A damaged file makes Pillow raise whatever the part that reads it raises.
        raise DamagedImageError from error
    return PackedImage(packed, *shown.size, remarks)


_MOVES: tuple[Code, str, str] = (
    "moving-image",
    "this image moves, which keeps readers from the text",
    "show a still image, or a :::{video}, which a reader starts",
)
_FOR_PRINT: tuple[Code, str, str] = (
    "print-colours",
    "this image has the colours of print (CMYK), and may look different on a screen",
    "save it with the colours of screens (RGB)",
)


def _as_shown(image: Image) -> Image:
    """Return the image upright, in sRGB, and no larger than it is shown."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):
        # 16 bits for each pixel, of which the eight highest are kept.
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    profile = upright.info.get("icc_profile")
    clear = upright.convert("RGBA").getchannel("A") if has_clear else None
    shown = _in_srgb(upright if upright.mode == "CMYK" else upright.convert("RGB"), profile)
    if clear:
        shown.putalpha(clear)
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return shown


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """Return an image of RGB or CMYK with the colours of sRGB, as far as its colour profile can be read."""
    from PIL import ImageCms

    if not profile:
        return image.convert("RGB")
    try:
        own, common = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, own, common, outputMode="RGB") or image.convert("RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")


def _webp(image: Image, *, lossless: bool) -> bytes:
    made = BytesIO()
    image.info.clear()
    image.save(made, "WEBP", lossless=lossless, quality=_QUALITY, method=4)
    return made.getvalue()
