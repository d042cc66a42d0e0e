"""What all tests share: one browser, pages that are watched, a small course; and how far the tests go.

`make test` runs what a change could break. With `--soak` (`make soak`) the tests marked `soak` run as well, and those
that choose from many cases take all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browser as chromium
import pytest
from building import SMALL, build_zip, everything_course, read_course
from hypothesis import HealthCheck, settings
from lms.ralph import Ralph
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, sync_playwright
from watched import Watched

from scorm_export.course.model import Course

# How long something takes is for the benchmark to measure, not for a test.
SLOW = [HealthCheck.too_slow]
settings.register_profile("test", deadline=None, suppress_health_check=SLOW, derandomize=True, database=None)
settings.register_profile("soak", deadline=None, suppress_health_check=SLOW, max_examples=3000, print_blob=True)

LONGEST_FIRST = (
    "test_install.py",
    "test_faults.py",
    "test_access.py",
    "test_kills.py",
    "test_player.py",
    "test_tracking.py",
    "test_saving.py",
)
"""Files whose tests begin first, so that no long one is left for one process while the others have nothing to do."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run all cases: every fault at every step, every state, ...")
    parser.addoption("--kills", type=int, default=4, help="how often test_kills.py kills the browser")
    parser.addoption("--seed", type=int, default=1, help="the seed of the first kill")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: runs only with --soak")
    settings.load_profile("soak" if config.getoption("--soak") else "test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--soak"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@pytest.fixture(scope="session")
def is_soak(pytestconfig: pytest.Config) -> bool:
    """Whether every case runs."""
    return bool(pytestconfig.getoption("--soak"))


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the program caches in a folder of the tests, not in that of the user who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCORM_EXPORT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


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


@pytest.fixture(scope="session")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    """A learning record store that others wrote."""
    with Ralph(tmp_path_factory.mktemp("ralph")) as started:
        yield started


PHONE = ViewportSize(width=367, height=666)


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """A phone whose pages may complain, as all do without a network."""
    with browser.new_context(viewport=PHONE) as context:
        yield context


@pytest.fixture
def other_device(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=PHONE) as context:
        yield context
