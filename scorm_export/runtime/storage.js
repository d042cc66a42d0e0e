/** What stays on the device: kept in the browser, by course, and never sent to the LMS. */

/** @import {Surroundings} from "./types" */

/**
 * @param {Surroundings} surroundings
 * @param {string[]} parts
 * @returns {string} a key that no other course of this browser uses
 */
function keyOf({ course }, parts) {
  return ["scorm-export", course, ...parts.map(encodeURIComponent)].join("/");
}

/**
 * @param {Surroundings} surroundings
 * @param {string[]} parts of the key
 * @returns {string} empty when there is nothing, or the browser keeps nothing
 */
export function kept(surroundings, parts) {
  try {
    return surroundings.window.localStorage.getItem(keyOf(surroundings, parts)) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {Surroundings} surroundings
 * @param {string[]} parts of the key
 * @param {string} text nothing when empty
 */
export function keep(surroundings, parts, text) {
  try {
    if (text) surroundings.window.localStorage.setItem(keyOf(surroundings, parts), text);
    else surroundings.window.localStorage.removeItem(keyOf(surroundings, parts));
  } catch {
    console.warn("The browser has no room to keep this.");
  }
}
