/** An LMS behind an API object of SCORM: the trainee's progress as data model elements, in the words of a dialect. */

import { Api } from "./api.js";
import { Elements } from "./elements.js";
import { findApi } from "./find-api.js";

/** @import {Earned, Launch, Lms, Objective, Report, Surroundings} from "../../types" */
/** @import {Dialect, Values} from "./dialect" */

/** How many starts may fail for want of the mode, the learner or the score, before an LMS is taken not to have them. */
const MOST_STARTS = 5;

/**
 * @param {Dialect} dialect
 * @param {Surroundings} surroundings
 * @returns {Lms | null} null when no window around the page has an API object
 */
export function findScormLms(dialect, surroundings) {
  const api = findApi(surroundings.window, dialect.apiName);
  return api ? new ScormLms(api, dialect, surroundings) : null;
}

/** @implements {Lms} */
class ScormLms {
  /**
   * @param {any} api the object that the LMS provides
   * @param {Dialect} dialect
   * @param {Surroundings} surroundings
   */
  constructor(api, dialect, { now, language }) {
    this.language = language;
    this.dialect = dialect;
    this.setsOnce = dialect.setsOnce;
    this.api = new Api(api, dialect);
    this.elements = new Elements(this.api, dialect);
    this.now = now;
    this.openedAt = now();
    this.isInitialized = false;
    /** How many starts have come so far that the state could be read. */
    this.starts = 0;
    /** Whether the session has begun and not ended. */
    this.isOpen = false;
    this.readOnly = false;
    /** The status in the LMS. */
    this.status = "";
    /** Whether the LMS must still be told that the trainee has begun. */
    this.isFresh = false;
    /** The highest score that the LMS has had: what was earned is not taken back. */
    this.highestScore = 0;
    /** The ids of the objectives in the LMS, in its order. @type {string[]} */
    this.objectiveIds = [];
    /** The best that the LMS has had of each objective. @type {Map<string, {score: number, earned: number}>} */
    this.earned = new Map();
  }

  /** @returns {Promise<Launch | null>} */
  async start() {
    const { api, elements, dialect } = this;
    const { known, fresh } = dialect.statuses;
    const names = dialect.elements;
    // An LMS whose session was never ended may refuse to begin one, and serve it all the same.
    this.isInitialized = api.done("initialize", "") || this.isInitialized;
    api.failed = false;
    this.status = dialect.readStatus((element) => api.get(element));
    if (!this.isInitialized && !known.includes(this.status)) return null;
    // An attempt that begins has no values. In SCORM 1.2 some LMSs have a state all the same.
    const isStored = dialect.readsUnset || api.get(names.entry) !== "ab-initio";
    const state = isStored ? api.get(names.state) : "";
    const { failed } = api;
    // A state that could not be read must not be taken for an empty one, and overwritten.
    if (!state && (failed || dialect.readFailures.includes(api.error() ?? ""))) return null;
    this.starts += 1;
    // An LMS without a function for the last error has not failed.
    api.failed = failed;
    const mode = api.get(names.mode);
    const credit = api.get(names.credit);
    const learner = api.get(names.learnerId);
    if (this.readObjectives()) this.highestScore = percentage(elements.read(`${names.score}.raw`));
    // Some LMSs fail for what they do not have.
    if (api.failed && this.starts < MOST_STARTS) return null;
    this.isOpen = true;
    this.readOnly = mode === "review" || mode === "browse" || credit === "no-credit";
    // Where the status cannot be read, a state shows that the trainee has begun.
    this.isFresh = fresh.includes(this.status) || (this.status === "" && state === "");
    const launch = {
      readOnly: this.readOnly,
      fresh: this.isFresh,
      learner,
      name: spokenName(api.get(names.learnerName)),
      earned: earnedOf(this.status),
      location: isStored ? elements.read(names.location) : "",
      state,
      interactionCount: api.count(names.interactions),
    };
    if (!this.readOnly) this.begin();
    return launch;
  }

  /**
   * Read which objectives the LMS has, so that none of their scores and statuses goes down.
   *
   * @returns {boolean} whether the course may have a score: it has one as soon as an objective has
   */
  readObjectives() {
    const { api, elements, dialect } = this;
    const list = dialect.elements.objectives;
    const count = api.count(list);
    let isAnyScored = dialect.readsUnset;
    this.objectiveIds = [];
    for (let index = 0; index < (count ?? 0); index += 1) {
      const at = `${list}.${index}`;
      // A placeholder of an id ends with a character that no id of a module has; the network went before the id came.
      const id = elements.read(`${at}.id`).replace(/_$/, "");
      const status = dialect.readObjective((name) => elements.read(`${at}.${name}`));
      const isScored = dialect.readsUnset || ["passed", "failed"].includes(status);
      const score = isScored ? percentage(elements.read(`${at}.score.raw`)) : 0;
      this.objectiveIds.push(id);
      this.earned.set(id, { score, earned: earnedOf(status) });
      isAnyScored ||= isScored;
    }
    return isAnyScored;
  }

  /** Tell at once that the course is not completed: some LMSs take it for completed when a session sets no status. */
  begin() {
    const { elements, exitWhenPassed } = this.dialect;
    const isTold = this.tellBegun();
    this.elements.put(elements.exit, this.status === "passed" ? exitWhenPassed : "suspend");
    if (isTold) this.elements.commit();
  }

  /** @returns {boolean} whether the LMS was told now that the trainee has begun */
  tellBegun() {
    if (!this.isFresh || !this.elements.putAll(this.dialect.begun)) return false;
    this.isFresh = false;
    this.status = this.sentStatus();
    return true;
  }

  /** @returns {string} the status that the LMS was sent last */
  sentStatus() {
    return this.dialect.readStatus((element) => this.elements.sent.get(element) ?? "");
  }

