/**
 * The session: the way of an attempt to the LMS.
 *
 * Each step is first written in the journal on the device. Then, after a look whether the LMS can be reached, it goes to
 * the LMS together with all that has not arrived yet; after another look it counts as saved. While the LMS cannot be
 * reached everything is held back: Moodle would count it as stored, and never send it again.
 */

import { Attempt } from "./attempt.js";
import { painted, pause } from "../view/dom.js";
import { cameBy, loadedAt } from "../view/leave.js";
import { belonging, decodeEntry, Journal } from "./journal.js";
import { inQuizAttemptsOf } from "../core/merge.js";
import { Probe } from "./probe.js";
import { beginAttempt } from "../core/progress.js";
import { RetryLoop } from "./retry-loop.js";
import { courseResult } from "../core/scoring.js";
import { decodeState, encodeState, migrateState, isEmpty, newState } from "../core/state.js";
import { DeviceStore } from "./device-store.js";
import { IndexedDbStore } from "./indexeddb-store.js";

/** @import {Entry} from "./journal.js" */
/** @import {Unsent} from "./outbox.js" */
/** @import {Reach} from "./probe.js" */
/** @import {Course, LearnerState, Lms, Surroundings} from "../types" */

/**
 * How it stands with saving; `saving.js` has the words for it.
 *
 * @typedef {"" | "saving" | "saved" | "saved_again" | "gone" | "signed_out" | "refused" | "elsewhere" | "away" |
 *   "lms_silent" | "no_lms" | "no_storage" | "read_only" | "read_only_passed"} Status
 */

/** What keeps a step from the LMS for now. @type {Status[]} */
export const TROUBLES = ["gone", "signed_out", "refused", "elsewhere", "lms_silent"];

/** Milliseconds that saving waits for the database of the device. Some browsers never answer. */
const LONGEST_KEEPING = 2000;

/** Milliseconds after which a trainee who comes back may have been working on another device. */
const LONG_AWAY = 15 * 60_000;

/**
 * What a trainee did: the state after it, and where it happened.
 *
 * @typedef {object} Step
 * @property {LearnerState} state
 * @property {string} location
 * @property {Unsent} [answered]
 */

export class Session {
  /**
   * @param {Course} course
   * @param {Lms | null} lms null when there is none around the page
   * @param {Surroundings} surroundings
   */
  constructor(course, lms, surroundings) {
    const { window } = surroundings;
    this.course = course;
    this.surroundings = surroundings;
    this.window = window;
    this.probe = new Probe(window, surroundings.clock);
    this.lms = lms;
    this.attempt = new Attempt(course, newState(), "", () => true);
    /** What the LMS calls the trainee; may be empty. */
    this.name = "";
    /** Whether nothing is stored. */
    this.readOnly = false;
    /** @type {Status} */
    this.status = "";
    /** Whether the device keeps what is not saved. */
    this.isKept = true;
    /** Done when the device has what was done last; null then. @type {Promise<unknown> | null} */
    this.keeping = null;
    /** Called when the status changes, and when the state does without a step. @type {(isState: boolean) => void} */
    this.changed = () => {};

    /** Whether the LMS has begun the session; whether the session is over. */
    this.isOpen = false;
    this.isOver = false;
    /** The number of the last step; of the last one that the LMS was given; of the last one that is saved. */
    this.step = 0;
    this.given = 0;
    this.saved = 0;
    /** The number of the last step when the page was hidden last. */
    this.paused = -1;

    /** Whether it was reported that something could not be read. */
    this.isWarned = false;
    this.hiddenAt = Infinity;
    /** The name of this window among those of the same learner. */
    this.token = `${surroundings.clock().getTime()}-${Math.random()}`;

    this.retryLoop = new RetryLoop(window, () => this.round(), () => this.isWaiting());
    this.database = new IndexedDbStore(window);
    // Without an LMS the state stays in the browser. An LMS that does not answer cannot tell who the trainee is; then it
    // stays in this window, so that nobody else ever sees it: nor who has signed in anew in this window.
    this.alone = new DeviceStore(() => window.sessionStorage, null, `${course.course}:alone`, "");
    // The LMS around the page may have been loaded again long before.
    const loaded = loadedAt(window);
    if (!cameBy(window, "reload") || this.alone.read("loaded") === loaded) this.alone.clear("");
    this.alone.keep(loaded, "loaded");
    /** What the device keeps of the trainee; changes when the LMS tells who that is. */
    this.store = this.lms ? this.alone : this.ownShelf("");
    this.journal = new Journal(this.store, "alone");
    /** Done when all that the device has is known. @type {Promise<unknown>} */
    this.ready = Promise.resolve();
    /** Done when the LMS has begun the session. @type {Promise<void>} */
    this.begun = new Promise((resolve) => (this.hasBegun = resolve));
  }

