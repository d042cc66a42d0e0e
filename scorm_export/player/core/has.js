/** A helper for objects whose keys are ids that authors and LMSs write. */

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
