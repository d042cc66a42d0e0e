/** SCORM 1.2 (Run-Time Environment, section 3): the learner's words as data model elements. */

import { findApi } from "./find.js";
import { interactionElements, otherwise, spokenName, timespan } from "./scorm12-values.js";

/** @import {Launch, Lms, Objective, Report, Surroundings} from "../types" */

const API_NAME = "API";

/** Every value of `cmi.core.lesson_status` (RTE, section 3.4.4). */
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed", "not attempted"];

/** Statuses of a trainee who has not begun; an LMS may know more than the standard. */
const FRESH = ["not attempted", "browsed", "unknown"];

/**
 * The LMS behind a SCORM 1.2 API, or null when there is none.
 *
 * @param {Surroundings} surroundings
 * @returns {Lms | null}
 */
export function createScorm12(surroundings) {
  const api = findApi(surroundings.window, API_NAME);
  return api ? new Scorm12(api, surroundings) : null;
}

/** Errors after which nothing may be something: general exception, not initialized (RTE, section 3.3.4). */
const FAILURES = ["101", "301"];

/** What an LMS cannot do without: what it refuses of these is not stored. */
const ESSENTIAL = ["cmi.suspend_data", "cmi.core.lesson_status", "cmi.core.score.raw"];

/** What comes last when all is given anew: after it an LMS may let nobody write any more. */
const ENDING = ["cmi.core.lesson_status", "cmi.core.exit"];

/**
 * How much may wait for a commit, in characters. Moodle sends it by a beacon when the page is being left, and browsers
 * send no more than 64 kB so.
 */
const MOST_WAITING = 32_000;

/** @implements {Lms} */
class Scorm12 {
  /**
   * @param {any} api
   * @param {Surroundings} surroundings
   */
  constructor(api, { now }) {
    this.api = api;
    this.now = now;
    this.begun = now();
    this.open = false;
    this.readOnly = false;
    this.status = "";
    /** The score that the LMS had: what was earned is not taken back. */
    this.floor = 0;
    /** What the LMS was last given of each element, in the order in which they were first set. @type {Map<string, string>} */
    this.stored = new Map();
    /** The elements that were given since it was last proven that all has arrived. @type {Set<string>} */
    this.unproven = new Set();
    /** Whether these may not have arrived, although the LMS counts them as stored. */
    this.doubted = false;
    /** How many characters wait for a commit. */
    this.waiting = 0;
    /** The ids of the objectives in the LMS, in its order. @type {string[]} */
    this.objectiveIds = [];
    this.warned = false;
    /** Whether a value that must be stored could not be set since this was last set to false. */
    this.failed = false;
    /** Whether a call has thrown since this was last set to false. */
    this.threw = false;
    /** Whether the LMS must still be told that the trainee has begun. */
    this.fresh = false;
    /** The best that the LMS has had of each objective. @type {Map<string, {score: number, passed: boolean}>} */
    this.earned = new Map();
  }

  /** @returns {Launch | null} */
  start() {
    // An LMS whose session was never ended may refuse to begin one, and serve it all the same.
    const begun = this.done("LMSInitialize", "");
    this.threw = false;
    this.status = this.get("cmi.core.lesson_status");
    if (!begun && !STATUSES.includes(this.status)) return null;
    const state = this.get("cmi.suspend_data");
    // What could not be read must not be taken for nothing, and written over.
    if (this.threw || (!state && FAILURES.includes(this.call("LMSGetLastError")))) return null;
    this.open = true;
    const mode = this.get("cmi.core.lesson_mode");
    const credit = this.get("cmi.core.credit");
    this.readOnly = mode === "review" || mode === "browse" || credit === "no-credit";
    // A status that cannot be read, with a state that can, may be a good one.
    this.fresh = FRESH.includes(this.status) || (this.status === "" && state === "");
    const launch = {
      readOnly: this.readOnly,
      fresh: this.fresh,
      learner: this.get("cmi.core.student_id"),
      name: spokenName(this.get("cmi.core.student_name")),
      passed: this.status === "passed",
      location: this.get("cmi.core.lesson_location"),
      state,
      slots: this.count("cmi.interactions"),
    };
    if (!this.readOnly) {
      this.stored.set("cmi.core.lesson_location", launch.location);
      this.remember();
      this.begin();
    }
    return launch;
  }

  /** Read what the LMS has, so that only what is new is written and nothing goes down. */
  remember() {
    const elements = ["cmi.core.score.raw"];
    const count = this.count("cmi.objectives") ?? 0;
    for (let index = 0; index < count; index += 1) {
      const at = `cmi.objectives.${index}`;
      const id = this.get(`${at}.id`);
      this.stored.set(`${at}.id`, id);
      // One that was given in another way when the network went once more; no id of ours ends so.
      this.objectiveIds.push(id.replace(/_$/, ""));
      elements.push(`${at}.score.raw`, `${at}.status`);
    }
    for (const element of elements) this.stored.set(element, this.get(element));
    this.objectiveIds.forEach((id, index) => {
      const at = `cmi.objectives.${index}`;
      const score = whole(this.stored.get(`${at}.score.raw`));
      this.earned.set(id, { score, passed: this.stored.get(`${at}.status`) === "passed" });
    });
    this.floor = whole(this.stored.get("cmi.core.score.raw"));
  }