  /** Begin the session with the LMS, or go on without one that answers. To be called once, before anything else. */
  async open() {
    this.takeAll(this.journal.entries());
    if (await this.begin()) {
      this.retryLoop.start();
    } else {
      this.search();
      this.isKept = this.store.keep("", "alone");
      this.say(this.lms ? "lms_silent" : "no_lms");
      this.retryLoop.later();
    }
    this.window.addEventListener("storage", (event) => this.hear(event));
    this.window.addEventListener("online", () => this.retryLoop.start());
  }

  /**
   * Begin the session with the LMS, and take up what the LMS and the device have of the trainee.
   *
   * @returns {Promise<boolean>} whether the LMS answers
   */
  async begin() {
    const launch = await this.lms?.start();
    if (!launch) return false;
    const { course } = this;
    const alone = this.journal;
    const before = this.attempt.entry();
    this.isOpen = true;
    this.readOnly = launch.readOnly;
    this.name = launch.name;
    this.journal = new Journal(this.ownShelf(launch.learner), "journal");
    const { state, unread } = decodeState(launch.state);
    if (unread.length) this.warn(unread);
    const stored = migrateState(state, course);
    const entries = this.journal.entries();
    const attempt = new Attempt(course, stored, launch.location, belonging(stored, launch, entries));
    this.attempt = attempt;
    this.search();
    this.takeAll(entries);
    if (!isEmpty(before.state)) attempt.takeOne({ ...before, state: inQuizAttemptsOf(stored, before.state) });
    attempt.complete(this.surroundings.today());
    if (launch.interactionCount !== undefined) attempt.reassignSlots(launch.interactionCount);
    const isPassed = courseResult(course, this.state).passed;
    const isBehind = encodeState(this.state) !== encodeState(stored) || (isPassed && !launch.passed);
    if (this.readOnly) {
      this.say(launch.passed ? "read_only_passed" : "read_only");
      if (!isBehind) this.journal.keep(this.state.attempt, "");
    } else {
      this.step += 1;
      // The LMS must know the attempt at once, so that another device knows it too.
      const isNew = !this.state.attempt;
      if (isNew) attempt.state = beginAttempt(this.state, this.surroundings.clock());
      this.journal.claim(this.state.attempt, this.token);
      // What is still in the journal never arrived for sure, or only in part.
      if (isBehind || isNew || attempt.outbox.items.size || this.journal.foreign(this.state.attempt)) this.write();
      else this.given = this.step;
    }
    // What was done while the LMS did not answer is in the journal of the learner now.
    if (this.isKept) alone.keep(before.state.attempt, "");
    // Where the LMS has no name for them, learners are told apart by their attempts.
    if (launch.learner) this.store = this.journal.store;
    else if (this.state.attempt) this.store = this.ownShelf(`attempt ${this.state.attempt}`);
    this.hasBegun();
    return true;
  }

  /**
   * @param {string} learner
   * @returns {DeviceStore}
   */
  ownShelf(learner) {
    return new DeviceStore(() => this.window.localStorage, this.database, this.course.course, learner);
  }

