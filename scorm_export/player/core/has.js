/** One helper for tables keyed by ids that authors and LMSs write. */

/**
 * Whether a table has the key itself: "constructor" may be an id, and every object inherits that one. (Object.hasOwn is
 * younger than some phones that the course must run on.)
 *
 * @param {object} table
 * @param {string} key
 * @returns {boolean}
 */
export function has(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}
