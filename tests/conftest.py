"""What all tests share: one browser, pages that are watched, and a small course."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browser as chromium
import pytest
from building import SMALL, build_zip, everything_course, read_course
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from watched import Watched

from scorm_export.course.model import Course

# How long something takes is for the benchmark to tell, not for a test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=10, help="how often test_kills.py kills the browser")
    parser.addoption("--seed", type=int, default=0, help="the seed of the first kill; by chance when it is 0")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the seeds of what was left to chance, so that it can be done again."""
    for report in [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]:
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid}: {name} {value}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = chromium.launch(playwright)
    yield started
    started.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    with browser.new_context() as context:
        made = Watched(context)
        yield made
        assert made.complaints == []
        assert made.outside() == []


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.context.new_page()


@pytest.fixture(scope="session")
def small() -> Course:
    return read_course(SMALL)


@pytest.fixture(scope="session")
def small_zip() -> bytes:
    return build_zip(SMALL)


@pytest.fixture(scope="session")
def everything_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of docs/authoring.md, which has every block, with a quiz that asks every kind of question."""
    return everything_course(tmp_path_factory.mktemp("everything"))


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """A device whose pages may complain, as all do without a network."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def other_device(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context
