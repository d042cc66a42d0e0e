/**
 * The session: keeps what the trainee does, and has it saved in the LMS.
 *
 * Each step is first written in the journal on the device, and then delivered to the LMS together with all that is not
 * known to have arrived. When the LMS does not answer, cannot be reached, or refuses something, that is tried again
 * after pauses.
 */

import { Attempt, openAttempt } from "./attempt.js";
import { painted, pause } from "../browser.js";
import { Delivery } from "./delivery.js";
import { Device } from "./device.js";
import { decodeEntry, Journal } from "./journal.js";
import { PersonalStore } from "./personal-store.js";
import { Probe } from "./probe.js";
import { doneSince } from "../core/merge.js";
import { beginAttempt } from "../core/progress.js";
import { RetryLoop } from "./retry-loop.js";
import { decodeState, isEmpty, newState } from "../core/state.js";
import { isTrouble } from "./status.js";

/** @import {Status} from "./status.js" */
/** @import {Course, Entry, LearnerState, Lms, Surroundings, Unsent} from "../types" */

/** The most milliseconds that saving waits for the database of the device. Some browsers never answer. */
const LONGEST_WRITING = 2000;

/** How often an LMS is looked for every second, and the longest pause between two looks after that, in seconds. */
const LOOKS = 60;
const LONGEST_PAUSE = 60;

/** Milliseconds after which a trainee who comes back may have been working on another device. */
const LONG_AWAY = 15 * 60_000;

/**
 * What a trainee did: the state after it, and where it happened.
 *
 * @typedef {object} Step
 * @property {LearnerState} state
 * @property {string} location an address in the course, or empty
 * @property {Unsent} [answered] the answer that was given
 */

export class Session {
  /**
   * @param {Course} course
   * @param {(() => Lms | null) | null} findLms returns null when there is none around the page; null itself where the
   *   course is made to be played without one
   * @param {Surroundings} surroundings
   */
  constructor(course, findLms, surroundings) {
    const { window, clock } = surroundings;
    this.course = course;
    this.surroundings = surroundings;
    this.window = window;
    this.findLms = findLms;
    const lms = findLms && findLms();
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
    /**
     * Fulfilled when the last step is in the database of the device; null once it is.
     *
     * @type {Promise<unknown> | null}
     */
    this.keeping = null;
    /** Called when the status changes, and when the state changes without a step. @type {(isState: boolean) => void} */
    this.changed = () => {};

    /** Whether the LMS has begun the session. */
    this.isOpen = false;
    /** Whether the session is over. */
    this.isOver = false;
    /** Whether a warning was given that something could not be read. */
    this.isWarned = false;
    /** When the page was hidden, in milliseconds since 1970; Infinity while it is shown. */
    this.hiddenAt = Infinity;
    /** When the course was opened, in milliseconds since 1970; and the id of this window among those of the learner. */
    this.openedAt = clock().getTime();
    this.windowId = `${this.openedAt}-${Math.random()}`;

    /** @type {Delivery | null} */
    this.delivery = null;
    if (lms) this.deliverTo(lms);
    /** The state when the course was opened without an LMS. @type {LearnerState | null} */
    this.openedAlone = null;
    this.retryLoop = new RetryLoop(window, () => this.round(), () => this.isWaiting());
    this.device = new Device(window, course.course);
    // Without an LMS the state stays in the browser. Until an LMS tells who the trainee is, it stays in the window.
    const store = lms ? this.device.temporary : this.device.storeOf("");
    this.personal = new PersonalStore(store);
    this.journal = new Journal(store, "alone");
    /** Fulfilled when all entries of the journal have been read. @type {Promise<unknown>} */
    this.isRead = Promise.resolve();
  }

  /**
   * Begin the session with the LMS; go on without, if there is none that answers. To be called once, before all others.
   */
  async open() {
    const { window } = this;
    const entries = this.journal.entries();
    this.checkRead(entries);
    this.attempt.takeAll(entries);
    if (await this.begin()) {
      this.retryLoop.start();
    } else {
      this.readDatabase();
      // Whether the browser keeps anything shows when it removes something.
      this.isKept = this.journal.store.write("", "alone");
      this.say(this.lms ? "lms_silent" : "no_lms");
      this.retryLoop.later();
      if (!this.lms && this.findLms) {
        this.openedAlone = this.state;
        this.lookForLms(this.findLms, 1);
      }
    }
    window.addEventListener("storage", (event) => this.hear(event));
    window.addEventListener("online", () => this.retryLoop.start());
  }

  /** @param {Lms} lms */
  deliverTo(lms) {
    this.lms = lms;
    this.delivery = new Delivery(lms, lms.probe ?? new Probe(this.window, this.surroundings.clock));
  }

