import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import {
  courseProgress,
  courseResult,
  objectives,
  quizAttemptResult,
  quizAttemptsLeft,
  withResult,
} from "../../../scorm_export/player/core/scoring.js";
import { decodeState, encodeState, migrateState, newModuleState } from "../../../scorm_export/player/core/state.js";
import { Attempt } from "../../../scorm_export/player/saving/attempt.js";
import { played, withoutQuiz } from "./arbitrary.js";
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
  assert.deepEqual(courseResult(edition, { slots: 0, modules: {} }), { score: null, passed: false, earned: 0 });
  assert.deepEqual(courseResult(edition, { slots: 0, modules: { a: done } }), { score: 33, passed: false, earned: 0 });
  assert.deepEqual(courseResult(edition, { slots: 0, modules: { a: done, b: done, c: done } }), {
    score: 100,
    passed: true,
    earned: 2,
  });
});

test("a module without a quiz is passed by reading it, and has no part in the score", () => {
  const reading = withoutQuiz({ ...module(0), id: "reading", pages: ["one", "two"] });
  const half = withResult(reading, { ...newModuleState(), seen: ["one"] });
  const read = withResult(reading, { ...newModuleState(), seen: ["one", "two"] });
  assert.deepEqual([half.passed, half.best, read.passed, read.best], [false, null, true, null]);
  const done = { ...newModuleState(), best: 80, passed: true };
  const edition = { modules: [{ ...module(1), id: "m" }, reading] };
  assert.deepEqual(courseResult(edition, { modules: { m: done } }), { score: 80, passed: false, earned: 0 });
  assert.deepEqual(courseResult(edition, { modules: { m: done, reading: read } }), { score: 80, passed: true, earned: 2 });
  assert.deepEqual(
    objectives(edition, { modules: { m: done, reading: read } }).map(({ score, earned }) => [score, earned]),
    [[80, 2], [null, 1]],
  );
});

test("a course without any quiz is completed by reading it, and has no score", () => {
  const reading = withoutQuiz({ ...module(0), id: "reading", pages: ["one"] });
  const state = (seen) => ({ modules: { reading: withResult(reading, { ...newModuleState(), seen }) } });
  assert.deepEqual(courseResult({ modules: [reading] }, state([])), { score: null, passed: false, earned: 0 });
  assert.deepEqual(courseResult({ modules: [reading] }, state(["one"])), { score: null, passed: true, earned: 1 });
});

test("a quiz that comes after a module was read counts from its first result on", () => {
  const read = { ...newModuleState(), passed: true };
  const done = { ...newModuleState(), best: 100, passed: true };
  const edition = { modules: ["a", "b"].map((id) => ({ ...module(1), id })) };
  assert.deepEqual(courseResult(edition, { modules: { a: done, b: read } }), { score: 100, passed: true, earned: 2 });
  assert.deepEqual(courseResult(edition, { modules: { a: read, b: read } }), { score: null, passed: true, earned: 1 });
  assert.equal(courseResult(edition, { modules: { a: done, b: { ...read, best: 50 } } }).score, 75);
});

test("an edition that takes quizzes away, or brings them back, takes back nothing that was earned", () => {
  fc.assert(
    fc.property(played, fc.nat(), ({ course: edition, states }, which) => {
      const stored = encodeState(states[states.length - 1]);
      const modules = edition.modules.map((one, index) => ((which >> index) & 1 ? withoutQuiz(one) : one));
      const open = (text, course) => {
        const attempt = new Attempt(course, migrateState(decodeState(text).state, course), "", () => true);
        attempt.complete(20_000);
        return attempt.state;
      };
      const [before, without] = [open(stored, edition), open(stored, { ...edition, modules })];
      const back = open(encodeState(without), edition);
      for (const [id, { best, passed, seen }] of Object.entries(before.modules)) {
        const { pages, questions } = modules.find((each) => each.id === id);
        const isRead = !questions.length && pages.every((page) => seen.includes(page));
        assert.equal(without.modules[id].passed, passed || isRead);
        assert.equal(back.modules[id].passed, passed || isRead);
        assert.equal(back.modules[id].best, best);
      }
      assert.ok(without.passedOn === before.passedOn || before.passedOn === null);
    }),
  );
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

test("a module is passed exactly when every page was seen and a quiz attempt, if any, reached the pass mark", () => {
  fc.assert(
    fc.property(played, ({ course: edition, states }) => {
      const state = states[states.length - 1];
      for (const { id, pages, passMark, questions } of edition.modules) {
        const { seen, best, passed } = state.modules[id] ?? newModuleState();
        const isDone = !questions.length || (best !== null && best >= passMark);
        const earned = pages.every((page) => seen.includes(page)) && isDone;
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
