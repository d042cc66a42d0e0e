/** The values of SCORM 1.2 (Run-Time Environment, section 3.4): durations, times, results, answers. */

/** @import {Interaction, InteractionType} from "../../types" */

/** Characters of a CMIFeedback that an LMS takes (RTE, section 3.4.1.1). */
const LONGEST_FEEDBACK = 255;

/** @param {string} response */
const asIs = (response) => response.slice(0, LONGEST_FEEDBACK);

/** @param {string} response */
const listed = (response) => [...response].join(",");

/** @param {string} response */
const paired = (response) => (response.match(/../gsu) ?? []).map(([place, piece]) => `${place}.${piece}`).join(",");

/**
 * How the responses of each type of interaction are written (RTE, section 3.4.7).
 *
 * @type {Record<InteractionType, (response: string) => string>}
 */
const WRITTEN = {
  choice: listed,
  "true-false": asIs,
  likert: asIs,
  matching: paired,
  sequencing: listed,
  numeric: asIs,
  "fill-in": asIs,
};

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
 * A name as people say it: an LMS gives the last name first, behind a comma (CMIString255, RTE, section 3.4.2).
 *
 * @param {string} name
 * @returns {string}
 */
export function spokenName(name) {
  const [last, ...first] = name.split(",");
  return [first.join(","), last].map((part) => part.trim()).filter(Boolean).join(" ");
}

/**
 * What an answer earned as CMIResult: correct, wrong, the part that was right, or neutral when nothing counts.
 *
 * @param {number | null} score 0 to 1
 * @returns {string}
 */
export function result(score) {
  if (score === null) return "neutral";
  if (score === 1) return "correct";
  return score === 0 ? "wrong" : String(Math.round(score * 100) / 100);
}

/**
 * An answered question as elements and values, in the order in which an LMS wants them: id, then type, then the rest.
 *
 * @param {Interaction} interaction
 * @returns {[string, string][]}
 */
export function interactionElements({ slot, id, question, response, score, latency, time }) {
  const at = `cmi.interactions.${slot}`;
  const type = question.interaction;
  const write = WRITTEN[type];
  const right = question.accepted ?? [question.right].filter(Boolean);
  /** @type {[string, string][]} */
  const elements = [
    [`${at}.id`, id],
    [`${at}.objectives.0.id`, id.split(".")[0]],
    [`${at}.type`, type],
    ...right.map((text, index) => /** @type {[string, string]} */ ([`${at}.correct_responses.${index}.pattern`, write(text)])),
    [`${at}.weighting`, score === null ? "0" : "1"],
    [`${at}.student_response`, write(response)],
    [`${at}.result`, result(score)],
  ];
  if (time) elements.push([`${at}.time`, timeOfDay(time)]);
  if (latency !== null) elements.push([`${at}.latency`, timespan(latency)]);
  return elements;
}

/** What else a word may be for a moment, without taking back what a trainee has earned. @type {Record<string, string>} */
const OTHER_WORDS = {
  passed: "completed",
  completed: "passed",
  incomplete: "browsed",
  correct: "neutral",
  wrong: "neutral",
  neutral: "unanticipated",
  "": "suspend",
  suspend: "",
};

/**
 * Another value that an element may have, for the moment between two commits: an LMS sends only what has changed. Moodle
 * compares numbers as numbers. An interaction becomes one of the type "performance", whose answers may be any text.
 *
 * @param {string} element
 * @param {string} value as this adapter writes it
 * @returns {string}
 */
export function otherwise(element, value) {
  const name = element.slice(element.lastIndexOf(".") + 1);
  if (name === "type") return "performance";
  if (name === "suspend_data") return `${value} `;
  if (["raw", "min", "max", "weighting"].includes(name)) return Number(value) < 100 ? `${value}.01` : "99.99";
  if (name === "time") return `${value}.0`;
  if (name === "latency") return value.slice(0, -1);
  if (["status", "lesson_status", "exit"].includes(name)) return OTHER_WORDS[value] ?? value;
  if (name === "result") return OTHER_WORDS[value] ?? "neutral";
  return value.slice(0, LONGEST_FEEDBACK - 1) + (value.endsWith("_") ? "-" : "_");
}
