/** The four forms of a question: what stands in each, and how a response is read, shown and told in words. */

import { shuffled } from "../core/chance.js";
import { all, copy, fill, make, one } from "../view/dom.js";
import { pairsOf, scoreResponse } from "./kinds.js";
import { list, setMark } from "../view/marks.js";
import { markPlaces, placed, readPlaces, showPlaces, tellPlaces } from "./pieces.js";
import { keepTyped } from "../core/state.js";

/** @import {Question, Words} from "../types" */

/**
 * @typedef {object} Form
 * @property {(form: HTMLElement, question: Question, words: Words) => string} read what was entered, whole or not
 * @property {(form: HTMLElement, question: Question, response: string, words: Words) => void} show put it there
 * @property {(form: HTMLElement, question: Question, response: string, words: Words) => void} mark tell what is right
 * @property {(form: HTMLElement, question: Question, response: string, words: Words) => Node[]} tell it in words
 * @property {(entered: string) => string} missing the key of the words for a response that is not whole
 */

/** @type {Record<string, Form>} */
const FORMS = {
  options: {
    read: (form) =>
      inputs(form)
        .filter((input) => input.checked)
        .map((input) => input.value)
        .join(""),
    show: (form, _, response) => {
      for (const input of inputs(form)) input.checked = response.includes(input.value);
    },
    mark: markOptions,
    tell: (form, _, response) => {
      const texts = [...response].map((id) => copy(form, `.option[data-choice="${id}"] .option-text`));
      return texts.length === 1 ? texts[0] : [list("ul", texts)];
    },
    missing: () => "nothing_chosen",
  },
  places: { read: readPlaces, show: showPlaces, mark: markPlaces, tell: tellPlaces, missing: () => "not_placed" },
  gaps: {
    read: (form) =>
      selects(form)
        .filter((select) => select.value)
        .map((select) => (select.dataset.gap ?? "") + select.value)
        .join(""),
    show: (form, _, response) => {
      const pairs = pairsOf(response);
      for (const select of selects(form)) select.value = pairs.get(select.dataset.gap ?? "") ?? "";
    },
    mark: markGaps,
    tell: tellGaps,
    missing: () => "not_filled",
  },
  typed: {
    read: (form, { kind }, words) => {
      const text = keepTyped(typed(form).value);
      return kind === "numeric" ? withoutThousands(text, words.decimal) : text;
    },
    show: (form, question, response, words) => {
      typed(form).value = inWords(question, response, words);
    },
    mark: (form, question, response, words) => {
      const right = scoreResponse(question, response) === 1;
      const said = right ? words.mark_placed : fill(words.mark_should, inWords(question, bestOf(question), words));
      setMark(one(form, ".typed"), right, said);
    },
    tell: (form, question, response, words) => {
      const unit = form.querySelector(".unit")?.textContent ?? "";
      return [document.createTextNode(`${inWords(question, response, words)} ${unit}`.trim())];
    },
    missing: (entered) => (entered ? "no_number" : "nothing_typed"),
  },
};

/**
 * @param {HTMLElement} form
 * @returns {Form}
 */
export function formKind(form) {
  return FORMS[form.dataset.form ?? ""];
}

/**
 * @param {HTMLElement} form
 * @returns {HTMLInputElement[]}
 */
function inputs(form) {
  return /** @type {HTMLInputElement[]} */ (all(form, "input"));
}

/**
 * @param {HTMLElement} form
 * @returns {HTMLSelectElement[]}
 */
function selects(form) {
  return /** @type {HTMLSelectElement[]} */ (all(form, "select"));
}

/**
 * @param {HTMLElement} form
 * @returns {HTMLInputElement}
 */
function typed(form) {
  return /** @type {HTMLInputElement} */ (one(form, ".typed input"));
}

/**
 * Open a form for entering, or close it.
 *
 * @param {HTMLElement} form
 * @param {boolean} locked
 */
