import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { interaction } from "../../../scorm_export/player/core/scoring.js";
import { spokenName } from "../../../scorm_export/player/lms/scorm/adapter.js";
import { placeholder, result, SCORM12, timeOfDay, timespan } from "../../../scorm_export/player/lms/scorm/scorm12.js";
import { KINDS } from "./kinds.js";

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

test("each kind of question has a type of interaction, and its answers are written in the format of that type", () => {
  const elements = (question, response) => {
    const answer = { slot: 0, at: 0, response };
    const answered = interaction({ id: "m" }, { id: "q", pages: [], ...question }, answer, { latency: null, time: null });
    const written = SCORM12.interaction("cmi.interactions.0", answered);
    return written.slice(2).map(([element, value]) => `${element.split(".").at(-1)} ${value}`);
  };
  assert.deepEqual(elements({ ...KINDS["single-choice"], options: "abc", right: "b" }, "c"), [
    "type choice",
    "pattern b",
    "weighting 1",
    "student_response c",
    "result wrong",
  ]);
  assert.deepEqual(elements({ ...KINDS["true-false"], options: "tf", right: "t" }, "t").slice(0, 2), [
    "type true-false",
    "pattern t",
  ]);
  assert.deepEqual(elements({ ...KINDS["matching"], options: "ba", right: "aabb" }, "abba"), [
    "type matching",
    "pattern a.a,b.b",
    "weighting 1",
    "student_response a.b,b.a",
    "result wrong",
  ]);
  assert.deepEqual(elements({ ...KINDS["cloze"], gaps: { a: "ab" }, right: "ab" }, "ab").slice(0, 2), [
    "type matching",
    "pattern a.b",
  ]);
  assert.deepEqual(elements({ ...KINDS["ordering"], options: "cab", right: "abc" }, "acb"), [
    "type sequencing",
    "pattern a,b,c",
    "weighting 1",
    "student_response a,c,b",
    "result 0.5",
  ]);
  assert.deepEqual(elements({ ...KINDS["numeric"], right: "48.2", accepted: ["48.2"] }, "-3.5"), [
    "type numeric",
    "pattern 48.2",
    "weighting 1",
    "student_response -3.5",
    "result wrong",
  ]);
  assert.deepEqual(elements({ ...KINDS["fill-in"], right: "water", accepted: ["water", "wet"] }, "Water!"), [
    "type fill-in",
    "pattern water",
    "pattern wet",
    "weighting 1",
    "student_response Water!",
    "result correct",
  ]);
  assert.deepEqual(elements({ ...KINDS["likert"], options: "ab", right: "" }, "a"), [
    "type likert",
    "weighting 0",
    "student_response a",
    "result neutral",
  ]);
});

test("what is typed is written no longer than a CMIFeedback", () => {
  const question = { id: "q", right: "a".repeat(300), accepted: ["a".repeat(300)], pages: [] };
  const answered = { slot: 0, id: "m.q", objective: "m", type: "fill-in", question, response: "b".repeat(300), score: 0 };
  const values = SCORM12.interaction("cmi.interactions.0", { ...answered, latency: null, time: null });
  assert.ok(values.some(([, value]) => value.length === 255));
  for (const [, value] of values) assert.ok(value.length <= 255);
});

test("a name is written as people say it", () => {
  assert.equal(spokenName("Jansen, Karin"), "Karin Jansen");
  assert.equal(spokenName("Karin"), "Karin");
  assert.equal(spokenName(""), "");
  assert.equal(spokenName(" , "), "");
  assert.equal(spokenName("Berg, Jan, van den"), "Jan, van den Berg");
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
    objective: "module",
    type: "choice",
    question: { id: "question", options: "abcd", right: "abd", pages: [] },
    response: "bd",
    score: 2 / 3,
    latency: 1500,
    time: new Date(2026, 0, 31, 12, 0, 0),
  };
  assert.deepEqual(SCORM12.interaction("cmi.interactions.4", answered), [
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

test("a placeholder is another value, within the limits of its element", () => {
  const at = "cmi.interactions.3";
  const values = {
    "cmi.core.lesson_status": [["passed", "completed", "incomplete"], /^(passed|completed|browsed)$/],
    "cmi.objectives.0.status": [["passed", "incomplete"], /^(completed|browsed)$/],
    "cmi.core.exit": [["suspend", ""], /^(suspend|)$/],
    "cmi.core.score.raw": [["0", "37", "100"], /^\d\d?\.\d\d$/],
    [`${at}.weighting`]: [["0", "1"], /^[01]\.01$/],
    [`${at}.result`]: [["correct", "wrong", "neutral", "0.33"], /^(neutral|unanticipated)$/],
    [`${at}.time`]: [["09:05:07"], /^\d\d:\d\d:\d\d\.\d$/],
    [`${at}.latency`]: [["0000:00:01.50"], /^\d{4}:\d\d:\d\d\.\d$/],
    [`${at}.type`]: [["choice", "fill-in"], /^performance$/],
    [`${at}.id`]: [["module.question", "m.q_"], /^[\w.-]{1,255}$/],
    [`${at}.student_response`]: [["a,c", "", "x".repeat(255), `${"x".repeat(254)}_`], /^.{1,255}$/],
    "cmi.suspend_data": [["2.0.1.1"], /^2\.0\.1\.1 $/],
  };
  for (const [element, [given, allowed]] of Object.entries(values)) {
    for (const value of given) {
      assert.notEqual(placeholder(element, value), value, `${element} ${value}`);
      assert.match(placeholder(element, value), allowed, `${element} ${value}`);
    }
  }
  // Moodle compares numbers as numbers; and the placeholder is nearly the score that was earned.
  for (const score of ["0", "37", "100"]) {
    const other = Number(placeholder("cmi.core.score.raw", score));
    assert.ok(other !== Number(score) && Math.abs(other - Number(score)) < 0.1 && other <= 100, score);
  }
});
