import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { askedQuestions, shuffled } from "../../../scorm_export/player/core/chance.js";
import { newModuleState } from "../../../scorm_export/player/core/state.js";
import { course, played } from "./arbitrary.js";
import { KINDS } from "./kinds.js";

const seed = fc.integer({ min: 1, max: 1295 });

const itself = (thing) => thing;

test("shuffling loses nothing, and the same seed gives the same order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), seed, (things, number) => {
      const made = shuffled(things, number, itself);
      assert.deepEqual([...made].sort(), [...things].sort());
      assert.deepEqual(shuffled(things, number, itself), made);
      assert.deepEqual(shuffled([...things].reverse(), number, itself), made);
      assert.deepEqual(shuffled(things, 0, itself), things);
    }),
  );
});

test("without one of the things, the others keep their order", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), seed, (things, number) => {
      const rest = things.slice(1);
      assert.deepEqual(shuffled(rest, number, itself), shuffled(things, number, itself).filter((thing) => thing !== things[0]));
    }),
  );
});

test("every order and every draw comes up", () => {
  const seeds = Array.from({ length: 1295 }, (_, index) => index + 1);
  const orders = new Map();
  for (const number of seeds) {
    const order = shuffled([..."abc"], number, (id) => `question.${id}`).join("");
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  assert.equal(orders.size, 6);
  // Each is expected 216 times; a third more or less is far beyond chance.
  for (const [order, times] of orders) assert.ok(times > 144 && times < 288, `${order} came up ${times} times`);
});

test("a quiz attempt asks as many questions as are drawn, and all that do not count", () => {
  fc.assert(
    fc.property(course, seed, ({ modules }, number) => {
      for (const module of modules) {
        const asked = askedQuestions(module, { ...newModuleState(), seed: number });
        const counting = module.questions.filter(({ scored }) => scored).length;
        assert.equal(asked.filter(({ scored }) => scored).length, module.draw ?? counting);
        assert.equal(asked.length - asked.filter(({ scored }) => scored).length, module.questions.length - counting);
        assert.deepEqual(asked, module.questions.filter((question) => asked.includes(question)));
      }
    }),
  );
});

test("what was answered in a try is asked in it, also when questions are added", () => {
  fc.assert(
    fc.property(played, ({ course: { modules }, states }) => {
      const state = states[states.length - 1];
      for (const module of modules.filter(({ id }) => Object.hasOwn(state.modules, id))) {
        const { answers } = state.modules[module.id];
        const added = { id: "zz-added", ...KINDS["true-false"], options: "tf", right: "t", pages: [] };
        const later = { ...module, questions: [added, ...module.questions] };
        const asked = askedQuestions(later, state.modules[module.id]).map(({ id }) => id);
        for (const [id, { response }] of Object.entries(answers)) if (response) assert.ok(asked.includes(id));
      }
    }),
  );
});
