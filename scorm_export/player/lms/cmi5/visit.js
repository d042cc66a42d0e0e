/**
 * What a window knows of its cmi5 session, so that the session goes on when the page is loaded again: the LMS gives the
 * token once, and a session has one beginning and one end.
 */

/** @import {Visit} from "../../types" */

/**
 * @param {Window} window
 * @param {string} address that gives the token: it is another one in each session
 * @returns {Visit | null} null in a new session, and where the browser keeps nothing
 */
export function readVisit(window, address) {
  try {
    return JSON.parse(window.sessionStorage[address] ?? null);
  } catch {
    return null;
  }
}

/**
 * @param {Window} window
 * @param {string} address
 * @param {Visit} visit
 */
export function writeVisit(window, address, visit) {
  try {
    window.sessionStorage[address] = JSON.stringify(visit);
  } catch {
    // The browser keeps nothing, so that the page cannot be loaded again in the same session.
  }
}
