"""Drawings of other programs: shown as files, without what is active or reaches outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import authoring_course, build, replace, unpacked
from lxml import etree
from playwright.sync_api import Page

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.formats.foreign_svg import clean, is_themed
from scorm_export.problem import Severity
from scorm_export.workspace import open_workspace

DRAWING = "modules/burns/media/hand.svg"
HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
SHAPE = '<rect width="4" height="4"/>'

# As Inkscape and Illustrator write: a doctype with entities, name spaces of their own, a style sheet, style attributes.
EDITOR = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
<!ENTITY ns "http://www.w3.org/2000/svg">]>
<svg xmlns="&ns;" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="20" height="20">
<style>.a { fill: #e8c }</style><inkscape:view id="n"/>
<g inkscape:label="Layer 1" style="stroke: #000"><path class="a" d="M0 0h5v5z"/></g></svg>"""


def drawn(inside: str) -> bytes:
    return f'<svg {HEAD} viewBox="0 0 9 9">{inside}</svg>'.encode()


def told(root: Path) -> list[tuple[str, Severity, str]]:
    project, problems = load(read_content(root))
    return [(problem.code, problem.severity, problem.message) for problem in [*problems, *check(project)]]


def with_drawing(folder: Path, data: bytes) -> Path:
    root = authoring_course(folder)
    (root / DRAWING).write_bytes(data)
    return root


def test_drawing_of_an_editor_is_shown_as_a_file(tmp_path: Path) -> None:
    root = with_drawing(tmp_path, EDITOR.encode())
    assert told(root) == []
    files = build(root).files
    page = files["index.html"].decode()
    assert f'<img src="{DRAWING}" alt="A hand under a tap" width="20" height="20" loading="lazy">' in page
    shown = etree.fromstring(files[DRAWING])
    assert shown.get("viewBox") == "0 0 20 20"
    assert b"inkscape" not in files[DRAWING]
    assert b"DOCTYPE" not in files[DRAWING]
    assert b"stroke: #000" in files[DRAWING]
    assert b".a { fill: #e8c }" in files[DRAWING]


