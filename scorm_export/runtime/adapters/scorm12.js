/** SCORM 1.2 (Run-Time Environment, section 3): the learner's words as data model elements. */

import { findApi } from "./find.js";
import { interactionElements, spokenName, timespan } from "./scorm12-values.js";

/** @import {Interaction, Launch, Lms, Objective, Report, Surroundings} from "../types" */

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
    /** What the LMS has of each element that is written more than once. @type {Map<string, string>} */
    this.stored = new Map();
    /** Interactions that no commit has confirmed. @type {Map<number, Interaction>} */
    this.unsent = new Map();
    /** The ids of the objectives in the LMS, in its order. @type {string[]} */
    this.objectiveIds = [];
    this.warned = false;
    /** Whether the LMS has refused an element that it must have since the last report. */
    this.refused = false;
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
    if (this.threw) return null;
    this.open = true;
    const mode = this.get("cmi.core.lesson_mode");
    const credit = this.get("cmi.core.credit");
    this.readOnly = mode === "review" || mode === "browse" || credit === "no-credit";
    const launch = {
      readOnly: this.readOnly,
      learner: this.get("cmi.core.student_id"),
      name: spokenName(this.get("cmi.core.student_name")),
      passed: this.status === "passed",
      location: this.get("cmi.core.lesson_location"),
      state,
      slots: this.count("cmi.interactions"),
    };
    if (!this.readOnly) {
      this.remember();
      this.begin(state === "");
    }
    return launch;
  }

  /** Read what the LMS has, so that only what is new is written and nothing goes down. */
  remember() {
    const elements = ["cmi.core.score.raw"];
    const count = this.count("cmi.objectives") ?? 0;
    for (let index = 0; index < count; index += 1) {
      const at = `cmi.objectives.${index}`;
      this.objectiveIds.push(this.get(`${at}.id`));
      elements.push(`${at}.score.raw`, `${at}.status`);
    }
    for (const element of elements) this.stored.set(element, this.get(element));
    this.objectiveIds.forEach((id, index) => {
      const at = `cmi.objectives.${index}`;
      this.stored.set(`${at}.id`, id);
      const score = Number(this.stored.get(`${at}.score.raw`)) || 0;
      this.earned.set(id, { score, passed: this.stored.get(`${at}.status`) === "passed" });
    });
    this.floor = Number(this.stored.get("cmi.core.score.raw")) || 0;
  }

  /**
   * Say at once that the course is not finished: some LMSs take silence for completion.
   *
   * @param {boolean} empty whether the LMS has no state of the trainee
   */
  begin(empty) {
    // A status that cannot be read, with a state that can, may be a good one.
    this.fresh = FRESH.includes(this.status) || (this.status === "" && empty);
    const said = this.sayIncomplete();
    this.set("cmi.core.exit", this.status === "passed" ? "" : "suspend");
    if (said) this.commit();
  }

  /** @returns {boolean} whether it was said now */
  sayIncomplete() {
    if (!this.fresh || !this.set("cmi.core.lesson_status", "incomplete")) return false;
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
    this.refused = false;
    for (const item of report.interactions) this.unsent.set(item.slot, item);
    this.put("cmi.core.lesson_location", report.location);
    this.put("cmi.suspend_data", report.state);
    this.sayIncomplete();
    const sent = this.sendInteractions();
    for (const objective of report.objectives) this.putObjective(objective);
    if (report.score !== null && report.score >= this.floor) {
      this.floor = report.score;
      this.putScore("cmi.core", report.score);
    }
    const committed = report.passed && this.status !== "passed" ? this.pass() : this.commit();
    if (committed) for (const slot of sent) this.unsent.delete(slot);
    return committed && !this.refused;
  }

  /**
   * Set the interactions that are not in the LMS yet, in order, so that its list has no gap.
   *
   * @returns {number[]} the slots of those that the next commit will store
   */
  sendInteractions() {
    const sent = [];
    for (const item of [...this.unsent.values()].sort((a, b) => a.slot - b.slot)) {
      this.threw = false;
      for (const [element, value] of interactionElements(item)) this.set(element, value);
      // What an LMS refuses it does not want; what failed is tried again with the next step.
      if (this.threw) {
        this.refused = true;
        break;
      }
      sent.push(item.slot);
    }
    return sent;
  }

  /**
   * Completed first, then passed, each with a commit: so an LMS that waits for either one sees it.
   *
   * @returns {boolean}
   */
  pass() {
    this.set("cmi.core.lesson_status", "completed");
    const completed = this.commit();
    const taken = this.set("cmi.core.lesson_status", "passed");
    this.set("cmi.core.exit", "");
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

  pause() {
    if (this.readOnly || !this.open) return;
    this.set("cmi.core.session_time", timespan(this.now() - this.begun));
    this.commit();
  }

  finish() {
    if (!this.open) return;
    this.open = false;
    if (!this.readOnly) this.set("cmi.core.session_time", timespan(this.now() - this.begun));
    // Ending an untouched session would make Moodle store "completed": in browse mode nothing may be stored.
    else if (["", "not attempted"].includes(this.status)) return;
    this.call("LMSFinish", "");
  }

  /**
   * Store a value unless the LMS has it.
   *
   * @param {string} element
   * @param {string} value
   */
  put(element, value) {
    if (this.stored.get(element) !== value && this.set(element, value)) this.stored.set(element, value);
  }

  /** @returns {boolean} whether the LMS says that it has everything */
  commit() {
    const done = this.done("LMSCommit", "");
    // What was set may be lost, so it is set again with the next step.
    if (!done) this.stored.clear();
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
    // Interactions and objectives are optional: an LMS may lack them. That is worth one line, and no more.
    const optional = /^cmi\.(interactions|objectives)\.|\.(min|max)$/.test(element);
    if (!optional) this.refused = true;
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
