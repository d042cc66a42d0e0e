/**
 * The scoring contract, which is the same for every kind of question. Knows neither the page nor the LMS.
 *
 * - A question earns 0 to 1; a question on a scale, where no answer is better than another, does not count.
 * - A module's result is that of its best complete quiz attempt: the mean over the questions that count, as a whole
 *   percentage.
 * - A module is passed when every page was seen and its result reaches the pass mark; one without a quiz, when every page
 *   was seen.
 * - The course's score is the mean over all modules with a quiz, as a whole percentage; one without a result counts 0,
 *   but for one that was passed before it had a quiz, which does not count.
 * - The course is passed when all its modules are. A course without a score is only completed then.
 *
 * Percentages are rounded down, so that whoever reads 80% has earned 80%.
 */

import { askedQuestions } from "./chance.js";
import { has, isAnswered } from "./has.js";
import { scoreResponse } from "../questions/forms.js";
import { moduleState } from "./state.js";

/** @import {Answer, Course, Earned, Interaction, LearnerState, Module, ModuleState, Objective, Question} from "../types" */

/**
 * @param {number[]} parts each 0 to 1
 * @returns {number} their mean as a whole percentage, rounded down
 */
function percentage(parts) {
  const sum = parts.reduce((total, part) => total + part, 0);
  // Binary fractions such as thirds may add up to slightly less than a whole number.
  return Math.floor((sum / parts.length) * 100 + 1e-9);
}

/**
 * @param {Module} module
 * @returns {boolean} whether it has a quiz; without one it is passed by reading it
 */
export function hasQuiz({ questions }) {
  return questions.length > 0;
}

/**
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {boolean} whether nothing but pages is left to pass the module
 */
export function isQuizDone(module, { best }) {
  return !hasQuiz(module) || (best !== null && best >= module.passMark);
}

/**
 * The result of the present quiz attempt.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {number | null} a whole percentage, or null while a question is open and where there is none
 */
export function quizAttemptResult(module, state) {
  if (!hasQuiz(module) || openQuestion(module, state)) return null;
  const counting = askedQuestions(module, state).filter(({ scored }) => scored);
  return percentage(counting.map((question) => scoreResponse(question, state.answers[question.id].response) ?? 0));
}

/**
 * The first question of the present quiz attempt that has no answer yet.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {Question | undefined}
 */
export function openQuestion(module, state) {
  return askedQuestions(module, state).find(({ id }) => !isAnswered(state, id));
}

/**
 * How many quiz attempts a trainee has left after the present one.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {number} Infinity when their number is not limited
 */
export function quizAttemptsLeft({ tries }, state) {
  return tries === null ? Infinity : Math.max(0, tries - state.tries - 1);
}

/**
 * The state with its result updated: the best quiz attempt counts, and passed stays passed.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {ModuleState}
 */
export function withResult(module, state) {
  const result = quizAttemptResult(module, state);
  const best = result === null ? state.best : Math.max(result, state.best ?? 0);
  const read = module.pages.every((page) => state.seen.includes(page));
  return { ...state, best, passed: state.passed || (read && isQuizDone(module, { ...state, best })) };
}

/**
 * How much of a module was done. Once the quiz has a result, its questions count as done, also in a new quiz attempt.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {number} 0 to 1, with two decimals; 1 only when it is passed
 */
export function moduleProgress(module, state) {
  if (state.passed) return 1;
  const asked = askedQuestions(module, state).length;
  // A quiz attempt may ask others than the one before: what was ever answered counts, so that progress never goes back.
  const answered = state.best === null ? module.questions.filter(({ id }) => has(state.answers, id)).length : asked;
  const seen = module.pages.filter((page) => state.seen.includes(page)).length;
  return Math.floor((100 * (seen + Math.min(answered, asked))) / (module.pages.length + asked + 1)) / 100;
}

/**
 * @param {Course} course
 * @param {LearnerState} state
 * @returns {number} how much of the course was done, 0 to 1, with two decimals
 */
export function courseProgress(course, state) {
  return percentage(course.modules.map((module) => moduleProgress(module, moduleState(state, module.id)))) / 100;
}

/**
 * @param {Course} course
 * @param {LearnerState} state
 * @returns {Earned}
 */
export function courseResult(course, state) {
  const stateOf = (/** @type {Module} */ { id }) => moduleState(state, id);
  // A module without a result that is passed had no quiz then.
  const counting = course.modules.filter(hasQuiz).map(stateOf).filter(({ best, passed }) => best !== null || !passed);
  const tried = counting.some(({ best }) => best !== null);
  const score = tried ? percentage(counting.map(({ best }) => (best ?? 0) / 100)) : null;
  return earnedBy(score, course.modules.every((module) => stateOf(module).passed));
}

/**
 * @param {number | null} score
 * @param {boolean} passed
 * @returns {Earned}
 */
function earnedBy(score, passed) {
  return { score, passed, earned: !passed ? 0 : score === null ? 1 : 2 };
}

/**
 * @param {Module} module
 * @param {ModuleState} state which may have the result of a quiz that the module no longer has
 * @returns {Earned}
 */
export function moduleResult(module, { best, passed }) {
  return earnedBy(hasQuiz(module) ? best : null, passed);
}

/**
 * One objective for each module that was begun.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @returns {Objective[]}
 */
export function objectives(course, state) {
  return course.modules
    .filter(({ id }) => has(state.modules, id))
    .map((module) => {
      const own = state.modules[module.id];
      return { id: module.id, ...moduleResult(module, own), progress: moduleProgress(module, own) };
    });
}

/**
 * An answered question as it is reported.
 *
 * @param {Module} module
 * @param {Question} question
 * @param {Answer} answer
 * @param {{latency: number | null, time: Date | null, at: Date | null}} when
 * @returns {Interaction}
 */
export function interaction(module, question, answer, when) {
  return {
    slot: answer.slot,
    id: `${module.id}.${question.id}`,
    objective: module.id,
    type: question.interaction,
    question,
    response: answer.response,
    score: scoreResponse(question, answer.response),
    ...when,
  };
}
