/** The kinds of question: which responses make sense, and what each earns. Knows neither the page nor the LMS. */

/** @import {Kind, Question} from "../types" */

/**
 * @typedef {object} KindOfQuestion
 * @property {(question: Question, response: string) => string} fit the response as it is stored; empty when it is not
 *   whole, or makes no sense (any more)
 * @property {((question: Question, response: string) => number) | null} score what a fitting response earns, 0 to 1;
 *   null where none is better than another
 */

/** @type {KindOfQuestion} */
const ONE = { fit: fitOne, score: scoreOptions };

/** @type {Record<Kind, KindOfQuestion>} */
const KINDS = {
  "single-choice": ONE,
  "true-false": ONE,
  "multiple-response": { fit: inOrder, score: scoreOptions },
  likert: { fit: fitOne, score: null },
  matching: { fit: fitPairs, score: scorePairs },
  cloze: { fit: fitPairs, score: scorePairs },
  ordering: { fit: fitOrder, score: scoreOrder },
  numeric: { fit: (_, response) => parseNumber(response), score: scoreNumber },
  "fill-in": { fit: (_, response) => response, score: scoreText },
};

/**
 * The response as it is stored: tidied, and empty when it is not whole or does not fit the question (any more).
 *
 * @param {Question} question
 * @param {string} response
 * @returns {string}
 */
export function fitResponse(question, response) {
  return response && KINDS[question.kind].fit(question, response);
}

/**
 * @param {Question} question
 * @returns {boolean} whether the answer counts
 */
export function isScored(question) {
  return KINDS[question.kind].score !== null;
}

/**
 * What a response earns.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {number | null} 0 to 1, nothing for no response; null where none is better than another
 */
export function scoreResponse(question, response) {
  const { score } = KINDS[question.kind];
  if (!score) return null;
  const fitting = fitResponse(question, response);
  return fitting ? score(question, fitting) : 0;
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {string} the chosen options in the order of the page, each once; empty when one is unknown
 */
function inOrder({ options = "" }, response) {
  const known = [...response].every((id) => options.includes(id));
  return known ? [...options].filter((id) => response.includes(id)).join("") : "";
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {string}
 */
function fitOne(question, response) {
  return response.length === 1 ? inOrder(question, response) : "";
}

/**
 * The part of the right options that was chosen, less the part of the wrong ones. So choosing everything earns
 * nothing, as choosing nothing does.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {number}
 */
function scoreOptions({ options = "", right }, response) {
  const hits = [...response].filter((id) => right.includes(id)).length;
  return Math.max(0, hits / right.length - (response.length - hits) / (options.length - right.length));
}

/**
 * Pairs as a table: what was put in each place.
 *
 * @param {string} response
 * @returns {Map<string, string>}
 */
export function pairsOf(response) {
  const pairs = response.match(/../gsu) ?? [];
  return new Map(pairs.map((pair) => [pair[0], pair[1]]));
}

/**
 * The places of a question, and what may be put in each.
 *
 * @param {Question} question
 * @returns {[string, string][]}
 */
function placesOf({ gaps, options = "", right }) {
  if (gaps) return Object.entries(gaps);
  return [...pairsOf(right).keys()].map((place) => [place, options]);
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {string} a pair for each place, in the order of the page
 */
function fitPairs(question, response) {
  const pairs = pairsOf(response);
  const places = placesOf(question);
  const whole = pairs.size === places.length && 2 * pairs.size === response.length;
  const fits = whole && places.every(([place, known]) => known.includes(pairs.get(place) ?? " "));
  return fits ? places.map(([place]) => place + pairs.get(place)).join("") : "";
}

/**
 * The part of the places that have what belongs there.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {number}
 */
function scorePairs({ right }, response) {
  const pairs = pairsOf(response);
  const wanted = [...pairsOf(right)];
  return wanted.filter(([place, piece]) => pairs.get(place) === piece).length / wanted.length;
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {string}
 */
function fitOrder({ right }, response) {
  const same = [...response].sort().join("") === [...right].sort().join("");
  return same ? response : "";
}

/**
 * How many items may stay where they are, so that moving the others makes the order right: the first one is worth
 * nothing, since one item alone is in order always.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {number}
 */
function scoreOrder({ right }, response) {
  const ranks = [...response].map((id) => right.indexOf(id));
  // The length of the longest rising row that ends at each item.
  /** @type {number[]} */
  const lengths = [];
  for (const [index, rank] of ranks.entries()) {
    const before = lengths.filter((_, earlier) => ranks[earlier] < rank);
    lengths[index] = 1 + Math.max(0, ...before);
  }
  return (Math.max(...lengths) - 1) / (right.length - 1);
}

/**
 * A number as people write it: with a comma or a point, and perhaps with a unit before or behind it.
 *
 * @param {string} text
 * @returns {string} the number with a point, or empty when there is none
 */
function parseNumber(text) {
  const match = /^[^\d.,+−-]*([-+−]?)\s*(\d{1,12})(?:[.,](\d{1,6})\d*)?[^\d,]*$/.exec(text);
  if (!match) return "";
  const [, sign, whole, decimals] = match;
  const number = Number(`${whole}.${decimals ?? "0"}`);
  return String(sign === "" || sign === "+" || number === 0 ? number : -number);
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {number}
 */
function scoreNumber({ right, tolerance = "0" }, response) {
  // A millionth is less than the last decimal that an author can write, and more than binary fractions are off.
  return Math.abs(Number(response) - Number(right)) <= Number(tolerance) + 1e-7 ? 1 : 0;
}

/**
 * A text without what makes no difference: capitals, accents, doubled blanks, punctuation around it.
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
function scoreText({ accepted = [] }, response) {
  return accepted.some((text) => essence(text) === essence(response)) ? 1 : 0;
}
