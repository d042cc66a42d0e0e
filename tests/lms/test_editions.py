"""A new edition of the course: what was done stays, and counts as the new edition counts it."""

from __future__ import annotations

import shutil
from pathlib import Path

from building import SMALL, build_zip, edited, replace
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import Page
from steps import PASS_FIRST, Step, do
from trainee import Trainee, timeless

from scorm_export.course.model import Course


def test_updated_package_keeps_what_was_done(page: Page, small: Course, small_zip: bytes, tmp_path: Path) -> None:
    """A question goes, another comes, a page is added: the rest stays, each interaction at its place."""

    def update(root: Path) -> None:
        quiz = root / "quizzes" / "first.yaml"
        text = quiz.read_text(encoding="utf-8")
        single = text[text.index("  - id: single") : text.index("  - id: several")]
        fresh = single.replace("id: single", "id: fresh").replace("tests: [first-a]", "tests: [first-a, first-b]")
        quiz.write_text(text.replace(single, fresh), encoding="utf-8")
        added = root / "modules" / "first" / "15-added.md"
        added.write_text("---\nid: added\ntitle: Added later\nteaches: [first-a]\n---\n\nMore.\n", encoding="utf-8")

    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        first, second = small.modules
        trainee.begin_quiz(first)
        trainee.take_quiz(["b", "ac"])
        lms.leave(page)
        updated = edited(SMALL, tmp_path, update)
        lms.swap_package(build_zip(updated))
        trainee = Trainee(lms.launch(page))
        assert "Passed with 100%" in trainee.see('.card[href="#first"]').inner_text()
        trainee.go('.card[href="#first"]')
        assert trainee.see(".page-list .seen:not(:empty)").count() == 2
        trainee.go('.page-list [href="#first/quiz"]')
        assert trainee.address == "#first/quiz/fresh"
        trainee.answer("b")
        trainee.go("header [href='#home']")
        trainee.pass_module(second)
        lms.close(page)
        assert [i["id"] for i in lms.record.interactions] == [
            "first.single",
            "first.several",
            "first.fresh",
            "second.statement",
        ]
        assert (lms.record.status, lms.record.score) == ("passed", "100")


def test_edition_that_asks_less_counts_at_once(page: Page, small: Course, small_zip: bytes, tmp_path: Path) -> None:
    """A question and a module go, and the trainee has done all that is left: the LMS hears it on opening."""

    def update(root: Path) -> None:
        replace(root / "course" / "course.yaml", "modules: [first, second]", "modules: [first]")
        shutil.rmtree(root / "modules" / "second")
        (root / "quizzes" / "second.yaml").unlink()
        facts = root / "course" / "facts.yaml"
        facts.write_text("".join(facts.read_text(encoding="utf-8").splitlines(True)[:-1]), encoding="utf-8")
        replace(root / "modules" / "first" / "10-begin.md", ", and a [link to the end](#second/end)", "")
        quiz = root / "quizzes" / "first.yaml"
        text = quiz.read_text(encoding="utf-8")
        single = text[: text.index("  - id: several")]
        quiz.write_text(single.replace("tests: [first-a]", "tests: [first-a, first-b]"), encoding="utf-8")

    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        trainee.begin_quiz(small.modules[0])
        trainee.answer("b")
        lms.leave(page)
        assert (lms.record.status, lms.record.score) == ("incomplete", "")
        lms.swap_package(build_zip(edited(SMALL, tmp_path, update)))
        trainee = Trainee(lms.launch(page))
        assert "Passed with 100%" in trainee.see(".card").inner_text()
        lms.close(page)
        assert (lms.record.status, lms.record.score) == ("passed", "100")


def test_title_change_costs_nothing(page: Page, small_zip: bytes, tmp_path: Path) -> None:
    """What an author writes differently, without a new id, leaves the record as it is."""

    def update(root: Path) -> None:
        replace(root / "modules" / "first" / "10-begin.md", "title: Where it begins", "title: The beginning")
        replace(root / "quizzes" / "first.yaml", "Which ones are right?", "Which two are right?")

    with LmsServer(small_zip) as lms:
        trainee = Trainee(lms.launch(page))
        do(trainee.frame, *PASS_FIRST)
        lms.leave(page)
        before = dict(lms.record.values)
        lms.swap_package(build_zip(edited(SMALL, tmp_path, update)))
        trainee = Trainee(lms.launch(page))
        trainee.go('.card[href="#first"]')
        assert trainee.see(".seen:not(:empty)").count() == 2
        lms.close(page)
        same = [key for key in before if "suspend_data" in key or "interactions" in key or "objectives" in key]
        assert {key: timeless(lms.record.values[key]) for key in same} == {key: timeless(before[key]) for key in same}


def test_quiz_that_comes_or_goes_takes_nothing_back(page: Page, tmp_path: Path) -> None:
    """A module was read and gets a quiz; another one loses the quiz that was passed."""

    def quizzes(name: str, *kept: str) -> bytes:
        def update(root: Path) -> None:
            (root / "course" / "facts.yaml").unlink()
            for module in {"first", "second"} - set(kept):
                (root / "quizzes" / f"{module}.yaml").unlink()

        (tmp_path / name).mkdir()
        return build_zip(edited(SMALL, tmp_path / name, update))

    again = Launch(review_after_end=False)
    with LmsServer(quizzes("one", "first")) as lms:
        do(lms.launch(page), *PASS_FIRST, Step("second/end"))
        lms.leave(page)
        told = [(each.id, each.status, each.score) for each in lms.record.objectives]
        assert told == [("first", "passed", "100"), ("second", "completed", "")]
        lms.swap_package(quizzes("both", "first", "second"))
        trainee = Trainee(lms.launch(page, again))
        assert "a score of 100%" in trainee.see("#player_course-progress").inner_text()
        assert trainee.see(".card .state").all_inner_texts() == ["Passed with 100%", "Completed"]
        do(trainee.frame, Step("second/quiz/statement", "t"))
        lms.leave(page)
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        lms.swap_package(quizzes("other", "second"))
        trainee = Trainee(lms.launch(page, again))
        assert trainee.see(".card .state").all_inner_texts() == ["Completed", "Passed with 0%"]
        do(trainee.frame, Step("second/quiz/statement"))
        lms.leave(page)
        assert (lms.record.status, lms.record.score) == ("passed", "100")
        assert (lms.record.objectives[0].status, lms.record.objectives[0].score) == ("passed", "100")