  /** Say at once that the course is not finished: some LMSs take silence for completion. */
  begin() {
    const said = this.sayIncomplete();
    this.put("cmi.core.exit", this.status === "passed" ? "" : "suspend");
    if (said) this.commit();
  }

  /** @returns {boolean} whether it was said now */
  sayIncomplete() {
    if (!this.fresh || !this.put("cmi.core.lesson_status", "incomplete")) return false;
    this.fresh = false;
    this.status = "incomplete";
    return true;
  }

  /**
   * @param {Report} report
   * @returns {boolean}
   */
  save(report) {
    if (this.readOnly || !this.open) return this.readOnly;
    this.failed = false;
    this.threw = false;
    if (this.doubted && !this.giveAnew()) return false;
    if (!this.inParcels(this.write(report))) return false;
    const committed = report.passed && this.status !== "passed" ? this.pass() : this.commit();
    // An LMS that has gone fails at each call; one that refuses an element does not want it.
    return committed && !this.failed && !this.threw;
  }

  /**
   * Set all of a report but its interactions.
   *
   * @param {Report} report
   * @returns {[string, string][][]} the elements of each interaction, in order, so that the list of the LMS has no gap
   */
  write(report) {
    this.put("cmi.core.lesson_location", report.location);
    this.put("cmi.suspend_data", report.state);
    this.sayIncomplete();
    for (const objective of report.objectives) this.putObjective(objective);
    if (report.score !== null && report.score >= this.floor) {
      this.floor = report.score;
      this.putScore("cmi.core", report.score);
    }
    return [...report.interactions].sort((a, b) => a.slot - b.slot).map(interactionElements);
  }

  /**
   * Give the LMS once more what may not have arrived. It counts as stored, and would not be sent again as it is: so each
   * value is first given in another way.
   *
   * @returns {boolean} whether the LMS says that it has done it
   */
  giveAnew() {
    const parts = new Set([...this.unproven].map(partOf));
    const doubtful = [...this.stored].filter(([element]) => parts.has(partOf(element)));
    const values = doubtful.filter(([element]) => !ENDING.includes(element));
    const endings = doubtful.filter(([element]) => ENDING.includes(element));
    const rounds = [otherValues(values), values, otherValues(endings), endings];
    const given = rounds.every((elements) => this.putThrough(elements));
    if (given) this.doubted = false;
    // What is right must not stay behind what was only meant for a moment.
    else this.putAll(doubtful);
    return given;
  }

  /**
   * @param {[string, string][]} elements
   * @returns {boolean} whether the LMS says that it has stored them
   */
  putThrough(elements) {
    return !elements.length || (this.inParcels(elements.map((item) => [item])) && this.commit());
  }

  /**
   * @param {[string, string][][]} items what goes to the LMS together
   * @returns {boolean} whether no commit has failed; the last parcel waits for its own
   */
  inParcels(items) {
    return items.every((item) => {
      if (!this.fits(item) && !this.commit()) return false;
      this.putAll(item);
      return true;
    });
  }

  /** What was given has arrived. */
  confirm() {
    this.unproven.clear();
    this.doubted = false;
  }

  /** What was given since then may not have arrived, whatever the LMS says. */
  doubt() {
    this.doubted = this.unproven.size > 0;
  }

  /**
   * Completed first, then passed, each with a commit: so an LMS that waits for either one sees it.
   *
   * @returns {boolean}
   */
  pass() {
    this.put("cmi.core.lesson_status", "completed");
    const completed = this.commit();
    const taken = this.put("cmi.core.lesson_status", "passed");
    this.put("cmi.core.exit", "");
    const passed = this.commit();
    if (completed && taken && passed) this.status = "passed";
    return completed && passed;
  }

  /** @param {Objective} objective */
  putObjective({ id, score, passed }) {
    if (!this.objectiveIds.includes(id)) this.objectiveIds.push(id);
    const at = `cmi.objectives.${this.objectiveIds.indexOf(id)}`;
    this.put(`${at}.id`, id);
    // What was earned is not taken back, also when the state that proves it is lost.
    const before = this.earned.get(id) ?? { score: 0, passed: false };
    this.earned.set(id, { score: Math.max(before.score, score ?? 0), passed: before.passed || passed });
    if (score !== null && score >= before.score) this.putScore(at, score);
    if (passed || !before.passed) this.put(`${at}.status`, passed ? "passed" : "incomplete");
  }

