/**
 * The session: what is known of the trainee, and its way to the LMS.
 *
 * Each step is first written in the journal on the device. Then, after a look whether the LMS can be reached, it goes to
 * the LMS together with all that has not arrived yet; after another look it counts as saved. While the LMS cannot be
 * reached everything is held back: Moodle would count it as stored, and never send it again.
 */

import { painted, pause } from "./dom.js";
import { has } from "./has.js";
import { cameBy } from "./leave.js";
import { belonging, decodeEntry, Journal } from "./journal.js";
import { inTriesOf, mergeStates } from "./merge.js";
import { createLook } from "./network.js";
import { newAnswers, Owed } from "./owed.js";
import { beginAttempt, dated } from "./progress.js";
import { Rounds } from "./rounds.js";
import { courseResult, interaction, objectives, settle } from "./scoring.js";
import { answersOf, decodeState, encodeState, fitSlots, fitState, isBlank, newState } from "./state.js";
import { Shelf } from "./storage.js";
import { Vault } from "./vault.js";

/** @import {Entry} from "./journal.js" */
/** @import {Unsent} from "./owed.js" */
/** @import {Seen} from "./network.js" */
/** @import {Course, LearnerState, Lms, Report, Surroundings} from "./types" */

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
    this.look = createLook(window);
    this.lms = lms;
    /** @type {LearnerState} */
    this.state = newState();
    /** Where the trainee was: an address in the course, or empty. */
    this.location = "";
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
    /** Whether the LMS has had a state of this attempt. */
    this.isKnown = false;
    /** The number of the last step; of the last one that the LMS was given; of the last one that is saved. */
    this.step = 0;
    this.given = 0;
    this.saved = 0;
    /** The number of the last step when the page was hidden last. */
    this.paused = -1;
    this.owed = new Owed();
    /** Attempts of the journal that never came to the LMS, and are part of this one. @type {Set<number>} */
    this.spent = new Set();
    /** Whether an entry of the journal is of this attempt. @type {(entry: Entry) => boolean} */
    this.belongs = () => true;

    /** Whether it was reported that something could not be read. */
    this.isWarned = false;
    this.hiddenAt = Infinity;
    /** The name of this window among those of the same learner. */
    this.token = `${surroundings.clock().getTime()}-${Math.random()}`;

    this.rounds = new Rounds(window, () => this.round(), () => this.isWaiting());
    this.vault = new Vault(window);
    // Without an LMS the state stays in the browser. An LMS that does not answer cannot tell who the trainee is; then it
    // stays in this window, so that nobody else ever sees it: nor who has signed in anew in this window.
    this.alone = new Shelf(() => window.sessionStorage, null, course.course, "");
    if (!cameBy(window, "reload")) this.alone.clear("");
    /** What the device keeps of the trainee; changes when the LMS tells who that is. */
    this.shelf = this.lms ? this.alone : this.ownShelf("");
    this.journal = new Journal(this.shelf, "alone");
    /** Done when all that the device has is known. @type {Promise<unknown>} */
    this.ready = Promise.resolve();
    /** Done when the LMS has begun the session. @type {Promise<void>} */
    this.begun = new Promise((resolve) => (this.hasBegun = resolve));
    this.takeAll(this.journal.entries());
    if (this.begin()) {
      this.rounds.start();
    } else {
      this.search();
      this.isKept = this.shelf.keep("", "alone");
      this.say(this.lms ? "lms_silent" : "no_lms");
      this.rounds.later();
    }
    window.addEventListener("storage", (event) => this.hear(event));
    window.addEventListener("online", () => this.rounds.start());
  }

  /**
   * Begin the session with the LMS, and take up what the LMS and the device have of the trainee.
   *
   * @returns {boolean} whether the LMS answers
   */
  begin() {
    const launch = this.lms?.start();
    if (!launch) return false;
    const { course } = this;
    const alone = this.journal;
    const before = this.entry();
    this.isOpen = true;
    this.readOnly = launch.readOnly;
    this.name = launch.name;
    this.journal = new Journal(this.ownShelf(launch.learner), "journal");
    const { state, unread } = decodeState(launch.state);
    if (unread.length) this.warn(unread);
    const stored = fitState(state, course);
    this.state = stored;
    this.location = launch.location;
    this.isKnown = !isBlank(stored);
    const entries = this.journal.entries();
    this.belongs = belonging(stored, launch, entries);
    this.search();
    this.takeAll(entries);
    if (!isBlank(before.state)) this.takeOne({ ...before, state: inTriesOf(stored, before.state) });
    this.state = this.whole(this.state, launch.slots);
    const isPassed = courseResult(course, this.state).passed;
    const isBehind = encodeState(this.state) !== encodeState(stored) || (isPassed && !launch.passed);
    if (this.readOnly) {
      this.say(launch.passed ? "read_only_passed" : "read_only");
      if (!isBehind) this.journal.keep(this.state.attempt, "");
    } else {
      this.step += 1;
      // The LMS must know the attempt at once, so that another device knows it too.
      const isNew = !this.state.attempt;
      if (isNew) this.state = beginAttempt(this.state, this.surroundings.clock());
      this.journal.claim(this.state.attempt, this.token);
      // What is still in the journal never arrived for sure, or only in part.
      if (isBehind || isNew || this.owed.items.size || this.journal.foreign(this.state.attempt)) this.write();
      else this.given = this.step;
    }
    // What was done while the LMS did not answer is in the journal of the learner now.
    alone.keep(before.state.attempt, "");
    // Where the LMS has no name for them, learners are told apart by their attempts.
    if (launch.learner) this.shelf = this.journal.shelf;
    else if (this.state.attempt) this.shelf = this.ownShelf(`attempt ${this.state.attempt}`);
    this.hasBegun();
    return true;
  }

  /**
   * @param {string} learner
   * @returns {Shelf}
   */
  ownShelf(learner) {
    return new Shelf(() => this.window.localStorage, this.vault, this.course.course, learner);
  }

  /** Look for what a browser that was killed has left. Nothing counts as saved before. */
  search() {
    const found = this.journal.leftovers().then((entries) => this.absorb(entries));
    this.ready = found.catch(() => {});
  }

  /**
   * The state with all that follows from it: a new edition may ask less than a trainee has done, and an LMS may have lost
   * answers.
   *
   * @param {LearnerState} state
   * @param {number | null} slots how many interactions the LMS has, if it tells
   * @returns {LearnerState}
   */
  whole(state, slots) {
    const { course, surroundings } = this;
    const settled = course.modules
      .filter(({ id }) => has(state.modules, id))
      .map((module) => [module.id, settle(module, state.modules[module.id])]);
    const all = dated(course, { ...state, modules: Object.fromEntries(settled) }, surroundings.today());
    if (slots === null) return all;
    const fitted = fitSlots(all, slots, (id) => this.owed.items.has(id));
    this.owed.add(newAnswers(fitted, newState()).filter(({ slot }) => slot >= slots), this.state);
    return fitted;
  }

  /** @returns {Entry} what is known now, for the journal */
  entry() {
    return { state: this.state, location: this.location, known: this.isKnown, unsent: [...this.owed.items.values()] };
  }

  /**
   * @param {(Entry | null)[]} entries of the journal
   */
  takeAll(entries) {
    if (entries.includes(null)) this.warn("the journal");
    // The others stay: they may be of another activity with the same course.
    for (const entry of entries) if (entry && this.belongs(entry)) this.takeOne(entry);
  }

  /**
   * Take up what was done elsewhere, and note what of it the LMS does not have.
   *
   * @param {Entry} entry
   */
  takeOne({ state, location, known, unsent }) {
    const before = this.state;
    const theirs = fitState(state, this.course);
    this.state = mergeStates(this.course, before, theirs);
    // The LMS may have the same step with another location, which it was given for a moment.
    if (state.at >= before.at) this.location = location;
    if (!known && state.attempt !== this.state.attempt) this.spent.add(state.attempt);
    this.owed.add([...newAnswers(this.state, before), ...unsent], this.state);
  }

  /**
   * Take up what turns up later: from another window, or from a browser that was killed.
   *
   * @param {(Entry | null)[]} entries
   */
  absorb(entries) {
    const before = [encodeState(this.state), this.owed.items.size].join();
    this.takeAll(entries);
    this.state = this.whole(this.state, null);
    if (before === [encodeState(this.state), this.owed.items.size].join()) return;
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
    this.state = state;
    this.location = location;
    if (this.readOnly) return;
    if (answered) this.owed.items.set(answered.id, answered);
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
    this.rounds.start();
  }

  /** Write all that is known in the journal, with what another window has written there. */
  write() {
    const foreign = this.journal.foreign(this.state.attempt);
    if (foreign) this.takeOne({ ...foreign, location: this.location });
    this.isKept = this.journal.write(this.entry());
    if (!this.lms) this.say("no_lms");
    const keeping = this.inTime(this.journal.shelf.safe);
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

  /** Look, give the LMS what it does not have, and look again whether that can have arrived. */
  async round() {
    if (!this.lms || this.isOver) return;
    if (!this.isOpen && this.begin()) this.changed(true);
    if (!this.isOpen || this.readOnly || this.saved === this.step || this.isOlder()) return;
    let { given } = this;
    // A slow LMS holds up the page: what the trainee did must be seen before.
    const before = [painted(this.window), this.inTime(this.ready), this.inTime(this.journal.shelf.safe)];
    let [seen] = await Promise.all([this.look(), ...before]);
    if (this.isLost(seen)) return;
    if (this.given < this.step && !this.give(this.lms)) {
      this.say("refused");
      return;
    }
    if (this.given > given) {
      given = this.given;
      seen = await this.look();
      if (this.isLost(seen)) return;
    }
    this.confirm(given);
  }

  /**
   * @param {Lms} lms
   * @returns {boolean} whether the LMS says that it has everything
   */
  give(lms) {
    const { step } = this;
    if (!lms.save(this.report())) return false;
    this.hasGiven(step);
    return true;
  }

  /** @param {number} step */
  hasGiven(step) {
    this.given = step;
    this.owed.give(step);
  }

  /**
   * @param {Seen} seen
   * @returns {boolean} whether saving cannot go on
   */
  isLost(seen) {
    if (this.isOver || this.isOlder()) return true;
    if (seen === "there") return false;
    this.lms?.doubt();
    this.given = this.saved;
    this.say(seen);
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
    this.rounds.succeed(isMore);
    if (given === this.given) this.lms?.confirm();
    this.isKnown = true;
    this.owed.settle(this.saved);
    if (isMore) {
      this.write();
      return;
    }
    this.journal.settle(this.entry(), this.spent);
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
    if (this.readOnly || this.isOver || !key?.startsWith(this.journal.shelf.course) || this.isOlder()) return;
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
    if (this.lms.pause(this.given < step ? this.report() : null)) this.hasGiven(step);
    if (this.saved < step) this.rounds.start();
  }

  /** The page is seen again. */
  resume() {
    if (this.surroundings.clock().getTime() - this.hiddenAt > LONG_AWAY && this.status === "saved") this.say("away");
    this.hiddenAt = Infinity;
    this.rounds.start();
  }

  /** The page is left. */
  finish() {
    if (!this.lms || !this.isOpen || this.isOver || this.isOlder()) return;
    this.isOver = true;
    this.lms.finish(this.saved < this.step && !this.readOnly ? this.report() : null);
  }

  /** @returns {Report} all that the LMS should have */
  report() {
    const { course, state, location } = this;
    const answers = new Map(answersOf(state));
    const interactions = course.modules.flatMap((module) =>
      module.questions.flatMap((question) => {
        const id = `${module.id}.${question.id}`;
        const [item, answer] = [this.owed.items.get(id), answers.get(id)];
        if (!item || !answer) return [];
        const when = { latency: item.latency, time: item.time === null ? null : new Date(item.time) };
        return [interaction(module, question, { ...answer, response: item.response }, when)];
      }),
    );
    return {
      location,
      state: encodeState(state),
      ...courseResult(course, state),
      objectives: objectives(course, state),
      interactions,
    };
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
