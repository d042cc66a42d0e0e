import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { interactionElements, result, timeOfDay, timespan } from "../../scorm_export/runtime/adapters/scorm12-values.js";

test("a duration is a CMITimespan", () => {
  assert.equal(timespan(0), "0000:00:00.00");
  assert.equal(timespan(3_723_450), "0001:02:03.45");
  assert.equal(timespan(59_999), "0000:01:00.00");
  assert.equal(timespan(-5), "0000:00:00.00");
  assert.equal(timespan(1e12), "9999:00:00.00");
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (milliseconds) => {
      assert.match(timespan(milliseconds), /^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/);
    }),
  );
});

test("a moment is a CMITime", () => {
  assert.equal(timeOfDay(new Date(2026, 0, 31, 9, 5, 7)), "09:05:07");
});

test("a result is a CMIResult: a word, or the part that was right", () => {
  assert.deepEqual([0, 1 / 3, 0.5, 1].map(result), ["wrong", "0.33", "0.5", "correct"]);
});

test("an answer is written with its id first, in the format of its type", () => {
  const answered = {
    slot: 4,
    id: "module.question",
    kind: "multiple-response",
    chosen: "bd",
    right: "abd",
    score: 2 / 3,
    latency: 1500,
    time: new Date(2026, 0, 31, 12, 0, 0),
  };
  assert.deepEqual(interactionElements(answered), [
    ["cmi.interactions.4.id", "module.question"],
    ["cmi.interactions.4.objectives.0.id", "module"],
    ["cmi.interactions.4.type", "choice"],
    ["cmi.interactions.4.correct_responses.0.pattern", "a,b,d"],
    ["cmi.interactions.4.weighting", "1"],
    ["cmi.interactions.4.student_response", "b,d"],
    ["cmi.interactions.4.result", "0.67"],
    ["cmi.interactions.4.time", "12:00:00"],
    ["cmi.interactions.4.latency", "0000:00:01.50"],
  ]);
});
