"""A trainee at the page: does what a person does, with the mouse, and sees what a person sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playwright.sync_api import Frame, Locator, Page
from waiting import QUICK, until

from scorm_export.course.model import Course, Module, Question
from scorm_export.course.model import Page as CoursePage

FIXED_CHANCE = "Math.random = () => 0.5"
"""A script by which a quiz draws and shuffles the same every time."""

GO = "address => { location.hash = address; dispatchEvent(new HashChangeEvent('hashchange')) }"
"""A script that brings the trainee to a place at once, as a link to it would."""

SETTLED = "() => !['', 'saving'].includes(document.getElementById('player_saving').dataset.status ?? '')"
"""Whether the page has said how it stands with saving."""

SAVED = "() => ['saved', 'saved_again'].includes(document.getElementById('player_saving').dataset.status)"


def right_answer(question: Question) -> str:
    """Return the response that is wholly right; on a scale, where none is, the first point."""
    return question.entry.right_response or question.entry.choices[0].id


def wrong_answer(question: Question) -> str:
    """Return a whole response that earns nothing; on a scale, where none does, the first point."""
    return question.entry.wrong_response or question.entry.choices[0].id


def pairs(places: int, response: str) -> Iterator[tuple[str, str]]:
    """Yield what goes where; in an order, of which a response names the pieces alone, places are numbers."""
    if len(response) == places:
        yield from ((str(number + 1), piece) for number, piece in enumerate(response))
    else:
        yield from zip(response[::2], response[1::2], strict=True)


def timeless(state: str) -> str:
    """Return a trainee's state without what a clock decides: moments, the day of passing, and the ages of answers."""
    without_moments = re.sub(r"^(2\.\w+)\.\w+\.\w+(?:\.\w+)?", r"\1", state)
    return re.sub(r"(?<=[:,])([a-z][a-z0-9-]*[A-Z][0-9A-Za-z])[0-9A-Za-z]{3}", r"\1.", without_moments)


SHOWN = "selector => [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length)"
"""The elements of a selector that are shown."""

PRESS = f"""selector => {{
  const [element] = ({SHOWN})(selector);
  if (!element) throw new Error(`not shown: ${{selector}}`);
  element.click();
}}"""

ENTER = f"""([selector, value]) => {{
  const [element] = ({SHOWN})(selector);
  element.value = value;
  if (element.value !== value) throw new Error(`${{selector}} does not take ${{value}}`);
  for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, {{ bubbles: true }}));
}}"""


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

    def press(self, selector: str) -> None:
        """Click the first that is visible of a selector."""
        self.see(selector).first.click(timeout=QUICK)

    def enter(self, selector: str, value: str) -> None:
        """Type a text into the field of a selector, or choose one of its options."""
        field = self.see(selector)
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value, timeout=QUICK)
        else:
            field.fill(value, timeout=QUICK)

    def count(self, selector: str) -> int:
        """Return how many are visible of a selector."""
        return len(self.frame.evaluate(f"selector => ({SHOWN})(selector).map(() => 1)", selector))

    def go(self, selector: str) -> None:
        """Follow a link or button to another place, and wait until that is shown."""
        before = self.title
        self.press(selector)
        until(self.frame, "before => document.title !== before", arg=before)
        self.settle()

    def settle(self) -> None:
        """Wait until what was done is saved, or the trainee can read that it is not."""
        until(self.frame, SETTLED)

    def wait_saved(self, patience: int = QUICK) -> None:
        """Wait until everything is saved, at most so many milliseconds."""
        until(self.frame, SAVED, patience=patience)

    @property
    def saving(self) -> str:
        """How it stands with saving, such as "saved" or "gone"."""
        return str(self.frame.evaluate("document.getElementById('player_saving').dataset.status"))

    def open_module(self, module: Module) -> None:
        self.go(f'.card[href="#{module.id}"]')

    def read(self, module: Module) -> None:
        """Read the module from its start to its last page, without recalling the one before.

        What has to be heard or seen is read in words.
        """
        self.go(".button.begin")
        if self.address.endswith("/recall"):
            self.go(".drill-end a")
        for index, page in enumerate(module.pages):
            if index:
                self.go('[rel="next"]')
            self.play(page)

    def play(self, page: CoursePage) -> None:
        """On a page with a recording that has to be heard or seen, open its words instead."""
        if page.is_to_be_played:
            self.press(".to-play .transcript summary")

    def to_quiz(self) -> None:
        self.go('[rel="next"]')

    def begin_quiz(self, module: Module) -> None:
        """Read the module from the course home, and come to its first open question."""
        self.open_module(module)
        self.read(module)
        self.to_quiz()

    def choose(self, response: str, form: str = "form") -> None:
        """Enter a response in the question that is shown."""
        asked_in = self.frame.evaluate(f"selector => ({SHOWN})(selector)[0].dataset.form", form)
        if asked_in == "options":
            for id_ in response:
                self.press(f'{form} .option[data-choice="{id_}"]')
        elif asked_in in ("matching", "ordering"):
            for place, piece in pairs(self.count(f"{form} [data-spot]"), response):
                self.press(f'{form} [data-piece="{piece}"] .piece')
                self.press(f'{form} [data-spot="{place}"] .spot-button')
        elif asked_in == "gaps":
            for gap, option in pairs(0, response):
                self.enter(f'{form} [data-gap="{gap}"]', option)
        else:
            self.enter(f"{form} input", response)

    def answer(self, response: str) -> None:
        """Answer the question that is shown, and see its feedback."""
        self.choose(response)
        self.press("form .check")
        until(self.frame, f"selector => ({SHOWN})(selector).length", "form .feedback .verdict")
        self.settle()

    def next(self) -> None:
        """Go on after the feedback."""
        self.go("form .next")

    def take_quiz(self, answers: Iterable[str]) -> None:
        """Answer all questions from the one that is shown, and see the result."""
        for response in answers:
            self.answer(response)
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


class QuickTrainee(Trainee):
    """A trainee whose clicks are made by scripts: where it matters what is done, and not how."""

    def press(self, selector: str) -> None:
        self.frame.evaluate(PRESS, selector)

    def enter(self, selector: str, value: str) -> None:
        self.frame.evaluate(ENTER, [selector, value])


def places(course: Course) -> Iterator[str]:
    """Yield the address of every place in a course."""
    yield from ("home", "sources", "glossary", "help")
    for module in course.modules:
        yield module.id
        yield from (f"{module.id}/{page.id}" for page in module.pages)
        yield from (f"{module.id}/quiz/{question.id}" for question in module.questions)
        yield f"{module.id}/result"
