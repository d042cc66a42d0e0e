"""How much work one trainee's whole course gives an LMS: commits, and probes (HEAD requests).

A program of its own. Arguments: the folder with the files of the package, and the root of the course. It writes a JSON
list with an object for each pace of the trainee.

A probe is not needed when another one has succeeded shortly before, so the number of probes depends on the pace: the
course is played as fast as the machine can, and by a trainee who takes time for each step, on the clock of the page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import browser as chromium
from building import read_course
from lms.server import LmsServer
from playwright.sync_api import Browser, Frame, Page, sync_playwright
from trainee import Trainee

from scorm_export.course.model import Course

PACES = (0, 45)
"""Seconds that a trainee takes for each step."""

Load = dict[str, int]


class PacedTrainee(Trainee):
    """A trainee who takes time for each page and each question."""

    def __init__(self, page: Page, frame: Frame, seconds: int) -> None:
        super().__init__(frame)
        self.page = page
        self.seconds = seconds

    def go(self, selector: str) -> None:
        self.think()
        super().go(selector)

    def choose(self, response: str, form: str = "form") -> None:
        self.think()
        super().choose(response, form)

    def think(self) -> None:
        if self.seconds:
            self.page.clock.fast_forward(self.seconds * 1000)


def play(browser: Browser, package: Path, course: Course, seconds: int) -> Load:
    """Pass the whole course in one visit, and count what the LMS got."""
    with browser.new_context() as context, LmsServer(package) as lms:
        page = context.new_page()
        if seconds:
            page.clock.install()
        frame = lms.launch(page)
        PacedTrainee(page, frame, seconds).pass_course(course)
        lms.close(page)
        assert lms.record.status == "passed", lms.record.status
        names = lms.session.names
        probes = sum(request.method == "HEAD" for request in lms.requests)
    return {"pace": seconds, "commits": names.count("LMSCommit"), "calls": len(names), "probes": probes}


def main(package: Path, root: Path) -> list[Load]:
    course = read_course(root)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        loads = [play(browser, package, course, seconds) for seconds in PACES]
        browser.close()
    return loads


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
