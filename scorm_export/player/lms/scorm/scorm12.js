/** SCORM 1.2 (Run-Time Environment, version 1.2, section 3) as a dialect: its names and the formats of its values. */

import { lastName } from "./elements.js";
import { pairsOf } from "../responses.js";

/** @import {Interaction, InteractionType} from "../../types" */
/** @import {Dialect, Values} from "./dialect" */

/** Characters of a CMIFeedback that an LMS takes (RTE, section 3.4.1.1). */
const LONGEST_FEEDBACK = 255;

const STATUS = "cmi.core.lesson_status";
const EXIT = "cmi.core.exit";

/** @type {Dialect} */
export const SCORM12 = {
  apiName: "API",
  // RTE, section 3.3
  calls: {
    initialize: "LMSInitialize",
    terminate: "LMSFinish",
    getValue: "LMSGetValue",
    setValue: "LMSSetValue",
    commit: "LMSCommit",
    getLastError: "LMSGetLastError",
  },
  // RTE, section 3.4.4
  elements: {
    state: "cmi.suspend_data",
    location: "cmi.core.lesson_location",
    mode: "cmi.core.lesson_mode",
    credit: "cmi.core.credit",
    entry: "cmi.core.entry",
    learnerId: "cmi.core.student_id",
    learnerName: "cmi.core.student_name",
    exit: EXIT,
    sessionTime: "cmi.core.session_time",
    score: "cmi.core.score",
    interactions: "cmi.interactions",
    objectives: "cmi.objectives",
  },
  essential: ["cmi.suspend_data", STATUS, "cmi.core.score.raw"],
  ending: ["lesson_status", "exit"],
  // General exception, not initialized (RTE, section 3.3.4).
  readFailures: ["101", "301"],
  readsUnset: true,
  setsOnce: false,
  readStatus: (get) => get(STATUS),
  statuses: {
    known: ["passed", "completed", "failed", "incomplete", "browsed", "not attempted"],
    fresh: ["not attempted", "browsed", "unknown"],
    untouched: ["", "not attempted"],
  },
  begun: [[STATUS, "incomplete"]],
  // There is one status for both, so an LMS that waits for either must see each of them.
  passed: [
    [[STATUS, "completed"]],
    [
      [STATUS, "passed"],
      [EXIT, ""],
    ],
  ],
  completed: [
    [
      [STATUS, "completed"],
      [EXIT, ""],
    ],
  ],
  exitWhenPassed: "",
  leaving: [],
  readObjective: (get) => get("status"),
  objective: (element, { earned }) => [[`${element}.status`, ["incomplete", "completed", "passed"][earned]]],
  score: (element, percentage) => [
    [`${element}.raw`, String(percentage)],
    [`${element}.min`, "0"],
    [`${element}.max`, "100"],
  ],
  progress: () => [],
  interaction: interactionValues,
  duration: timespan,
  placeholder,
};

/** @param {string} response */
const asIs = (response) => response.slice(0, LONGEST_FEEDBACK);

/** @param {string} response */
const listed = (response) => [...response].join(",");

/** @param {string} response */
const paired = (response) => pairsOf(response).map((pair) => pair.join(".")).join(",");

/**
 * How the responses of each type of interaction are written (RTE, section 3.4.7). The types have the same names here.
 *
 * @type {Record<InteractionType, (response: string) => string>}
 */
const FORMATS = {
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
  // The format ends at 9999 hours, and has no negative durations.
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
 * What an answer earned as CMIResult: correct, wrong, the part that was right with two decimals, or neutral for a
 * question without a right answer (RTE, section 3.4.1.1).
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
 * @param {string} at the element of the interaction
 * @param {Interaction} interaction
 * @returns {Values} in the order in which an LMS wants them: id, type, the others
 */
export function interactionValues(at, { id, objective, type, question, response, score, latency, time }) {
  const write = FORMATS[type];
  const right = (question.accepted ?? [question.right]).filter(Boolean);
  const patterns = right.map((text, index) => [`${at}.correct_responses.${index}.pattern`, write(text)]);
  /** @type {Values} */
  const values = [
    [`${at}.id`, id],
    [`${at}.objectives.0.id`, objective],
    [`${at}.type`, type],
    .../** @type {Values} */ (patterns),
    [`${at}.weighting`, score === null ? "0" : "1"],
    [`${at}.student_response`, write(response)],
    [`${at}.result`, result(score)],
  ];
  if (time) values.push([`${at}.time`, timeOfDay(time)]);
  if (latency !== null) values.push([`${at}.latency`, timespan(latency)]);
  return values;
}

/** The placeholder of each word: of the same worth, or worth nothing. @type {Record<string, string>} */
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
 * Another valid value of an element, for the time between two commits. It counts as changed for Moodle too, which
 * compares numbers as numbers. The type of an interaction becomes "performance", whose responses may be any text.
 *
 * @param {string} element
 * @param {string} value as this dialect writes it
 * @returns {string}
 */
export function placeholder(element, value) {
  const name = lastName(element);
  if (name === "type") return "performance";
  if (name === "suspend_data") return `${value} `;
  if (["raw", "min", "max", "weighting"].includes(name)) return Number(value) < 100 ? `${value}.01` : "99.99";
  if (name === "time") return `${value}.0`;
  if (name === "latency") return value.slice(0, -1);
  if (["status", "lesson_status", "exit"].includes(name)) return OTHER_WORDS[value] ?? value;
  if (name === "result") return OTHER_WORDS[value] ?? "neutral";
  return value.slice(0, LONGEST_FEEDBACK - 1) + (value.endsWith("_") ? "-" : "_");
}
