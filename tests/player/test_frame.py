"""The course in a frame of a page that scrolls, as in Moodle: each turn brings as much of it into view as possible."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from lms.server import LmsServer
from playwright.sync_api import Browser, Frame, Page, ViewportSize
from trainee import Trainee, right_answer, wrong_answer
from waiting import OPENED, until

from scorm_export.course.model import Course

Framed = tuple[Page, Frame]
"""The page of the LMS, and the frame of the course in it."""

HEADER = 60
"""Pixels of the header, which stays at the top of the window."""

SIZES = {"laptop": (1366, 768, 555), "phone": (390, 844, 666), "phone held sideways": (844, 390, 555)}
"""Widths and heights of windows, and the heights that Moodle gives the frame there."""


LAYOUTS = {
    "sticky header": "header { position: sticky }",
    "fixed header": "header { position: fixed }",
    "scrolled part": f"#part {{ overflow-y: auto; height: calc(100vh - {HEADER}px) }}",
}
"""Styles of the page around: it scrolls below its header, or only a part of it does."""


def around(height: int, layout: str, address: str = "/lms.html?launch=0") -> str:
    """Return a page like Moodle's: a header that stays, 340 pixels above the frame, and 300 below it."""
    return f"""<!doctype html><html lang="en"><title>LMS</title><link rel="icon" href="data:,">
      <style>body {{ margin: 0 }} iframe {{ display: block; width: 100%; height: {height}px; border: 0 }}
      header {{ top: 0; width: 100%; height: {HEADER}px; background: silver; z-index: 1 }} {LAYOUTS[layout]}</style>
      <header>Header</header><div id="part"><div style="height: 340px">Head</div>
      <iframe id="player" src="{address}"></iframe><footer style="height: 300px">Foot</footer></div>"""


SCROLL = "top => { for (const each of [document.scrollingElement, part]) each.scrollTo(0, top) }"
SCROLLED = "() => document.scrollingElement.scrollTop + part.scrollTop"

IN_VIEW = """header => {
  const player = document.getElementById("player");
  const frame = player.getBoundingClientRect();
  const sco = player.contentDocument.getElementById("sco");
  const focused = sco.contentDocument.activeElement.getBoundingClientRect();
  return {
    visible: Math.min(frame.bottom, innerHeight) - Math.max(frame.top, header),
    possible: Math.min(frame.height, innerHeight - header),
    scrolled: sco.contentWindow.scrollY,
    // A main element is taller than the window; what counts is where it begins.
    focusTop: frame.top + focused.top,
    focusEnd: frame.top + focused.top + Math.min(focused.height, 24),
    end: Math.min(frame.bottom, innerHeight),
  };
}"""

FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


CHOSEN = {
    ("sticky header", "laptop"),
    ("sticky header", "phone"),
    ("fixed header", "phone held sideways"),
    ("scrolled part", "laptop"),
}
"""What runs each time: Moodle's page in both sizes, each other layout and size once. The rest is for `make soak`."""


def cases() -> Iterator[object]:
    for case in itertools.product(LAYOUTS, SIZES):
        yield pytest.param(case, id=", ".join(case), marks=[] if case in CHOSEN else pytest.mark.soak)


@pytest.fixture(params=cases())
def framed(page: Page, small_zip: bytes, request: pytest.FixtureRequest) -> Iterator[Framed]:
    layout, size = request.param
    width, height, frame_height = SIZES[size]
    body = around(frame_height, layout)
    page.set_viewport_size(ViewportSize(width=width, height=height))
    page.route("**/course.html", lambda route: route.fulfill(body=body, content_type="text/html"))
    with LmsServer(small_zip) as lms:
        page.goto(f"{lms.origin}/course.html")
        yield page, opened(page)
        page.goto(f"{lms.origin}/left.html")
        lms.wait_left(lms.session)


def opened(page: Page) -> Frame:
    """Return the frame of the course, once the LMS has begun the session."""
    frame = page.frame(name="sco")
    assert frame
    until(frame, OPENED)
    return frame


def assert_in_view(framed: Framed) -> None:
    page, frame = framed
    frame.evaluate(FRAMES)
    seen = page.evaluate(IN_VIEW, HEADER)
    address = frame.evaluate("location.hash")
    assert seen["visible"] == pytest.approx(seen["possible"], abs=1), (address, seen)
    assert seen["scrolled"] == 0, address
    assert HEADER <= seen["focusTop"] < seen["focusEnd"] <= seen["end"], (address, seen)


def test_frame_is_in_view_after_every_turn(framed: Framed, small: Course) -> None:
    page, frame = framed
    trainee = Trainee(frame)
    tops = itertools.cycle([0, 400, 10_000])

    def turn(selector: str) -> None:
        # Wherever the trainee has scrolled the page to.
        page.evaluate(SCROLL, next(tops))
        trainee.go(selector)
        assert_in_view(framed)

    for module in small.modules:
        turn(f'.card[href="#{module.id}"]')
        turn(".button.begin")
        if trainee.address.endswith("/recall"):
            turn(".drill-end a")
        for _ in module.pages:
            turn('[rel="next"]')
        for question in module.questions:
            trainee.answer(wrong_answer(question) if question is module.questions[0] else right_answer(question))
            turn("form .next")
        turn('.result-actions [href="#home"]')
    page.evaluate(SCROLL, 0)
    frame.evaluate("history.back()")
    until(frame, "() => document.title.startsWith('Your result')")
    assert_in_view(framed)


def test_page_around_is_scrolled_no_more_than_needed(framed: Framed) -> None:
    page, frame = framed
    top, height, window = page.evaluate(
        "() => { const box = player.getBoundingClientRect(); return [box.top, box.height, innerHeight] }"
    )
    above = max(0, (window - HEADER - height) // 2)
    page.evaluate(SCROLL, top - HEADER - above)
    before = page.evaluate(SCROLLED)
    frame.evaluate("location.hash = '#first'")
    until(frame, "() => document.title.startsWith('The first module')")
    assert_in_view(framed)
    assert page.evaluate(SCROLLED) == before


def test_page_of_another_origin_is_left_alone(browser: Browser, small_zip: bytes) -> None:
    """A frame in a sandbox has an origin of its own: what is around it can neither be read nor scrolled."""
    with browser.new_context() as context, LmsServer(small_zip) as lms:
        page = context.new_page()
        body = around(555, "sticky header", '/package/index.html" sandbox="allow-scripts')
        page.route("**/course.html", lambda route: route.fulfill(body=body, content_type="text/html"))
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{lms.origin}/course.html")
        trainee = Trainee(page.frames[1])
        trainee.go('.card[href="#first"]')
        assert trainee.focused == "The first module"
        assert errors == []
