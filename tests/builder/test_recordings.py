"""Recordings, films of other sites, and files to take along: what an author is told, and what is in the package."""

from __future__ import annotations

import base64
import re
from html import unescape
from pathlib import Path

import pytest
from building import authoring_course, build, build_course, read_course, replace
from hypothesis import given
from hypothesis import strategies as st
from recordings import WEBM, silent_mp3

from scorm_export.authoring.content import read_content
from scorm_export.authoring.load import load
from scorm_export.checks import check
from scorm_export.formats.embeds import read_embed
from scorm_export.formats.recordings import fault
from scorm_export.formats.webvtt import webvtt_faults
from scorm_export.workspace import open_workspace

MEDIA = "modules/burns/media"
CALL = "modules/burns/40-call.md"
MP4 = b"\0\0\0\x10ftypmp42\0\0\0\0" + b"\0\0\0\x0cmdat1234" + b"\0\0\0\x08moov"


def told(root: Path) -> list[tuple[str, str]]:
    """Return the file and code of each problem of a course."""
    project, problems = load(read_content(root))
    return [(p.position.file.rpartition("/")[2], p.code) for p in [*problems, *check(project)]]


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("a.mp3", silent_mp3(0.1), ""),
        ("a.mp3", b"ID3\4", ""),
        ("a.ogg", b"OggS", ""),
        ("a.webm", WEBM, ""),
        ("a.mp4", MP4, ""),
        ("a.m4a", MP4, ""),
        ("a.pdf", b"%PDF", ""),
        ("a.mp4", b"", "is empty"),
        ("a.pdf", bytes(9), "is empty"),
        ("a.mp3", b"<html>", "is no MP3 file, as its name says"),
        ("a.mp4", MP4[:-4], "is cut off or damaged"),
        ("a.mp4", MP4[:28], "is cut off or damaged"),
    ],
)
def test_bytes_of_a_recording_are_looked_at(name: str, data: bytes, wrong: str) -> None:
    assert fault(name, data) == wrong


@given(st.sampled_from(["a.mp3", "a.mp4", "a.webm", "a.zip"]), st.binary(max_size=60))
def test_any_bytes_are_looked_at(name: str, data: bytes) -> None:
    assert fault(name, data) in ("", "is empty", "is cut off or damaged") or "is no" in fault(name, data)


CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n2\n00:00:02.000 --> 00:00:03.000 align:start\nTwo.\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (CAPTIONS, []),
        (CAPTIONS + "\nNOTE Not shown.\n", []),
        ("\ufeff" + CAPTIONS, []),
        (CAPTIONS.removeprefix("WEBVTT"), [(1, "captions begin with a line WEBVTT")]),
        ("1\n00:00:01,000 --> 00:00:02,000\nOf another format.\n", [(1, "captions begin with a line WEBVTT")]),
        (CAPTIONS.replace(":02.000 -->", ":02,000 -->"), [(7, "the times of this caption cannot be read")]),
        (CAPTIONS.replace("00:02.000\nOne", "00:00.500\nOne"), [(3, "this caption ends before it begins")]),
        (
            CAPTIONS.replace("00:00:02.000 -->", "00:00:00.500 -->"),
            [(7, "this caption begins before the one above it")],
        ),
        (CAPTIONS.replace("One.\n", ""), [(3, "this caption has no words")]),
        (CAPTIONS + "\nThree.\n", [(10, "this caption has no times")]),
        (CAPTIONS.replace("00:00:02", f"{'9' * 5000}:00:02"), [(7, "the times of this caption cannot be read")]),
        ("WEBVTT\n", [(1, "there is no caption in this file")]),
    ],
)
def test_captions_are_read(text: str, faults: list[tuple[int, str]]) -> None:
    assert [(line, message) for line, message, _ in webvtt_faults(text)] == faults


NO_COOKIES = "https://www.youtube-nocookie.com/embed/"
VIMEO = "https://player.vimeo.com/video/"


@pytest.mark.parametrize(
    ("address", "site", "frame"),
    [
        ("https://www.youtube.com/watch?v=aBc_-123456&t=90s", "youtube.com", f"{NO_COOKIES}aBc_-123456?start=90"),
        ("https://youtu.be/aBc_-123456?si=x", "youtube.com", f"{NO_COOKIES}aBc_-123456"),
        ("https://m.youtube.com/shorts/aBc_-123456", "youtube.com", f"{NO_COOKIES}aBc_-123456"),
        ("https://www.youtube-nocookie.com/embed/aBc_-123456", "youtube.com", f"{NO_COOKIES}aBc_-123456"),
        ("https://vimeo.com/123456", "vimeo.com", f"{VIMEO}123456?dnt=1"),
        ("https://vimeo.com/123456/0a1b2c", "vimeo.com", f"{VIMEO}123456?h=0a1b2c&dnt=1"),
        ("https://player.vimeo.com/video/123456?h=0a1b2c", "vimeo.com", f"{VIMEO}123456?h=0a1b2c&dnt=1"),
        ("https://media.example.org/embed/7", "media.example.org", "https://media.example.org/embed/7"),
    ],
)
def test_film_of_another_site_is_asked_without_cookies(address: str, site: str, frame: str) -> None:
    embed = read_embed(address)
    assert embed
    assert (embed.site, embed.frame) == (site, frame)
    assert embed.frame.startswith(f"{embed.origin}/")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://vimeo.com/1",
            "javascript:alert(1)",
            "https://vimeo.com/about",
            "https://www.youtube.com/playlist?list=PLabcdefgh",
            "https://www.youtube.com/@group",
        ),
        *(
            "https://a.org/x;script-src",
            "https://a.org/'x'",
            "https://a@b.org/",
            "https://[",
            "//a.org/x",
            "https:///x",
        ),
    ],
)
def test_what_is_no_film_is_not_shown(address: str) -> None:
    assert read_embed(address) is None


