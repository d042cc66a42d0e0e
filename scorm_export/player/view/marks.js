/** Marks that say whether a response is right: a symbol, and words. */

import { make, one } from "./dom.js";

/**
 * @param {HTMLElement} element one that contains a mark
 * @param {boolean} right
 * @param {string} text
 * @param {string} [verdict]
 */
export function setMark(element, right, text, verdict = right ? "right" : "wrong") {
  element.dataset.verdict = verdict;
  one(element, ".mark").replaceChildren(icon(right ? "✓" : "✗"), ` ${text}`);
}

/**
 * @param {string} symbol a character that screen readers skip
 * @returns {HTMLElement}
 */
export function icon(symbol) {
  return make("span", { class: "icon", "aria-hidden": "true" }, symbol);
}

/**
 * @param {"ul" | "ol"} tag
 * @param {Node[][]} texts
 * @returns {HTMLElement}
 */
export function list(tag, texts) {
  return make(tag, {}, ...texts.map((nodes) => make("li", {}, ...nodes)));
}
