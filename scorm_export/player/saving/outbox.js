/** The outbox: answers that are not known to have arrived in the LMS. */

import { answersOf, LAST_AGE } from "../core/state.js";

/** @import {LearnerState, Unsent} from "../types" */

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
 * The answers of a state that another state does not have.
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

/** At most one answer for each question. */
export class Outbox {
  constructor() {
    /** By the id of the module and the question. @type {Map<string, Unsent>} */
    this.items = new Map();
    /** The number of the step with which each was sent last. @type {WeakMap<Unsent, number>} */
    this.steps = new WeakMap();
  }

  /** @returns {Unsent[]} all of them; one that is answered again is another object */
  all() {
    return [...this.items.values()];
  }

  /** @param {Unsent} answer the trainee's newest one to its question */
  put(answer) {
    this.items.set(answer.id, answer);
  }

  /**
   * Add answers, unless there are newer ones.
   *
   * @param {Unsent[]} answers
   * @param {LearnerState} state that has them all
   */
  add(answers, state) {
    const known = new Map(answersOf(state));
    for (const { id, response, at, time, latency } of answers) {
      const answer = known.get(id);
      if (!answer || (answer.response && answer.response !== response)) continue;
      // Of a quiz attempt that is over, the last answer is reported. Very old answers have lost their moment.
      if (at < answer.at && answer.at > state.at - LAST_AGE) continue;
      const present = this.items.get(id);
      // Only the device on which it was given knows the time, so an entry that has one is preferred.
      if (present && (at < present.at || (at === present.at && time === null))) continue;
      this.put({ id, response, at, time, latency });
    }
  }

  /**
   * Note that the LMS was sent some answers.
   *
   * @param {Unsent[]} answers
   * @param {number} step the number of the last step that was sent with them
   */
  markSent(answers, step) {
    for (const answer of answers) this.steps.set(answer, step);
  }

  /**
   * Remove the answers that have arrived.
   *
   * @param {number} step the number of the last step that has arrived
   */
  confirm(step) {
    for (const [id, answer] of this.items) if ((this.steps.get(answer) ?? Infinity) <= step) this.items.delete(id);
  }
}