def without(directive: str, text: str) -> str:
    """Return the page without the first such directive."""
    return re.sub(rf"^:::\{{{directive}\}}.*?^:::\n", "", text, count=1, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("files", [("call.mp3",), ("tap.vtt",), ("plan.pdf",), ("arm.jpg",)])
def test_file_that_is_not_there_is_told(tmp_path: Path, files: tuple[str]) -> None:
    root = authoring_course(tmp_path)
    for name in files:
        (root / MEDIA / name).unlink()
    assert {code for _, code in told(root)} == {"missing-image" if files == ("arm.jpg",) else "missing-file"}


@pytest.mark.parametrize("name", ["call.mp3", "tap.webm", "plan.pdf"])
def test_empty_file_is_told(tmp_path: Path, name: str) -> None:
    root = authoring_course(tmp_path)
    (root / MEDIA / name).write_bytes(b"")
    assert set(told(root)) == {(name, "broken-file")}


@pytest.mark.parametrize(
    ("data", "code"),
    [("WEBVTT\n\n00:01.000 --> 00:02.000\nhé\n".encode("latin-1"), "not-utf8"), (b"WEBVTT\0", "invalid-character")],
)
def test_captions_that_no_browser_reads_are_told(tmp_path: Path, data: bytes, code: str) -> None:
    root = authoring_course(tmp_path)
    (root / MEDIA / "tap.vtt").write_bytes(data)
    assert ("tap.vtt", code) in told(root)


def test_recording_on_the_web_is_told(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    replace(
        root / CALL,
        "{audio} media/call.mp3\n:title: A call for",
        "{audio} https://example.org/call.mp3\n:title: A call for",
    )
    assert ("40-call.md", "outside-course") in told(root)


def test_film_as_an_image_names_the_directive(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    replace(root / CALL, "![An arm under a tap](media/arm.jpg)", "![An arm under a tap](media/tap.webm)")
    (problem,) = open_workspace(root).problems
    assert (problem.code, problem.help) == ("unsupported-image", "write :::{video} media/tap.webm for a recording")


def test_drawing_before_a_film_is_told(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    replace(root / CALL, ":poster: media/arm.jpg", ":poster: media/hand.svg")
    assert told(root) == [("40-call.md", "unsupported-image")]


@pytest.mark.parametrize("captions", ["none", "media/tap.vtt"])
def test_film_without_sound_needs_a_transcript(tmp_path: Path, captions: str) -> None:
    root = authoring_course(tmp_path)
    page = root / CALL
    page.write_text(
        without("transcript", without("transcript", page.read_text())).replace(
            "captions: media/tap.vtt", f"captions: {captions}"
        )
    )
    silent = [("40-call.md", "missing-transcript")] if captions == "none" else []
    assert [each for each in told(root) if each[1] == "missing-transcript"] == [
        ("40-call.md", "missing-transcript"),
        *silent,
    ]


def test_page_carries_captions_and_names_the_files(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    files = build(root).files
    page = files["index.html"].decode()
    assert {name.rpartition("/")[2] for name in files} >= {"call.mp3", "tap.webm", "steps.webm", "plan.pdf"}
    assert files[f"{MEDIA}/call.mp3"] == (root / MEDIA / "call.mp3").read_bytes()
    assert f"{MEDIA}/tap.vtt" not in files
    (data,) = set(re.findall(r'<track kind="captions" src="data:text/vtt;base64,([^"]+)" srclang="en"', page))
    assert base64.b64decode(data) == (root / MEDIA / "tap.vtt").read_bytes()
    assert all('preload="none"' in tag and "autoplay" not in tag for tag in re.findall(r"<(?:audio|video)[^>]*>", page))
    assert "PDF, 3\u202fkB" in page


def page_of(root: Path) -> str:
    """Return the page of a course, which may have warnings."""
    course = open_workspace(root).course
    assert course
    return unescape(build_course(course).files["index.html"].decode())


def test_policy_names_other_sites_only_where_they_are_shown(tmp_path: Path) -> None:
    root = authoring_course(tmp_path)
    assert "media-src 'self' data:; frame-src https://player.vimeo.com; " in page_of(root)
    for name in ("40-call.md", "50-more.md"):
        (root / "modules/burns" / name).unlink()
    page = page_of(root)
    assert "frame-src" not in page
    assert "media-src" not in page


def test_worker_of_the_web_keeps_all_but_recordings(tmp_path: Path) -> None:
    files = build(authoring_course(tmp_path), "web").files
    worker = files["sw.js"].decode()
    kept = re.findall(r'"([^"]+)"', worker[: worker.index("]")])
    assert set(kept) - {"./"} == {name for name in files if not name.endswith((".mp3", ".webm")) and name != "sw.js"}


def test_course_knows_what_has_to_be_played(tmp_path: Path) -> None:
    course = read_course(authoring_course(tmp_path))
    assert [page.id for page in course.pages if page.is_to_be_played] == ["call"]
