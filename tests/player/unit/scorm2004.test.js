import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { duration } from "../../../scorm_export/player/lms/responses.js";
import { moment, placeholder, result, SCORM2004 } from "../../../scorm_export/player/lms/scorm/scorm2004.js";
import { answered, KINDS } from "./kinds.js";

const AT = "cmi.interactions.4";

const answer = (type, question, response, score = 1) => answered(type, question, response, { score });

/** What is written of the right responses and of the response. */
const written = (...given) =>
  SCORM2004.interaction(AT, answer(...given), "nl")
    .filter(([element]) => /pattern$|response$/.test(element))
    .map(([, value]) => value);

test("a duration is a time interval of at most two decimals", () => {
  assert.equal(duration(0), "PT0S");
  assert.equal(duration(3_723_456), "PT3723.46S");
  assert.equal(duration(-5), "PT0S");
  fc.assert(
    fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (milliseconds) => {
      assert.match(duration(milliseconds), /^PT\d+(\.\d{1,2})?S$/);
    }),
  );
});

test("a moment is in UTC, with a zone behind a fraction", () => {
  assert.equal(moment(new Date(Date.UTC(2026, 0, 31, 9, 5, 7, 999))), "2026-01-31T09:05:07.00Z");
});

test("a result is a word, or the part that was right", () => {
  assert.deepEqual([null, 0, 1 / 3, 0.5, 1].map(result), ["neutral", "incorrect", "0.33", "0.5", "correct"]);
});

test("responses and patterns are written in the format of their type", () => {
  assert.deepEqual(written("choice", { right: "abd" }, "bd"), ["a[,]b[,]d", "b[,]d"]);
  assert.deepEqual(written("true-false", { right: "t" }, "f", 0), ["true", "false"]);
  assert.deepEqual(written("likert", { right: "" }, "b", null), ["b"]);
  assert.deepEqual(written("matching", { right: "aabb" }, "abba", 0), ["a[.]a[,]b[.]b", "a[.]b[,]b[.]a"]);
  assert.deepEqual(written("sequencing", { right: "abc" }, "acb"), ["a[,]b[,]c", "a[,]c[,]b"]);
  assert.deepEqual(written("fill-in", { right: "water", accepted: ["water", "wet"] }, "Water!"), [
    "{case_matters=false}water",
    "{case_matters=false}wet",
    "Water!",
  ]);
});

test("a right number is written as the range around it, without the dust of binary fractions", () => {
  const range = (right, tolerance) => written("numeric", { right, accepted: [right], tolerance }, "1", 0)[0];
  assert.equal(range("48.2", "0.1"), "48.1[:]48.3");
  assert.equal(range("0.3", "0.1"), "0.2[:]0.4");
  assert.equal(range("-5", "0"), "-5[:]-5");
});

test("what is typed and begins as the mark of a language has one before it", () => {
  assert.deepEqual(written("fill-in", { accepted: ["{x}"] }, "{y", 0), ["{case_matters=false}{lang=nl}{x}", "{lang=nl}{y"]);
});

test("no more right texts are written than an LMS must take", () => {
  assert.equal(written("fill-in", { accepted: [..."abcdefgh"] }, "a").length, 5 + 1);
});

test("an answer is written with its id first, then its type, then the rest", () => {
  const answered = {
    ...answer("choice", { right: "a", description: "Wat is het?" }, "b", 0.5),
    latency: 1500,
    time: new Date(Date.UTC(2026, 0, 31, 12)),
  };
  assert.deepEqual(SCORM2004.interaction(AT, answered, "nl"), [
    [`${AT}.id`, "module.question"],
    [`${AT}.type`, "choice"],
    [`${AT}.objectives.0.id`, "module"],
    [`${AT}.correct_responses.0.pattern`, "a"],
    [`${AT}.weighting`, "1"],
    [`${AT}.learner_response`, "b"],
    [`${AT}.result`, "0.5"],
    [`${AT}.description`, "{lang=nl}Wat is het?"],
    [`${AT}.timestamp`, "2026-01-31T12:00:00.00Z"],
    [`${AT}.latency`, "PT1.5S"],
  ]);
});

test("every type of interaction of the kinds of question has a format", () => {
  for (const kind of Object.values(KINDS)) {
    assert.ok(written(kind.interaction, { right: "a", accepted: ["1"], tolerance: "0" }, "ab").length > 0);
  }
});

test("passed is only who is completed and passed: an outage may have come between the two", () => {
  const status = (completion, success) =>
    SCORM2004.readStatus((element) => ({ "cmi.completion_status": completion, "cmi.success_status": success })[element]);
  assert.equal(status("completed", "passed"), "passed");
  assert.equal(status("completed", "unknown"), "completed");
  assert.equal(status("incomplete", "passed"), "incomplete");
  assert.equal(status("unknown", "unknown"), "unknown");
});

test("a placeholder is another value, within the limits of its element", () => {
  const values = {
    "cmi.completion_status": [["completed", "incomplete"], /^(incomplete|unknown)$/],
    "cmi.success_status": [["passed", "failed"], /^unknown$/],
    "cmi.exit": [["suspend"], /^normal$/],
    "cmi.score.raw": [["0", "37", "100"], /^\d{1,2}\.\d\d$/],
    "cmi.score.scaled": [["0", "0.37", "1", "0.5"], /^0\.\d{1,7}$/],
    "cmi.progress_measure": [["0", "0.99", "1"], /^0\.\d{1,7}$/],
    [`${AT}.weighting`]: [["0", "1"], /^[01]\.01$/],
    [`${AT}.result`]: [["correct", "incorrect", "neutral", "0.33"], /^(neutral|unanticipated)$/],
    [`${AT}.timestamp`]: [["2026-01-31T12:00:00.00Z"], /^2026-01-31T12:00:00\.01Z$/],
    [`${AT}.latency`]: [["PT0S", "PT1.5S"], /^PT[01]S$/],
    [`${AT}.type`]: [["choice", "fill-in"], /^other$/],
    [`${AT}.id`]: [["module.question"], /^[\w.-]+$/],
    [`${AT}.learner_response`]: [["a[,]c", ""], /^.+$/],
    [`${AT}.description`]: [["{lang=nl}Wat?"], /^\{lang=nl\}Wat\? $/],
    "cmi.suspend_data": [["2.0.1.1"], /^2\.0\.1\.1 $/],
  };
  for (const [element, [given, allowed]] of Object.entries(values)) {
    for (const value of given) {
      assert.notEqual(placeholder(element, value), value, `${element} ${value}`);
      assert.match(placeholder(element, value), allowed, `${element} ${value}`);
    }
  }
  for (const score of ["0", "37", "100"]) {
    assert.ok(Math.abs(Number(placeholder("cmi.score.raw", score)) - Number(score)) <= 0.011, score);
    assert.ok(Math.abs(Number(placeholder("cmi.score.scaled", String(score / 100))) - score / 100) <= 0.0011, score);
  }
});