  /**
   * Look again for an LMS that comes after the page: every second for a minute, then after growing pauses.
   *
   * @param {() => Lms | null} findLms
   * @param {number} times how often it was looked for
   */
  lookForLms(findLms, times) {
    const pause = times < LOOKS ? 1 : Math.min(times - LOOKS + 1, LONGEST_PAUSE);
    this.window.setTimeout(() => {
      const lms = findLms();
      if (!lms) {
        this.lookForLms(findLms, times + 1);
        return;
      }
      this.deliverTo(lms);
      this.say("lms_silent");
      this.retryLoop.start();
    }, pause * 1000);
  }

  /**
   * Begin the session with the LMS, and merge what the LMS and the device have of the trainee.
   *
   * @returns {Promise<boolean>} whether the LMS answers
   */
  async begin() {
    const launch = await this.lms?.start();
    if (!launch) return false;
    const temporary = this.journal;
    const before = this.attempt.entry();
    // What this browser had before may be of somebody else, who had no LMS.
    const alone = this.openedAlone;
    if (alone) before.state = doneSince(alone, before.state);
    this.isOpen = true;
    this.readOnly = launch.readOnly;
    this.name = launch.name;
    this.journal = new Journal(this.device.storeOf(launch.learner), "journal");
    const entries = this.journal.entries();
    const { attempt, isBehind, unread } = openAttempt(this.course, launch, entries, before, this.surroundings.today());
    this.attempt = attempt;
    if (unread.length) this.warn(unread);
    this.checkRead(entries);
    this.readDatabase();
    if (launch.readOnly) {
      this.say(launch.earned === 2 || this.state.passedOn !== null ? "read_only_passed" : "read_only");
      // What the LMS lacks stays in the journal, for a session in which it can be saved.
      if (!isBehind) this.journal.erase(this.state.attempt);
    } else {
      this.beginWriting(isBehind);
    }
    // What was done while the LMS did not answer is in the journal of the learner now.
    if (alone && !isEmpty(alone)) temporary.write({ ...before, state: alone, unsent: [] });
    else if (this.isKept) temporary.erase(before.state.attempt);
    // Where the LMS gives no id for the learners, their attempts tell them apart.
    const since = alone ? this.openedAt : 0;
    if (launch.learner) this.personal.setLearner(this.journal.store, since);
    else if (this.state.attempt) this.personal.setLearner(this.device.storeOf(`attempt ${this.state.attempt}`), since);
    return true;
  }

  /** @param {boolean} isBehind whether the LMS does not have all that is known of the trainee */
  beginWriting(isBehind) {
    const { attempt, journal } = this;
    this.delivery?.add();
    // The LMS must know the attempt at once, so that another device knows it too.
    const isNew = !this.state.attempt;
    if (isNew) attempt.state = beginAttempt(this.state, this.surroundings.clock());
    journal.claim(this.state.attempt, this.windowId);
    // An entry that is still in the journal is not known to have arrived, or only in part.
    if (isBehind || isNew || attempt.outbox.items.size || journal.foreign(this.state.attempt)) this.write();
    else this.delivery?.skip();
  }

  /** Read what a browser that was killed has left in the database. Until then nothing counts as saved. */
  readDatabase() {
    const read = this.journal.databaseEntries().then((entries) => this.absorb(entries));
    this.isRead = read.catch(() => {});
  }

  /** What the trainee has done. */
  get state() {
    return this.attempt.state;
  }

  /** Where the trainee was: an address in the course, or empty. */
  get location() {
    return this.attempt.location;
  }

  /** @param {(Entry | null)[]} entries of the journal; null for those that could not be read */
  checkRead(entries) {
    if (entries.includes(null)) this.warn("the journal");
  }

  /**
   * Merge entries that turn up later: from another window, or from a browser that was killed.
   *
   * @param {(Entry | null)[]} entries
   */
  absorb(entries) {
    const { attempt } = this;
    const before = attempt.fingerprint();
    this.checkRead(entries);
    attempt.takeAll(entries);
    attempt.complete(this.surroundings.today());
    if (before === attempt.fingerprint()) return;
    if (!this.readOnly) this.keep();
    this.changed(true);
  }

  /**
   * Merge what another window has done. Its location stays out: two windows would follow each other for ever.
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
    if (answered) this.attempt.outbox.put(answered);
    this.keep();
  }

  /** Write what is known now in the journal, and save it as soon as possible. */
  keep() {
    this.delivery?.add();
    this.write();
    if (!this.isOpen) return;
    // The session has ended, and the page is still there: somebody has stopped the browser from leaving it.
    if (this.isOver) {
      this.say("refused");
      return;
    }
    if (!isTrouble(this.status)) this.say("saving");
    this.retryLoop.start();
  }

