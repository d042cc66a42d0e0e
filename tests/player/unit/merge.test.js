import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { decodeEntry, encodeEntry } from "../../../scorm_export/player/saving/journal.js";
import { doneSince, mergeStates } from "../../../scorm_export/player/core/merge.js";
import { answerQuestion, beginQuizAttempt } from "../../../scorm_export/player/core/progress.js";
import { answersOf, decodeState, encodeState, isEmpty, migrateState, moduleState, newState } from "../../../scorm_export/player/core/state.js";
import { BEGUN, course, history, played, steps } from "./arbitrary.js";
import { KINDS } from "./kinds.js";

const last = (states) => states[states.length - 1];

/** A trainee who works on two devices at once, after having worked on one; the clocks differ. */
const apart = fc
  .tuple(course, steps, steps, steps, fc.integer({ min: -100, max: 100 }))
  .map(([played, common, here, there, skew]) => {
    const start = { ...last(history(played, common)), attempt: 1 };
    return {
      played,
      start,
      ours: migrateState(last(history(played, here, start, BEGUN + 60_000)), played),
      theirs: migrateState(last(history(played, there, start, BEGUN + 60_000 + skew * 1000)), played),
    };
  });

/** What a trainee did: all but the slots, by which the LMS knows the answers. */
const done = ({ at, passedOn, modules }) => ({
  at,
  passedOn,
  modules: Object.fromEntries(
    Object.entries(modules).map(([id, { answers, ...module }]) => [
      id,
      { ...module, answers: Object.fromEntries(Object.entries(answers).map(([key, { slot, ...answer }]) => [key, answer])) },
    ]),
  ),
});

test("the order of two states does not matter", () => {
  fc.assert(
    fc.property(apart, ({ played, ours, theirs }) => {
      assert.deepEqual(done(mergeStates(played, ours, theirs)), done(mergeStates(played, theirs, ours)));
    }),
  );
});

test("merging again changes nothing", () => {
  fc.assert(
    fc.property(apart, ({ played, ours, theirs }) => {
      assert.deepEqual(mergeStates(played, ours, ours), ours);
      const merged = mergeStates(played, ours, theirs);
      assert.deepEqual(mergeStates(played, merged, theirs), merged);
      assert.deepEqual(mergeStates(played, merged, ours), merged);
    }),
  );
});

test("a state merged with an empty one stays as it is", () => {
  fc.assert(
    fc.property(apart, ({ played, ours }) => {
      assert.deepEqual(mergeStates(played, ours, newState()), ours);
      assert.deepEqual(done(mergeStates(played, newState(), ours)), done(ours));
    }),
  );
});

test("nothing that was earned or seen is lost, and no answer of the present quiz attempt", () => {
  fc.assert(
    fc.property(apart, ({ played, ours, theirs }) => {
      const merged = mergeStates(played, ours, theirs);
      for (const { id, questions } of played.modules) {
        const now = moduleState(merged, id);
        const both = [moduleState(ours, id), moduleState(theirs, id)];
        const tries = Math.max(...both.map((state) => state.tries));
        assert.equal(now.tries, tries);
        for (const state of both) {
          assert.ok((now.best ?? -1) >= (state.best ?? -1));
          assert.ok(now.passed || !state.passed);
          for (const page of state.seen) assert.ok(now.seen.includes(page));
        }
        const present = both.filter((state) => state.tries === tries);
        for (const question of questions) {
          const given = present.map((state) => state.answers[question.id]).filter((answer) => answer?.response);
          const newest = Math.max(...given.map(({ at }) => at));
          const kept = now.answers[question.id];
          if (given.length) assert.ok(given.some(({ at, response }) => at === newest && response === kept.response));
          else assert.ok(!kept?.response);
        }
      }
    }),
  );
});

test("an answer keeps its slot, and no two answers have the same", () => {
  fc.assert(
    fc.property(apart, ({ played, ours, theirs }) => {
      const merged = mergeStates(played, ours, theirs);
      const slots = answersOf(merged).map(([, { slot }]) => slot);
      assert.equal(new Set(slots).size, slots.length);
      assert.ok(slots.every((slot) => slot < merged.slots));
      const now = new Map(answersOf(merged));
      for (const [id, { slot }] of answersOf(ours)) assert.equal(now.get(id).slot, slot);
      assert.equal(merged.attempt, ours.attempt);
    }),
  );
});