def test_drawing_of_an_editor_is_seen_also_in_the_dark(page: Page, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{unpacked(with_drawing(tmp_path, EDITOR.encode()), tmp_path / 'out')}#burns/water")
    image = page.locator(f'img[src="{DRAWING}"]:visible').first
    image.scroll_into_view_if_needed()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    # Its black lines stand on white, whatever the page around it has.
    assert image.evaluate("image => getComputedStyle(image).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    "inside",
    [
        r"<style>b{background:ur\l(https://evil/2)}</style>",
        r"""<style>@\import "https://evil/3";</style>""",
        r"""<style>b{background:image-set("https://evil/4" 1x)}</style>""",
        "<style>b{fill:url(https://evil/7</style>",
        '<g style="fill:url(https://evil/5"/>',
        "<style>a{}<g/>@import url(https://evil/1);</style>",
        '<g xml:base="https://evil/"/>',
    ],
)
def test_no_style_fetches_anything(inside: str) -> None:
    cleaned = clean(drawn(inside + SHAPE))
    assert cleaned
    assert b"evil" not in cleaned.data


def test_words_around_what_is_taken_out_stay() -> None:
    cleaned = clean(drawn('<text>Hello <?x y?>world <a:b xmlns:a="u">t</a:b>tail</text>'))
    assert cleaned
    assert "".join(map(str, etree.fromstring(cleaned.data).itertext())).strip() == "Hello world tail"


def test_size_of_any_length_is_read() -> None:
    cleaned = clean(f'<svg xmlns="http://www.w3.org/2000/svg" width="{"9" * 400}" height="5"/>'.encode())
    assert cleaned
    assert cleaned.size is None


def test_drawing_that_is_only_linked_to_is_cleaned_too(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    (root / "modules/burns/media/plan.svg").write_bytes(drawn("<script>alert(1)</script>" + SHAPE))
    replace(root / "modules/burns/10-water.md", "Longer than", "[A plan](media/plan.svg) Longer than")
    course = open_workspace(root).course
    assert course
    packed = course.assets["modules/burns/media/plan.svg"]
    assert b"<path" in packed or b"<rect" in packed
    assert b"alert" not in packed


@pytest.mark.parametrize(
    ("inside", "removed", "gone"),
    [
        ("<script>alert(1)</script>", "the element script", "alert"),
        (
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
            "the element foreignObject",
            "<p",
        ),
        ('<g onload="alert(1)"/>', "the attribute onload", "alert"),
        (
            '<image xlink:href="http://e.org/x.png"/>',
            "what image fetches from http://e.org/x.png",
            "example",
        ),
        ('<a xlink:href="javascript:alert(1)"><g/></a>', "a link to javascript:alert(1)", "alert"),
        ('<use href="other.svg#a"/>', "what use fetches from other.svg#a", "other"),
        ('<style>@import "x.css"; a { fill: red }</style>', 'what a style fetches: @import "x.css";', "x.css"),
        ('<g style="fill: url(http://e.org/a)"/>', "what a style fetches: url(http://e.org/a)", "e.org"),
        ('<g style="fill: u\\72l(http://e.org/a)"/>', "a style with escapes", "\\72"),
        ('<set attributeName="xlink:href" to="javascript:alert(1)"/>', "an animation of a link", "alert"),
        ('<image href="data:text/html,x"/>', "what image fetches from data:text/html,x", "data:"),
    ],
)
def test_what_is_active_or_reaches_outside_is_taken_out_and_told(
    tmp_path: Path, inside: str, removed: str, gone: str
) -> None:
    root = with_drawing(tmp_path, drawn(inside + SHAPE))
    assert told(root) == [("unsafe-svg", Severity.WARNING, f"this drawing is shown without {removed}")]
    course = open_workspace(root).course
    assert course
    assert gone not in course.assets[DRAWING].decode()
    assert b"<rect" in course.assets[DRAWING]


@pytest.mark.parametrize(
    "inside",
    [
        '<linearGradient id="g"/><g style="fill: url(#g)"/>',
        '<image xlink:href="data:image/png;base64,AAAA"/>',
        '<g id="a"/><use xlink:href="#a"/>',
        "<style>@font-face { src: url(data:font/woff2;base64,AAAA) }</style>",
    ],
)
def test_what_stays_inside_stays(inside: str) -> None:
    cleaned = clean(drawn(inside + SHAPE))
    assert cleaned
    assert cleaned.removed == ()
    assert inside.rpartition("=")[2].encode() in cleaned.data


def test_drawing_of_which_nothing_is_left_is_an_error(tmp_path: Path) -> None:
    codes = {(code, severity) for code, severity, _ in told(with_drawing(tmp_path, drawn("<script>alert(1)</script>")))}
    assert codes == {("unsafe-svg", Severity.ERROR)}


def test_drawing_for_the_theme_is_not_cleaned(tmp_path: Path) -> None:
    root = with_drawing(tmp_path, drawn('<path class="line" style="fill: red" d="M0 0h9"/>'))
    assert told(root) == [("unsafe-svg", Severity.ERROR, "the attribute style is not allowed")]


@pytest.mark.parametrize("data", [b"", b"<svg", b"<svg/>", b"\xff\xfe", b"<a><b/></a>"])
def test_what_is_no_drawing_is_not_cleaned(data: bytes) -> None:
    assert clean(data) is None


def test_entities_that_grow_are_refused() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg {HEAD}><text>&a11;</text></svg>'.encode()
    assert clean(bomb) is None
    assert is_themed(bomb)


def test_outside_entity_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    text = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{secret.as_uri()}">]><svg {HEAD}><text>&a;</text>{SHAPE}</svg>'
    cleaned = clean(text.encode())
    assert cleaned is None or b"secret" not in cleaned.data
