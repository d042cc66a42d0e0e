"""The largest state that the builder computes is the one that the player stores."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from building import REPOSITORY, SMALL, authoring_course, read_course
from node import NODE

from scorm_export.course.model import Course
from scorm_export.outputs.learner_state import LAST_DAY, LAST_MOMENT, LAST_SLOT, largest_state
from scorm_export.page.payload import payload_json

PLAYER = REPOSITORY / "scorm_export" / "player"

# Everything is seen, and answered with the longest response, in the order of the course, after many quiz attempts.
PLAY = """
import { readFileSync } from "node:fs";
import { answerQuestion, seePage } from "%(player)s/core/progress.js";
import { encodeState, newState } from "%(player)s/core/state.js";
const course = JSON.parse(readFileSync(0, "utf8"));
// Questions of earlier editions have taken all slots but those that this edition needs.
let state = { ...newState(), slots: %(slots)d, attempt: %(moment)d, at: %(moment)d };
const longest = ({ form, several, options, right }) => {
  if (form === "options") return several ? options : options[0];
  if (form === "number") return "-123456789012,12345";
  return form === "text" ? "x".repeat(60) : right;
};
for (const module of course.modules) {
  for (const page of module.pages) state = seePage(state, module, page);
  for (const question of module.questions) state = answerQuestion(state, module, question, longest(question));
}
const most = { best: 100, passed: true, seed: 1295, tries: 1295 };
const best = Object.entries(state.modules).map(([id, one]) => [id, { ...one, ...most }]);
console.log(encodeState({ ...state, passedOn: %(day)d, modules: Object.fromEntries(best) }));
"""


def stored(course: Course) -> str:
    """Return the state that the player stores of a trainee who has done everything."""
    slots = int(LAST_SLOT, 36) - len(course.questions)
    longest = {"day": int(LAST_DAY, 36), "moment": int(LAST_MOMENT, 36)}
    program = PLAY % {"player": PLAYER.as_uri(), "slots": slots, **longest}
    given = payload_json(course, {}, describes=False)
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", program],
        input=json.dumps(json.loads(given)),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["repository", "small", "authoring"])
def test_player_never_stores_more(name: str, tmp_path: Path) -> None:
    root = {"repository": REPOSITORY, "small": SMALL}.get(name) or authoring_course(tmp_path)
    course = read_course(root)
    largest, real = largest_state(course), stored(course)
    # The largest state has room for a space at its end.
    assert len(real) + 1 == len(largest)
