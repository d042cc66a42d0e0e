/** A text with gaps to fill. A response is a pair of ids for each gap: its own, and that of what fills it. */

import { all, fill, make, one } from "../view/dom.js";
import { setMark } from "../view/marks.js";
import { normalisePairs, pairsOf, scorePairs } from "./pairs.js";

/** @import {Form} from "./forms.js" */

/**
 * @param {HTMLElement} form
 * @returns {HTMLSelectElement[]}
 */
function selects(form) {
  return /** @type {HTMLSelectElement[]} */ (all(form, "select"));
}

/**
 * @param {HTMLElement} form
 * @param {string} gap
 * @param {string} option
 * @returns {string}
 */
function optionText(form, gap, option) {
  return form.querySelector(`[data-gap="${gap}"] option[value="${option}"]`)?.textContent ?? "";
}

/** @type {Form} */
export const gaps = {
  normalise: ({ gaps: known = {} }, response) => normalisePairs(response, Object.entries(known)),
  score: scorePairs,
  read: (form) =>
    selects(form)
      .filter((select) => select.value)
      .map((select) => (select.dataset.gap ?? "") + select.value)
      .join(""),
  show(form, _, response) {
    const pairs = pairsOf(response);
    for (const select of selects(form)) select.value = pairs.get(select.dataset.gap ?? "") ?? "";
  },
  mark(form, question, response, words) {
    const pairs = pairsOf(response);
    for (const [gap, option] of pairsOf(question.right)) {
      const right = pairs.get(gap) === option;
      const said = right ? words.mark_placed : fill(words.mark_should, optionText(form, gap, option));
      // In a running text, what is said about a gap stands between brackets.
      setMark(/** @type {HTMLElement} */ (one(form, `[data-gap="${gap}"]`).parentElement), right, `(${said})`);
    }
  },
  tell(form, _, response) {
    const pairs = pairsOf(response);
    const text = /** @type {HTMLElement} */ (one(form, ".gapped").cloneNode(true));
    for (const gap of all(text, ".gap")) {
      const id = one(gap, "select").dataset.gap ?? "";
      gap.replaceWith(make("strong", {}, optionText(form, id, pairs.get(id) ?? "")));
    }
    return [...text.childNodes];
  },
  missing: () => "not_filled",
};