export function lock(form, locked) {
  for (const control of [...inputs(form), ...selects(form), ...all(form, ".spot-button, .piece")]) {
    /** @type {HTMLInputElement} */ (control).disabled = locked;
  }
}

/**
 * Put options in the order of a try. A scale, and true and false, have an order of their own.
 *
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {number} seed 0 for the order of the page
 */
export function arrange(form, question, seed) {
  const { id, kind, options = "", right } = question;
  if (kind === "likert" || kind === "true-false") return;
  const things = all(form, ".option, [data-piece]");
  const idOf = (/** @type {HTMLElement} */ thing) => thing.dataset.choice ?? thing.dataset.piece ?? "";
  const ordered = shuffled([...options], seed, (option) => `${id}.${option}`);
  // Pieces must not lie in the order in which they belong.
  const isGivenAway = form.dataset.form === "places" && ordered.join("") === [...placed(question, right).values()].join("");
  if (isGivenAway) ordered.reverse();
  const after = things[things.length - 1]?.nextSibling ?? null;
  for (const option of ordered) {
    const thing = things.find((each) => idOf(each) === option);
    thing?.parentNode?.insertBefore(thing, after);
  }
}

/** @param {HTMLElement} form */
export function clearMarks(form) {
  for (const mark of all(form, ".mark")) mark.replaceChildren();
  for (const marked of all(form, "[data-verdict]")) delete marked.dataset.verdict;
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 */
function markOptions(form, question, response, words) {
  for (const option of all(form, ".option")) {
    const id = option.dataset.choice ?? "";
    const right = question.right.includes(id);
    if (!question.right || (!right && !response.includes(id))) continue;
    const verdict = !right ? "wrong" : response.includes(id) ? "right" : "missed";
    setMark(option, right, words[`mark_${verdict}`], verdict);
  }
}

/**
 * @param {HTMLElement} form
 * @param {string} gap
 * @param {string} option
 * @returns {string}
 */
function gapText(form, gap, option) {
  return form.querySelector(`[data-gap="${gap}"] option[value="${option}"]`)?.textContent ?? "";
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 */
function markGaps(form, question, response, words) {
  const pairs = pairsOf(response);
  for (const [gap, option] of pairsOf(question.right)) {
    const right = pairs.get(gap) === option;
    const said = right ? words.mark_placed : fill(words.mark_should, gapText(form, gap, option));
    // In a running text, what is said about a gap stands between brackets.
    setMark(/** @type {HTMLElement} */ (one(form, `[data-gap="${gap}"]`).parentElement), right, `(${said})`);
  }
}

/**
 * @param {HTMLElement} form
 * @param {Question} _
 * @param {string} response
 * @returns {Node[]} the text with its gaps filled
 */
function tellGaps(form, _, response) {
  const pairs = pairsOf(response);
  const text = /** @type {HTMLElement} */ (one(form, ".gapped").cloneNode(true));
  for (const gap of all(text, ".gap")) {
    const id = one(gap, "select").dataset.gap ?? "";
    gap.replaceWith(make("strong", {}, gapText(form, id, pairs.get(id) ?? "")));
  }
  return [...text.childNodes];
}

/**
 * A number without the signs between its thousands: in a language with a decimal comma these are points, else commas.
 *
 * @param {string} text
 * @param {string} decimal
 * @returns {string}
 */
function withoutThousands(text, decimal) {
  const between = decimal === "," ? /(\d)[.\s](?=\d{3}(?!\d))/g : /(\d)[,\s](?=\d{3}(?!\d))/g;
  return text.replace(between, "$1");
}

/**
 * @param {Question} question
 * @returns {string}
 */
function bestOf({ accepted = [] }) {
  return accepted[0];
}

/**
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 * @returns {string} a number with the decimal sign of the language, anything else as it is
 */
function inWords({ kind }, response, words) {
  return kind === "numeric" ? response.replace(".", words.decimal) : response;
}
