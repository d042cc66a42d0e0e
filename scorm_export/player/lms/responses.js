/** How responses are written in the formats that SCORM 2004 and xAPI share, and what SCORM 1.2 has of them too. */

/** @import {InteractionType} from "../types" */

/**
 * @param {string} response of ids in pairs
 * @returns {[string, string][]} each place, and what was put there
 */
export function pairsOf(response) {
  return (response.match(/../gsu) ?? []).map(([place, piece]) => [place, piece]);
}

/**
 * Several values in one.
 *
 * @param {Iterable<string>} values
 */
const listed = (values) => [...values].join("[,]");

/** @param {string} response */
const asIs = (response) => response;

/**
 * How the responses of each type of interaction are written (SCORM 2004 RTE, sections 4.1.1.6 and 4.2.9; xAPI 1.0.3,
 * part 2, section 2.4.4.1). The types have the same names here.
 *
 * @type {Record<InteractionType, (response: string) => string>}
 */
export const RESPONSES = {
  choice: listed,
  "true-false": (response) => ({ t: "true", f: "false" })[response] ?? "",
  likert: asIs,
  matching: (response) => listed(pairsOf(response).map((pair) => pair.join("[.]"))),
  sequencing: listed,
  numeric: asIs,
  "fill-in": asIs,
};

/** Milliseconds that a duration can have here, so that none is written with an exponent. */
const LONGEST = 1e12;

/**
 * A duration in seconds with at most two decimals (ISO 8601; SCORM 2004 RTE, section 4.1.1.7, timeinterval(second,10,2)).
 *
 * @param {number} milliseconds
 * @returns {string}
 */
export function duration(milliseconds) {
  return `PT${Math.round(Math.min(Math.max(milliseconds, 0), LONGEST) / 10) / 100}S`;
}

/**
 * The ends of a range around a right number.
 *
 * @param {string} middle
 * @param {string | undefined} distance how far a number may be off
 * @returns {string[]}
 */
export function range(middle, distance) {
  return [-1, 1].map((side) => String(Number((Number(middle) + side * Number(distance)).toFixed(7))));
}
