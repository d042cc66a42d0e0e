"""A browser that is really killed, again and again, and loses nothing that the trainee had entered."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

import browser as chromium
import pytest
from fault_visits import Visitor, complaints
from faults import FAULTS
from lms.server import LmsServer
from lms.sessions import Launch
from playwright.sync_api import BrowserContext, Error, Playwright, expect
from steps import ENTERED, PATIENCE, SAVED_OR_PASSED, STEPS, Step, do, write
from trainee import Trainee, timeless
from waiting import until

LONGEST_WAIT_SECONDS = 0.3
"""A kill comes at most so long after the trainee began a step: some before it is done, some after."""

ON_DISK = """() => new Promise((resolve) => {
  indexedDB.open("scorm-export").onsuccess = ({ target }) => {
    // It begins when all that was written before is on the disk.
    target.result.transaction("kept").objectStore("kept").count().onsuccess = resolve;
  };
})"""

LONGEST_KEEPING_SECONDS = 2
"""The page promises no more of a disk that is slower (`session.js`): then only the disk itself can tell."""


def start(playwright: Playwright, profile: Path) -> BrowserContext:
    """Start a browser of its own, which keeps what it keeps in a folder."""
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium.find_any(playwright), args=chromium.ARGUMENTS
    )


def kill(profile: Path) -> None:
    """Kill all processes of the browser at once, without a word."""
    found = subprocess.run(["pgrep", "-f", str(profile)], capture_output=True, text=True, check=False)
    for process in found.stdout.split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)


@pytest.fixture(scope="module")
def states(playwright: Playwright, small_zip: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The state in the LMS before the first step, and after each one."""
    context = start(playwright, tmp_path_factory.mktemp("profile"))
    with LmsServer(small_zip) as lms:
        visitor = Visitor(lms, context.new_page(), FAULTS[0])
        visitor.saved()
        found = [timeless(lms.record.suspend_data)]
        for step in STEPS:
            visitor.do(step)
            found.append(timeless(lms.record.suspend_data))
        lms.leave(visitor.page)
    context.close()
    assert found[-1] == ENTERED
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each kill, with its seed in its name: `--seed 7 --kills 1` repeats that of seed 7."""
    if "seed" in metafunc.fixturenames:
        first = metafunc.config.getoption("--seed")
        metafunc.parametrize("seed", range(first, first + metafunc.config.getoption("--kills")))


def test_killed_browser(playwright: Playwright, small_zip: bytes, states: list[str], tmp_path: Path, seed: int) -> None:
    """After a kill the course goes on where it was: with all answers, or also with the one that was being given."""
    chance = random.Random(seed)
    at = chance.randrange(len(STEPS))
    offline_from = chance.choice([at, max(0, at - 2), len(STEPS)])
    wait = chance.uniform(0, LONGEST_WAIT_SECONDS)
    with LmsServer(small_zip) as lms:
        done = go_and_be_killed(playwright, tmp_path, lms, (at, offline_from, wait))
        lms.abandon()
        context = start(playwright, tmp_path)
        frame = lms.launch(context.new_page(), Launch(recorded=False))
        until(frame, SAVED_OR_PASSED.replace("['", "['read_only', '"), patience=PATIENCE)
        state = timeless(lms.record.suspend_data)
        if lms.record.status == "completed":
            # Killed between the two commits of passing: the LMS lets nobody write any more (docs/faults.md).
            assert (state, lms.record.score) == (states[-1], "100")
        else:
            assert state in states[done : done + 2], f"{done} steps were done, and {state} is what is left"
            do(frame, *STEPS[states.index(state) :])
            assert complaints(lms.record, lms.sessions, FAULTS[0]) == []
        lms.abandon()
        context.close()


def go_and_be_killed(playwright: Playwright, profile: Path, lms: LmsServer, plan: tuple[int, int, float]) -> int:
    """Go through the course until the browser is killed: in a step, which began so long ago.

    Return how many steps the trainee has seen done.
    """
    at, offline_from, wait = plan
    context = start(playwright, profile)
    frame = lms.launch(context.new_page(), Launch(recorded=False))
    done = 0
    timer = threading.Timer(wait, kill, [profile])
    try:
        for number, step in enumerate(STEPS):
            if number == offline_from:
                context.set_offline(True)
            if number == at:
                timer.start()
            began = time.monotonic()
            do(frame, step)
            if time.monotonic() - began > LONGEST_KEEPING_SECONDS:
                frame.evaluate(ON_DISK)
            done += 1
    except Error:
        # It was killed in the middle of the step.
        pass
    timer.join()
    with contextlib.suppress(Error):
        context.close()
    return done


def test_reflection_outlives_a_kill(playwright: Playwright, small_zip: bytes, tmp_path: Path) -> None:
    """What is typed is not yet in the local storage on the disk when the browser is killed."""
    with LmsServer(small_zip) as lms:
        context = start(playwright, tmp_path)
        frame = lms.launch(context.new_page())
        write(frame, "Only for me")
        frame.evaluate(ON_DISK)
        kill(tmp_path)
        lms.abandon()
        with contextlib.suppress(Error):
            context.close()
        context = start(playwright, tmp_path)
        frame = lms.launch(context.new_page())
        do(frame, Step("first/further"))
        expect(Trainee(frame).see(".reflection textarea")).to_have_value("Only for me")
        lms.abandon()
        context.close()
