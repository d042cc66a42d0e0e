"""The steps of a trainee through the small course, done by a script: many of them, and fast."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import dataclass

from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext, Error, Frame, Page
from trainee import SAVED, Trainee

NOON = datetime.datetime(2027, 1, 1, 12, tzinfo=datetime.UTC)
"""A moment for the clock of a page."""

SAVED_OR_PASSED = SAVED.replace("['saved',", "['read_only_passed', 'saved',")
"""Whether all is saved, or was before the LMS closed the course."""

PATIENCE = 30_000
"""Milliseconds after which a page that has not said how it stands with saving is a failure."""


@dataclass(frozen=True)
class Step:
    """What a trainee does: goes to a place, and perhaps answers the question there or tries again."""

    address: str
    response: str = ""
    again: bool = False


STEPS = (
    Step("first/begin"),
    Step("first/further"),
    Step("first/quiz/single", "b"),
    Step("first/quiz/several", "ac"),
    Step("first/result", again=True),
    Step("first/quiz/single", "a"),
    Step("second/end"),
    Step("second/quiz/statement", "f"),
)
"""A whole pass through the small course, with a second try of its first quiz that goes worse and is left open."""

PASS_FIRST = (*STEPS[:4], Step("first/result"))
PASS_SECOND = (*STEPS[6:], Step("second/result"))
PASS = (*PASS_FIRST, *PASS_SECOND, Step("home"))
"""The modules of the small course, and all of it, with right answers: where the way there is not what is tested."""

ENTERED = "2.3;first:100*:begin,further:singleA0.a,severalA1.:0.1;second:100*:end:statementA2.f"
"""The state of a trainee who has done all that."""

INTERACTIONS = {
    "1.2": [
        ("first.single", "a", "wrong"),
        ("first.several", "a,c", "correct"),
        ("second.statement", "f", "correct"),
    ],
    "2004": [
        ("first.single", "a", "incorrect"),
        ("first.several", "a[,]c", "correct"),
        ("second.statement", "false", "correct"),
    ],
}
"""The answers of a trainee who has done all that, as each standard writes them."""

DO = """async ([step, patience]) => {
  location.hash = step.address;
  dispatchEvent(new HashChangeEvent("hashchange"));
  const shown = (selector) => [...document.querySelectorAll(selector)].find((each) => each.getClientRects().length);
  if (step.again) shown(".result-actions button").click();
  if (step.response) {
    const form = shown("form");
    for (const id of step.response) form.querySelector(`.option[data-choice="${id}"] input`).click();
    form.querySelector(".check").click();
    if (!shown("form .verdict")) throw new Error("no feedback");
  }
  const area = document.getElementById("player_saving");
  const end = performance.now() + patience;
  while (["", "saving"].includes(area.dataset.status) || area.getAttribute("aria-busy") === "true") {
    if (performance.now() > end) throw new Error("it does not say how it stands with saving");
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  return area.dataset.status;
}"""

ANSWER = """response => {
  const form = [...document.querySelectorAll("form")].find((each) => each.getClientRects().length);
  for (const id of response) form.querySelector(`.option[data-choice="${id}"] input`).click();
  form.querySelector(".check").click();
}"""
"""A script that answers the question that is shown, and waits for nothing."""

HEARD = "window.heard = []; addEventListener('storage', ({ key }) => heard.push(key));"
"""A script of a window that collects the keys that other windows change in `localStorage`."""

FORGET = """async () => {
  try {
    localStorage.clear();
    await new Promise((resolve) => (indexedDB.deleteDatabase("scorm-export").onsuccess = resolve));
  } catch { /* A browser that keeps nothing has nothing to forget. */ }
}"""
"""A script by which the device is a new one."""


def visit(lms: LmsServer, device: BrowserContext, hours: float, launch: Launch | None = None) -> tuple[Page, Frame]:
    """Open the course in a new window of the device, whose clock says so many hours past noon."""
    page = device.new_page()
    page.clock.install(time=NOON + datetime.timedelta(hours=hours))
    return page, lms.launch(page, launch)


def do(frame: Frame | Page, *steps: Step) -> str:
    """Go through steps, and return how it stands with saving then."""
    status = ""
    for step in steps:
        status = frame.evaluate(DO, [vars(step), PATIENCE])
    return status


def hide(frame: Frame, state: str) -> None:
    frame.evaluate(
        """state => {
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def crash(page: Page) -> None:
    """Let a page die without a word."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.close()


def kept(frame: Frame, what: str) -> list[str]:
    """Return the keys of what the device keeps of one kind."""
    return list(frame.evaluate("what => Object.keys(localStorage).filter(key => key.includes(`/${what}/`))", what))


def write(frame: Frame, text: str) -> None:
    do(frame, Step("first/further"))
    Trainee(frame).see(".reflection textarea").fill(text)


def written(frame: Frame) -> str:
    do(frame, Step("first/further"))
    return Trainee(frame).see(".reflection textarea").input_value()
