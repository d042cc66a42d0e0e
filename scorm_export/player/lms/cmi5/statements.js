/** The statements of a cmi5 session (cmi5 1.0, section 9; xAPI 1.0.3, part 2, section 2). */

import { duration, range, RESPONSES } from "../responses.js";

/** @import {Interaction} from "../../types" */
/** @import {LaunchData, Statement, Target} from "./cmi5" */

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/";
const MASTERY_SCORE = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const SESSION_ID = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const ACTIVITIES = "http://adlnet.gov/expapi/activities/";

/**
 * A UUID that is always the same for the same name, so that a statement which is sent again is stored once. It is not
 * made by SHA-1, which a page that was not loaded over HTTPS does not have.
 *
 * @param {string} name
 * @returns {string} a UUID (RFC 4122) that counts as a name-based one
 */
export function uuidOf(name) {
  const digits = [1, 2, 3, 4].map((seed) => hash(name, seed).toString(16).padStart(8, "0")).join("");
  return digits.replace(/^(.{8})(....).(...).(...)/, "$1-$2-5$3-a$4-");
}

/**
 * A hash of 32 bits (the mixing steps of MurmurHash3).
 *
 * @param {string} text
 * @param {number} seed
 * @returns {number}
 */
function hash(text, seed) {
  let mixed = Math.imul(seed, 0x9e3779b1);
  for (let index = 0; index < text.length; index += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x5bd1e995);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** Makes the statements of one session. */
export class Statements {
  /**
   * @param {Target} target
   * @param {LaunchData} launchData
   * @param {string} language of the course
   */
  constructor({ actor, activityId, registration }, { contextTemplate, masteryScore }, language) {
    this.actor = actor;
    this.activityId = activityId;
    this.registration = registration;
    this.template = contextTemplate;
    this.masteryScore = masteryScore;
    this.language = language;
    this.session = String(contextTemplate.extensions?.[SESSION_ID] ?? "");
  }

  /**
   * @param {Date} time
   * @returns {Statement} the first of a session
   */
  initialized(time) {
    return this.defined("initialized", this.session, time, {});
  }

  /**
   * @param {Date} time
   * @param {number} lasted so far, in milliseconds
   * @returns {Statement} the last of a session
   */
  terminated(time, lasted) {
    return this.defined("terminated", this.session, time, { result: { duration: duration(lasted) } });
  }

  /**
   * What is told once a registration, when the trainee has passed: completed, and passed unless there is no score, or the
   * LMS asks a higher one for that (section 9.3.4).
   *
   * @param {Date} time
   * @param {number} lasted so far, in milliseconds
   * @param {number | null} score a whole percentage
   * @returns {Statement[]}
   */
  passed(time, lasted, score) {
    const { masteryScore } = this;
    const completed = this.defined("completed", "", time, {
      result: { completion: true, duration: duration(lasted) },
      decides: true,
    });
    if (score === null || score / 100 < (masteryScore ?? 0)) return [completed];
    const result = { success: true, duration: duration(lasted), score: scoreOf(score) };
    const extensions = masteryScore === undefined ? {} : { [MASTERY_SCORE]: masteryScore };
    return [completed, this.defined("passed", "", time, { result, extensions, decides: true })];
  }

  /**
   * @param {Interaction} interaction
   * @param {Date} now for an answer so old that its moment is lost
   * @returns {Statement} an answer, under the same id as in SCORM
   */
  answered({ id, objective, type, question, response, score, at, latency, time }, now) {
    const { activityId, language, template } = this;
    const right = (question.accepted ?? [question.right]).filter(Boolean);
    const patterns = right.map((text) => PATTERNS[type]?.(text, question.tolerance) ?? RESPONSES[type](text));
    const parent = { objectType: "Activity", id: `${activityId}/${objective}`, definition: { type: `${ACTIVITIES}module` } };
    return {
      ...this.statement("answered", `${id} ${Number(at)} ${response}`, time ?? at ?? now),
      object: {
        objectType: "Activity",
        id: `${activityId}/${id}`,
        definition: {
          type: `${ACTIVITIES}cmi.interaction`,
          ...(question.description ? { description: { [language]: question.description } } : {}),
          interactionType: type,
          ...(patterns.length ? { correctResponsesPattern: patterns } : {}),
        },
      },
      result: {
        response: RESPONSES[type](response),
        ...(score === null ? {} : { success: score === 1, score: { scaled: Math.round(score * 100) / 100 } }),
        ...(latency === null ? {} : { duration: duration(latency) }),
      },
      context: this.context({
        parent: [...(template.contextActivities?.parent ?? []), parent],
      }),
    };
  }

  /**
   * A statement that cmi5 defines.
   *
   * @param {string} verb
   * @param {string} name that tells it apart from others with this verb in the registration
   * @param {Date} time
   * @param {{result?: object, extensions?: object, decides?: boolean}} more `decides` when it counts for moving on
   * @returns {Statement}
   */
  defined(verb, name, time, { result, extensions = {}, decides = false }) {
    const names = decides ? ["cmi5", "moveon"] : ["cmi5"];
    const ours = names.map((each) => ({ objectType: "Activity", id: CATEGORIES + each }));
    const { category = [], ...others } = this.template.contextActivities ?? {};
    const context = this.context({ ...others, category: [...category, ...ours] });
    return {
      ...this.statement(verb, name, time),
      object: { objectType: "Activity", id: this.activityId },
      ...(result ? { result } : {}),
      context: { ...context, extensions: { ...context.extensions, ...extensions } },
    };
  }

  /**
   * @param {string} verb
   * @param {string} name
   * @param {Date} time
   */
  statement(verb, name, time) {
    return {
      id: uuidOf(`${this.registration} ${verb} ${name}`),
      actor: this.actor,
      verb: { id: VERBS + verb, display: { "en-US": verb } },
      timestamp: time.toISOString(),
    };
  }

  /** @param {Record<string, unknown[]>} activities instead of those of the template that have the same name */
  context(activities) {
    const { template, registration } = this;
    return { ...template, registration, contextActivities: { ...template.contextActivities, ...activities } };
  }
}

/** @param {number} score a whole percentage */
function scoreOf(score) {
  return { scaled: score / 100, raw: score, min: 0, max: 100 };
}

/**
 * How right responses are written where that differs from a response.
 *
 * @type {Partial<Record<Interaction["type"], (right: string, tolerance: string | undefined) => string>>}
 */
const PATTERNS = {
  numeric: (right, tolerance) => range(right, tolerance).join(":"),
  "fill-in": (right) => `{case_matters=false}${right}`,
};
