/** The form of a question: reading the answer, and showing what it was worth. */

import { all, copy, make, one } from "./dom.js";
import { scoreAnswer } from "./scoring.js";

/** @import {Question, Words} from "./types" */

/**
 * @param {HTMLElement} form
 * @returns {HTMLInputElement[]}
 */
function inputs(form) {
  return /** @type {HTMLInputElement[]} */ (all(form, "input"));
}

/**
 * @param {HTMLElement} form
 * @returns {string} the ids of the chosen options
 */
export function chosenOptions(form) {
  return inputs(form)
    .filter((input) => input.checked)
    .map((input) => input.value)
    .join("");
}

/**
 * Say that nothing was chosen, and bring the trainee there: right before the options.
 *
 * @param {HTMLElement} form
 * @param {Words} words
 */
export function showError(form, words) {
  const error = one(form, ".error");
  error.textContent = words.nothing_chosen;
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
 * @param {string} draft what was chosen before, without checking it
 */
export function showOpen(form, draft) {
  clearError(form);
  for (const input of inputs(form)) {
    input.disabled = false;
    input.checked = draft.includes(input.value);
  }
  for (const mark of all(form, ".mark")) mark.replaceChildren();
  for (const option of all(form, ".option")) delete option.dataset.verdict;
  one(form, ".feedback .verdict").replaceChildren();
  one(form, ".feedback .why").replaceChildren();
  one(form, ".check").hidden = false;
  one(form, ".next").hidden = true;
}

/**
 * Show a question that was answered, with its feedback.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} chosen
 * @param {Words} words
 */
export function showAnswered(form, question, chosen, words) {
  clearError(form);
  for (const input of inputs(form)) {
    input.checked = chosen.includes(input.value);
    input.disabled = true;
  }
  for (const option of all(form, ".option")) markOption(option, question, chosen, words);
  const verdict = verdictOf(question, chosen);
  one(form, ".feedback .verdict").className = `verdict ${verdict}`;
  one(form, ".feedback .verdict").replaceChildren(...verdictWords(verdict, words));
  one(form, ".feedback .why").replaceChildren(...explanation(form, question, chosen));
  one(form, ".check").hidden = true;
  one(form, ".next").hidden = false;
}

/**
 * @param {HTMLElement} option
 * @param {Question} question
 * @param {string} chosen
 * @param {Words} words
 */
function markOption(option, question, chosen, words) {
  const id = option.dataset.choice ?? "";
  const right = question.right.includes(id);
  if (!right && !chosen.includes(id)) return;
  const verdict = !right ? "wrong" : chosen.includes(id) ? "right" : "missed";
  option.dataset.verdict = verdict;
  one(option, ".mark").replaceChildren(icon(verdict === "wrong" ? "✗" : "✓"), ` ${words[`mark_${verdict}`]}`);
}

/**
 * @param {string} sign
 * @returns {HTMLElement}
 */
function icon(sign) {
  return make("span", { class: "icon", "aria-hidden": "true" }, sign);
}

/**
 * How good an answer is: the key of the word for it.
 *
 * @param {Question} question
 * @param {string} chosen
 * @returns {"right" | "partly" | "wrong"}
 */
export function verdictOf(question, chosen) {
  const score = scoreAnswer(question, chosen);
  if (score === 1) return "right";
  return score > 0 ? "partly" : "wrong";
}

/**
 * @param {"right" | "partly" | "wrong"} verdict
 * @param {Words} words
 * @returns {Node[]}
 */
export function verdictWords(verdict, words) {
  return [icon({ right: "✓", partly: "◐", wrong: "✗" }[verdict]), document.createTextNode(` ${words[verdict]}`)];
}

/**
 * Why an answer is right or not. The words stand in the page, under the question.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} chosen
 * @returns {Node[]}
 */
export function explanation(form, question, chosen) {
  const right = verdictOf(question, chosen) === "right";
  const answer = one(form, ".answer");
  const parts = [];
  for (const id of chosen) {
    const said = copy(answer, `[data-choice="${id}"] .said`);
    // With several choices each is named, so that it is clear which the feedback is about.
    const name = chosen.length > 1 ? [make("strong", {}, ...optionText(form, id)), make("br", {})] : [];
    if (said.length) parts.push(make("p", {}, ...name, ...said));
  }
  const general = copy(answer, right ? ".said-right" : ".said-wrong");
  if (general.length) parts.push(make("p", {}, ...general));
  parts.push(make("p", { class: "explanation" }, ...copy(answer, ".explanation")));
  const reread = copy(answer, ".reread");
  if (reread.length) parts.push(make("p", { class: "reread" }, ...reread));
  return parts;
}

/**
 * @param {HTMLElement} form
 * @param {string} id
 * @returns {Node[]}
 */
function optionText(form, id) {
  return copy(form, `.option[data-choice="${id}"] .option-text`);
}

/**
 * Options in words, for the result: one behind its label, several as a list.
 *
 * @param {HTMLElement} form
 * @param {string} label
 * @param {string} ids
 * @returns {HTMLElement[]}
 */
export function optionTexts(form, label, ids) {
  if (ids.length === 1) return [make("p", {}, `${label} `, ...optionText(form, ids))];
  const items = [...ids].map((id) => make("li", {}, ...optionText(form, id)));
  return [make("p", {}, label), make("ul", {}, ...items)];
}
