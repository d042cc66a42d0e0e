"""The largest state that the builder computes is the one that the runtime stores."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, read_course
from node import NODE

from scorm_export.load import load
from scorm_export.model import Course
from scorm_export.render import payload
from scorm_export.suspend import LAST_SLOT, largest_state

RUNTIME = REPOSITORY / "scorm_export" / "runtime"

# Everything is seen and answered, with all options of a multiple-response question, in the order of the course.
PLAY = """
import { readFileSync } from "node:fs";
import { answerQuestion, seePage } from "%(runtime)s/progress.js";
import { encodeState, newState } from "%(runtime)s/state.js";
const course = JSON.parse(readFileSync(0, "utf8"));
// Editions before this one had as many questions as there are slots.
let state = { ...newState(), slots: %(slots)d };
for (const module of course.modules) {
  for (const page of module.pages) state = seePage(course, state, module, page);
  for (const question of module.questions) {
    const chosen = question.kind === "multiple-response" ? question.options : question.right;
    state = answerQuestion(course, state, module, question, chosen);
  }
}
const best = Object.entries(state.modules).map(([id, one]) => [id, { ...one, best: 100, passed: true }]);
console.log(encodeState({ ...state, modules: Object.fromEntries(best) }));
"""


def stored(course: Course) -> str:
    """Return the state that the runtime stores of a trainee who has done everything."""
    program = PLAY % {"runtime": RUNTIME.as_uri(), "slots": int(LAST_SLOT, 36) - len(course.questions)}
    given = payload(course, "none", {})
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", program],
        input=json.dumps(json.loads(given)),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("root", [REPOSITORY, SMALL], ids=["repository", "small"])
def test_runtime_never_stores_more(root: Path) -> None:
    course = read_course(root)
    largest, real = largest_state(load(root)[0]), stored(course)
    assert len(real) == len(largest)
