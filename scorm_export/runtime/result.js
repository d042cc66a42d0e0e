/** The result of a quiz: what it was worth, what to do next, and each answer with its feedback. */

import { byId, copy, fill, make, one } from "./dom.js";
import { nextPlace } from "./places.js";
import { explanation, optionTexts, verdictOf, verdictWords } from "./quiz.js";
import { openQuestion, tryResult } from "./scoring.js";
import { moduleState } from "./state.js";
import { formOf, pageTitle } from "./titles.js";

/** @import {LearnerState, Module, ModuleState, Payload, Question, Words} from "./types" */

/**
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @param {() => void} retry begins a new try
 */
export function drawResult(course, learner, module, retry) {
  const view = byId(`${module.id}/result`);
  const state = moduleState(learner, module.id);
  one(view, ".result-summary").replaceChildren(...summary(course, module, state));
  one(view, ".result-actions").replaceChildren(...actions(course, learner, module, retry));
  const answered = module.questions.filter(({ id }) => state.answers[id]?.chosen);
  one(view, "h4").hidden = answered.length === 0;
  one(view, ".result-answers").replaceChildren(
    ...answered.map((question) => answerItem(module, question, state.answers[question.id].chosen, course.words)),
  );
}

/**
 * The pages that are still to be read, when the quiz is good enough.
 *
 * @param {Payload} course
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {string[]}
 */
function pagesLeft(course, module, { seen, best, passed }) {
  const enough = best !== null && best >= course.passMark;
  return enough && !passed ? module.pages.filter((page) => !seen.includes(page)) : [];
}

/**
 * @param {Payload} course
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {Node[]}
 */
function summary(course, module, state) {
  const { words } = course;
  const result = tryResult(module, state);
  const unread = pagesLeft(course, module, state);
  const lines = [result === null ? words.result_open : fill(words.result_score, result, course.passMark)];
  if (state.best !== null && state.best !== result) lines.push(fill(words.result_best, state.best));
  if (state.passed) lines.push(words.result_passed);
  else if (unread.length) lines.push(words.result_unread);
  else if (result !== null) lines.push(words.result_again);
  const nodes = lines.map((line) => make("p", {}, line));
  const links = unread.map((page) => make("a", { href: `#${module.id}/${page}` }, pageTitle(module, page)));
  if (links.length) nodes.push(make("ul", {}, ...links.map((link) => make("li", {}, link))));
  return nodes;
}

/**
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @param {() => void} retry
 * @returns {Node[]} the first is what most trainees will want
 */
function actions(course, learner, module, retry) {
  const { words } = course;
  const state = moduleState(learner, module.id);
  const home = make("a", { class: "button quiet", href: "#home" }, words.to_home);
  if (openQuestion(module, state)) {
    return [make("a", { class: "button", href: `#${module.id}/quiz` }, words.to_open_question), home];
  }
  const onward = wayOn(course, learner, module);
  const again = make("button", { class: onward ? "button quiet" : "button", type: "button" }, words.retry);
  again.addEventListener("click", retry);
  return onward ? [onward, again, home] : [again, home];
}

/**
 * What to do after a quiz that is good enough: read what is left, or take the next module.
 *
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @returns {HTMLElement | null}
 */
function wayOn(course, learner, module) {
  const { words } = course;
  const state = moduleState(learner, module.id);
  const [unread] = pagesLeft(course, module, state);
  if (unread) {
    const label = fill(words.read_on, pageTitle(module, unread));
    return make("a", { class: "button", href: `#${module.id}/${unread}` }, label);
  }
  const next = nextPlace(course, learner, "");
  if (!state.passed || !next?.module) return null;
  return make("a", { class: "button", href: `#${next.module.id}` }, fill(words.next_module, next.module.title));
}

/**
 * @param {Module} module
 * @param {Question} question
 * @param {string} chosen
 * @param {Words} words
 * @returns {HTMLElement}
 */
function answerItem(module, question, chosen, words) {
  const form = formOf(module, question.id);
  const verdict = verdictOf(question, chosen);
  const lines = [
    make("h5", { class: "question-text" }, ...copy(form, ".question-text")),
    ...optionTexts(form, words.your_answer, chosen),
  ];
  if (verdict !== "right") lines.push(...optionTexts(form, words.right_answer, question.right));
  lines.push(make("p", { class: `verdict ${verdict}` }, ...verdictWords(verdict, words)));
  return make("li", {}, ...lines, ...explanation(form, question, chosen));
}