  /**
   * @param {Report} report
   * @returns {Promise<boolean>}
   */
  async save(report) {
    if (this.readOnly || !this.isOpen) return this.readOnly;
    const { api, elements } = this;
    api.failed = false;
    if (!elements.resend() || !elements.putInParcels(this.putReport(report))) return false;
    const isStored = this.hasToPass(report) ? this.pass(report) : elements.commit();
    // An LMS that has gone fails at each call; one that only refuses an element does not need it.
    return isStored && !api.failed;
  }

  /**
   * Set all of a report but its interactions.
   *
   * @param {Report} report
   * @returns {Values[]} the elements of each interaction; in the order of the LMS's list, which may have no gaps
   */
  putReport(report) {
    const { elements, dialect } = this;
    const names = dialect.elements;
    // Where an empty text cannot be told from a value that was never set, some LMSs refuse it.
    if (report.location || dialect.readsUnset) elements.put(names.location, report.location);
    elements.put(names.state, report.state);
    this.tellBegun();
    // A new edition may have more to do. A course that was done stays done.
    const progress = earnedOf(this.status) ? 1 : report.progress;
    elements.putAll(dialect.progress("cmi", progress));
    for (const objective of report.objectives) this.putObjective(objective);
    if (report.score !== null && report.score >= this.highestScore) {
      this.highestScore = report.score;
      this.putScore(names.score, report.score);
    }
    return [...report.interactions]
      .sort((a, b) => a.slot - b.slot)
      .map((interaction) => dialect.interaction(`${names.interactions}.${interaction.slot}`, interaction, this.language));
  }

  confirm() {
    this.elements.confirm();
  }

  markUnconfirmed() {
    this.elements.markUnconfirmed();
  }

  /**
   * @param {Report} report
   * @returns {boolean} whether the LMS must still be told that the trainee has passed
   */
  hasToPass(report) {
    return earnedOf(this.status) < report.earned;
  }

  /**
   * @param {Report} report
   * @returns {boolean} whether the LMS says that it has stored that the trainee has passed
   */
  pass({ earned }) {
    const commits = this.dialect[earned === 1 ? "completed" : "passed"].map((values) => {
      this.elements.putAll(values);
      return this.elements.commit();
    });
    const isStored = commits.every(Boolean);
    // An LMS that has refused the status is sent it again with the next report.
    if (isStored) this.status = this.sentStatus();
    return isStored;
  }

  /** @param {Objective} objective */
  putObjective({ id, score, earned, progress }) {
    if (!this.objectiveIds.includes(id)) this.objectiveIds.push(id);
    const { dialect } = this;
    const at = `${dialect.elements.objectives}.${this.objectiveIds.indexOf(id)}`;
    this.elements.put(`${at}.id`, id);
    // What was earned is not taken back, also when the state that proves it is lost.
    const before = this.earned.get(id) ?? { score: 0, earned: 0 };
    this.earned.set(id, { score: Math.max(before.score, score ?? 0), earned: Math.max(before.earned, earned) });
    if (score !== null && score >= before.score) this.putScore(`${at}.score`, score);
    if (earned >= before.earned) {
      this.elements.putAll([...dialect.objective(at, { score, earned }), ...dialect.progress(at, progress)]);
    }
  }

  /**
   * @param {string} element
   * @param {number} score a whole percentage
   */
  putScore(element, score) {
    const [first, ...others] = this.dialect.score(element, score);
    // An LMS that refuses the range of a score is not asked again for the same score.
    if (this.elements.sent.get(first[0]) === first[1]) return;
    this.elements.putAll([first, ...others]);
  }

  /**
   * @param {Report | null} report
   * @returns {boolean}
   */
  pause(report) {
    const isWhole = this.putLast(report);
    return this.elements.commit() && isWhole && !this.elements.mustResend;
  }

  /** @param {Report | null} report */
  finish(report) {
    if (!this.isOpen) return;
    if (!this.readOnly) {
      this.putLast(report);
      this.elements.putAll(this.dialect.leaving);
    }
    // In a session that may not write, an LMS would still set a status of its own at the end. Moodle sets "completed".
    else if (this.dialect.statuses.untouched.includes(this.status)) return;
    this.isOpen = false;
    this.api.done("terminate", "");
  }

  /**
   * Set what is left, as far as it may wait for one commit: there may be no time for a second one.
   *
   * @param {Report | null} report
   * @returns {boolean} whether that was all of it
   */
  putLast(report) {
    const { api, elements, dialect } = this;
    api.failed = false;
    const interactions = report ? this.putReport(report) : [];
    while (interactions.length && elements.hasRoomFor(interactions[0])) elements.putAll(interactions.shift() ?? []);
    if (report && this.hasToPass(report)) this.pass(report);
    api.set(dialect.elements.sessionTime, dialect.duration(this.now() - this.openedAt));
    return !interactions.length && !api.failed;
  }
}

/**
 * @param {string} status of an attempt or an objective, as the dialect reads it
 * @returns {Earned["earned"]}
 */
function earnedOf(status) {
  return status === "passed" ? 2 : status === "completed" ? 1 : 0;
}

/**
 * A score that this adapter has written, as a whole percentage. A placeholder of a score has decimals.
 *
 * @param {string} score
 * @returns {number} 0 when it is no number
 */
function percentage(score) {
  return Math.floor(Number(score)) || 0;
}

/**
 * A name as people say it: an LMS gives the last name first, with a comma after it (SCORM 1.2 RTE, section 3.4.2).
 *
 * @param {string} name
 * @returns {string}
 */
export function spokenName(name) {
  const [last, ...first] = name.split(",");
  return [first.join(","), last].map((part) => part.trim()).filter(Boolean).join(" ");
}