  /** Write all that is known in the journal, merged with what another window has written there. */
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
   * @returns {Promise<unknown>} fulfilled when that is, or when it takes too long
   */
  inTime(promise) {
    return Promise.race([promise, pause(this.window, LONGEST_WRITING)]);
  }

  /** @returns {boolean} whether there is anything that this window can save, and has not saved yet */
  isWaiting() {
    if (!this.delivery || this.isOver || this.readOnly || this.status === "elsewhere") return false;
    return !this.isOpen || !this.delivery.isComplete;
  }

  /** Begin the session if it has not begun, and deliver what is not saved: one round of the retry loop. */
  async round() {
    const { delivery } = this;
    if (!delivery || this.isOver) return;
    if (!this.isOpen && (await this.begin())) this.changed(true);
    if (!this.isOpen || this.readOnly || delivery.isComplete || !this.maySave()) return;
    // A slow LMS holds up the page, so what the trainee did is first shown, and written on the device.
    const before = [painted(this.window), this.inTime(this.isRead), this.inTime(this.journal.store.safe)];
    const [failure] = await Promise.all([delivery.check(), ...before]);
    if (!this.maySave()) return;
    const result = failure ? { failure, sent: 0 } : await delivery.deliver(this.attempt);
    if (!this.maySave()) return;
    const newer = delivery.lms.newer?.();
    if (newer) this.absorbForeign({ ...newer, state: decodeState(newer.state).state, known: true, unsent: [] });
    if (result.failure) this.say(result.failure);
    else this.confirm(delivery, result.sent);
  }

  /** @returns {boolean} whether this window still saves the attempt */
  maySave() {
    return !this.isOver && !this.isOlder();
  }

  /**
   * Steps have arrived in the LMS.
   *
   * @param {Delivery} delivery
   * @param {number} sent the number of the last one
   */
  confirm(delivery, sent) {
    // What another window has written meanwhile has to be saved too.
    this.absorbForeign(this.journal.foreign(this.state.attempt));
    delivery.confirm(sent, this.attempt);
    this.retryLoop.succeed(!delivery.isComplete);
    if (!delivery.isComplete) {
      this.write();
      return;
    }
    this.journal.markSaved(this.attempt.entry(), this.attempt.mergedAttempts);
    this.say(isTrouble(this.status) ? "saved_again" : "saved");
  }

  /** @returns {boolean} whether the course was opened in another window since, which saves from then on */
  isOlder() {
    const newest = this.isOpen && !this.readOnly && this.journal.claimed(this.state.attempt);
    const isOlder = Boolean(newest) && newest !== this.windowId;
    if (isOlder) this.say("elsewhere");
    return isOlder;
  }

  /**
   * Another window of this browser has written something. Its value is in the event: this window may have removed it
   * since.
   *
   * @param {StorageEvent} event
   */
  hear({ key, newValue }) {
    if (this.readOnly || this.isOver || !key?.startsWith(this.journal.store.prefix) || this.isOlder()) return;
    if (newValue && key === this.journal.key(this.state.attempt)) this.absorbForeign(decodeEntry(newValue));
  }

  /** The page is hidden, and may never come back. */
  pause() {
    this.hiddenAt = this.surroundings.clock().getTime();
    if (!this.delivery || !this.isOpen || this.isOver || this.readOnly) return;
    if (isTrouble(this.status) || this.isOlder()) return;
    this.delivery.pause(this.attempt);
    if (!this.delivery.isComplete) this.retryLoop.start();
  }

  /** The page is shown again. */
  resume() {
    if (this.surroundings.clock().getTime() - this.hiddenAt > LONG_AWAY && this.status === "saved") this.say("away");
    this.hiddenAt = Infinity;
    this.retryLoop.start();
  }

  /** The page is left. */
  finish() {
    if (!this.delivery || !this.isOpen || this.isOver || this.isOlder()) return;
    this.isOver = true;
    this.delivery.finish(this.readOnly ? null : this.attempt);
  }

  /** @param {Status} status */
  say(status) {
    if (status === "no_lms" && !this.findLms) status = this.isKept ? "on_device" : "not_on_device";
    else if (status === "no_lms" && !this.isKept) status = "no_storage";
    if (status === this.status) return;
    this.status = status;
    this.changed(false);
  }

  /** @param {unknown} unread what could not be read */
  warn(unread) {
    if (this.isWarned) return;
    this.isWarned = true;
    console.warn("Parts of what was stored could not be read:", unread);
  }
}
