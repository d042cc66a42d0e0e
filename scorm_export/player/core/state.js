/**
 * The trainee's state as text, and back. Knows neither the page nor the LMS.
 *
 * The text is `version.slots.attempt.moment.day;module;module...`, a module being `id:result:pages:answers:seed.tries`:
 *
 *     2.2.gp1yz.gp2k1.fm0;burns:80*:water,tap:firstA0007a,whichA1002bd:k3.1
 *
 * Numbers but the result are in base 36. The attempt is the moment at which it began, and the moment that of the last
 * step, both in seconds (`progress.js` tells since when). The day is that on which the course was passed; the result is
 * the best try, with `*` once the module is passed. The day, and the seed with the tries, are left out while they say
 * nothing.
 *
 * An answer is the id of its question, two signs for its slot, three for its age, and the response. The age tells which
 * of two answers is the newer one: it is in seconds before the last step. An answer that is older than can be written
 * counts as that old.
 *
 * All is keyed by the ids that authors wrote, so that the state outlives a new edition of the course. States of the
 * first version have no attempt and no moments, and dots in their answers; they read well.
 */

import { has } from "./has.js";
import { fitResponse } from "../questions/kinds.js";

/** @import {Answer, Course, LearnerState, ModuleState} from "../types" */

const VERSION = "2";

/** Characters of a typed response that are kept, as they are written in the state. */
const LONGEST_TYPED = 60;

/** What a number of two digits in base 36 can be. */
const MOST = 36 ** 2 - 1;

/** The digits of slots and ages. The first one of a slot is a capital, which no id has: so it ends the id before it. */
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
    const answers = Object.entries(module.answers).map(([question, answer]) => question + encodeAnswer(answer, state.at));
    const parts = [id, result, module.seen.join(","), answers.join(",")];
    const tries = Math.min(module.tries, MOST).toString(36);
    if (module.seed || module.tries) parts.push(`${module.seed.toString(36)}.${tries}`);
    return parts.join(":");
  });
  const head = [VERSION, ...[state.slots, state.attempt, state.at].map((number) => number.toString(36)), ...day];
  return [head.join("."), ...modules].join(";");
}

/**
 * Read a state. Whatever the text, this does not fail: what cannot be read is left out.
 *
 * @param {string} text
 * @returns {{state: LearnerState, unread: string[]}} the state, and the parts that made no sense
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
  // A state without its beginning still tells which slots are taken.
  if (!header) state.slots = Math.max(0, ...answersOf(state).map(([, { slot }]) => slot + 1));
  return { state, unread };
}

const HEADER = /^2\.([0-9a-z]{1,4})\.([0-9a-z]{1,6})\.([0-9a-z]{1,6})(?:\.([0-9a-z]{1,4}))?$/;
const ANSWER = /^([a-z][a-z0-9-]*)([A-Z][0-9A-Za-z])([0-9A-Za-z]{3})(.*)$/;

/** The first version; what it did not have yet is empty. */
const FIRST_HEADER = /^1\.([0-9a-z]{1,4})()()(?:\.([0-9a-z]{1,4}))?$/;
const FIRST_ANSWER = /^([a-z][a-z0-9-]*)\.([0-9a-z]{1,4})(?:\.(.+))?$/;

const MODULE =
  /^([a-z][a-z0-9-]*):(\d{0,3})(\*?):([a-z0-9,-]*):([^:]*?)(?::([0-9a-z]{1,2})\.([0-9a-z]{1,2}))?$/;

/**
 * @param {string} item
 * @param {number} now the moment of the last step
 * @returns {[string, Answer] | null} the id of the question and its answer; null when it makes no sense
 */
function decodeAnswer(item, now) {
  const [, id, slot, age, written] = ANSWER.exec(item) ?? [];
  const response = decodeResponse(written);
  if (response === null) return null;
  const at = Math.max(0, now - fromDigits(age));
  return [id, { slot: fromDigits(slot) - FIRST_CAPITAL * DIGITS.length, at, response }];
}

/**
 * @param {string} item of the first version
 * @returns {[string, Answer] | null}
 */
function decodeFirst(item) {
  const match = FIRST_ANSWER.exec(item);
  const response = decodeResponse(match ? (match[3] ?? "") : undefined);
  return match && response !== null ? [match[1], { slot: parseInt(match[2], 36), at: 0, response }] : null;
}

/**
 * @param {string | undefined} written
 * @returns {string | null} null when it makes no sense
 */
function decodeResponse(written) {
  try {
    return written === undefined ? null : decodeURIComponent(written.replace(/\+/g, " "));
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
      module.answers[question.id] = { ...answer, response: fitResponse(question, answer.response) };
    }
    modules[id] = module;
  }
  return { ...state, slots, modules };
}

/**
 * All answers, by the ids of a module and a question with a dot between.
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
 * The state with other answers.
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
 * Fit the slots to what the LMS really has: it may have dropped interactions of earlier sessions, and its list has no
 * gaps. Slots from there on are given out anew, in their old order, to the answers that can be reported again;
 * nothing in the LMS is ever overwritten by another question.
 *
 * @param {LearnerState} state
 * @param {number} count how many interactions the LMS has
 * @param {(id: string) => boolean} isOwed tells of a module and a question, with a dot between, whether an answer of an
 *   earlier try must still be reported
 * @returns {LearnerState}
 */
export function reassignSlots(state, count, isOwed) {
  const fitted = withAnswers(state, (id, answer) =>
    answer.slot < count || answer.response || isOwed(id) ? answer : null,
  );
  const later = answersOf(fitted)
    .map(([, { slot }]) => slot)
    .filter((slot) => slot >= count)
    .sort((a, b) => a - b);
  const fresh = withAnswers(fitted, (_, answer) =>
    answer.slot < count ? answer : { ...answer, slot: count + later.indexOf(answer.slot) },
  );
  return { ...fresh, slots: count + later.length };
}
