/** Helpers for objects whose keys are ids that authors and LMSs write. */

/** @import {ModuleState} from "../types" */

/**
 * Whether an object has the key itself. "constructor" may be an id, and every object inherits a property of that name.
 * (`Object.hasOwn` is younger than ECMAScript 2021, which the player keeps to.)
 *
 * @param {object} table
 * @param {string} key
 * @returns {boolean}
 */
export function has(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}

/**
 * @param {ModuleState} state
 * @param {string} question the id
 * @returns {boolean} whether it is answered in the present quiz attempt
 */
export function isAnswered({ answers }, question) {
  return has(answers, question) && answers[question].response !== "";
}
