"""Makes the pictures of the docs: the main states of the course on a phone, within an LMS, in light and dark."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import browser as chromium
from building import REPOSITORY, build_zip, read_course
from lms.server import LmsServer
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from trainee import FIXED_CHANCE, GO, Trainee, right_answer, wrong_answer

from scorm_export.course.model import Course, Question

FRAME = ViewportSize(width=367, height=666)
DOCS = REPOSITORY / "docs"

Colours = Literal["light", "dark"]


def of_kind(course: Course, kind: str) -> tuple[str, Question]:
    """Return the first question of a kind, and the module it is from."""
    return next((m.id, question) for m in course.modules for question in m.questions if question.entry.kind == kind)


def with_block(course: Course, name: str) -> str:
    """Return the address of the first page with a block."""
    pages = ((module.id, page) for module in course.modules for page in module.pages)
    return next(f"{id_}/{page.id}" for id_, page in pages if page.document.directives(name))


class Camera:
    """Goes through the course as a trainee, and takes pictures of what it comes to."""

    def __init__(self, page: Page, trainee: Trainee, course: Course) -> None:
        self.page, self.trainee, self.course = page, trainee, course
        self.taken: list[bytes] = []

    def go(self, address: str) -> None:
        self.trainee.frame.evaluate(GO, address)

    def take(self, selector: str | None = None) -> None:
        if selector:
            self.trainee.see(selector).first.evaluate("element => element.scrollIntoView({ block: 'center' })")
        self.taken.append(self.page.screenshot())

    def home_and_lessons(self) -> None:
        self.take()
        self.go(f"{self.course.modules[0].id}/{self.course.modules[0].pages[0].id}")
        self.take()
        self.go(with_block(self.course, "branching"))
        self.trainee.see(".way-button").first.click()
        self.take(".branching")
        self.go(with_block(self.course, "steps"))
        self.take(".steps")

    def questions(self) -> None:
        for kind, good in (("single-choice", True), ("matching", False), ("ordering", True), ("cloze", False)):
            module, question = of_kind(self.course, kind)
            self.go(f"{module}/quiz/{question.id}")
            self.trainee.choose(right_answer(question) if good else wrong_answer(question))
            if kind != "ordering":
                self.trainee.see("form .check").click()
                self.trainee.see("form .feedback .verdict").wait_for()
            self.take(["form .option", "form .spots", "form .gapped"][{"single-choice": 0, "cloze": 2}.get(kind, 1)])

    def afterwards(self) -> None:
        first, second, *_ = self.course.modules
        self.go("home")
        self.trainee.begin_quiz(first)
        answers = [right_answer(question) for question in first.questions]
        self.trainee.take_quiz(
            [wrong_answer(first.questions[0]), wrong_answer(first.questions[1]), *answers[2:]][: len(answers)]
        )
        self.take()
        self.trainee.go(".result-actions button")
        self.trainee.take_quiz(answers)
        self.go(second.id)
        self.trainee.go(".button.begin")
        self.take()
        self.go("home")
        for module in self.course.modules[1:]:
            self.trainee.pass_module(module)
            self.trainee.go('.result-actions [href="#home"]')
        self.take()
        self.go("certificate")
        self.take()

    def comfort(self) -> None:
        noted = next(module for module in self.course.modules if module.content_note)
        self.go(noted.id)
        self.take()
        self.trainee.see("#player_settings summary").click()
        self.take()
        self.trainee.see("#player_settings summary").click()
        self.go(next(f"{m.id}/{p.id}" for m in self.course.modules for p in m.pages if self.explains(f"{m.id}/{p.id}")))
        self.trainee.see(".term").first.click()
        self.take(".term-box")
        self.go(with_block(self.course, "reflection"))
        self.take(".reflection")

    def explains(self, address: str) -> bool:
        self.go(address)
        return bool(self.trainee.see(".term").count())


@contextmanager
def camera(browser: Browser, package: bytes, course: Course, colours: Colours) -> Iterator[Camera]:
    with browser.new_context(viewport=FRAME, color_scheme=colours) as context, LmsServer(package) as lms:
        page = context.new_page()
        page.add_init_script(FIXED_CHANCE)
        yield Camera(page, Trainee(lms.launch(page)), course)
        lms.close(page)


def side_by_side(browser: Browser, pictures: list[bytes]) -> bytes:
    """Return one picture of several."""
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(each).decode()}" style="border:1px solid #bbb">'
        for each in pictures
    )
    page = browser.new_page(viewport={"width": 1600, "height": 720})
    page.set_content(f'<body style="margin:0;display:inline-flex;gap:16px;padding:8px;background:#fff">{images}')
    picture = page.locator("body").screenshot()
    page.close()
    return picture


STRIPS: dict[str, tuple[Callable[[Camera], None], Colours]] = {
    "player": (Camera.home_and_lessons, "light"),
    "pictures/questions": (Camera.questions, "light"),
    "pictures/afterwards": (Camera.afterwards, "light"),
    "pictures/comfort": (Camera.comfort, "light"),
    "pictures/dark": (Camera.questions, "dark"),
}
"""Each picture of the docs: what is on it, and in which colours."""


def main() -> None:
    package, course = build_zip(REPOSITORY), read_course(REPOSITORY)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for name, (shoot, colours) in STRIPS.items():
            with camera(browser, package, course, colours) as held:
                shoot(held)
            path = DOCS / f"{name}.png"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(side_by_side(browser, held.taken))
        browser.close()


if __name__ == "__main__":
    main()
