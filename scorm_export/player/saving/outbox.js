/** Answers that the LMS is owed: they have not arrived for sure. */

import { answersOf, LAST_AGE } from "../core/state.js";

/** @import {LearnerState} from "../types" */

/**
 * An answer that has not arrived for sure.
 *
 * @typedef {object} Unsent
 * @property {string} id of the module and the question, with a dot between
 * @property {string} response
 * @property {number} at the moment of the answer
 * @property {number | null} time when it was given, in milliseconds since 1970; null when that is not known
 * @property {number | null} latency how long the question stood open, in milliseconds; null when that is not known
 */

/**
 * @param {any} item
 * @returns {item is Unsent}
 */
export function isUnsent(item) {
  const isNumber = (/** @type {unknown} */ value) => value === null || Number.isFinite(value);
  const isText = [item?.id, item?.response].every((value) => typeof value === "string");
  return isText && Number.isFinite(item.at) && isNumber(item.time) && isNumber(item.latency);
}

/**
 * The answers of a state that another one does not have.
 *
 * @param {LearnerState} state
 * @param {LearnerState} before
 * @returns {(Unsent & {slot: number})[]}
 */
export function newAnswers(state, before) {
  const old = new Map(answersOf(before));
  return answersOf(state)
    .filter(([id, { response }]) => response && old.get(id)?.response !== response)
    .map(([id, { slot, at, response }]) => ({ id, response, at, slot, time: null, latency: null }));
}

/** All that is owed, one answer for each question. */
export class Outbox {
  constructor() {
    /** By the id of the module and the question. @type {Map<string, Unsent>} */
    this.items = new Map();
    /** With which step each was given to the LMS. @type {WeakMap<Unsent, number>} */
    this.steps = new WeakMap();
  }

  /**
   * Note answers that have to go to the LMS, unless there are newer ones.
   *
   * @param {Unsent[]} answers
   * @param {LearnerState} state which knows them
   */
  add(answers, state) {
    const known = new Map(answersOf(state));
    for (const { id, response, at, time, latency } of answers) {
      const answer = known.get(id);
      if (!answer || (answer.response && answer.response !== response)) continue;
      // Of a try that is over, the last answer is reported. Very old ones have lost their moment.
      if (at < answer.at && answer.at > state.at - LAST_AGE) continue;
      const owed = this.items.get(id);
      // When it was given is known only where it was.
      if (owed && (at < owed.at || (at === owed.at && time === null))) continue;
      this.items.set(id, { id, response, at, time, latency });
    }
  }

  /**
   * The LMS was given these answers.
   *
   * @param {Unsent[]} answers
   * @param {number} step the last one of the trainee by then
   */
  give(answers, step) {
    for (const answer of answers) this.steps.set(answer, step);
  }

  /**
   * What was given up to this step has arrived.
   *
   * @param {number} step
   */
  confirm(step) {
    for (const [id, item] of this.items) if ((this.steps.get(item) ?? Infinity) <= step) this.items.delete(id);
  }
}
