"""What the bytes of an image file say, and what an author is told of it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from building import authoring_course, build, replace

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.formats.images import is_whole, kind_of

PAGE = "modules/burns/10-water.md"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
FRAME = b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0"
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + FRAME + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\xd9"
)
GIF = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
WEBP = b"RIFF" + struct.pack("<I", 12) + b"WEBPVP8L" + struct.pack("<I", 0)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"
WHOLE = {"png": PNG, "jpg": JPEG, "gif": GIF, "webp": WEBP}


def told(folder: Path, name: str, data: bytes) -> list[tuple[str, str, str]]:
    """Return the file, code and message of each problem of the course of the guide, with this image in it."""
    root = authoring_course(folder)
    (root / "modules/burns/media" / name).write_bytes(data)
    replace(root / PAGE, "Longer than", f"![A hand](media/{name}) Longer than")
    project, problems = load(read_content(root))
    return [(p.position.file.rpartition("/")[2], p.code, p.message) for p in [*problems, *check(project)]]


@pytest.mark.parametrize("suffix", WHOLE)
def test_whole_image_is_no_problem(tmp_path: Path, suffix: str) -> None:
    assert told(tmp_path, f"a.{suffix}", WHOLE[suffix]) == []


@pytest.mark.parametrize("suffix", WHOLE)
def test_image_that_is_cut_off_is_told(tmp_path: Path, suffix: str) -> None:
    name = f"a.{suffix}"
    message = f"the image {name} is cut off or damaged"
    assert told(tmp_path, name, WHOLE[suffix][:-3]) == [(name, "broken-image", message)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jpg", b"", "the file a.jpg is empty"),
        ("a.jpg", b"<!DOCTYPE html><title>Log in</title>", "a.jpg is not an image as its name says, but a web page"),
        ("a.jpg", PNG, "a.jpg is not an image as its name says, but a PNG image"),
        ("a.png", HEIC, "a.png is not an image as its name says, but a photo in Apple's HEIC"),
        ("a.gif", b"%PDF-1.7", "a.gif is not an image as its name says, but a PDF document"),
        ("a.webp", b"hello", "a.webp is not an image as its name says"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200_000, "the image a.jpg is cut off or damaged"),
    ],
)
def test_file_that_is_no_such_image_is_told(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    assert told(tmp_path, name, data) == [(name, "broken-image", message)]


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\0", b"\xff\xd8" + b"\xff" * 9, PNG[:9]])
def test_any_bytes_are_looked_at(data: bytes) -> None:
    assert not (kind_of(data) and is_whole(data))


def test_picture_for_all_modules_is_packed_once(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / "course/media").mkdir(exist_ok=True)
    (root / "course/media/a.png").write_bytes(PNG)
    replace(root / PAGE, "Longer than", "![A hand](/course/media/a.png) ![It again](/course/media/a.png) Longer than")
    files = build(root).files
    assert [name for name in files if name.endswith(".png")] == ["course/media/a.png"]
    assert files["index.html"].decode().count('<img src="course/media/a.png"') == 2


@pytest.mark.parametrize(
    "target", ["/course/course.yaml", "/course/media/../course.yaml", "/etc/passwd", "/media/a.png"]
)
def test_no_other_file_is_named_from_the_root(tmp_path: Path, target: str) -> None:
    root = authoring_course(tmp_path)
    replace(root / PAGE, "Longer than", f"![A hand]({target}) Longer than")
    project, problems = load(read_content(root))
    assert [p.code for p in [*problems, *check(project)]] == ["outside-course"]
