"""Waiting for what a page shows, without the scripts that Playwright would put into each document to do so."""

from __future__ import annotations

from playwright.sync_api import Frame, Page

QUICK = 15_000
"""Milliseconds after which something that a trainee waits for is a failure."""

WAIT = """async ([arg, patience]) => {
  const holds = CONDITION;
  const end = performance.now() + patience;
  while (!holds(arg)) {
    if (performance.now() > end) throw new Error(`never held: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}"""


OPENED = "() => !document.documentElement.classList.contains('opening')"
"""Whether a course has been opened: it is drawn, and knows its LMS."""


def until(frame: Frame | Page, condition: str, arg: str = "", patience: int = QUICK) -> None:
    """Wait until a function of the page returns something true, at most so many milliseconds.

    The page must not be left meanwhile, and its clock must go.
    """
    frame.evaluate(WAIT.replace("CONDITION", condition), [arg, patience])
