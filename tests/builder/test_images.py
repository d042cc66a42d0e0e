"""What the bytes of an image file say, what an author is told of it, and what becomes of it in a package."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from building import authoring_course, build, replace
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.formats.images import DamagedImageError, TooManyPixelsError, kind_of, pack_image
from scorm_export.problem import Problem

PAGE = "modules/burns/10-water.md"
ORIENTATION, ARTIST = 0x0112, 0x013B
UPRIGHT_AFTER_A_QUARTER = 6
RED, GREEN, BLUE, CLEAR = (255, 0, 0), (0, 128, 0), (0, 0, 255), (0, 0, 0, 0)


def picture(size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Return a red picture whose upper left corner is green."""
    made = Image.new("RGB", size, RED)
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 4, size[1] // 2), GREEN)
    return made


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def opened(data: bytes | None) -> Image.Image:
    assert data
    return Image.open(io.BytesIO(data))


def about(colour: object, wanted: tuple[int, ...]) -> bool:
    """Tell whether a colour is the wanted one, as nearly as packing with loss keeps it."""
    assert isinstance(colour, tuple)
    return all(abs(got - want) < 40 for got, want in zip(colour, wanted, strict=True))


PNG = saved(picture(), "PNG")
WHOLE = {suffix: saved(picture(), kind) for suffix, kind in {"png": "PNG", "jpg": "JPEG", "gif": "GIF"}.items()}
WHOLE |= {suffix: saved(picture(), suffix.upper()) for suffix in ("webp", "avif")}
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"
MOVING = saved(picture(), "GIF", save_all=True, append_images=[Image.new("RGB", (40, 20), BLUE)])


def problems_with(folder: Path, name: str, data: bytes) -> list[Problem]:
    """Return the problems of the course of the guide with this image in it."""
    root = authoring_course(folder)
    (root / "modules/burns/media" / name).write_bytes(data)
    replace(root / PAGE, "Longer than", f"![A hand](media/{name}) Longer than")
    project, problems = load(read_content(root))
    return [*problems, *check(project)]


def told(folder: Path, name: str, data: bytes) -> list[tuple[str, str, str]]:
    found = problems_with(folder, name, data)
    return [(p.position.file.rpartition("/")[2], p.code, p.message) for p in found]


@pytest.mark.parametrize("suffix", WHOLE)
def test_whole_image_is_no_problem(tmp_path: Path, suffix: str) -> None:
    assert told(tmp_path, f"a.{suffix}", WHOLE[suffix]) == []


