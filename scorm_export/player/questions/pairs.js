/** Responses that are pairs: the id of a place or gap, and that of what was put there. */

/** @import {Question} from "../types" */

/**
 * @param {string} response
 * @returns {Map<string, string>} what was put in each place
 */
export function pairsOf(response) {
  const pairs = response.match(/../gsu) ?? [];
  return new Map(pairs.map((pair) => [pair[0], pair[1]]));
}

/**
 * @param {string} response
 * @param {[string, string][]} places each place with the ids of what may be put there
 * @returns {string} a pair for each place, in their order; empty when one is missing or makes no sense
 */
export function normalisePairs(response, places) {
  const pairs = pairsOf(response);
  const isWhole = pairs.size === places.length && 2 * pairs.size === response.length;
  const makesSense = isWhole && places.every(([place, known]) => known.includes(pairs.get(place) ?? " "));
  return makesSense ? places.map(([place]) => place + pairs.get(place)).join("") : "";
}

/**
 * @param {Question} question
 * @param {string} response
 * @returns {number} the part of the places that have what belongs there
 */
export function scorePairs({ right }, response) {
  const pairs = pairsOf(response);
  const wanted = [...pairsOf(right)];
  return wanted.filter(([place, piece]) => pairs.get(place) === piece).length / wanted.length;
}
