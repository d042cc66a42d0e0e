"""What a screen reader is told of each kind of question: the accessibility tree, open and answered.

Run as a program, it writes the golden files: read them before you commit them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import browser as chromium
from building import everything_course, read_course, unpacked
from playwright.sync_api import Browser, sync_playwright
from trainee import FIXED_CHANCE, Trainee, right_answer, wrong_answer

from scorm_export.questions import KINDS


def golden(kind: str) -> Path:
    """Return the file with the tree of a kind of question."""
    return Path(__file__).parents[1] / "golden" / "accessibility" / f"{kind}.yaml"


def tell(browser: Browser, root: Path, kind: str) -> str:
    """Return the tree of the question of this kind in a course: open, and after a wrong answer."""
    (module,) = read_course(root).modules
    question = next(question for question in module.questions if question.entry.kind == kind)
    with tempfile.TemporaryDirectory() as folder, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(FIXED_CHANCE)
        page.goto(f"{unpacked(root, Path(folder))}#{module.id}/quiz/{question.id}")
        trainee = Trainee(page)
        before = trainee.see("form").aria_snapshot()
        trainee.answer(wrong_answer(question) if question.entry.scored else right_answer(question))
        after = trainee.see("form").aria_snapshot()
        return f"# open\n{before}\n# answered\n{after}\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        course = everything_course(Path(made))
        started = chromium.launch(playwright)
        for name in KINDS:
            golden(name).write_text(tell(started, course, name), encoding="utf-8")