test("the quiz attempt that began last goes on, and the answers of earlier ones are dropped", () => {
  const question = { id: "q", ...KINDS["single-choice"], options: "ab", right: "a", pages: [] };
  const other = { ...question, id: "r" };
  const module = { id: "m", pages: [], questions: [question, other], passMark: 80, shuffle: false, draw: null, newDraw: false };
  const played = { modules: [module] };
  const at = (state, moment) => ({ ...state, at: moment });
  const first = answerQuestion(at(newState(), 1), module, question, "b");
  const again = answerQuestion(beginQuizAttempt(at(first, 2), module, 0), module, question, "a");
  const elsewhere = answerQuestion(at(first, 9), module, other, "a");
  const { answers, tries, best } = mergeStates(played, again, elsewhere).modules.m;
  // Elsewhere the first quiz attempt was completed, and its result counts.
  assert.deepEqual([tries, best], [1, 50]);
  assert.deepEqual(answers, { q: { slot: 0, at: 2, response: "a" }, r: { slot: 1, at: 9, response: "" } });
});

test("answers of both states make a complete quiz attempt", () => {
  const question = { id: "q", ...KINDS["single-choice"], options: "ab", right: "a", pages: [] };
  const other = { ...question, id: "r" };
  const module = { id: "m", pages: [], questions: [question, other], passMark: 80, shuffle: false, draw: null, newDraw: false };
  const here = answerQuestion({ ...newState(), at: 1 }, module, question, "a");
  const there = answerQuestion({ ...newState(), at: 1 }, module, other, "a");
  const merged = mergeStates({ modules: [module] }, here, there);
  assert.deepEqual([merged.modules.m.best, merged.modules.m.passed], [100, true]);
});

test("an entry of the journal comes back as it was", () => {
  const plain = { noNullPrototype: true };
  const time = fc.option(fc.nat());
  const answer = { id: fc.string(), response: fc.string({ unit: "binary" }), at: fc.nat(), time, latency: time };
  const unsent = fc.array(fc.record(answer, plain));
  const entry = fc.record({ location: fc.string(), known: fc.boolean(), unsent }, plain);
  fc.assert(
    fc.property(apart, entry, ({ ours }, rest) => {
      const { state } = decodeState(encodeState(ours));
      assert.deepEqual(decodeEntry(encodeEntry({ state: ours, ...rest })), { state, ...rest });
    }),
  );
});

test("whatever the device has kept is read without failing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
      assert.equal(decodeEntry(text), null);
    }),
  );
  const state = "2.1.1.9;m:50::qA0000c";
  for (const strange of [{}, { unsent: 3 }, { unsent: [null, 1, { id: 1 }] }, { location: {}, known: 1, unsent: [] }]) {
    const entry = decodeEntry(JSON.stringify({ state, ...strange }));
    assert.ok(entry === null || (typeof entry.location === "string" && entry.unsent.length === 0));
  }
});

test("an entry that was cut off anywhere is read without failing", () => {
  fc.assert(
    fc.property(apart, fc.nat(), ({ ours }, cut) => {
      const text = encodeEntry({ state: ours, location: "a/b", known: true, unsent: [] });
      assert.equal(decodeEntry(text.slice(0, cut % text.length)), null);
    }),
  );
});

test("what was done since a moment is all that the state of that moment lacks", () => {
  fc.assert(
    fc.property(played, fc.nat(), ({ course: edition, states }, chosen) => {
      const before = states[chosen % states.length];
      const after = states[states.length - 1];
      assert.ok(isEmpty(doneSince(after, after)));
      const since = doneSince(before, after);
      for (const [id, { seen, answers }] of Object.entries(since.modules)) {
        const old = before.modules[id];
        assert.ok(seen.every((page) => !old?.seen.includes(page)));
        assert.ok(Object.values(answers).every(({ at }) => at > before.at));
      }
      const merged = mergeStates(edition, before, since);
      for (const { id } of edition.modules.filter(({ id: each }) => after.modules[each])) {
        assert.deepEqual(new Set(merged.modules[id]?.seen ?? []), new Set(after.modules[id].seen));
        assert.ok((merged.modules[id]?.best ?? 0) >= (after.modules[id].best ?? 0));
      }
    }),
  );
});
