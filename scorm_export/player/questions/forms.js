/**
 * The forms of a question, in one table. A form is how a question is asked and what its responses mean; a kind of question
 * is asked in one of them (`scorm_export/questions/` says which).
 */

import { gaps } from "./gaps.js";
import { matching } from "./matching.js";
import { number } from "./number.js";
import { options } from "./options.js";
import { ordering } from "./ordering.js";
import { text } from "./text.js";

/** @import {Question, Words} from "../types" */

/**
 * `normalise` and `score` know only values; the others are given the form element of the page.
 *
 * @typedef {object} Form
 * @property {(question: Question, response: string) => string} normalise the response as it is stored; empty when it is
 *   not whole, or makes no sense (any more)
 * @property {(question: Question, response: string) => number} score what a normalised response earns, 0 to 1
 * @property {(form: HTMLElement, question: Question, words: Words) => string} read what was entered, whole or not
 * @property {(form: HTMLElement, question: Question, response: string, words: Words) => void} show enter a response
 * @property {(form: HTMLElement, question: Question, response: string, words: Words) => void} mark tell what is right
 * @property {(form: HTMLElement, question: Question, response: string, words: Words) => Node[]} tell it in words
 * @property {(entered: string) => string} missing the key of the words for a response that is not whole
 * @property {(response: string) => string[]} [explained] the ids of the choices that have feedback of their own
 * @property {(question: Question) => string} [givenAway] the order of the options that would give the answer away
 */

/** @type {Record<string, Form>} */
export const FORMS = { options, matching, ordering, gaps, number, text };

/**
 * The response as it is stored: tidied, and empty when it is not whole or does not fit the question (any more).
 *
 * @param {Question} question
 * @param {string} response
 * @returns {string}
 */
export function normaliseResponse(question, response) {
  return response && FORMS[question.form].normalise(question, response);
}

/**
 * What a response earns.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {number | null} 0 to 1, nothing for no response; null where none is better than another
 */
export function scoreResponse(question, response) {
  if (!question.scored) return null;
  const normalised = normaliseResponse(question, response);
  return normalised ? FORMS[question.form].score(question, normalised) : 0;
}
