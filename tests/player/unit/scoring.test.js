import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { courseProgress, courseResult, quizAttemptResult, quizAttemptsLeft } from "../../../scorm_export/player/core/scoring.js";
import { newModuleState } from "../../../scorm_export/player/core/state.js";
import { course, played } from "./arbitrary.js";
import { KINDS } from "./kinds.js";

const module = (count, right = "a", options = "ab") => ({
  id: "m",
  pages: [],
  passMark: 80,
  draw: null,
  questions: Array.from({ length: count }, (_, n) => ({ id: `q${n}`, ...KINDS["multiple-response"], options, right })),
});

const answered = (responses) => ({
  ...newModuleState(),
  answers: Object.fromEntries(responses.map((ids, n) => [`q${n}`, { slot: n, response: ids }])),
});

test("a result is a whole percentage, rounded down", () => {
  assert.equal(quizAttemptResult(module(3), answered(["a", "a", "b"])), 66);
  assert.equal(quizAttemptResult(module(5), answered(["a", "a", "a", "a", "b"])), 80);
  assert.equal(quizAttemptResult(module(3, "abc", "abcd"), answered(["a", "ab", "abc"])), 66);
  assert.equal(quizAttemptResult(module(2), answered(["a", "a"])), 100);
});

test("a quiz attempt with an open question has no result", () => {
  assert.equal(quizAttemptResult(module(2), answered(["a"])), null);
  assert.equal(quizAttemptResult(module(2), answered(["a", ""])), null);
});

test("a question on which no answer is better does not count, but must be answered", () => {
  const scale = { id: "scale", ...KINDS["likert"], options: "ab", right: "" };
  const both = { ...module(1), questions: [...module(1).questions, scale] };
  assert.equal(quizAttemptResult(both, answered(["a"])), null);
  const answers = { ...answered(["a"]).answers, scale: { slot: 1, response: "b" } };
  assert.equal(quizAttemptResult(both, { ...newModuleState(), answers }), 100);
});

test("a quiz attempt uses one of those that are allowed", () => {
  const left = (tries, finished) => quizAttemptsLeft({ tries }, { ...newModuleState(), tries: finished });
  assert.deepEqual([left(null, 5), left(3, 0), left(3, 2), left(1, 0), left(2, 9)], [Infinity, 2, 0, 0, 0]);
});

test("the course's score is the mean over all modules, those without a result counting 0", () => {
  const edition = { modules: ["a", "b", "c"].map((id) => ({ ...module(1), id })) };
  const done = { ...newModuleState(), best: 100, passed: true };
  assert.deepEqual(courseResult(edition, { slots: 0, modules: {} }), { score: null, passed: false });
  assert.deepEqual(courseResult(edition, { slots: 0, modules: { a: done } }), { score: 33, passed: false });
  assert.deepEqual(courseResult(edition, { slots: 0, modules: { a: done, b: done, c: done } }), {
    score: 100,
    passed: true,
  });
});

test("whatever a trainee does, nothing that was earned is taken back", () => {
  fc.assert(
    fc.property(played, ({ course: edition, states }) => {
      for (const [index, after] of states.slice(1).entries()) {
        const before = states[index];
        assert.ok((courseResult(edition, after).score ?? 0) >= (courseResult(edition, before).score ?? 0));
        assert.ok(courseProgress(edition, after) >= courseProgress(edition, before));
        assert.ok(after.slots >= before.slots);
        for (const [id, module] of Object.entries(before.modules)) {
          assert.ok((after.modules[id].best ?? 0) >= (module.best ?? 0));
          assert.ok(after.modules[id].passed || !module.passed);
          assert.ok(module.seen.every((page) => after.modules[id].seen.includes(page)));
        }
      }
    }),
  );
});

test("a module is passed exactly when every page was seen and a quiz attempt reached the pass mark", () => {
  fc.assert(
    fc.property(played, ({ course: edition, states }) => {
      const state = states[states.length - 1];
      for (const { id, pages, passMark } of edition.modules) {
        const { seen, best, passed } = state.modules[id] ?? newModuleState();
        const earned = pages.every((page) => seen.includes(page)) && best !== null && best >= passMark;
        assert.equal(passed, earned);
      }
    }),
  );
});

test("progress is whole exactly when all was passed, and has at most two decimals", () => {
  fc.assert(
    fc.property(played, ({ course: edition, states }) => {
      for (const state of states) {
        const progress = courseProgress(edition, state);
        assert.match(String(progress), /^(0|0\.\d{1,2}|1)$/);
        assert.equal(progress === 1, courseResult(edition, state).passed);
      }
    }),
  );
});

test("a question keeps its slot, and slots have no gaps", () => {
  fc.assert(
    fc.property(played, ({ states }) => {
      const slots = (state) =>
        Object.entries(state.modules).flatMap(([id, one]) =>
          Object.entries(one.answers).map(([question, answer]) => [`${id}.${question}`, answer.slot]),
        );
      for (const [index, after] of states.slice(1).entries()) {
        const now = new Map(slots(after));
        for (const [name, slot] of slots(states[index])) assert.equal(now.get(name), slot);
        assert.deepEqual([...now.values()].sort((a, b) => a - b), [...now.keys()].map((_, n) => n));
      }
    }),
  );
});