@pytest.mark.parametrize("suffix", WHOLE)
def test_image_that_is_cut_off_is_told(tmp_path: Path, suffix: str) -> None:
    name, data = f"a.{suffix}", WHOLE[suffix]
    message = f"the image {name} is cut off or damaged"
    assert told(tmp_path, name, data[: len(data) * 2 // 3]) == [(name, "broken-image", message)]


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


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.gif", MOVING, "moving-image"), ("a.jpg", saved(picture().convert("CMYK"), "JPEG"), "print-colours")],
)
def test_what_an_author_may_not_have_meant_is_a_warning(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (problem,) = problems_with(tmp_path, name, data)
    assert (problem.position.file.rpartition("/")[2], problem.code, problem.severity) == (name, code, "warning")


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_any_damage_is_told(suffix: str, data: st.DataObject) -> None:
    """Whatever happens to the bytes of an image, it is packed or told."""
    image = WHOLE[suffix]
    at = data.draw(st.integers(0, len(image)))
    damaged = image[:at] + data.draw(st.binary(max_size=20)) + image[at + data.draw(st.integers(0, 20)) :]
    try:
        packed = pack_image(damaged)
    except (DamagedImageError, TooManyPixelsError):
        return
    assert packed.width > 0
    assert packed.height > 0


def test_image_of_too_many_pixels_is_not_read() -> None:
    with pytest.raises(TooManyPixelsError):
        pack_image(saved(Image.new("1", (100_000, 1_000)), "PNG"))


def test_photo_is_packed_upright_small_and_without_what_the_camera_noted() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = UPRIGHT_AFTER_A_QUARTER
    exif[ARTIST] = "Somebody"
    photo = saved(picture((4000, 2000)), "JPEG", exif=exif, comment=b"At home")
    assert b"Somebody" in photo
    packed = pack_image(photo)
    shown = opened(packed.data)
    assert (shown.format, shown.size) == ("WEBP", (800, 1600))
    assert (packed.width, packed.height) == shown.size
    # Turned to the right, what was the upper left corner is the upper right one.
    assert about(shown.getpixel((780, 20)), GREEN)
    assert about(shown.getpixel((20, 20)), RED)
    assert not shown.getexif()
    assert not {"exif", "xmp", "icc_profile"} & shown.info.keys()
    assert b"Somebody" not in (packed.data or b"")
    assert b"At home" not in (packed.data or b"")
    assert pack_image(photo) == packed


def test_second_picture_in_a_photo_of_a_phone_does_not_move() -> None:
    photo = saved(picture(), "MPO", save_all=True, append_images=[picture((4, 2))])
    packed = pack_image(photo)
    assert packed.remarks == ()
    assert opened(packed.data).size == (40, 20)


def test_clear_part_of_an_image_stays_clear() -> None:
    drawn = Image.new("RGBA", (20, 20), CLEAR)
    drawn.putpixel((3, 3), (*BLUE, 255))
    shown = opened(pack_image(saved(drawn, "PNG")).data)
    assert shown.getpixel((0, 0)) == CLEAR
    # A drawing is packed without loss.
    assert shown.getpixel((3, 3)) == (*BLUE, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_image_of_few_or_many_colours_is_read(mode: str) -> None:
    shown = opened(pack_image(saved(Image.new(mode, (8, 8), 1 if mode == "1" else 0), "PNG")).data)
    white = mode == "1"
    assert shown.convert("RGB").getpixel((0, 0)) == ((255, 255, 255) if white else (0, 0, 0))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_colours_of_another_profile_become_those_of_srgb(mode: str) -> None:
    """A profile in which red and green have changed places shows red as green."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    image = Image.new("RGB", (8, 8), (204, 102, 51)).convert(mode)
    shown = opened(pack_image(saved(image, "PNG", icc_profile=swapped)).data)
    assert about(shown.convert("RGB").getpixel((0, 0)), (102, 204, 51))


@pytest.mark.parametrize("data", [b"<!---->" * 5000 + b"x", b"<!-- " * 5000])
def test_kind_of_many_comments_is_found_at_once(data: bytes) -> None:
    assert kind_of(data) in ("", "an SVG drawing")


def test_picture_for_all_modules_is_packed_once(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / "course/media").mkdir()
    (root / "course/media/a.png").write_bytes(PNG)
    replace(root / PAGE, "Longer than", "![A hand](/course/media/a.png) ![It again](/course/media/a.png) Longer than")
    files = build(root).files
    assert [name for name in files if "a.png" in name] == ["images/course/media/a.png.webp"]
    page = files["index.html"].decode()
    assert page.count('<img src="images/course/media/a.png.webp" alt="A hand" width="40" height="20"') == 1
    assert page.count('src="images/course/media/a.png.webp"') == 2


def test_image_that_is_linked_too_is_also_packed_as_it_is(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / "modules/burns/media/a.png").write_bytes(PNG)
    replace(root / PAGE, "Longer than", "[![A hand](media/a.png)](media/a.png) Longer than")
    files = build(root).files
    assert files["modules/burns/media/a.png"] == PNG
    assert opened(files["images/modules/burns/media/a.png.webp"]).size == (40, 20)


@pytest.mark.parametrize(
    "target", ["/course/course.yaml", "/course/media/../course.yaml", "/etc/passwd", "/media/a.png"]
)
def test_no_other_file_is_named_from_the_root(tmp_path: Path, target: str) -> None:
    root = authoring_course(tmp_path)
    replace(root / PAGE, "Longer than", f"![A hand]({target}) Longer than")
    project, problems = load(read_content(root))
    assert [p.code for p in [*problems, *check(project)]] == ["outside-course"]
