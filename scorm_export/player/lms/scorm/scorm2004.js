/**
 * SCORM 2004 (Run-Time Environment, 3rd and 4th edition, sections 3 and 4) as a dialect: its names and the formats of
 * its values, which are the same in both editions.
 */

/** @import {Interaction, InteractionType, Question} from "../../types" */
/** @import {Dialect, Values} from "./dialect" */

import { lastName } from "./elements.js";
import { duration, range, RESPONSES } from "../responses.js";

const COMPLETION = "cmi.completion_status";
const SUCCESS = "cmi.success_status";
const EXIT = "cmi.exit";
const SCORE = "cmi.score";

/** Patterns of an interaction that an LMS must take (RTE, section 4.2.9.1): five of the type fill-in. */
const MOST_PATTERNS = 5;

/** @type {Dialect} */
export const SCORM2004 = {
  apiName: "API_1484_11",
  // RTE, section 3.3
  calls: {
    initialize: "Initialize",
    terminate: "Terminate",
    getValue: "GetValue",
    setValue: "SetValue",
    commit: "Commit",
    getLastError: "GetLastError",
  },
  // RTE, section 4.2
  elements: {
    state: "cmi.suspend_data",
    location: "cmi.location",
    mode: "cmi.mode",
    credit: "cmi.credit",
    entry: "cmi.entry",
    learnerId: "cmi.learner_id",
    learnerName: "cmi.learner_name",
    exit: EXIT,
    sessionTime: "cmi.session_time",
    score: SCORE,
    interactions: "cmi.interactions",
    objectives: "cmi.objectives",
  },
  essential: ["cmi.suspend_data", COMPLETION, SUCCESS, `${SCORE}.raw`],
  ending: ["completion_status", "success_status", "exit"],
  // General get failure, before and after the session (RTE, section 3.1.7). 403 is that of a value that was never set.
  readFailures: ["101", "122", "123", "301"],
  // It is an error, which LMSs log.
  readsUnset: false,
  // RTE, sections 4.2.9.1 and 4.2.17.1
  setsOnce: true,
  // Both must be there: an outage may have come between them.
  readStatus: (get) => {
    const completion = get(COMPLETION);
    return completion === "completed" && get(SUCCESS) === "passed" ? "passed" : completion;
  },
  statuses: {
    known: ["passed", "completed", "incomplete", "not attempted", "unknown"],
    fresh: ["not attempted", "unknown"],
    untouched: ["", "not attempted", "unknown"],
  },
  begun: [[COMPLETION, "incomplete"]],
  passed: [
    [
      [COMPLETION, "completed"],
      [SUCCESS, "passed"],
    ],
  ],
  completed: [[[COMPLETION, "completed"]]],
  // With any other value the next session begins a new attempt, in which everything is gone (RTE, section 4.2.8).
  exitWhenPassed: "suspend",
  leaving: [["adl.nav.request", "suspendAll"]],
  readObjective: (get) => {
    const success = get("success_status");
    return success === "unknown" ? get("completion_status") : success;
  },
  objective: (element, { score, earned }) => [
    [`${element}.completion_status`, earned ? "completed" : "incomplete"],
    [`${element}.success_status`, score === null ? "unknown" : earned ? "passed" : "failed"],
  ],
  score: (element, percentage) => [
    [`${element}.raw`, String(percentage)],
    [`${element}.min`, "0"],
    [`${element}.max`, "100"],
    [`${element}.scaled`, String(percentage / 100)],
  ],
  progress: (element, progress) => [[`${element}.progress_measure`, String(progress)]],
  interaction: interactionValues,
  duration,
  placeholder,
};

/**
 * A text that may have the mark of a language at its beginning, and so must have one when it begins like that (RTE,
 * section 4.1.1.2).
 *
 * @param {string} text
 * @param {string} language
 */
const localised = (text, language) => (text.startsWith("{") ? `{lang=${language}}${text}` : text);