  /** Look for what a browser that was killed has left. Nothing counts as saved before. */
  search() {
    const found = this.journal.leftovers().then((entries) => this.absorb(entries));
    this.ready = found.catch(() => {});
  }

  /** What the trainee has done. */
  get state() {
    return this.attempt.state;
  }

  /** Where the trainee was: an address in the course, or empty. */
  get location() {
    return this.attempt.location;
  }

  /**
   * @param {(Entry | null)[]} entries of the journal
   */
  takeAll(entries) {
    if (entries.includes(null)) this.warn("the journal");
    this.attempt.takeAll(entries);
  }

  /**
   * Take up what turns up later: from another window, or from a browser that was killed.
   *
   * @param {(Entry | null)[]} entries
   */
  absorb(entries) {
    const before = this.attempt.fingerprint();
    this.takeAll(entries);
    this.attempt.complete(this.surroundings.today());
    if (before === this.attempt.fingerprint()) return;
    if (!this.readOnly) this.keep();
    this.changed(true);
  }

  /**
   * Take up what another window has done. Where it is does not matter here: windows would follow each other for ever.
   *
   * @param {Entry | null} entry
   */
  absorbForeign(entry) {
    if (entry) this.absorb([{ ...entry, location: this.location }]);
  }

  /**
   * Store a step of the trainee.
   *
   * @param {Step} step
   */
  take({ state, location, answered }) {
    Object.assign(this.attempt, { state, location });
    if (this.readOnly) return;
    if (answered) this.attempt.outbox.items.set(answered.id, answered);
    this.keep();
  }

  /** Keep what is known now, and save it as soon as that can be done. */
  keep() {
    this.step += 1;
    this.write();
    if (!this.isOpen) return;
    // The session has ended, and the page is still there.
    if (this.isOver) {
      this.say("refused");
      return;
    }
    if (!TROUBLES.includes(this.status)) this.say("saving");
    this.retryLoop.start();
  }

  /** Write all that is known in the journal, with what another window has written there. */
  write() {
    const foreign = this.journal.foreign(this.state.attempt);
    if (foreign) this.attempt.takeOne({ ...foreign, location: this.location });
    this.isKept = this.journal.write(this.attempt.entry());
    if (!this.lms) this.say("no_lms");
    const keeping = this.inTime(this.journal.store.safe);
    this.keeping = keeping;
    keeping.then(() => {
      if (this.keeping !== keeping) return;
      this.keeping = null;
      this.changed(false);
    });
  }

  /**
   * @param {Promise<unknown>} promise of the database of the device
   * @returns {Promise<unknown>} done when that is, or when it takes too long
   */
  inTime(promise) {
    return Promise.race([promise, pause(this.window, LONGEST_KEEPING)]);
  }

  /** @returns {boolean} whether anything is not saved yet that this window can save */
  isWaiting() {
    if (!this.lms || this.isOver || this.readOnly || this.status === "elsewhere") return false;
    return !this.isOpen || this.saved < this.step;
  }

  /**
   * Give the LMS what it does not have, when it can be reached, and then probe whether that can have arrived. The probe also
   * tells why the LMS has refused it, when the trainee has been signed out.
   */
  async round() {
    if (!this.lms || this.isOver) return;
    if (!this.isOpen && (await this.begin())) this.changed(true);
    if (!this.isOpen || this.isOver || this.readOnly || this.saved === this.step || this.isOlder()) return;
    /** @type {Promise<Reach> | Reach} */
    const reach = this.given < this.step ? this.probe.recent() : "reachable";
    // A slow LMS holds up the page: what the trainee did must be seen, and be on the device, before.
    const before = [painted(this.window), this.inTime(this.ready), this.inTime(this.journal.store.safe)];
    const [found] = await Promise.all([reach, ...before]);
    if (this.isLost(found)) return;
    const isAccepted = this.given === this.step || (await this.give(this.lms));
    const { given } = this;
    if (this.isLost(await this.probe.run())) return;
    if (isAccepted) {
      this.confirm(given);
    } else {
      this.probe.forget();
      this.say("refused");
    }
  }

