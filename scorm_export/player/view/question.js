/** A question on the page: open to be answered, or answered and explained. */

import { all, byId, copy, fill, make, one } from "./dom.js";
import { shuffled } from "../core/chance.js";
import { FORMS, normaliseResponse, scoreResponse } from "../questions/forms.js";
import { icon } from "./marks.js";

/** @import {Question, Words} from "../types" */

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 * @returns {string} what was entered, complete or not
 */
export function readEntered(form, question, words) {
  return FORMS[question.form].read(form, question, words);
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 * @returns {string} the response; empty when it is not complete
 */
export function readResponse(form, question, words) {
  return normaliseResponse(question, readEntered(form, question, words));
}

/**
 * Show that the answer is not complete, and move the focus to that message, just before the fields.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Words} words
 */
export function showError(form, question, words) {
  const error = one(form, ".error");
  error.textContent = words[FORMS[question.form].missing(readEntered(form, question, words))];
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
 * @param {{entered: string, seed: number}} how what was entered before, and the seed of the order of options
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
 * @param {{entered: string, seed: number}} how the response, and the seed of the order of options
 * @param {Words} words
 */
export function showAnswered(form, module, question, how, words) {
  const { entered } = how;
  show(form, question, how, words, true);
  FORMS[question.form].mark(form, question, entered, words);
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
  FORMS[question.form].show(form, question, entered, words);
  lock(form, isAnswered);
  one(form, ".check").hidden = isAnswered;
  one(form, ".next").hidden = !isAnswered;
}

/**
 * Open a form for entering, or close it.
 *
 * @param {HTMLElement} form
 * @param {boolean} locked
 */
function lock(form, locked) {
  for (const control of all(form, "input, select, .spot-button, .piece")) {
    /** @type {HTMLInputElement} */ (control).disabled = locked;
  }
}

/**
 * Put options in the order of a quiz attempt, unless they have an order of their own.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {number} seed 0 for the order of the page
 */
function arrange(form, question, seed) {
  const { id, options = "", fixedOrder } = question;
  if (fixedOrder) return;
  const things = all(form, ".option, [data-piece]");
  const idOf = (/** @type {HTMLElement} */ thing) => thing.dataset.choice ?? thing.dataset.piece ?? "";
  const ordered = shuffled([...options], seed, (option) => `${id}.${option}`);
  // Pieces must not lie in the order in which they belong.
  if (ordered.join("") === FORMS[question.form].givenAway?.(question)) ordered.reverse();
  const after = things[things.length - 1]?.nextSibling ?? null;
  for (const option of ordered) {
    const thing = things.find((each) => idOf(each) === option);
    thing?.parentNode?.insertBefore(thing, after);
  }
}

/** @param {HTMLElement} form */
function clearMarks(form) {
  for (const mark of all(form, ".mark")) mark.replaceChildren();
  for (const marked of all(form, "[data-verdict]")) delete marked.dataset.verdict;
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
  const symbol = { right: "✓", partly: "◐", wrong: "✗", noted: "✓" }[verdict];
  return [icon(symbol), document.createTextNode(` ${words[verdict]}`)];
}

/**
 * Why an answer is right or wrong. The texts are in the part of the page with all answers.
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
  const chosen = FORMS[question.form].explained?.(response) ?? [];
  for (const id of chosen) {
    const said = copy(answer, `[data-choice="${id}"] .said`);
    // With several choices, each feedback begins with its option.
    const name = chosen.length > 1 ? copy(form, `.option[data-choice="${id}"] .option-text`) : [];
    const named = name.length ? [make("strong", {}, ...name), make("br", {})] : [];
    if (said.length) parts.push(make("p", {}, ...named, ...said));
  }
  const general = copy(answer, verdictOf(question, response) === "right" ? ".said-right" : ".said-wrong");
  if (general.length) parts.push(make("p", {}, ...general));
  parts.push(make("p", { class: "explanation" }, ...copy(answer, ".explanation")));
  const reread = make("p", { class: "reread" }, ...copy(answer, ".reread"));
  // In a lesson the question may be on the page that the link leads to.
  const here = `#${form.closest(".page")?.id}`;
  for (const link of all(reread, "a")) if (link.getAttribute("href") === here) link.remove();
  if (reread.querySelector("a")) parts.push(reread);
  return parts;
}

/**
 * A response as text, after its label.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 * @param {string} label
 * @returns {HTMLElement[]}
 */
export function responseTexts(form, question, response, words, label) {
  const nodes = FORMS[question.form].tell(form, question, response, words);
  const isList = nodes.some((node) => node instanceof HTMLElement && ["UL", "OL"].includes(node.tagName));
  return isList ? [make("p", {}, label), make("div", {}, ...nodes)] : [make("p", {}, `${label} `, ...nodes)];
}

/**
 * A copy of the form of a question, with other ids and names, so that both can be in the page.
 *
 * @param {HTMLElement} form
 * @param {string} name for the copy
 * @returns {HTMLElement}
 */
export function copyForm(form, name) {
  const made = /** @type {HTMLElement} */ (form.cloneNode(true));
  for (const element of [made, .../** @type {NodeListOf<HTMLElement>} */ (made.querySelectorAll("*"))]) {
    for (const { name: attribute, value } of [...element.attributes]) {
      if (value.includes(form.id)) element.setAttribute(attribute, value.replaceAll(form.id, name));
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
