"""How fast the course of this repository opens, and turns its pages, on this machine.

Speed is measured here and nowhere asserted: a test that knows a clock fails on a busy machine.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

import browser as chromium
from building import REPOSITORY, read_course, unpacked
from playwright.sync_api import Page, sync_playwright

FRAME = 1000 / 60
"""Milliseconds of a frame."""

OPENING = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [paint?.startTime ?? NaN, page.domContentLoadedEventEnd];
}"""

TURN = """async (address) => {
  const begun = performance.now();
  location.hash = address;
  dispatchEvent(new HashChangeEvent("hashchange"));
  document.body.getBoundingClientRect();
  return performance.now() - begun;
}"""


def turns(page: Page, addresses: list[str]) -> list[float]:
    """Return how many milliseconds the script and the layout of each turn take."""
    return [page.evaluate(TURN, address) for address in addresses]


def main() -> None:
    course = read_course(REPOSITORY)
    addresses = [f"{module.id}/{page.id}" for module in course.modules for page in module.pages]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = unpacked(REPOSITORY, Path(folder))
        browser = chromium.launch(playwright)
        page = browser.new_page(viewport={"width": 367, "height": 666})
        # As an old laptop would do it.
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address)
        paint, ready = page.evaluate(OPENING)
        taken = turns(page, addresses)
        browser.close()
    print("processor slowed down four times")
    print(f"first paint        {paint:6.0f} ms")
    print(f"ready              {ready:6.0f} ms")
    print(
        f"a page turn        {statistics.median(taken):6.1f} ms, the slowest {max(taken):.1f} ms (a frame: {FRAME:.1f})"
    )


if __name__ == "__main__":
    main()
