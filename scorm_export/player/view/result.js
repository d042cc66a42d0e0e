/** The result of a quiz: what it was worth, what to do next, and each answer with its feedback. */

import { button, byId, copy, fill, make, one, QUIET, wayTo } from "./dom.js";
import { byResult } from "../core/learning.js";
import { isWithheld, nextPlace } from "../core/places.js";
import { explanation, responseTexts, verdictOf, verdictWords } from "./question.js";
import { isQuizDone, openQuestion, quizAttemptsLeft, quizAttemptResult } from "../core/scoring.js";
import { isAnswered } from "../core/has.js";
import { moduleState } from "../core/state.js";
import { formOf } from "./places.js";

/** @import {LearnerState, Module, ModuleState, Payload, Question, Words} from "../types" */

/**
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @param {() => void} retry begins another quiz attempt
 */
export function drawResult(course, learner, module, retry) {
  const view = byId(`${module.id}/result`);
  const state = moduleState(learner, module.id);
  one(view, ".result-summary").replaceChildren(...summary(course, learner, module));
  one(view, ".result-actions").replaceChildren(...actions(course, learner, module, retry));
  const withheld = isWithheld(module, learner);
  one(view, ".result-advice").replaceChildren(...(withheld ? [] : advice(module, state, course.words)));
  const answered = withheld ? [] : module.questions.filter(({ id }) => isAnswered(state, id));
  one(view, ".answers-title").hidden = answered.length === 0;
  one(view, ".result-answers").replaceChildren(
    ...answered.map((question) => answerItem(module, question, state.answers[question.id].response, course.words)),
  );
}

/**
 * The pages that must still be read to pass the module; none while the best result of a quiz is below the pass mark.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {string[]}
 */
function pagesLeft(module, state) {
  const { seen, passed } = state;
  return isQuizDone(module, state) && !passed ? module.pages.filter((page) => !seen.includes(page)) : [];
}

/**
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @returns {Node[]}
 */
function summary(course, learner, module) {
  const { words } = course;
  const state = moduleState(learner, module.id);
  const result = quizAttemptResult(module, state);
  const unread = pagesLeft(module, state);
  const left = quizAttemptsLeft(module, state);
  const lines = [result === null ? words.result_open : fill(words.result_score, result, module.passMark)];
  if (state.best !== null && state.best !== result) lines.push(fill(words.result_best, state.best));
  if (state.passed) lines.push(learner.passedOn === null ? words.result_passed : words.result_course);
  else if (result !== null && !unread.length) lines.push(left ? words.result_again : words.result_no_tries);
  if (result !== null && !state.passed && left && left < Infinity) lines.push(fill(words.tries_left, left));
  // Last, because the pages stand below it.
  if (unread.length) lines.push(words.result_unread);
  const nodes = lines.map((line) => make("p", {}, line));
  return unread.length ? [...nodes, pageList(module, unread, "")] : nodes;
}

/**
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @param {() => void} retry
 * @returns {Node[]} links and buttons, the most useful one first
 */
function actions(course, learner, module, retry) {
  const { words } = course;
  const state = moduleState(learner, module.id);
  const home = wayTo("home", words.to_home, QUIET);
  if (openQuestion(module, state)) {
    return [wayTo(`${module.id}/quiz`, words.to_open_question), home];
  }
  const { missed } = byResult(module, state);
  const practise = wayTo(`${module.id}/practice`, words.practise);
  const way = wayOn(course, learner, module);
  const ways = [
    way && wayTo(...way),
    missed.length ? practise : null,
    quizAttemptsLeft(module, state) ? button(words.retry, retry) : null,
  ].filter((way) => way !== null);
  for (const way of ways.slice(1)) way.classList.add("quiet");
  return [...ways, home];
}

/**
 * The pages whose questions were answered right, and those to read again.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @param {Words} words
 * @returns {Node[]}
 */
function advice(module, state, words) {
  const { right, missed } = byResult(module, state);
  const pagesOf = (/** @type {Question[]} */ questions) =>
    module.pages.filter((page) => questions.some(({ pages }) => pages.includes(page)));
  const again = pagesOf(missed);
  const well = pagesOf(right).filter((page) => !again.includes(page));
  const nodes = [];
  if (well.length) {
    const items = well.map((page) => make("li", {}, module.pageTitles[page]));
    nodes.push(make("h4", {}, words.went_well), make("ul", { class: "well" }, ...items));
  }
  if (again.length) {
    nodes.push(make("h4", {}, words.read_again), pageList(module, again, "again"));
  }
  return nodes;
}

/**
 * @param {Module} module
 * @param {string[]} pages
 * @param {string} look the classes of the list
 * @returns {HTMLElement} a list of links
 */
function pageList(module, pages, look) {
  const links = pages.map((page) => wayTo(`${module.id}/${page}`, module.pageTitles[page], ""));
  return make("ul", { class: look }, ...links.map((link) => make("li", {}, link)));
}

/**
 * Where to go on when nothing but pages is left: to an unread page, the next module or the certificate.
 *
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @returns {[address: string, text: string] | null}
 */
export function wayOn(course, learner, module) {
  const { words } = course;
  const state = moduleState(learner, module.id);
  const [unread] = pagesLeft(module, state);
  if (unread) {
    return [`${module.id}/${unread}`, fill(words.read_on, module.pageTitles[unread])];
  }
  if (state.passed && learner.passedOn !== null) {
    return ["certificate", words.place_certificate];
  }
  const next = nextPlace(course, learner, "");
  if (!state.passed || !next?.module) return null;
  return [next.module.id, fill(words.next_module, next.module.title)];
}

/**
 * @param {Module} module
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 * @returns {HTMLElement}
 */
function answerItem(module, question, response, words) {
  const form = formOf(module, question.id);
  const verdict = verdictOf(question, response);
  const lines = [
    make("h5", { class: "question-text" }, ...copy(form, ".question-text")),
    ...responseTexts(form, question, response, words, words.your_answer),
  ];
  if (verdict !== "right" && question.right) {
    lines.push(...responseTexts(form, question, question.right, words, words.right_answer));
  }
  lines.push(make("p", { class: `verdict ${verdict}` }, ...verdictWords(verdict, words)));
  return make("li", {}, ...lines, ...explanation(form, module.id, question, response));
}
