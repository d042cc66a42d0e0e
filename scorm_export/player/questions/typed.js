/** What the forms share in which something is typed. */

import { fill, one } from "../view/dom.js";
import { setMark } from "../view/marks.js";
import { keepTyped } from "../core/response-text.js";

/** @import {Question, Words} from "../types" */

/**
 * @param {HTMLElement} form
 * @returns {HTMLInputElement}
 */
function field(form) {
  return /** @type {HTMLInputElement} */ (one(form, ".typed input"));
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @returns {string} what was typed, as much of it as is kept
 */
export function readTyped(form, { longest = 0 }) {
  return keepTyped(field(form).value, longest);
}

/**
 * @param {HTMLElement} form
 * @param {string} text
 */
export function showTyped(form, text) {
  field(form).value = text;
}

/**
 * @param {HTMLElement} form
 * @param {boolean} right
 * @param {string} best the best answer, as a trainee would type it
 * @param {Words} words
 */
export function markTyped(form, right, best, words) {
  setMark(one(form, ".typed"), right, right ? words.mark_placed : fill(words.mark_should, best));
}

/**
 * @param {Question} question
 * @returns {string}
 */
export function bestOf({ accepted = [] }) {
  return accepted[0];
}
