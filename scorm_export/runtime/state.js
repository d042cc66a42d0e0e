/**
 * The trainee's state as text, and back. Knows neither the page nor the LMS.
 *
 * The text is `version.slots.day;module;module...`, a module being `id:result:pages:answers:seed.tries`:
 *
 *     1.2.fm0;burns:80*:water,tap:first.0.a,which.1.bd:k3.1
 *
 * Numbers but the result are in base 36. The day is that on which the course was passed; the result is the best try,
 * with `*` once the module is passed. The day, and the seed with the tries, are left out while they say nothing; so
 * older states read well. All is keyed by the ids that authors wrote, so that the state outlives a new edition of the
 * course.
 */

import { has } from "./has.js";
import { fitResponse } from "./kinds.js";

/** @import {Answer, Course, LearnerState, ModuleState} from "./types" */

const VERSION = "1";

/** Characters of a typed response that are kept, as they are written in the state. */
const LONGEST_TYPED = 60;

/** What a number of two digits in base 36 can be. */
const MOST = 36 ** 2 - 1;

/** @returns {ModuleState} */
export function newModuleState() {
  return { seen: [], best: null, passed: false, answers: {}, seed: 0, tries: 0 };
}

/** @returns {LearnerState} */
export function newState() {
  return { slots: 0, passedOn: null, modules: {} };
}

/**
 * The state of one module, also when the trainee has not been there.
 *
 * @param {LearnerState} state
 * @param {string} id
 * @returns {ModuleState}
 */
export function moduleState(state, id) {
  return has(state.modules, id) ? state.modules[id] : newModuleState();
}

/**
 * A response as it stands in the state: without the signs that the state is made of.
 *
 * @param {string} response
 * @returns {string}
 */
function encodeResponse(response) {
  return encodeURIComponent(response.replace(/\p{Cs}/gu, "")).replace(/%20/g, "+");
}

/**
 * What can be kept of a typed text: at most so much that the state stays within its limit.
 *
 * @param {string} text
 * @returns {string}
 */
export function keepTyped(text) {
  const signs = [...text.replace(/\s+/g, " ").trim()];
  while (encodeResponse(signs.join("")).length > LONGEST_TYPED) signs.pop();
  return signs.join("").trim();
}

/**
 * @param {LearnerState} state
 * @returns {string}
 */
export function encodeState(state) {
  const day = state.passedOn === null ? [] : [state.passedOn.toString(36)];
  const modules = Object.entries(state.modules).map(([id, module]) => {
    const result = (module.best ?? "") + (module.passed ? "*" : "");
    const answers = Object.entries(module.answers).map(([question, { slot, response }]) =>
      [question, slot.toString(36), ...(response ? [encodeResponse(response)] : [])].join("."),
    );
    const parts = [id, result, module.seen.join(","), answers.join(",")];
    const tries = Math.min(module.tries, MOST).toString(36);
    if (module.seed || module.tries) parts.push(`${module.seed.toString(36)}.${tries}`);
    return parts.join(":");
  });
  return [[VERSION, state.slots.toString(36), ...day].join("."), ...modules].join(";");
}

/**
 * Read a state. Whatever the text, this does not fail: what cannot be read is left out.
 *
 * @param {string} text
 * @returns {{state: LearnerState, unread: string[]}} the state, and the parts that made no sense
 */
export function decodeState(text) {
  const state = newState();
  if (text === "") return { state, unread: [] };
  const [head, ...parts] = text.split(";");
  const header = /^1\.([0-9a-z]{1,4})(?:\.([0-9a-z]{1,4}))?$/.exec(head);
  if (!header) return { state, unread: [text] };
  state.slots = parseInt(header[1], 36);
  state.passedOn = header[2] === undefined ? null : parseInt(header[2], 36);
  /** @type {string[]} */
  const unread = [];
  for (const part of parts) {
    const match = MODULE.exec(part);
    if (!match) {
      unread.push(part);
      continue;
    }
    const [, id, best, passed, pages, answers, seed, tries] = match;
    const module = newModuleState();
    module.seen = pages.split(",").filter(Boolean);
    module.best = best === "" ? null : Math.min(Number(best), 100);
    module.passed = passed === "*";
    if (seed !== undefined) module.seed = parseInt(seed, 36);
    if (tries !== undefined) module.tries = parseInt(tries, 36);
    for (const item of answers.split(",").filter(Boolean)) {
      const answer = decodeAnswer(item);
      if (answer) module.answers[answer.id] = { slot: answer.slot, response: answer.response };
      else unread.push(item);
    }
    state.modules[id] = module;
  }
  return { state, unread };
}

const MODULE =
  /^([a-z][a-z0-9-]*):(\d{0,3})(\*?):([a-z0-9,-]*):([^:]*?)(?::([0-9a-z]{1,2})\.([0-9a-z]{1,2}))?$/;

/**
 * @param {string} item
 * @returns {{id: string, slot: number, response: string} | null} null when it makes no sense
 */
function decodeAnswer(item) {
  const match = /^([a-z][a-z0-9-]*)\.([0-9a-z]{1,4})(?:\.(.+))?$/.exec(item);
  if (!match) return null;
  try {
    const response = decodeURIComponent((match[3] ?? "").replace(/\+/g, " "));
    return { id: match[1], slot: parseInt(match[2], 36), response };
  } catch {
    return null;
  }
}

/**
 * Fit a state to the present edition of the course: what was removed is forgotten, what is new is open, the rest
 * stays. An answer with an option that is gone is forgotten too, but the question keeps its slot.
 *
 * @param {LearnerState} state
 * @param {Course} course
 * @returns {LearnerState}
 */
export function fitState(state, course) {
  /** @type {Record<string, ModuleState>} */
  const modules = {};
  let slots = state.slots;
  for (const { id, pages, questions } of course.modules) {
    if (!has(state.modules, id)) continue;
    const old = state.modules[id];
    const module = { ...old, seen: pages.filter((page) => old.seen.includes(page)), answers: newModuleState().answers };
    for (const question of questions) {
      if (!has(old.answers, question.id)) continue;
      const { slot, response } = old.answers[question.id];
      slots = Math.max(slots, slot + 1);
      module.answers[question.id] = { slot, response: fitResponse(question, response) };
    }
    modules[id] = module;
  }
  return { ...state, slots, modules };
}

/**
 * Fit the slots to what the LMS really has: it may have dropped interactions of earlier sessions, and its list has no
 * gaps. Slots from there on are given out anew, in their old order, to the answers that can be reported again;
 * nothing in the LMS is ever overwritten by another question.
 *
 * @param {LearnerState} state
 * @param {number} count how many interactions the LMS has
 * @returns {LearnerState}
 */
export function fitSlots(state, count) {
  /** @param {Answer} answer */
  const kept = (answer) => answer.slot < count || answer.response !== "";
  const later = Object.values(state.modules)
    .flatMap((module) => Object.values(module.answers))
    .filter((answer) => kept(answer) && answer.slot >= count)
    .map((answer) => answer.slot)
    .sort((a, b) => a - b);
  const places = new Map(later.map((slot, index) => [slot, count + index]));
  const modules = Object.fromEntries(
    Object.entries(state.modules).map(([id, module]) => {
      const answers = Object.entries(module.answers)
        .filter(([, answer]) => kept(answer))
        .map(([question, answer]) => [question, { ...answer, slot: places.get(answer.slot) ?? answer.slot }]);
      return [id, { ...module, answers: Object.fromEntries(answers) }];
    }),
  );
  return { ...state, slots: count + later.length, modules };
}