/**
 * How a response is written.
 *
 * @param {InteractionType} type
 * @param {string} response
 * @param {string} language
 * @returns {string}
 */
function written(type, response, language) {
  const text = RESPONSES[type](response);
  return type === "fill-in" ? localised(text, language) : text;
}

/**
 * How right responses are written where that differs from a response.
 *
 * @type {Partial<Record<InteractionType, (right: string, question: Question, language: string) => string>>}
 */
const PATTERNS = {
  numeric: (right, question) => range(right, question.tolerance).join("[:]"),
  "fill-in": (right, _, language) => `{case_matters=false}${localised(right, language)}`,
};

/**
 * A moment as time(second,10,0) in UTC (RTE, section 4.1.1.7). A zone can only stand behind a fraction of a second.
 *
 * @param {Date} date
 * @returns {string}
 */
export function moment(date) {
  return `${date.toISOString().slice(0, 19)}.00Z`;
}

/**
 * What an answer earned: correct, incorrect, the part that was right, or neutral for a question without a right answer
 * (RTE, section 4.2.9).
 *
 * @param {number | null} score 0 to 1
 * @returns {string}
 */
export function result(score) {
  if (score === null) return "neutral";
  if (score === 1) return "correct";
  return score === 0 ? "incorrect" : String(Math.round(score * 100) / 100);
}

/**
 * @param {string} at the element of the interaction
 * @param {Interaction} interaction
 * @param {string} language of the course
 * @returns {Values} in the order in which an LMS wants them: id, type, the others
 */
export function interactionValues(at, { id, objective, type, question, response, score, latency, time }, language) {
  const pattern = PATTERNS[type] ?? ((right) => written(type, right, language));
  const right = (question.accepted ?? [question.right]).filter(Boolean).slice(0, MOST_PATTERNS);
  /** @type {Values} */
  const values = [
    [`${at}.id`, id],
    [`${at}.type`, type],
    [`${at}.objectives.0.id`, objective],
    .../** @type {Values} */ (
      right.map((text, index) => [`${at}.correct_responses.${index}.pattern`, pattern(text, question, language)])
    ),
    [`${at}.weighting`, score === null ? "0" : "1"],
    [`${at}.learner_response`, written(type, response, language)],
    [`${at}.result`, result(score)],
  ];
  if (question.description) values.push([`${at}.description`, `{lang=${language}}${question.description}`]);
  if (time) values.push([`${at}.timestamp`, moment(time)]);
  if (latency !== null) values.push([`${at}.latency`, duration(latency)]);
  return values;
}

/** The placeholder of each word. @type {Record<string, string>} */
const OTHER_WORDS = {
  completed: "incomplete",
  incomplete: "unknown",
  passed: "unknown",
  failed: "unknown",
  correct: "neutral",
  incorrect: "neutral",
  neutral: "unanticipated",
  suspend: "normal",
};

/**
 * Another valid value of an element, for the time between two commits. The type of an interaction becomes "other", whose
 * responses may be any text.
 *
 * @param {string} element
 * @param {string} value as this dialect writes it
 * @returns {string}
 */
export function placeholder(element, value) {
  const name = lastName(element);
  if (name === "type") return "other";
  if (["raw", "min", "max", "weighting"].includes(name)) return Number(value) < 100 ? `${Number(value) + 0.01}` : "99.99";
  if (["scaled", "progress_measure"].includes(name)) return value === "1" ? "0.999" : `${value}${value.includes(".") ? "" : ".0"}01`;
  if (name === "timestamp") return value.replace(".00Z", ".01Z");
  if (name === "latency") return value === "PT0S" ? "PT1S" : "PT0S";
  if (["result", "success_status", "completion_status", "exit"].includes(name)) return OTHER_WORDS[value] ?? "neutral";
  return `${value}${name === "suspend_data" || name === "description" ? " " : "_"}`;
}
