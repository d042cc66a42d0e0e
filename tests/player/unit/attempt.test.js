import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { Attempt } from "../../../scorm_export/player/saving/attempt.js";
import { answersOf, migrateState } from "../../../scorm_export/player/core/state.js";
import { played } from "./arbitrary.js";

const TODAY = 20_000;

/** A device that is ahead of the LMS, which has only some of the trainee's steps. */
const behind = fc.tuple(played, fc.nat()).map(([{ course, states }, number]) => {
  const known = { ...states[number % states.length], attempt: 1 };
  const stored = known.at ? migrateState(known, course) : known;
  const entry = { state: { ...states[states.length - 1], attempt: 1 }, location: "there", known: true, unsent: [] };
  return { course, stored, entry };
});

function begin({ course, stored, entry }) {
  const attempt = new Attempt(course, stored, "here", () => true);
  attempt.takeAll([null, entry]);
  attempt.complete(TODAY);
  return attempt;
}

const given = (state) => answersOf(state).filter(([, { response }]) => response);

test("each answer that the LMS does not have is reported once", () => {
  fc.assert(
    fc.property(behind, (situation) => {
      const before = new Map(given(situation.stored));
      const after = given(migrateState(situation.entry.state, situation.course));
      const missing = after.filter(([id, { response }]) => before.get(id)?.response !== response).map(([id]) => id);
      const { interactions } = begin(situation).report();
      assert.deepEqual(interactions.map(({ id }) => id).sort(), missing.sort());
      assert.equal(new Set(interactions.map(({ slot }) => slot)).size, interactions.length);
    }),
  );
});

test("what was sent and has arrived is not reported again", () => {
  fc.assert(
    fc.property(behind, (situation) => {
      const attempt = begin(situation);
      attempt.outbox.markSent(attempt.outbox.all(), 1);
      attempt.outbox.confirm(0);
      const still = attempt.report().interactions.length;
      assert.equal(still, attempt.entry().unsent.length);
      attempt.outbox.confirm(1);
      assert.deepEqual(attempt.report().interactions, []);
    }),
  );
});

test("merging the same entry again changes nothing", () => {
  fc.assert(
    fc.property(behind, (situation) => {
      const attempt = begin(situation);
      const before = attempt.fingerprint();
      attempt.takeAll([situation.entry]);
      attempt.complete(TODAY);
      assert.equal(attempt.fingerprint(), before);
    }),
  );
});

test("what belongs to another attempt is left alone", () => {
  fc.assert(
    fc.property(behind, ({ course, stored, entry }) => {
      const attempt = new Attempt(course, stored, "here", () => false);
      attempt.takeAll([entry]);
      assert.deepEqual(attempt.state, stored);
      assert.equal(attempt.location, "here");
      assert.deepEqual(attempt.report().interactions, []);
    }),
  );
});

test("interactions that the LMS has lost are reported again, and leave no gap in its list", () => {
  fc.assert(
    fc.property(behind, fc.nat({ max: 6 }), (situation, count) => {
      const attempt = begin(situation);
      attempt.reassignSlots(count);
      const { interactions } = attempt.report();
      const answers = given(attempt.state);
      for (const [id, { slot }] of answers) if (slot >= count) assert.ok(interactions.some((each) => each.id === id));
      const added = interactions.map(({ slot }) => slot).filter((slot) => slot >= count).sort((a, b) => a - b);
      assert.deepEqual(added, added.map((_, index) => count + index));
    }),
  );
});
