import assert from "node:assert/strict";
import { test } from "node:test";

import { DeviceStore } from "../../../scorm_export/player/saving/device-store.js";
import { PersonalStore, stamped, withoutStamp } from "../../../scorm_export/player/saving/personal-store.js";

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
const NAME = ["reflection", "module", "page", ""];

const textOf = (personal) => withoutStamp(personal.read(...NAME));

test("what was written before the learner was known is added to what is theirs, once", () => {
  const window = makeStorage();
  const device = makeStorage();
  storeOf(device, "learner").write(stamped("theirs"), ...NAME);
  storeOf(device, "learner").write("large", "settings", "text");
  const personal = new PersonalStore(storeOf(window, ""));
  let known = 0;
  personal.whenKnown(() => (known += 1));
  personal.write(stamped("early"), ...NAME);
  personal.write("normal", "settings", "text");
  assert.deepEqual([known, textOf(personal)], [0, "early"]);
  personal.setLearner(storeOf(device, "learner"), 0);
  assert.deepEqual([known, textOf(personal)], [1, "theirs\n\nearly"]);
  assert.equal(personal.read("settings", "text"), "normal");
  assert.deepEqual(Object.keys(window), []);
});

test("what was not written before stays as the learner has it", () => {
  const device = makeStorage();
  const theirs = stamped("theirs");
  storeOf(device, "learner").write(theirs, ...NAME);
  const personal = new PersonalStore(storeOf(makeStorage(), ""));
  personal.setLearner(storeOf(device, "learner"), 0);
  assert.equal(personal.read(...NAME), theirs);
});

test("a learner who is known from the beginning gets what an earlier load of the page has left in the window", () => {
  const window = makeStorage();
  storeOf(window, "").write(stamped("early"), ...NAME);
  const personal = new PersonalStore(storeOf(window, ""));
  personal.setLearner(storeOf(makeStorage(), "learner"), 0);
  assert.equal(textOf(personal), "early");
});

test("what a full device cannot keep is not lost while the page is open", () => {
  const device = makeStorage(20);
  storeOf(device, "learner").write(stamped("theirs"), ...NAME);
  const personal = new PersonalStore(storeOf(makeStorage(0), ""));
  assert.equal(personal.write(stamped("early"), ...NAME), false);
  personal.setLearner(storeOf(device, "learner"), 0);
  assert.deepEqual([textOf(personal), personal.isKept(...NAME)], ["theirs\n\nearly", false]);
});

test("what stood in the store before the course was opened may be somebody else's, and stays there", () => {
  const device = makeStorage();
  const alone = storeOf(device, "");
  const since = Date.now();
  alone.write(`${since - 1} of somebody else`, ...NAME);
  alone.write("large", "settings", "text");
  const personal = new PersonalStore(alone);
  personal.write(stamped("mine"), "reflection", "other");
  personal.setLearner(storeOf(device, "learner"), since);
  assert.equal(personal.read(...NAME), "");
  assert.equal(withoutStamp(personal.read("reflection", "other")), "mine");
  assert.equal(withoutStamp(alone.read(...NAME)), "of somebody else");
  assert.equal(alone.read("settings", "text"), "large");
  assert.equal(alone.read("reflection", "other"), "");
});
