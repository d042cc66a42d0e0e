"""Recordings in a browser, films of other sites, images in questions, and links to a part of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import authoring_course, edited, replace, unpacked
from playwright.sync_api import Page
from trainee import GO, QuickTrainee
from waiting import until
from watched import Watched

IS_READ = """() => [...document.querySelectorAll('.contents .seen')].filter((each) => each.textContent).length"""


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of the guide, in which a piece to match is an image."""
    folder = tmp_path_factory.mktemp("guide")

    def edit(root: Path) -> None:
        image = 'match: "![A glass of water](media/hand.svg)"'
        replace(root / "quizzes/burns.yaml", "match: Water", image)
        # Of all questions, so that the one with the image is always asked.
        replace(root / "quizzes/burns.yaml", "draw: 7\n", "")

    return edited(authoring_course(folder), folder, edit)


@pytest.fixture
def reader(page: Page, guide: Path, tmp_path: Path) -> QuickTrainee:
    page.goto(unpacked(guide, tmp_path))
    return QuickTrainee(page)


def go(reader: QuickTrainee, address: str) -> None:
    reader.frame.evaluate(GO, address)


def test_course_is_one_request_before_a_page_shows_media(reader: QuickTrainee, page: Page, watched: Watched) -> None:
    assert [url.rpartition("/")[2] for url in watched.requests] == ["index.html"]
    go(reader, "burns/call")
    page.wait_for_load_state("networkidle")
    # A still image before a film and a photo, which is asked for once; no recording.
    assert {url.rpartition("/")[2] for url in watched.requests} == {"index.html", "arm.jpg.webp"}


def test_page_counts_as_read_when_its_recording_has_ended(reader: QuickTrainee, page: Page) -> None:
    go(reader, "burns/call")
    assert page.evaluate(IS_READ) == 0
    page.evaluate("document.querySelector('audio').play()")
    until(page, "() => document.querySelector('.contents [href=\"#burns/call\"] .seen').textContent")
    # It stays read when the page is opened again.
    page.reload()
    go(reader, "burns/tap")
    assert page.evaluate(IS_READ) == 2


def test_page_counts_as_read_when_the_words_are_opened_instead(reader: QuickTrainee, page: Page) -> None:
    go(reader, "burns/call")
    assert page.evaluate(IS_READ) == 0
    reader.press("#burns\\/call .to-play .transcript summary")
    assert page.evaluate(IS_READ) == 1
    assert reader.see("#burns\\/call .to-play .transcript p").inner_text().startswith("“My son has a burn.”")


def test_another_site_is_asked_only_after_the_press(reader: QuickTrainee, page: Page, watched: Watched) -> None:
    film = "https://player.vimeo.com/video/123456?dnt=1"
    page.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="<title>A film</title>"))
    go(reader, "burns/call")
    assert "vimeo.com" in reader.see(".embed").inner_text()
    assert watched.outside() == []
    with page.expect_response(film):
        reader.press(".embed button")
    assert watched.outside() == [film]
    assert page.evaluate("document.activeElement.title") == "A film of the group"
    # What was asked after the press was to be asked.
    watched.requests.remove(film)


def test_link_to_a_heading_and_to_a_note_moves_the_focus_there(reader: QuickTrainee, page: Page) -> None:
    go(reader, "burns/more")
    reader.press("a[href='#burns/more/note/1']")
    until(page, "() => document.activeElement.id === 'burns/more/note/1'")
    reader.press("a[href='#burns/more/note-ref/1.1']")
    until(page, "() => document.activeElement.id === 'burns/more/note-ref/1.1'")
    reader.press("a[href='#burns/water/how-long']")
    until(page, "() => document.activeElement.id === 'burns/water/how-long'")
    assert reader.see("#burns\\/water").is_visible()


def test_image_to_put_in_its_place_is_named(reader: QuickTrainee, page: Page) -> None:
    go(reader, "burns/quiz/pairs")
    form = "#burns\\/quiz\\/pairs"
    reader.press(f"{form} [data-piece=a] .piece")
    assert "A glass of water" in reader.see(f"{form} .moved").inner_text()
    reader.press(f"{form} [data-spot=a] .spot-button")
    assert "A glass of water" in reader.see(f"{form} .moved").inner_text()
    assert reader.count(f"{form} [data-spot=a] svg[aria-label='A glass of water']") == 1
