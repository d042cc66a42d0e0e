"""What all tests share: one browser, and the course in this repository as a package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browser as chromium
import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = chromium.launch(playwright)
        yield started
        started.close()
