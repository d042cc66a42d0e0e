import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { decodeState, encodeState, reassignSlots, migrateState, newState } from "../../../scorm_export/player/core/state.js";
import { keepTyped } from "../../../scorm_export/player/core/response-text.js";
import { course, played } from "./arbitrary.js";
import { KINDS } from "./kinds.js";

const EMPTY = { seen: [], best: null, passed: false, answers: {}, seed: 0, tries: 0 };

const last = (states) => states[states.length - 1];

const answersOf = (state) => Object.values(state.modules).flatMap((module) => Object.values(module.answers));

test("a state comes back as it was", () => {
  fc.assert(
    fc.property(played, ({ states }) => {
      const state = last(states);
      assert.deepEqual(decodeState(encodeState(state)), { state, unread: [] });
    }),
  );
});

test("any text is read without failing, and what was read can be stored", () => {
  const alphabet = fc.constantFrom(..."1.;:*,abz09-{}\u0000é☺");
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: alphabet }));
  fc.assert(
    fc.property(text, (foreign) => {
      const { state } = decodeState(foreign);
      assert.deepEqual(decodeState(encodeState(state)).state, state);
    }),
  );
});

test("a state whose beginning is damaged keeps all modules, and tells which slots are taken", () => {
  const damaged = fc.string().map((text) => text.replaceAll(";", "") + "?");
  fc.assert(
    fc.property(played, damaged, ({ states }, head) => {
      const [, ...parts] = encodeState(last(states)).split(";");
      const before = last(states);
      const { state, unread } = decodeState([head, ...parts].join(";"));
      assert.deepEqual(unread, [head.trim()]);
      const responses = (each) => answersOf(each).map(({ slot, response }) => [slot, response]);
      assert.deepEqual(responses(state), responses(before));
      assert.deepEqual(Object.keys(state.modules), Object.keys(before.modules));
      for (const { slot } of answersOf(state)) assert.ok(slot < state.slots);
    }),
  );
});

test("a text that was cut off keeps every part that is whole", () => {
  fc.assert(
    fc.property(played, fc.nat(), ({ states }, cut) => {
      const text = encodeState(last(states));
      const whole = text.slice(0, cut % (text.length + 1)).split(";");
      const { state } = decodeState(text.slice(0, cut % (text.length + 1)));
      for (const part of whole.slice(1, -1)) {
        assert.ok(Object.hasOwn(state.modules, part.split(":")[0]), `${part} is lost`);
      }
    }),
  );
});

test("a property that every object has is not taken for a module", () => {
  assert.deepEqual(decodeState("1.0;constructor:50:a:").state.modules.constructor.best, 50);
  assert.equal(migrateState(newState(), { modules: [{ id: "constructor", pages: [], questions: [] }] }).slots, 0);
});

test("the same edition changes nothing", () => {
  fc.assert(
    fc.property(played, ({ course: edition, states }) => {
      const fitted = migrateState(last(states), edition);
      assert.deepEqual(migrateState(fitted, edition), fitted);
      assert.equal(fitted.slots, last(states).slots);
      assert.deepEqual(new Set(answersOf(fitted).map((a) => a.slot)), new Set(answersOf(last(states)).map((a) => a.slot)));
    }),
  );
});

test("in another edition what is still there stays, and no slot is assigned twice", () => {
  fc.assert(
    fc.property(played, course, ({ states }, edition) => {
      const old = last(states);
      const fitted = migrateState(old, edition);
      for (const [id, module] of Object.entries(fitted.modules)) {
        assert.equal(module.best, old.modules[id].best);
        assert.equal(module.passed, old.modules[id].passed);
        const pages = edition.modules.find((one) => one.id === id).pages;
        assert.deepEqual(new Set(module.seen), new Set(old.modules[id].seen.filter((page) => pages.includes(page))));
      }
      const slots = answersOf(fitted).map((answer) => answer.slot);
      assert.equal(new Set(slots).size, slots.length);
      assert.ok(slots.every((slot) => slot < fitted.slots));
    }),
  );
});

test("an answer with an option that is gone is dropped, and its question keeps its slot", () => {
  const question = { id: "q", ...KINDS["single-choice"], options: "ab", right: "a", pages: [] };
  const edition = { modules: [{ id: "m", pages: [], questions: [question] }] };
  const { state } = decodeState("2.4.1.9;m:50::qA3000c");
  assert.deepEqual(migrateState(state, edition).modules.m.answers.q, { slot: 3, at: 9, response: "" });
});

test("slots that the LMS does not have are assigned again, in their order and without a gap", () => {
  fc.assert(
    fc.property(played, fc.nat({ max: 30 }), ({ states }, count) => {
      const before = last(states);
      const after = reassignSlots(before, count, () => false);
      const kept = answersOf(after);
      const slots = kept.map((answer) => answer.slot);
      assert.equal(new Set(slots).size, slots.length);
      const later = slots.filter((slot) => slot >= count).sort((a, b) => a - b);
      assert.deepEqual(later, later.map((_, index) => count + index));
      assert.equal(after.slots, count + later.length);
      for (const [id, module] of Object.entries(before.modules)) {
        for (const [question, answer] of Object.entries(module.answers)) {
          const now = after.modules[id].answers[question];
          if (answer.slot < count) assert.deepEqual(now, answer);
          else if (answer.response) assert.equal(now.response, answer.response);
          else assert.equal(now, undefined);
        }
      }
    }),
  );
});

test("states of version 1 can still be read", () => {
  const { state, unread } = decodeState("1.2;burns:80*:water,tap:first.0.a,which.1.bd");
  assert.deepEqual(unread, []);
  assert.deepEqual(state, {
    slots: 2,
    attempt: 0,
    at: 0,
    passedOn: null,
    modules: {
      burns: {
        seen: ["water", "tap"],
        best: 80,
        passed: true,
        answers: { first: { slot: 0, at: 0, response: "a" }, which: { slot: 1, at: 0, response: "bd" } },
        seed: 0,
        tries: 0,
      },
    },
  });
});

test("whatever is typed comes back, with the characters that separate the parts of a state, and within its limit", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const response = keepTyped(text, 60);
      const state = { ...newState(), modules: { m: { ...EMPTY, answers: { q: { slot: 0, at: 0, response } } } } };
      const stored = encodeState(state);
      assert.deepEqual(decodeState(stored), { state, unread: [] });
      assert.ok(stored.length <= "2.0.0.0;m:::qA0000".length + 60);
    }),
  );
  assert.equal(keepTyped("  a,b;c:d.e%  ", 60), "a,b;c:d.e%");
});