  /**
   * @param {Lms} lms
   * @returns {Promise<boolean>} whether the LMS says that it has everything
   */
  async give(lms) {
    const { step, attempt } = this;
    const answers = [...attempt.outbox.items.values()];
    if (!(await lms.save(attempt.report()))) return false;
    this.hasGiven(step, answers);
    return true;
  }

  /**
   * @param {number} step the last one that the LMS was given
   * @param {Unsent[]} answers that it was given with that step; there may be others by now
   */
  hasGiven(step, answers) {
    this.given = Math.max(this.given, step);
    this.attempt.outbox.give(answers, step);
  }

  /**
   * @param {Reach} found
   * @returns {boolean} whether saving cannot go on
   */
  isLost(found) {
    if (this.isOver || this.isOlder()) return true;
    if (found === "reachable") return false;
    this.lms?.markUnconfirmed();
    this.given = this.saved;
    this.say(found);
    return true;
  }

  /**
   * What was given has arrived.
   *
   * @param {number} given the last step that was given before the look
   */
  confirm(given) {
    // What another window has written goes to the LMS first.
    this.absorbForeign(this.journal.foreign(this.state.attempt));
    this.saved = given;
    const isMore = this.saved < this.step;
    this.retryLoop.succeed(isMore);
    if (given === this.given) this.lms?.confirm();
    this.attempt.isKnown = true;
    this.attempt.outbox.confirm(this.saved);
    if (isMore) {
      this.write();
      return;
    }
    this.journal.markSaved(this.attempt.entry(), this.attempt.mergedAttempts);
    this.say(TROUBLES.includes(this.status) ? "saved_again" : "saved");
  }

  /** @returns {boolean} whether the course was opened again in another window, which saves from then on */
  isOlder() {
    const newest = this.isOpen && !this.readOnly && this.journal.claimed(this.state.attempt);
    const isOlder = Boolean(newest) && newest !== this.token;
    if (isOlder) this.say("elsewhere");
    return isOlder;
  }

  /**
   * Another window of this browser has kept something. This one may have taken it away since, without having seen it.
   *
   * @param {StorageEvent} event
   */
  hear({ key, newValue }) {
    if (this.readOnly || this.isOver || !key?.startsWith(this.journal.store.course) || this.isOlder()) return;
    if (newValue && key === this.journal.key(this.state.attempt)) this.absorbForeign(decodeEntry(newValue));
  }

  /** The page is hidden, and may never come back. */
  pause() {
    this.hiddenAt = this.surroundings.clock().getTime();
    if (!this.lms || !this.isOpen || this.isOver || this.readOnly) return;
    if (TROUBLES.includes(this.status) || this.isOlder()) return;
    const { step } = this;
    if (step === this.paused) return;
    this.paused = step;
    const answers = [...this.attempt.outbox.items.values()];
    if (this.lms.pause(this.given < step ? this.attempt.report() : null)) this.hasGiven(step, answers);
    else this.probe.forget();
    if (this.saved < step) this.retryLoop.start();
  }

  /** The page is seen again. */
  resume() {
    if (this.surroundings.clock().getTime() - this.hiddenAt > LONG_AWAY && this.status === "saved") this.say("away");
    this.hiddenAt = Infinity;
    this.retryLoop.start();
  }

  /** The page is left. */
  finish() {
    if (!this.lms || !this.isOpen || this.isOver || this.isOlder()) return;
    this.isOver = true;
    this.lms.finish(this.saved < this.step && !this.readOnly ? this.attempt.report() : null);
  }

  /** @param {Status} status */
  say(status) {
    if (status === "no_lms" && !this.isKept) status = "no_storage";
    if (status === this.status) return;
    this.status = status;
    this.changed(false);
  }

  /** @param {unknown} unread */
  warn(unread) {
    if (this.isWarned) return;
    this.isWarned = true;
    console.warn("Parts of what was stored could not be read:", unread);
  }
}
