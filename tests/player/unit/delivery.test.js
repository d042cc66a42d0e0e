import assert from "node:assert/strict";
import { test } from "node:test";

import { answerQuestion } from "../../../scorm_export/player/core/progress.js";
import { newState } from "../../../scorm_export/player/core/state.js";
import { Attempt } from "../../../scorm_export/player/saving/attempt.js";
import { Delivery } from "../../../scorm_export/player/saving/delivery.js";
import { Probe } from "../../../scorm_export/player/saving/probe.js";
import { KINDS } from "./kinds.js";

const QUESTION = { id: "one", ...KINDS["single-choice"], options: "ab", right: "a", pages: [] };
const OTHER = { ...QUESTION, id: "two" };
const MODULE = { id: "m", pages: [], questions: [QUESTION, OTHER], passMark: 80, draw: null };
const COURSE = { modules: [MODULE] };

/** An LMS that is asked over a network: each save is answered when the test says so. */
class SlowLms {
  constructor() {
    this.reports = [];
    this.log = [];
  }

  save(report) {
    this.reports.push(report);
    return new Promise((resolve) => (this.answer = resolve));
  }

  pause(report) {
    this.reports.push(report);
    return false;
  }

  confirm() {
    this.log.push("confirm");
  }

  markUnconfirmed() {
    this.log.push("markUnconfirmed");
  }
}

/** A window of a browser whose server answers as `server` says. */
function makeWindow(server) {
  const listeners = {};
  return {
    location: { protocol: "https:", href: "https://lms.example/course#page" },
    navigator: { onLine: true },
    fetch: async () => {
      server.probes += 1;
      if (server.isGone) throw new TypeError("no network");
      return server.isSignedOut ? { type: "opaqueredirect", status: 0 } : { type: "basic", status: 200 };
    },
    setTimeout: () => 0,
    clearTimeout: () => {},
    addEventListener: (name, listener) => (listeners[name] = listener),
    dispatch: (name) => listeners[name](),
  };
}

function situation() {
  const server = { probes: 0, isGone: false, isSignedOut: false };
  const time = { now: 0 };
  const window = makeWindow(server);
  const probe = new Probe(window, () => new Date(time.now));
  const lms = new SlowLms();
  const delivery = new Delivery(lms, probe);
  const attempt = new Attempt(COURSE, newState(), "", () => true);
  return { server, time, window, probe, lms, delivery, attempt };
}

function answer({ attempt, delivery }, question, at) {
  attempt.state = answerQuestion({ ...attempt.state, at }, MODULE, question, "a");
  attempt.outbox.put({ id: `m.${question.id}`, response: "a", at, time: 0, latency: 0 });
  delivery.add();
}

test("an answer that is given during a save is not taken for one that was sent with it", async () => {
  const all = situation();
  const { delivery, attempt, lms } = all;
  answer(all, QUESTION, 1);
  const delivered = delivery.deliver(attempt);
  answer(all, OTHER, 2);
  lms.answer(true);
  const { failure, sent } = await delivered;
  assert.deepEqual([failure, sent], ["", 1]);
  delivery.confirm(sent, attempt);
  assert.equal(delivery.isComplete, false);
  assert.deepEqual(attempt.outbox.all().map(({ id }) => id), ["m.two"]);
  assert.deepEqual(lms.log, ["confirm"]);
});

test("an answer that is changed during a save is sent again", async () => {
  const all = situation();
  const { delivery, attempt, lms } = all;
  answer(all, QUESTION, 1);
  const delivered = delivery.deliver(attempt);
  answer(all, QUESTION, 2);
  lms.answer(true);
  delivery.confirm((await delivered).sent, attempt);
  assert.deepEqual(attempt.report().interactions.map(({ id }) => id), ["m.one"]);
});

test("a page that is hidden during a save sends what is new, and proves nothing of it", async () => {
  const all = situation();
  const { delivery, attempt, lms } = all;
  answer(all, QUESTION, 1);
  const delivered = delivery.deliver(attempt);
  answer(all, OTHER, 2);
  delivery.pause(attempt);
  lms.answer(true);
  delivery.confirm((await delivered).sent, attempt);
  assert.deepEqual(lms.reports.map(({ interactions }) => interactions.length), [1, 2]);
  assert.deepEqual(attempt.outbox.all().map(({ id }) => id), ["m.two"]);
});

test("what was sent before a probe that fails is sent again", async () => {
  const all = situation();
  const { delivery, attempt, lms, server } = all;
  answer(all, QUESTION, 1);
  assert.equal(await delivery.check(), "");
  server.isGone = true;
  const delivered = delivery.deliver(attempt);
  lms.answer(true);
  assert.equal((await delivered).failure, "gone");
  assert.deepEqual(lms.log, ["markUnconfirmed"]);
  assert.equal(await delivery.check(), "gone");
  server.isGone = false;
  assert.equal(await delivery.check(), "");
  const again = delivery.deliver(attempt);
  lms.answer(true);
  delivery.confirm((await again).sent, attempt);
  assert.equal(lms.reports.length, 2);
  assert.deepEqual([delivery.isComplete, attempt.outbox.all()], [true, []]);
});

test("the probe after a refused save tells why it was refused", async () => {
  const all = situation();
  const { delivery, attempt, lms, server } = all;
  answer(all, QUESTION, 1);
  assert.equal(await delivery.check(), "");
  for (const [isSignedOut, failure] of [[true, "signed_out"], [false, "refused"]]) {
    server.isSignedOut = isSignedOut;
    const delivered = delivery.deliver(attempt);
    lms.answer(false);
    assert.equal((await delivered).failure, failure);
  }
});

test("where values can be set only once, each save has a probe of its own right before it", async () => {
  const all = situation();
  const { delivery, server, lms } = all;
  for (const [setsOnce, probes] of [[false, 1], [true, 3]]) {
    server.probes = 0;
    lms.setsOnce = setsOnce;
    all.probe.forget();
    for (const at of [1, 2, 3]) {
      answer(all, QUESTION, at);
      assert.equal(await delivery.check(), "");
    }
    assert.equal(server.probes, probes);
  }
});

test("a probe that has succeeded serves for a minute, unless there is a sign of trouble", async () => {
  const { probe, server, time, window } = situation();
  const count = async () => {
    const before = server.probes;
    assert.equal(await probe.recent(), "reachable");
    return server.probes - before;
  };
  assert.deepEqual([await count(), await count()], [1, 0]);
  time.now += 59_999;
  assert.equal(await count(), 0);
  time.now += 1;
  assert.equal(await count(), 1);
  // The clock of the device was set back.
  time.now -= 3_600_000;
  assert.equal(await count(), 1);
  window.dispatch("offline");
  assert.equal(await count(), 1);
  probe.forget();
  assert.equal(await count(), 1);
  window.navigator.onLine = false;
  assert.equal(await count(), 1);
  window.navigator.onLine = true;
  server.isGone = true;
  assert.equal(await probe.run(), "gone");
  server.isGone = false;
  assert.equal(await count(), 1);
});

test("a server that sends each probe elsewhere from the beginning is reachable", async () => {
  const { probe, server } = situation();
  server.isSignedOut = true;
  assert.equal(await probe.run(), "reachable");
  server.isGone = true;
  assert.equal(await probe.run(), "gone");
});
