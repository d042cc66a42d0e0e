/**
 * Which questions are asked again, to help to remember: missed ones, recall, review. Knows neither the page nor the
 * LMS.
 */

import { askedQuestions, shuffled } from "./chance.js";
import { isAnswered } from "./has.js";
import { scoreResponse } from "../questions/forms.js";
import { hasQuiz } from "./scoring.js";
import { moduleState } from "./state.js";

/** @import {Course, LearnerState, Module, ModuleState, Question} from "../types" */

/** @typedef {{module: Module, question: Question}} Asked a question and its module */

/** The most questions in one round of a review. */
const ROUND = 8;

/** How many passed modules before the last one the older question of a recall comes from. */
const FURTHER_BACK = 2;

/**
 * The scored questions that were answered in the present quiz attempt: those answered wholly right, and the others.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {{right: Question[], missed: Question[]}}
 */
export function byResult(module, state) {
  const answered = askedQuestions(module, state).filter(({ scored, id }) => scored && isAnswered(state, id));
  const isRight = (/** @type {Question} */ question) =>
    scoreResponse(question, state.answers[question.id].response) === 1;
  return { right: answered.filter(isRight), missed: answered.filter((question) => !isRight(question)) };
}

/**
 * What to recall before a module: two questions of the last module with a quiz before it that was passed, and one of an
 * earlier one.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {Module} module
 * @param {number} seed
 * @returns {Asked[]} empty while no module with a quiz is passed
 */
export function recallQuestions(course, state, module, seed) {
  const earlier = course.modules.slice(0, course.modules.indexOf(module));
  const done = earlier.filter((each) => hasQuiz(each) && moduleState(state, each.id).passed).reverse();
  const [last] = done;
  const further = done[Math.min(FURTHER_BACK, done.length - 1)];
  if (!last) return [];
  const older = further === last ? [] : someOf(further, seed).slice(0, 1);
  return [...someOf(last, seed).slice(0, 2), ...older];
}

/**
 * A round of questions from all modules that were passed.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {number} seed
 * @returns {Asked[]} empty while no module with a quiz is passed
 */
export function reviewQuestions(course, state, seed) {
  const passed = course.modules.filter(({ id }) => moduleState(state, id).passed);
  const all = passed.flatMap((module) => someOf(module, seed));
  return shuffled(all, seed, ({ module, question }) => `${module.id}.${question.id}`).slice(0, ROUND);
}

/**
 * @param {Module} module
 * @param {number} seed
 * @returns {Asked[]} its scored questions, shuffled
 */
function someOf(module, seed) {
  const scored = module.questions.filter(({ scored }) => scored);
  return shuffled(scored, seed, ({ id }) => `${module.id}.${id}`).map((question) => ({ module, question }));
}
