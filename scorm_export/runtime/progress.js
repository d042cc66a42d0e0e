/** What each step of a trainee does to the state: functions from a state to the next. */

import { settle } from "./scoring.js";
import { inOrder, moduleState } from "./state.js";

/** @import {Course, LearnerState, Module, ModuleState, Question} from "./types" */

/**
 * @param {Course} course
 * @param {LearnerState} state
 * @param {Module} module
 * @param {ModuleState} next
 * @returns {LearnerState}
 */
function withModule(course, state, module, next) {
  return { ...state, modules: { ...state.modules, [module.id]: settle(course, module, next) } };
}

/**
 * The trainee sees a page.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {Module} module
 * @param {string} page
 * @returns {LearnerState}
 */
export function seePage(course, state, module, page) {
  const old = moduleState(state, module.id);
  if (old.seen.includes(page)) return state;
  return withModule(course, state, module, { ...old, seen: [...old.seen, page] });
}

/**
 * The trainee answers a question. A question keeps the slot of its first answer for good.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {Module} module
 * @param {Question} question
 * @param {string} chosen the ids of the chosen options
 * @returns {LearnerState}
 */
export function answerQuestion(course, state, module, question, chosen) {
  const old = moduleState(state, module.id);
  const first = !Object.hasOwn(old.answers, question.id);
  const slot = first ? state.slots : old.answers[question.id].slot;
  const answers = { ...old.answers, [question.id]: { slot, chosen: inOrder(question, chosen) } };
  return withModule(course, { ...state, slots: state.slots + (first ? 1 : 0) }, module, { ...old, answers });
}

/**
 * The trainee begins a new try: all questions are open again; the best result stays.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {Module} module
 * @returns {LearnerState}
 */
export function beginTry(course, state, module) {
  const old = moduleState(state, module.id);
  const answers = Object.fromEntries(
    Object.entries(old.answers).map(([id, { slot }]) => [id, { slot, chosen: "" }]),
  );
  return withModule(course, state, module, { ...old, answers });
}
