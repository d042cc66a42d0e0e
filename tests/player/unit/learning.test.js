import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { byResult, recallQuestions, reviewQuestions } from "../../../scorm_export/player/core/learning.js";
import { newModuleState, newState } from "../../../scorm_export/player/core/state.js";
import { played } from "./arbitrary.js";
import { KINDS } from "./kinds.js";

const question = (id) => ({ id, ...KINDS["true-false"], options: "tf", right: "t", pages: [] });
const module = (id) => ({ id, pages: ["p"], passMark: 80, draw: null, questions: ["q1", "q2", "q3"].map(question) });
const five = { modules: ["a", "b", "c", "d", "e"].map(module) };
const passed = (...ids) => ({
  ...newState(),
  modules: Object.fromEntries(ids.map((id) => [id, { ...newModuleState(), passed: true }])),
});
const from = (asked) => asked.map((one) => one.module.id);

test("before a module, two questions of the last one that was passed and one of a module further back", () => {
  const recalled = (index, ...ids) => from(recallQuestions(five, passed(...ids), five.modules[index], 7));
  assert.deepEqual(recalled(0, "b", "c"), []);
  assert.deepEqual(recalled(1), []);
  assert.deepEqual(recalled(1, "a"), ["a", "a"]);
  assert.deepEqual(recalled(2, "a", "b"), ["b", "b", "a"]);
  assert.deepEqual(recalled(4, "a", "b", "c", "d"), ["d", "d", "b"]);
  assert.deepEqual(recalled(4, "a", "b"), ["b", "b", "a"]);
});

test("a review mixes questions of all modules that were passed, each once", () => {
  assert.deepEqual(reviewQuestions(five, newState(), 7), []);
  const asked = reviewQuestions(five, passed("a", "c", "e"), 7);
  assert.equal(asked.length, 8);
  assert.equal(new Set(asked.map((one) => `${one.module.id}.${one.question.id}`)).size, 8);
  assert.ok(from(asked).every((id) => "ace".includes(id)));
  assert.notDeepEqual(from(asked), from(asked).sort());
});

test("each answered question that counts went right or was missed", () => {
  fc.assert(
    fc.property(played, ({ course: { modules }, states }) => {
      const state = states[states.length - 1];
      for (const each of modules.filter(({ id }) => Object.hasOwn(state.modules, id))) {
        const mine = state.modules[each.id];
        const { right, missed } = byResult(each, mine);
        const counting = each.questions.filter(({ id, scored }) => scored && mine.answers[id]?.response);
        assert.deepEqual(new Set([...right, ...missed]), new Set(counting));
        assert.ok(right.every((one) => !missed.includes(one)));
      }
    }),
  );
});
