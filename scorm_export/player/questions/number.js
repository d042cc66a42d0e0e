/** A number to type. A response is the number with a point, whatever the language. */

import { bestOf, markTyped, readTyped, showTyped } from "./typed.js";

/** @import {Form} from "./forms.js" */
/** @import {Question, Words} from "../types" */

/**
 * A number as people write it: with a comma or a point, perhaps with a unit before or behind it; or a fraction.
 *
 * @param {string} text
 * @returns {string} the number with a point, or empty when there is none
 */
function parseNumber(text) {
  const fraction = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text);
  if (fraction && Number(fraction[2])) return String(Number((Number(fraction[1]) / Number(fraction[2])).toFixed(6)));
  const match = /^[^\d.,+−-]*([-+−]?)\s*(\d{1,12})(?:[.,](\d{1,6})\d*)?[^\d,]*$/.exec(text);
  if (!match) return "";
  const [, sign, whole, decimals] = match;
  const number = Number(`${whole}.${decimals ?? "0"}`);
  return String(sign === "" || sign === "+" || number === 0 ? number : -number);
}

/**
 * A number without what stands between its thousands: in a language with a decimal comma these are points, else commas.
 *
 * @param {string} text
 * @param {string} decimal
 * @returns {string}
 */
function withoutThousands(text, decimal) {
  const between = decimal === "," ? /(\d)[.\s](?=\d{3}(?!\d))/g : /(\d)[,\s](?=\d{3}(?!\d))/g;
  return text.replace(between, "$1");
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {number}
 */
function score({ right, tolerance = "0" }, response) {
  // A millionth is less than the last decimal that an author can write, and more than binary fractions are off.
  return Math.abs(Number(response) - Number(right)) <= Number(tolerance) + 1e-7 ? 1 : 0;
}

/**
 * @param {string} response
 * @param {Words} words
 * @returns {string} with the decimal separator of the language
 */
function inWords(response, words) {
  return response.replace(".", words.decimal);
}

/**
 * What was typed, in any digits, as the language writes numbers; or with its point or comma for decimals, if only that is right.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 * @returns {string}
 */
function read(form, question, words) {
  // The last four bits of a digit of Arabic or Persian are its value.
  const typed = readTyped(form, question).replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  const usual = withoutThousands(typed, words.decimal);
  const isRight = (/** @type {string} */ text) => parseNumber(text) !== "" && score(question, parseNumber(text)) === 1;
  return !isRight(usual) && isRight(typed) ? typed : usual;
}

/** @type {Form} */
export const number = {
  normalise: (_, response) => parseNumber(response),
  score,
  read,
  show: (form, _, response, words) => showTyped(form, inWords(response, words)),
  mark: (form, question, response, words) =>
    markTyped(form, score(question, response) === 1, inWords(bestOf(question), words), words),
  tell(form, _, response, words) {
    const unit = form.querySelector(".unit")?.textContent ?? "";
    return [document.createTextNode(`${inWords(response, words)} ${unit}`.trim())];
  },
  missing: (entered) => (entered ? "no_number" : "nothing_typed"),
};
