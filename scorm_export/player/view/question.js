/** A question on the page: open to be answered, or answered and explained. */

import { all, byId, copy, fill, make, one } from "./dom.js";
import { arrange, clearMarks, formKind, lock } from "../questions/forms.js";
import { fitResponse, scoreResponse } from "../questions/kinds.js";
import { icon } from "./marks.js";

/** @import {Question, Words} from "../types" */

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 * @returns {string} what was entered, whole or not
 */
export function readEntered(form, question, words) {
  return formKind(form).read(form, question, words);
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 * @returns {string} the response, or empty when it is not whole
 */
export function readResponse(form, question, words) {
  return fitResponse(question, readEntered(form, question, words));
}

/**
 * Say that the answer is not whole, and bring the trainee there: right before what is to be filled in.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 */
export function showError(form, question, words) {
  const error = one(form, ".error");
  error.textContent = words[formKind(form).missing(readEntered(form, question, words))];
  error.hidden = false;
  one(form, "fieldset").setAttribute("aria-describedby", error.id);
  error.focus();
}

/** @param {HTMLElement} form */
export function clearError(form) {
  one(form, ".error").hidden = true;
  one(form, "fieldset").removeAttribute("aria-describedby");
}

/**
 * Show a question that is open.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {{entered: string, seed: number}} how what was entered before, and what the order of options comes from
 * @param {Words} words
 */
export function showOpen(form, question, how, words) {
  show(form, question, how, words, false);
  one(form, ".feedback .verdict").replaceChildren();
  one(form, ".feedback .why").replaceChildren();
}

/**
 * Show a question that was answered, with its feedback.
 *
 * @param {HTMLElement} form
 * @param {string} module the id
 * @param {Question} question
 * @param {{entered: string, seed: number}} how the response, and what the order of options comes from
 * @param {Words} words
 */
export function showAnswered(form, module, question, how, words) {
  const { entered } = how;
  show(form, question, how, words, true);
  formKind(form).mark(form, question, entered, words);
  const verdict = verdictOf(question, entered);
  one(form, ".feedback .verdict").className = `verdict ${verdict}`;
  one(form, ".feedback .verdict").replaceChildren(...verdictWords(verdict, words));
  one(form, ".feedback .why").replaceChildren(...explanation(form, module, question, entered));
}

/**
 * Show what was entered in a question, without any marks.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {{entered: string, seed: number}} how
 * @param {Words} words
 * @param {boolean} isAnswered
 */
function show(form, question, { entered, seed }, words, isAnswered) {
  clearError(form);
  clearMarks(form);
  arrange(form, question, seed);
  formKind(form).show(form, question, entered, words);
  lock(form, isAnswered);
  one(form, ".check").hidden = isAnswered;
  one(form, ".next").hidden = !isAnswered;
}

/** @typedef {"right" | "partly" | "wrong" | "noted"} Verdict the key of the word for it */

/**
 * How good an answer is.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {Verdict}
 */
export function verdictOf(question, response) {
  const score = scoreResponse(question, response);
  if (score === null) return "noted";
  if (score === 1) return "right";
  return score > 0 ? "partly" : "wrong";
}

/**
 * @param {Verdict} verdict
 * @param {Words} words
 * @returns {Node[]}
 */
export function verdictWords(verdict, words) {
  const sign = { right: "✓", partly: "◐", wrong: "✗", noted: "✓" }[verdict];
  return [icon(sign), document.createTextNode(` ${words[verdict]}`)];
}

/**
 * Why an answer is right or not. The words stand in the page, among the answers.
 *
 * @param {HTMLElement} form
 * @param {string} module the id
 * @param {Question} question
 * @param {string} response
 * @returns {Node[]}
 */
export function explanation(form, module, question, response) {
  const answer = byId(`answers/${module}/${question.id}`);
  const parts = [];
  const chosen = form.dataset.form === "options" ? [...response] : [];
  for (const id of chosen) {
    const said = copy(answer, `[data-choice="${id}"] .said`);
    // With several choices each is named, so that it is clear which the feedback is about.
    const name = chosen.length > 1 ? copy(form, `.option[data-choice="${id}"] .option-text`) : [];
    const named = name.length ? [make("strong", {}, ...name), make("br", {})] : [];
    if (said.length) parts.push(make("p", {}, ...named, ...said));
  }
  const general = copy(answer, verdictOf(question, response) === "right" ? ".said-right" : ".said-wrong");
  if (general.length) parts.push(make("p", {}, ...general));
  parts.push(make("p", { class: "explanation" }, ...copy(answer, ".explanation")));
  const reread = make("p", { class: "reread" }, ...copy(answer, ".reread"));
  // In a lesson, the page that one is on needs no link.
  const here = `#${form.closest(".page")?.id}`;
  for (const link of all(reread, "a")) if (link.getAttribute("href") === here) link.remove();
  if (reread.querySelector("a")) parts.push(reread);
  return parts;
}

/**
 * A response in words, behind its label.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 * @param {string} label
 * @returns {HTMLElement[]}
 */
export function responseTexts(form, question, response, words, label) {
  const nodes = formKind(form).tell(form, question, response, words);
  const isList = nodes.some((node) => node instanceof HTMLElement && ["UL", "OL"].includes(node.tagName));
  return isList ? [make("p", {}, label), make("div", {}, ...nodes)] : [make("p", {}, `${label} `, ...nodes)];
}

/**
 * A copy of a question's form, to be used in another place: with ids and names of its own.
 *
 * @param {HTMLElement} form
 * @param {string} name for the copy
 * @returns {HTMLElement}
 */
export function copyForm(form, name) {
  const made = /** @type {HTMLElement} */ (form.cloneNode(true));
  for (const element of [made, .../** @type {NodeListOf<HTMLElement>} */ (made.querySelectorAll("*"))]) {
    for (const attribute of ["id", "name", "for", "aria-labelledby", "aria-describedby"]) {
      const value = element.getAttribute(attribute);
      if (value?.includes(form.id)) element.setAttribute(attribute, value.replaceAll(form.id, name));
    }
  }
  made.hidden = false;
  return made;
}

/**
 * @param {HTMLElement} form
 * @param {number} number
 * @param {number} total
 * @param {Words} words
 */
export function setCount(form, number, total, words) {
  one(form, ".count").textContent = fill(words.question_of, number, total);
}
