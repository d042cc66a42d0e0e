import assert from "node:assert/strict";
import { test } from "node:test";

import { DeviceStore } from "../../../scorm_export/player/saving/device-store.js";
import { PersonalStore } from "../../../scorm_export/player/saving/personal-store.js";

/** The storage of a browser, with room for texts up to a length. */
function makeStorage(room = Infinity) {
  const items = {};
  Object.defineProperties(items, {
    getItem: { value: (key) => items[key] ?? null },
    setItem: {
      value: (key, text) => {
        if (text.length > room) throw new Error("full");
        items[key] = text;
      },
    },
    removeItem: { value: (key) => delete items[key] },
  });
  return items;
}

const storeOf = (storage, learner) => new DeviceStore(() => storage, null, "course", learner);
const NAME = ["reflection", "module", "page"];
const join = (theirs, early) => [theirs, early].filter(Boolean).join("+");

/** Adopt one text, and return each call of `done`. */
function adopted(personal) {
  const calls = [];
  personal.adopt({ name: NAME, join, done: (...values) => calls.push(values) });
  return calls;
}

test("what was written before the learner was known is added to what is theirs, once", () => {
  const window = makeStorage();
  const device = makeStorage();
  storeOf(device, "learner").write("theirs", ...NAME);
  const personal = new PersonalStore(storeOf(window, ""));
  const calls = adopted(personal);
  personal.write("early", ...NAME);
  assert.deepEqual([calls, personal.read(...NAME)], [[], "early"]);
  personal.setLearner(storeOf(device, "learner"));
  assert.deepEqual(calls, [[true, "theirs+early"]]);
  assert.equal(personal.read(...NAME), "theirs+early");
  assert.deepEqual(Object.keys(window), []);
});

test("a learner who is known from the beginning gets what an earlier visit to the window has left", () => {
  const window = makeStorage();
  storeOf(window, "").write("early", ...NAME);
  const personal = new PersonalStore(storeOf(window, ""));
  personal.setLearner(storeOf(makeStorage(), "learner"));
  assert.deepEqual(adopted(personal), [[true, "early"]]);
  assert.deepEqual(adopted(personal), [[true, "early"]]);
});

test("what a full device cannot keep is not lost while the page is open", () => {
  const device = makeStorage();
  storeOf(device, "learner").write("theirs", ...NAME);
  const personal = new PersonalStore(storeOf(makeStorage(0), ""));
  const calls = adopted(personal);
  assert.equal(personal.write("early", ...NAME), false);
  const full = makeStorage(0);
  Object.assign(full, device);
  personal.setLearner(storeOf(full, "learner"));
  assert.deepEqual(calls, [[false, "theirs+early"]]);
});
