import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { Statements, uuidOf } from "../../../scorm_export/player/lms/cmi5/statements.js";
import { answered } from "./kinds.js";

const TARGET = {
  endpoint: "https://lrs.example/",
  fetch: "https://lms.example/fetch",
  actor: { objectType: "Agent", account: { homePage: "https://lms.example", name: "1" } },
  registration: "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
  activityId: "https://lms.example/activity",
};
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const grouping = [{ objectType: "Activity", id: "https://lms.example/course" }];
const category = [{ objectType: "Activity", id: "https://lms.example/category" }];
const AT = new Date(Date.UTC(2026, 0, 1, 0, 1));
const NOW = new Date(Date.UTC(2027, 0, 2, 3, 4, 5));

const statements = (launchData = {}, session = "s1") =>
  new Statements(
    TARGET,
    { contextTemplate: { contextActivities: { grouping, category }, extensions: { [SESSION]: session } }, ...launchData },
    "nl",
  );
const answer = (type, question, response, more = {}) =>
  statements().answered(answered(type, question, response, { at: AT, ...more }), NOW);

test("an id is a UUID, the same for the same name, and another one for any other", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      assert.match(uuidOf(one), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(uuidOf(one) === uuidOf(other), one === other);
    }),
  );
  const names = Array.from({ length: 50_000 }, (_, number) => `answered module.question ${number}`);
  assert.equal(new Set(names.map(uuidOf)).size, names.length);
});

test("sessions have statements of their own, and a registration is passed once", () => {
  const [one, other] = [statements(), statements({}, "s2")];
  assert.notEqual(one.initialized(NOW).id, other.initialized(NOW).id);
  assert.notEqual(one.initialized(NOW).id, one.terminated(NOW, 0).id);
  const ids = (made) => made.passed(NOW, 0, 100).map(({ id }) => id);
  assert.deepEqual(ids(one), ids(other));
});

test("what the LMS gives as context stays, beside our own", () => {
  const { context } = statements().terminated(NOW, 90_000);
  assert.deepEqual(context.contextActivities.grouping, grouping);
  assert.deepEqual(
    context.contextActivities.category.map(({ id }) => id),
    ["https://lms.example/category", "https://w3id.org/xapi/cmi5/context/categories/cmi5"],
  );
  assert.deepEqual(answer("likert", {}, "a").context.contextActivities.category, category);
});

test("a trainee passes who has the score that the LMS asks", () => {
  const verbs = (launchData, score) =>
    statements(launchData)
      .passed(NOW, 0, score)
      .map(({ verb }) => verb.display["en-US"]);
  assert.deepEqual(verbs({}, null), ["completed"]);
  assert.deepEqual(verbs({ masteryScore: 0.8 }, 79), ["completed"]);
  assert.deepEqual(verbs({ masteryScore: 0.8 }, 80), ["completed", "passed"]);
  assert.deepEqual(verbs({ masteryScore: 0 }, null), ["completed"]);
  const [, passed] = statements({ masteryScore: 0.8 }).passed(NOW, 0, 80);
  assert.equal(passed.context.extensions[MASTERY], 0.8);
  assert.deepEqual(passed.result.score, { scaled: 0.8, raw: 80, min: 0, max: 100 });
});

test("responses and right responses are written in the format of their type", () => {
  const written = (...given) => {
    const { object, result } = answer(...given);
    return [object.definition.correctResponsesPattern, result.response];
  };
  assert.deepEqual(written("choice", { right: "abd" }, "bd"), [["a[,]b[,]d"], "b[,]d"]);
  assert.deepEqual(written("true-false", { right: "t" }, "f"), [["true"], "false"]);
  assert.deepEqual(written("likert", { right: "" }, "b"), [undefined, "b"]);
  assert.deepEqual(written("matching", { right: "aabb" }, "abba"), [["a[.]a[,]b[.]b"], "a[.]b[,]b[.]a"]);
  assert.deepEqual(written("numeric", { right: "48", tolerance: "0.5" }, "48.2"), [["47.5:48.5"], "48.2"]);
  assert.deepEqual(written("fill-in", { right: "water", accepted: ["water", "wet"] }, "Water"), [
    ["{case_matters=false}water", "{case_matters=false}wet"],
    "Water",
  ]);
});

test("an answer from another device has the moment that the state knows", () => {
  assert.equal(answer("likert", {}, "a").timestamp, "2026-01-01T00:01:00.000Z");
  assert.equal(answer("likert", {}, "a", { time: NOW }).timestamp, NOW.toISOString());
  assert.equal(answer("likert", {}, "a", { time: NOW }).id, answer("likert", {}, "a").id);
  assert.equal(answer("likert", {}, "a", { at: null }).timestamp, NOW.toISOString());
});
