/** SCORM 1.2 (Run-Time Environment, section 3): the learner's words as data model elements. */

import { findApi } from "./find.js";
import { Api } from "./api.js";
import { Elements } from "./elements.js";
import { interactionElements, spokenName, timespan } from "./values.js";

/** @import {Launch, Lms, Objective, Report, Surroundings} from "../../types" */

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

/** How often an LMS may fail at the start, before it is taken to do so always. */
const MOST_TRIES = 5;

/** @implements {Lms} */
class Scorm12 {
  /**
   * @param {any} api
   * @param {Surroundings} surroundings
   */
  constructor(api, { now }) {
    this.api = new Api(api);
    this.elements = new Elements(this.api);
    this.now = now;
    this.begun = now();
    this.isInitialized = false;
    /** How often the session was started, as far as the state could be read. */
    this.tries = 0;
    this.open = false;
    this.readOnly = false;
    this.status = "";
    /** The score that the LMS had: what was earned is not taken back. */
    this.floor = 0;
    /** The ids of the objectives in the LMS, in its order. @type {string[]} */
    this.objectiveIds = [];
    /** Whether the LMS must still be told that the trainee has begun. */
    this.fresh = false;
    /** The best that the LMS has had of each objective. @type {Map<string, {score: number, passed: boolean}>} */
    this.earned = new Map();
  }

  /** @returns {Promise<Launch | null>} */
  async start() {
    const { api, elements } = this;
    // An LMS whose session was never ended may refuse to begin one, and serve it all the same.
    this.isInitialized = api.done("LMSInitialize", "") || this.isInitialized;
    api.failed = false;
    this.status = api.get("cmi.core.lesson_status");
    if (!this.isInitialized && !STATUSES.includes(this.status)) return null;
    const state = api.get("cmi.suspend_data");
    const { failed } = api;
    // What could not be read must not be taken for nothing, and written over.
    if (!state && (failed || FAILURES.includes(api.error() ?? ""))) return null;
    this.tries += 1;
    // Not to know of errors is no failure.
    api.failed = failed;
    const mode = api.get("cmi.core.lesson_mode");
    const credit = api.get("cmi.core.credit");
    const learner = api.get("cmi.core.student_id");
    this.floor = whole(elements.read("cmi.core.score.raw"));
    // Some LMSs may fail for what they do not have.
    if (api.failed && this.tries < MOST_TRIES) return null;
    this.open = true;
    this.readOnly = mode === "review" || mode === "browse" || credit === "no-credit";
    // A status that cannot be read, with a state that can, may be a good one.
    this.fresh = FRESH.includes(this.status) || (this.status === "" && state === "");
    const launch = {
      readOnly: this.readOnly,
      fresh: this.fresh,
      learner,
      name: spokenName(api.get("cmi.core.student_name")),
      passed: this.status === "passed",
      location: elements.read("cmi.core.lesson_location"),
      state,
      interactionCount: api.count("cmi.interactions"),
    };
    if (!this.readOnly) {
      this.remember();
      this.begin();
    }
    return launch;
  }

  /** Read which objectives the LMS has, so that nothing goes down. */
  remember() {
    const { api, elements } = this;
    const count = api.count("cmi.objectives") ?? 0;
    for (let index = 0; index < count; index += 1) {
      const at = `cmi.objectives.${index}`;
      // One that was given in another way when the network went once more; no id of ours ends so.
      const id = elements.read(`${at}.id`).replace(/_$/, "");
      const score = whole(elements.read(`${at}.score.raw`));
      this.objectiveIds.push(id);
      this.earned.set(id, { score, passed: elements.read(`${at}.status`) === "passed" });
    }
  }

  /** Say at once that the course is not finished: some LMSs take silence for completion. */
  begin() {
    const said = this.sayIncomplete();
    this.elements.put("cmi.core.exit", this.status === "passed" ? "" : "suspend");
    if (said) this.elements.commit();
  }

  /** @returns {boolean} whether it was said now */
  sayIncomplete() {
    if (!this.fresh || !this.elements.put("cmi.core.lesson_status", "incomplete")) return false;
    this.fresh = false;
    this.status = "incomplete";
    return true;
  }

