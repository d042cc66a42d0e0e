import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { normaliseResponse, scoreResponse } from "../../../scorm_export/player/questions/forms.js";
import { course, respond } from "./arbitrary.js";
import { KINDS } from "./kinds.js";

const several = { id: "q", ...KINDS["multiple-response"], options: "abcde", right: "abc" };

test("of options, the part of the right ones counts, less the part of the wrong ones", () => {
  const worth = (response) => scoreResponse(several, response);
  assert.equal(worth("abc"), 1);
  assert.equal(worth("ab"), 2 / 3);
  assert.equal(worth("abd"), 2 / 3 - 1 / 2);
  assert.equal(worth("abcd"), 1 / 2);
  assert.equal(worth("abcde"), 0);
  assert.equal(worth("de"), 0);
  assert.equal(worth(""), 0);
});

test("where one option is right it is all or nothing", () => {
  const single = { id: "q", ...KINDS["single-choice"], options: "abc", right: "b" };
  assert.deepEqual([..."abc"].map((id) => scoreResponse(single, id)), [0, 1, 0]);
});

test("of pairs, the part that is right counts", () => {
  const matching = { id: "q", ...KINDS["matching"], options: "cab", right: "aabbcc" };
  assert.deepEqual(["aabbcc", "aabcCb", "abbacc", "abbcca"].map((response) => scoreResponse(matching, response)), [
    1, 0, 1 / 3, 0,
  ]);
  const cloze = { id: "q", ...KINDS["cloze"], gaps: { a: "xy", b: "yz" }, right: "axbz" };
  assert.deepEqual(["axbz", "axby", "aybz", "ayby"].map((response) => scoreResponse(cloze, response)), [1, 0.5, 0.5, 0]);
});

test("of an order, the items that need not move count, but for one", () => {
  const order = { id: "q", ...KINDS["ordering"], options: "badc", right: "abcd" };
  const worth = (response) => scoreResponse(order, response);
  assert.equal(worth("abcd"), 1);
  assert.equal(worth("bcda"), 2 / 3);
  assert.equal(worth("badc"), 1 / 3);
  assert.equal(worth("dcba"), 0);
});

test("a number is right within its tolerance, however it is written", () => {
  const number = { id: "q", ...KINDS["numeric"], right: "48.2", accepted: ["48.2"], tolerance: "0.1" };
  for (const text of ["48.2", "48,2", " 48,3 ", "48.1%", "+48,2 procent"]) assert.equal(scoreResponse(number, text), 1, text);
  for (const text of ["48", "48,4", "-48,2", "482"]) assert.equal(scoreResponse(number, text), 0, text);
  for (const text of ["", "many", "4 8", "1,2,3", "0x10"]) assert.equal(normaliseResponse(number, text), "", text);
  assert.equal(normaliseResponse(number, "−0,50 graden"), "-0.5");
  assert.equal(normaliseResponse(number, "-0"), "0");
  assert.equal(normaliseResponse(number, " 1 / 3 "), "0.333333");
  for (const text of ["1/0", "1/2/3"]) assert.equal(normaliseResponse(number, text), "", text);
});

test("of a typed text, capitals, accents, blanks and what stands around it make no difference", () => {
  const text = { id: "q", ...KINDS["fill-in"], right: "één kind", accepted: ["één kind", "een kind"] };
  for (const typed of ["een  KIND", " Eén kind. ", "“één kind”"]) assert.equal(scoreResponse(text, typed), 1, typed);
  for (const typed of ["eenkind", "kind", "geen kind"]) assert.equal(scoreResponse(text, typed), 0, typed);
});

test("on a scale nothing is earned", () => {
  const scale = { id: "q", ...KINDS["likert"], options: "abc", right: "" };
  assert.equal(scoreResponse(scale, "b"), null);
});

const questions = course.map(({ modules }) => modules.flatMap((module) => module.questions));

test("the right response earns 1, and no response leaves 0 to 1", () => {
  fc.assert(
    fc.property(questions, fc.nat({ max: 255 }), (asked, number) => {
      for (const question of asked.filter(({ scored }) => scored)) {
        assert.equal(scoreResponse(question, question.right), 1);
        const score = scoreResponse(question, respond(question, number));
        assert.ok(score >= 0 && score <= 1);
        assert.equal(scoreResponse(question, ""), 0);
      }
    }),
  );
});

test("a whole response fits, and fitting it again changes nothing", () => {
  fc.assert(
    fc.property(questions, fc.nat({ max: 255 }), (asked, number) => {
      for (const question of asked) {
        const fitting = normaliseResponse(question, respond(question, number));
        assert.notEqual(fitting, "", JSON.stringify(question));
        assert.equal(normaliseResponse(question, fitting), fitting);
      }
    }),
  );
});

test("no text makes a question fail, and what does not fit is no response", () => {
  fc.assert(
    fc.property(questions, fc.string({ unit: "binary" }), (asked, text) => {
      for (const question of asked) {
        const fitting = normaliseResponse(question, text);
        assert.equal(normaliseResponse(question, fitting), fitting);
        scoreResponse(question, text);
      }
    }),
  );
  const cloze = { id: "q", ...KINDS["cloze"], gaps: { a: "xy", b: "yz" }, right: "axbz" };
  for (const text of ["ax", "axbzc", "axbx", "axax", "bzaxq", "cxbz"]) assert.equal(normaliseResponse(cloze, text), "", text);
  assert.equal(normaliseResponse(cloze, "bzax"), "axbz");
  const order = { id: "q", ...KINDS["ordering"], options: "cab", right: "abc" };
  for (const text of ["ab", "aab", "abcd", "a-c"]) assert.equal(normaliseResponse(order, text), "", text);
});
