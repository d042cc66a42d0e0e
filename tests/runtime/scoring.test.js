import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { courseResult, scoreAnswer, tryResult } from "../../scorm_export/runtime/scoring.js";
import { newModuleState } from "../../scorm_export/runtime/state.js";
import { course, played } from "./arbitrary.js";

const several = { id: "q", kind: "multiple-response", options: "abcde", right: "abc" };

test("the part of the right options counts, less the part of the wrong ones", () => {
  const worth = (chosen) => scoreAnswer(several, chosen);
  assert.equal(worth("abc"), 1);
  assert.equal(worth("ab"), 2 / 3);
  assert.equal(worth("abd"), 2 / 3 - 1 / 2);
  assert.equal(worth("abcd"), 1 / 2);
  assert.equal(worth("abcde"), 0);
  assert.equal(worth("de"), 0);
  assert.equal(worth(""), 0);
});

test("where one option is right it is all or nothing", () => {
  const single = { id: "q", kind: "single-choice", options: "abc", right: "b" };
  assert.deepEqual([..."abc"].map((id) => scoreAnswer(single, id)), [0, 1, 0]);
});

test("an answer earns 1 exactly when it is right, and never leaves 0 to 1", () => {
  fc.assert(
    fc.property(course, fc.integer({ min: 0, max: 255 }), ({ modules }, number) => {
      for (const question of modules.flatMap((module) => module.questions)) {
        const chosen = [...question.options].filter((_, index) => (number >> index) & 1).join("");
        const score = scoreAnswer(question, chosen);
        assert.ok(score >= 0 && score <= 1);
        assert.equal(score === 1, chosen === question.right);
        assert.equal(scoreAnswer(question, question.options), 0);
      }
    }),
  );
});

const module = (count, right = "a", options = "ab") => ({
  id: "m",
  pages: [],
  questions: Array.from({ length: count }, (_, n) => ({ id: `q${n}`, kind: "multiple-response", options, right })),
});

const answered = (chosen) => ({
  ...newModuleState(),
  answers: Object.fromEntries(chosen.map((ids, n) => [`q${n}`, { slot: n, chosen: ids }])),
});

test("a result is a whole percentage, rounded down", () => {
  assert.equal(tryResult(module(3), answered(["a", "a", "b"])), 66);
  assert.equal(tryResult(module(5), answered(["a", "a", "a", "a", "b"])), 80);
  assert.equal(tryResult(module(3, "abc", "abcd"), answered(["a", "ab", "abc"])), 66);
  assert.equal(tryResult(module(2), answered(["a", "a"])), 100);
});

test("a try with an open question has no result", () => {
  assert.equal(tryResult(module(2), answered(["a"])), null);
  assert.equal(tryResult(module(2), answered(["a", ""])), null);
});

test("the course's score is the mean over all modules, untried ones counting 0", () => {
  const edition = { passMark: 80, modules: ["a", "b", "c"].map((id) => ({ ...module(1), id })) };
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

test("a module is passed exactly when every page was seen and a try reached the mark", () => {
  fc.assert(
    fc.property(played, ({ course: edition, states }) => {
      const state = states[states.length - 1];
      for (const { id, pages } of edition.modules) {
        const { seen, best, passed } = state.modules[id] ?? newModuleState();
        const earned = pages.every((page) => seen.includes(page)) && best !== null && best >= edition.passMark;
        assert.equal(passed, earned);
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
