/** What each step of a trainee does to the state: functions from a state to the next one. */

import { needsSeed } from "./chance.js";
import { has } from "./has.js";
import { normaliseResponse } from "../questions/forms.js";
import { emptied } from "./merge.js";
import { courseResult, withResult } from "./scoring.js";
import { moduleState } from "./state.js";

/** @import {Course, LearnerState, Module, ModuleState, Question} from "../types" */

/**
 * @param {LearnerState} state
 * @param {Module} module
 * @param {ModuleState} next
 * @returns {LearnerState}
 */
function withModule(state, module, next) {
  return { ...state, modules: { ...state.modules, [module.id]: withResult(module, next) } };
}

/**
 * Moments in a state are seconds since the beginning of 2026 in UTC. In base 36 they have at most six digits until
 * 2095.
 */
const FIRST_MOMENT = Date.UTC(2026, 0) / 1000;
const LAST_MOMENT = 36 ** 6 - 1;

/**
 * The state at the moment of the trainee's next step. Whatever the clock of the device says, that is later than the
 * last step, so that moments tell which of two answers is the newer one.
 *
 * @param {LearnerState} state
 * @param {Date} now
 * @returns {LearnerState}
 */
export function tick(state, now) {
  const at = Math.max(Math.floor(now.getTime() / 1000) - FIRST_MOMENT, state.at + 1);
  return { ...state, at: Math.min(at, LAST_MOMENT) };
}

/**
 * @param {number} moment as in a state
 * @returns {Date | null} null for a moment that is not known
 */
export function timeOf(moment) {
  return moment ? new Date((FIRST_MOMENT + moment) * 1000) : null;
}

/**
 * The state of a trainee who begins now.
 *
 * @param {LearnerState} state
 * @param {Date} now
 * @returns {LearnerState}
 */
export function beginAttempt(state, now) {
  return { ...state, attempt: Math.max(1, tick(state, now).at) };
}

/**
 * Remember the day on which the course was passed.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {number} today in days since 1970
 * @returns {LearnerState}
 */
export function dated(course, state, today) {
  return state.passedOn === null && courseResult(course, state).passed ? { ...state, passedOn: today } : state;
}

/**
 * The trainee comes to the quiz, whose present attempt gets its seed the first time.
 *
 * @param {LearnerState} state
 * @param {Module} module
 * @param {number} seed
 * @returns {LearnerState}
 */
export function openQuiz(state, module, seed) {
  const old = moduleState(state, module.id);
  return needsSeed(module) && !old.seed ? withModule(state, module, { ...old, seed }) : state;
}

/**
 * The trainee sees a page.
 *
 * @param {LearnerState} state
 * @param {Module} module
 * @param {string} page
 * @returns {LearnerState}
 */
export function seePage(state, module, page) {
  const old = moduleState(state, module.id);
  if (old.seen.includes(page)) return state;
  const seen = module.pages.filter((id) => id === page || old.seen.includes(id));
  return withModule(state, module, { ...old, seen });
}

/**
 * The trainee answers a question, at the moment of the state. A question keeps the slot of its first answer.
 *
 * @param {LearnerState} state
 * @param {Module} module
 * @param {Question} question
 * @param {string} response
 * @returns {LearnerState}
 */
export function answerQuestion(state, module, question, response) {
  const old = moduleState(state, module.id);
  const first = !has(old.answers, question.id);
  const slot = first ? state.slots : old.answers[question.id].slot;
  const answer = { slot, at: state.at, response: normaliseResponse(question, response) };
  const answers = { ...old.answers, [question.id]: answer };
  return withModule({ ...state, slots: state.slots + (first ? 1 : 0) }, module, { ...old, answers });
}

/**
 * The trainee begins a new quiz attempt: all questions are open again; the best result stays.
 *
 * @param {LearnerState} state
 * @param {Module} module
 * @param {number} seed of a new draw, used where each attempt at the quiz has its own draw
 * @returns {LearnerState}
 */
export function beginQuizAttempt(state, module, seed) {
  const old = moduleState(state, module.id);
  const next = needsSeed(module) && module.newDraw ? seed : old.seed;
  return withModule(state, module, { ...old, answers: emptied(old.answers), seed: next, tries: old.tries + 1 });
}
