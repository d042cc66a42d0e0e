/** The values of SCORM 1.2 (Run-Time Environment, section 3.4): durations, times, results, answers. */

/** @import {Interaction} from "../types" */

const TYPES = { "single-choice": "choice", "multiple-response": "choice", "true-false": "true-false" };

/**
 * @param {number} value
 * @returns {string}
 */
function twoDigits(value) {
  return String(value).padStart(2, "0");
}

/**
 * A duration as CMITimespan, `HHHH:MM:SS.SS` (RTE, section 3.4.1.1).
 *
 * @param {number} milliseconds
 * @returns {string}
 */
export function timespan(milliseconds) {
  // The format ends at 9999 hours, and knows no negative durations.
  const hundredths = Math.min(Math.max(Math.round(milliseconds / 10), 0), 9999 * 360000);
  const seconds = Math.floor(hundredths / 100);
  const hours = String(Math.floor(seconds / 3600)).padStart(4, "0");
  const rest = [Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");
  return `${hours}:${rest}.${twoDigits(hundredths % 100)}`;
}

/**
 * A moment as CMITime, the time of day (RTE, section 3.4.1.1).
 *
 * @param {Date} date
 * @returns {string}
 */
export function timeOfDay(date) {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
}

/**
 * What an answer earned as CMIResult: correct, wrong, or the part that was right.
 *
 * @param {number} score 0 to 1
 * @returns {string}
 */
export function result(score) {
  if (score === 1) return "correct";
  return score === 0 ? "wrong" : String(Math.round(score * 100) / 100);
}

/**
 * An answered question as elements and values, in the order in which an LMS wants them: id, then type, then the rest.
 *
 * @param {Interaction} interaction
 * @returns {[string, string][]}
 */
export function interactionElements({ slot, id, kind, chosen, right, score, latency, time }) {
  const at = `cmi.interactions.${slot}`;
  /** @type {[string, string][]} */
  const elements = [
    [`${at}.id`, id],
    [`${at}.objectives.0.id`, id.split(".")[0]],
    [`${at}.type`, TYPES[kind]],
    [`${at}.correct_responses.0.pattern`, [...right].join(",")],
    [`${at}.weighting`, "1"],
    [`${at}.student_response`, [...chosen].join(",")],
    [`${at}.result`, result(score)],
  ];
  if (time) elements.push([`${at}.time`, timeOfDay(time)]);
  if (latency !== null) elements.push([`${at}.latency`, timespan(latency)]);
  return elements;
}
