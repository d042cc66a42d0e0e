"""The page as a document: without scripts, and where the player does not start. A module is drawn when it is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, build, unpacked
from lms.server import LmsServer
from playwright.sync_api import Browser, Frame, Page
from trainee import GO, Trainee

from scorm_export.course.model import Course
from scorm_export.resources import player

HEADINGS = [
    "A small course",
    "The modules",
    "The first module",
    "After this module",
    "What is in this module?",
    "Where it begins",
    "Further on",
    "Quiz",
    "The second module",
    "After this module",
    "What is in this module?",
    "Where it ends",
    "Quiz",
    "Answers and explanations",
    "The first module",
    "The second module",
    "Sources",
    "Glossary",
    "Need help?",
]
"""All headings of the small course down to level 3, in order."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return unpacked(SMALL, tmp_path_factory.mktemp("small"))


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def headings(page: Page | Frame) -> list[str]:
    return [h.inner_text() for h in page.locator("h1, h2, h3").all() if h.is_visible()]


def assert_is_document(page: Page | Frame) -> None:
    """The whole course is there in order, and nothing that needs the player."""
    assert headings(page) == HEADINGS
    assert page.locator(".scripted:visible, button:visible").count() == 0
    assert "The second is right." in page.locator('[id="answers/first/single"]').inner_text()


def test_without_scripts_it_is_a_document_in_order(plain: Page, address: str) -> None:
    plain.goto(address)
    assert_is_document(plain)
    plain.locator('a[href="#answers/first/single"]').click()
    assert plain.url.endswith("#answers/first/single")
    plain.locator('a[href="#second/end"]').first.click()
    assert plain.url.endswith("#second/end")


@pytest.mark.parametrize("root", [REPOSITORY, SMALL], ids=["repository", "small"])
def test_every_link_leads_somewhere_and_ids_are_unique(plain: Page, tmp_path: Path, root: Path) -> None:
    """What leads nowhere without scripts is made by the player."""
    plain.goto(unpacked(root, tmp_path))
    ids = plain.locator("[id]").evaluate_all("elements => elements.map(({ id }) => id)")
    assert sorted(ids) == sorted(set(ids))
    links = plain.locator('a[href^="#"]').evaluate_all("links => links.map((a) => a.getAttribute('href').slice(1))")
    assert len(links) > len(set(links)) > 1
    assert set(links) - set(ids) == set()


def test_player_in_a_language_that_the_browser_does_not_know(browser: Browser, tmp_path: Path) -> None:
    """The whole script is refused, as by a browser that is too old for its syntax."""
    html = build(SMALL).files["index.html"].decode()
    script = player("scorm12.js")
    assert html.count(script) == 1
    # The content policy would refuse the script before its syntax is read.
    changed = re.sub('<meta http-equiv="Content-Security-Policy".*?>', "", html.replace(script, "let a = 1 ?!? 2;"))
    (tmp_path / "index.html").write_text(changed, encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        with page.expect_event("pageerror") as error:
            page.goto(f"{(tmp_path / 'index.html').as_uri()}#second/end")
        assert str(error.value) == "Unexpected token '?'"
        assert_is_document(page)
        assert page.locator('[id="second/end"]').evaluate(
            "element => element.getBoundingClientRect().top < innerHeight"
        )


@pytest.mark.parametrize("broken", ["JSON.parse", "requestAnimationFrame"])
def test_player_that_fails_while_it_starts(browser: Browser, small_zip: bytes, broken: str) -> None:
    """At once, or while the LMS begins the session."""
    with browser.new_context() as context, LmsServer(small_zip) as lms:
        page = context.new_page()
        page.add_init_script(f"if (window !== top) {broken} = () => {{ throw new Error('broken') }}")
        frame = lms.launch(page)
        frame.wait_for_selector("noscript", state="detached")
        assert_is_document(frame)
        lms.close(page)


def test_module_is_drawn_when_it_is_opened(page: Page, address: str, small: Course) -> None:
    page.goto(address)
    modules = page.locator(".module")
    assert modules.count() == 0
    page.evaluate(GO, "second/end")
    assert modules.evaluate_all("sections => sections.map(({ id }) => id)") == ["second"]
    page.evaluate(GO, "home")
    Trainee(page).pass_module(small.modules[0])
    page.reload()
    page.evaluate(GO, "review")
    assert Trainee(page).see("form").count() == 1, "a question of a module that was not opened"
    assert Trainee(page).see(".module").count() == 0