  /**
   * @param {Report} report
   * @returns {Promise<boolean>}
   */
  async save(report) {
    if (this.readOnly || !this.open) return this.readOnly;
    const { api, elements } = this;
    api.failed = false;
    if (!elements.giveAnew() || !elements.putInParcels(this.write(report))) return false;
    const committed = report.passed && this.status !== "passed" ? this.pass() : this.elements.commit();
    // An LMS that has gone fails at each call; one that refuses an element does not want it.
    return committed && !api.failed;
  }

  /**
   * Set all of a report but its interactions.
   *
   * @param {Report} report
   * @returns {[string, string][][]} the elements of each interaction, in order, so that the list of the LMS has no gap
   */
  write(report) {
    this.elements.put("cmi.core.lesson_location", report.location);
    this.elements.put("cmi.suspend_data", report.state);
    this.sayIncomplete();
    for (const objective of report.objectives) this.putObjective(objective);
    if (report.score !== null && report.score >= this.floor) {
      this.floor = report.score;
      this.putScore("cmi.core", report.score);
    }
    return [...report.interactions].sort((a, b) => a.slot - b.slot).map(interactionElements);
  }

  /** What was given has arrived, unless it was doubted since. */
  confirm() {
    this.elements.confirm();
  }

  /** What was given since then may not have arrived, whatever the LMS says. */
  markUnconfirmed() {
    this.elements.doubt();
  }

  /**
   * Completed first, then passed, each with a commit: so an LMS that waits for either one sees it.
   *
   * @returns {boolean}
   */
  pass() {
    this.elements.put("cmi.core.lesson_status", "completed");
    const completed = this.elements.commit();
    const taken = this.elements.put("cmi.core.lesson_status", "passed");
    this.elements.put("cmi.core.exit", "");
    const passed = this.elements.commit();
    if (completed && taken && passed) this.status = "passed";
    return completed && passed;
  }

  /** @param {Objective} objective */
  putObjective({ id, score, passed }) {
    if (!this.objectiveIds.includes(id)) this.objectiveIds.push(id);
    const at = `cmi.objectives.${this.objectiveIds.indexOf(id)}`;
    this.elements.put(`${at}.id`, id);
    // What was earned is not taken back, also when the state that proves it is lost.
    const before = this.earned.get(id) ?? { score: 0, passed: false };
    this.earned.set(id, { score: Math.max(before.score, score ?? 0), passed: before.passed || passed });
    if (score !== null && score >= before.score) this.putScore(at, score);
    if (passed || !before.passed) this.elements.put(`${at}.status`, passed ? "passed" : "incomplete");
  }

  /**
   * @param {string} at the element that has the score
   * @param {number} score a whole percentage
   */
  putScore(at, score) {
    if (this.elements.stored.get(`${at}.score.raw`) === String(score)) return;
    this.elements.put(`${at}.score.raw`, String(score));
    this.elements.put(`${at}.score.min`, "0");
    this.elements.put(`${at}.score.max`, "100");
  }

  /**
   * @param {Report | null} report
   * @returns {boolean}
   */
  pause(report) {
    const isWhole = this.putLast(report);
    return this.elements.commit() && isWhole && !this.elements.doubted;
  }

  /** @param {Report | null} report */
  finish(report) {
    if (!this.open) return;
    if (!this.readOnly) this.putLast(report);
    // Ending an untouched session would make Moodle store "completed": in browse mode nothing may be stored.
    else if (["", "not attempted"].includes(this.status)) return;
    this.open = false;
    this.api.done("LMSFinish", "");
  }

  /**
   * Set what is left, as much as may wait for one commit: there may be no time for another.
   *
   * @param {Report | null} report
   * @returns {boolean} whether that was all
   */
  putLast(report) {
    const { api, elements } = this;
    api.failed = false;
    const items = report ? this.write(report) : [];
    while (items.length && elements.fits(items[0])) elements.putAll(items.shift() ?? []);
    if (report?.passed && this.status !== "passed") this.pass();
    api.set("cmi.core.session_time", timespan(this.now() - this.begun));
    return !items.length && !api.failed;
  }
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
