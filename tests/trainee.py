"""A trainee at the page: does what a person does, with the mouse, and sees what a person sees."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Frame, Locator, Page

from scorm_export.model import Course, Module, Question

QUICK = 5_000
"""Milliseconds after which a click that does nothing is a failure."""


def right_answer(question: Question) -> str:
    """Return the ids of the right options."""
    return "".join(choice.id for choice in question.choices if choice.correct)


def wrong_answer(question: Question) -> str:
    """Return the id of one wrong option."""
    return next(choice.id for choice in question.choices if not choice.correct)


class Trainee:
    """Plays a course in a page or in an LMS's frame."""

    def __init__(self, frame: Frame | Page) -> None:
        self.frame = frame

    def see(self, selector: str) -> Locator:
        """Return what is visible of a selector."""
        return self.frame.locator(f"{selector}:visible")

    @property
    def title(self) -> str:
        return self.frame.title()

    @property
    def address(self) -> str:
        return str(self.frame.evaluate("location.hash"))

    @property
    def focused(self) -> str:
        """The text of what has the focus."""
        return str(self.frame.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"))

    def go(self, selector: str) -> None:
        """Follow a link or button to another place, and wait until that is shown."""
        before = self.title
        self.see(selector).first.click(timeout=QUICK)
        self.frame.wait_for_function("before => document.title !== before", arg=before, timeout=QUICK)

    def open_module(self, module: Module) -> None:
        self.go(f'.card[href="#{module.id}"]')

    def read(self, module: Module) -> None:
        """Read the module from its start to its last page."""
        self.go(".button.begin")
        for _ in module.pages[1:]:
            self.go('[rel="next"]')

    def to_quiz(self) -> None:
        self.go('[rel="next"]')

    def begin_quiz(self, module: Module) -> None:
        """Read the module from the course home, and come to its first open question."""
        self.open_module(module)
        self.read(module)
        self.to_quiz()

    def choose(self, chosen: Iterable[str]) -> None:
        for id_ in chosen:
            self.see(f'form .option[data-choice="{id_}"]').click(timeout=QUICK)

    def answer(self, chosen: str) -> None:
        """Answer the question that is shown, and see its feedback."""
        self.choose(chosen)
        self.see("form .check").click(timeout=QUICK)
        self.see("form .feedback .verdict").wait_for(timeout=QUICK)

    def next(self) -> None:
        """Go on after the feedback."""
        self.go("form .next")

    def take_quiz(self, answers: Iterable[str]) -> None:
        """Answer all questions from the one that is shown, and see the result."""
        for chosen in answers:
            self.answer(chosen)
            self.next()

    def pass_module(self, module: Module) -> None:
        """Take the module from the course home with all answers right."""
        self.begin_quiz(module)
        self.take_quiz(right_answer(question) for question in module.questions)

    def pass_course(self, course: Course) -> None:
        """Pass every module, from the course home."""
        for module in course.modules:
            self.pass_module(module)
            self.go('.result-actions [href="#home"]')
