/**
 * The trainee's state, as text and back. Knows neither the page nor the LMS.
 *
 * The text is `version.slots.attempt.moment.day;module;module...`, a module being `id:result:pages:answers:seed.tries`:
 *
 *     2.2.gp1yz.gp2k1.fm0;burns:80*:water,tap:firstA0007a,whichA1002bd:k3.1
 *
 * Numbers are in base 36, except the result. `attempt` is the moment at which the attempt at the course began, and
 * `moment` that of the last step, both in seconds since the beginning of 2026. `day` is the day on which the course was
 * passed. `result` is that of the best quiz attempt, with `*` once the module is passed; `tries` is how many quiz
 * attempts were finished before the present one. The day is left out before the course is passed, and `seed.tries`
 * while both are 0.
 *
 * An answer is the id of its question, two characters for its slot, three for its age, and the response. The age is in
 * seconds before the last step; it tells which of two answers is the newer one, and ends at the largest number of three
 * characters.
 *
 * Everything is keyed by the ids that authors wrote, so that a new edition of the course can use the state. States of
 * version 1 have no attempt and no moments, and dots in their answers; they can still be read.
 */

import { has } from "./has.js";
import { normaliseResponse } from "../questions/forms.js";
import { decodeResponse, encodeResponse } from "./response-text.js";

/** @import {Answer, Course, LearnerState, ModuleState} from "../types" */

const VERSION = "2";

/** The largest number of two digits in base 36. */
export const LAST_SEED = 36 ** 2 - 1;

/**
 * The digits of slots and ages. The first digit of a slot is a capital letter, which no id has, so it ends the id
 * before it.
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const FIRST_CAPITAL = 10;
const LAST_SLOT = 26 * DIGITS.length - 1;
export const LAST_AGE = DIGITS.length ** 3 - 1;

/**
 * @param {number} number
 * @param {number} width how many digits
 * @returns {string}
 */
function inDigits(number, width) {
  return width ? inDigits(Math.floor(number / DIGITS.length), width - 1) + DIGITS[number % DIGITS.length] : "";
}

/**
 * @param {string} digits
 * @returns {number}
 */
function fromDigits(digits) {
  return [...digits].reduce((number, digit) => number * DIGITS.length + DIGITS.indexOf(digit), 0);
}

/**
 * @param {Answer} answer
 * @param {number} now the moment of the last step
 * @returns {string}
 */
function encodeAnswer({ slot, at, response }, now) {
  const age = Math.max(0, Math.min(now - at, LAST_AGE));
  const shown = Math.min(slot, LAST_SLOT) + FIRST_CAPITAL * DIGITS.length;
  return inDigits(shown, 2) + inDigits(age, 3) + encodeResponse(response);
}

/** @returns {ModuleState} */
export function newModuleState() {
  return { seen: [], best: null, passed: false, answers: {}, seed: 0, tries: 0 };
}

/** @returns {LearnerState} */
export function newState() {
  return { slots: 0, attempt: 0, at: 0, passedOn: null, modules: {} };
}

/**
 * @param {LearnerState} state
 * @returns {boolean} whether it is the state of a trainee who has not begun
 */
export function isEmpty({ attempt, at, modules }) {
  return !attempt && !at && !Object.keys(modules).length;
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
 * @param {LearnerState} state
 * @returns {string}
 */
export function encodeState(state) {
  const day = state.passedOn === null ? [] : [state.passedOn.toString(36)];
  const modules = Object.entries(state.modules).map(([id, module]) => {
    const result = (module.best ?? "") + (module.passed ? "*" : "");
    const answers = Object.entries(module.answers).map(([id, answer]) => id + encodeAnswer(answer, state.at));
    const parts = [id, result, module.seen.join(","), answers.join(",")];
    const tries = Math.min(module.tries, LAST_SEED).toString(36);
    if (module.seed || module.tries) parts.push(`${module.seed.toString(36)}.${tries}`);
    return parts.join(":");
  });
  const head = [VERSION, ...[state.slots, state.attempt, state.at].map((number) => number.toString(36)), ...day];
  return [head.join("."), ...modules].join(";");
}

/**
 * Read a state. Parts that cannot be read are left out; it never throws.
 *
 * @param {string} text any text
 * @returns {{state: LearnerState, unread: string[]}} the state, and the parts that could not be read
 */
export function decodeState(text) {
  const state = newState();
  if (text.trim() === "") return { state, unread: [] };
  const [head, ...parts] = text.trim().split(";");
  const header = HEADER.exec(head) ?? FIRST_HEADER.exec(head);
  const unread = header ? [] : [head];
  const [slots, attempt, at, passedOn] = [1, 2, 3, 4].map((part) => parseInt(header?.[part] ?? "", 36) || 0);
  Object.assign(state, { slots, attempt, at, passedOn: header?.[4] ? passedOn : null });
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
      const answer = decodeAnswer(item, at) ?? decodeFirst(item);
      if (answer) module.answers[answer[0]] = answer[1];
      else unread.push(item);
    }
    state.modules[id] = module;
  }
  // Without the beginning of a state, its answers tell how many slots are taken.
  if (!header) state.slots = Math.max(0, ...answersOf(state).map(([, { slot }]) => slot + 1));
  return { state, unread };
}

