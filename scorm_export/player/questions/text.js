/** A word or a few to type. A response is what was typed. */

import { bestOf, markTyped, readTyped, showTyped } from "./typed.js";

/** @import {Form} from "./forms.js" */
/** @import {Question} from "../types" */

/**
 * A text without what makes no difference: capitals, accents, repeated spaces, punctuation around it.
 *
 * @param {string} text
 * @returns {string}
 */
function essence(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/\s+/g, " ").replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "");
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {number}
 */
function score({ accepted = [] }, response) {
  return accepted.some((text) => essence(text) === essence(response)) ? 1 : 0;
}

/** @type {Form} */
export const text = {
  normalise: (_, response) => response,
  score,
  read: readTyped,
  show: (form, _, response) => showTyped(form, response),
  mark: (form, question, response, words) =>
    markTyped(form, score(question, response) === 1, bestOf(question), words),
  tell: (_, __, response) => [document.createTextNode(response)],
  missing: () => "nothing_typed",
};