  /**
   * @param {string} at the element that has the score
   * @param {number} score a whole percentage
   */
  putScore(at, score) {
    if (this.stored.get(`${at}.score.raw`) === String(score)) return;
    this.put(`${at}.score.raw`, String(score));
    this.put(`${at}.score.min`, "0");
    this.put(`${at}.score.max`, "100");
  }

  /**
   * @param {Report | null} report
   * @returns {boolean}
   */
  pause(report) {
    const isWhole = this.putLast(report);
    return this.commit() && isWhole && !this.doubted;
  }

  /** @param {Report | null} report */
  finish(report) {
    if (!this.open) return;
    if (!this.readOnly) this.putLast(report);
    // Ending an untouched session would make Moodle store "completed": in browse mode nothing may be stored.
    else if (["", "not attempted"].includes(this.status)) return;
    this.open = false;
    this.call("LMSFinish", "");
  }

  /**
   * Set what is left, as much as may wait for one commit: there may be no time for another.
   *
   * @param {Report | null} report
   * @returns {boolean} whether that was all
   */
  putLast(report) {
    this.failed = false;
    this.threw = false;
    const items = report ? this.write(report) : [];
    while (items.length && this.fits(items[0])) this.putAll(items.shift() ?? []);
    if (report?.passed && this.status !== "passed") this.pass();
    this.set("cmi.core.session_time", timespan(this.now() - this.begun));
    return !items.length && !this.failed && !this.threw;
  }

  /** @param {[string, string][]} elements */
  putAll(elements) {
    for (const [element, value] of elements) this.put(element, value);
  }

  /**
   * @param {[string, string][]} elements
   * @returns {boolean} whether they may wait with what waits already
   */
  fits(elements) {
    return this.waiting + elements.reduce((sum, item) => sum + weight(...item), 0) <= MOST_WAITING;
  }

  /**
   * Store a value unless the LMS has it.
   *
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS has it now
   */
  put(element, value) {
    if (this.stored.get(element) === value) return true;
    if (!this.set(element, value)) {
      this.stored.delete(element);
      return false;
    }
    this.waiting += weight(element, value);
    this.stored.set(element, value);
    this.unproven.add(element);
    return true;
  }

  /** @returns {boolean} whether the LMS says that it has everything */
  commit() {
    this.waiting = 0;
    const done = this.done("LMSCommit", "");
    // An LMS that has failed may count what it was given as stored all the same.
    if (!done) this.doubt();
    return done;
  }

  /**
   * @param {string} element
   * @returns {number | null}
   */
  count(element) {
    const text = this.get(`${element}._count`);
    return /^\d+$/.test(text) ? Number(text) : null;
  }

  /**
   * @param {string} element
   * @returns {string} empty when the LMS does not have it
   */
  get(element) {
    return this.call("LMSGetValue", element);
  }

  /**
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS takes it
   */
  set(element, value) {
    if (this.done("LMSSetValue", element, value)) return true;
    if (ESSENTIAL.includes(element)) this.failed = true;
    // An LMS may lack interactions, objectives and more. That is worth one line, and no more.
    if (!this.warned) console.warn(`The LMS does not take ${element}: error ${this.call("LMSGetLastError")}`);
    this.warned = true;
    return false;
  }

  /**
   * @param {string} name
   * @param {string[]} values
   * @returns {boolean} whether the LMS says that it has done it
   */
  done(name, ...values) {
    const answer = this.call(name, ...values).toLowerCase();
    // Some LMSs answer 1, or nothing at all; then the error number tells.
    return answer === "true" || answer === "1" || (answer === "" && !this.threw && this.call("LMSGetLastError") === "0");
  }

  /**
   * @param {string} name
   * @param {string[]} values
   * @returns {string} what the LMS says; empty when it fails
   */
  call(name, ...values) {
    try {
      const answer = this.api[name](...values);
      return answer === null || answer === undefined ? "" : String(answer);
    } catch {
      this.threw = true;
      return "";
    }
  }
}

/**
 * @param {[string, string][]} elements
 * @returns {[string, string][]}
 */
function otherValues(elements) {
  return elements.map(([element, value]) => [element, otherwise(element, value)]);
}

/**
 * A score as this adapter gives it: one that was being given anew when the page was left has decimals.
 *
 * @param {string | undefined} score
 * @returns {number}
 */
function whole(score) {
  return Math.floor(Number(score)) || 0;
}

/**
 * What goes to the LMS together: the elements of one interaction, or a single element.
 *
 * @param {string} element
 * @returns {string}
 */
function partOf(element) {
  return /^cmi\.interactions\.\d+/.exec(element)?.[0] ?? element;
}

/**
 * @param {string} element
 * @param {string} value
 * @returns {number} how many characters they are in a request
 */
function weight(element, value) {
  return element.length + encodeURIComponent(value.replace(/\p{Cs}/gu, "")).length + 8;
}
