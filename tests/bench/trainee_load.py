"""What one trainee who takes the whole course in one visit costs an LMS: the figures of docs/scale.md.

    python tests/bench/trainee_load.py

plays the course of this repository in the LMS of the tests for SCORM 1.2, and in that for cmi5, by a trainee who takes
45 seconds for each step. It prints how many requests each kind makes, and how many bytes they bring, headers not
counted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import browser as chromium
from building import REPOSITORY, build_zip, read_course
from lms.cmi5 import Cmi5Lms
from lms.ralph import Ralph
from lms.server import LmsServer
from lms_load import PacedTrainee
from playwright.sync_api import Browser, sync_playwright

from scorm_export.course.model import Course

PACE = 45

Row = tuple[str, str, int, int]
"""A standard, a kind of request, how many there were, and how many bytes their bodies have."""


def scorm(browser: Browser, course: Course) -> Iterator[Row]:
    """Pass the course in an LMS of SCORM 1.2."""
    with browser.new_context() as context, LmsServer(build_zip(REPOSITORY)) as lms:
        page = context.new_page()
        page.clock.install()
        PacedTrainee(page, lms.launch(page), PACE).pass_course(course)
        lms.close(page)
        # As Moodle sends them: the changed elements as a form.
        stores = [len(urlencode(store)) for store in lms.session.stores]
        yield "SCORM 1.2", "commits", len(stores), sum(stores)
        yield "SCORM 1.2", "probes", sum(request.method == "HEAD" for request in lms.requests), 0


def cmi5(browser: Browser, course: Course) -> Iterator[Row]:
    """Pass the course in an LMS of cmi5."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ralph(Path(folder)) as ralph,
        browser.new_context() as context,
        Cmi5Lms(build_zip(REPOSITORY, "cmi5"), ralph) as lms,
    ):
        page = context.new_page()
        page.clock.install()
        lms.launch(page)
        PacedTrainee(page, page.main_frame, PACE).pass_course(course)
        lms.leave(page)
        asked = [(f"{each.method} {each.path.rpartition('/')[2]}", each.size) for each in lms.requests]
        for kind in ("GET profile", "GET state", "PUT state", "POST statements"):
            sizes = [size for name, size in asked if name == kind]
            yield "cmi5", kind, len(sizes), sum(sizes)


def main() -> None:
    course = read_course(REPOSITORY)
    print("| standard | requests | how many | kB |")
    print("| --- | --- | ---: | ---: |")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for rows in (scorm(browser, course), cmi5(browser, course)):
            for standard, kind, count, size in rows:
                print(f"| {standard} | {kind} | {count} | {size / 1000:.1f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