const HEADER = /^2\.([0-9a-z]{1,4})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6})(?:\.([0-9a-z]{1,4}))?$/;
const ANSWER = /^([a-z][a-z0-9-]*)([A-Z][0-9A-Za-z])([0-9A-Za-z]{3})(.*)$/;

/** Version 1. The empty groups stand for the attempt and the moment, which it did not have. */
const FIRST_HEADER = /^1\.([0-9a-z]{1,4})()()(?:\.([0-9a-z]{1,4}))?$/;
const FIRST_ANSWER = /^([a-z][a-z0-9-]*)\.([0-9a-z]{1,4})(?:\.(.+))?$/;

const MODULE =
  /^([a-z][a-z0-9-]*):(\d{0,3})(\*?):([a-z0-9,-]*):([^:]*?)(?::([0-9a-z]{1,2})\.([0-9a-z]{1,2}))?$/;

/**
 * @param {string} item
 * @param {number} now the moment of the last step
 * @returns {[string, Answer] | null} the id of the question and its answer; null when it cannot be read
 */
function decodeAnswer(item, now) {
  const [, id, slot, age, written] = ANSWER.exec(item) ?? [];
  const response = decodeResponse(written);
  if (response === null) return null;
  const at = Math.max(0, now - fromDigits(age));
  return [id, { slot: fromDigits(slot) - FIRST_CAPITAL * DIGITS.length, at, response }];
}

/**
 * @param {string} item of version 1
 * @returns {[string, Answer] | null}
 */
function decodeFirst(item) {
  const match = FIRST_ANSWER.exec(item);
  const response = decodeResponse(match ? (match[3] ?? "") : undefined);
  return match && response !== null ? [match[1], { slot: parseInt(match[2], 36), at: 0, response }] : null;
}

/**
 * Migrate a state to the present edition of the course: what was removed is dropped, what is new is open, and
 * everything else stays. An answer with an option that no longer exists is dropped too, but its question keeps its
 * slot.
 *
 * @param {LearnerState} state
 * @param {Course} course
 * @returns {LearnerState}
 */
export function migrateState(state, course) {
  /** @type {Record<string, ModuleState>} */
  const modules = {};
  let slots = state.slots;
  for (const { id, pages, questions } of course.modules) {
    if (!has(state.modules, id)) continue;
    const old = state.modules[id];
    const module = { ...old, seen: pages.filter((page) => old.seen.includes(page)), answers: newModuleState().answers };
    for (const question of questions) {
      if (!has(old.answers, question.id)) continue;
      const answer = old.answers[question.id];
      slots = Math.max(slots, answer.slot + 1);
      module.answers[question.id] = { ...answer, response: normaliseResponse(question, answer.response) };
    }
    modules[id] = module;
  }
  return { ...state, slots, modules };
}

/**
 * All answers, each with the ids of its module and its question with a dot between.
 *
 * @param {LearnerState} state
 * @returns {[string, Answer][]}
 */
export function answersOf({ modules }) {
  return Object.entries(modules).flatMap(([module, { answers }]) =>
    Object.entries(answers).map(([id, answer]) => /** @type {[string, Answer]} */ ([`${module}.${id}`, answer])),
  );
}

/**
 * The state with changed answers.
 *
 * @param {LearnerState} state
 * @param {(id: string, answer: Answer) => Answer | null} change what becomes of an answer; null when it goes
 * @returns {LearnerState}
 */
export function withAnswers(state, change) {
  const modules = Object.entries(state.modules).map(([module, { answers, ...rest }]) => {
    const changed = Object.entries(answers).map(([id, answer]) => [id, change(`${module}.${id}`, answer)]);
    return [module, { ...rest, answers: Object.fromEntries(changed.filter(([, answer]) => answer)) }];
  });
  return { ...state, modules: Object.fromEntries(modules) };
}

/**
 * Adjust the slots to the interactions that the LMS really has: it may have dropped those of earlier sessions, and its
 * list has no gaps. Slots beyond its list are assigned again, in their old order, to the answers that can be reported
 * again. No interaction in the LMS is ever overwritten by another question.
 *
 * @param {LearnerState} state
 * @param {number} count how many interactions the LMS has
 * @param {(id: string) => boolean} isUnsent whether an answer of an earlier quiz attempt must still be reported, given
 *   the ids of the module and the question with a dot between
 * @returns {LearnerState}
 */
export function reassignSlots(state, count, isUnsent) {
  const reported = withAnswers(state, (id, answer) =>
    answer.slot < count || answer.response || isUnsent(id) ? answer : null,
  );
  const later = answersOf(reported)
    .map(([, { slot }]) => slot)
    .filter((slot) => slot >= count)
    .sort((a, b) => a - b);
  const reassigned = withAnswers(reported, (_, answer) =>
    answer.slot < count ? answer : { ...answer, slot: count + later.indexOf(answer.slot) },
  );
  return { ...reassigned, slots: count + later.length };
}
