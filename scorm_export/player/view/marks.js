/** How a response is marked: right or wrong, in a sign and in words. */

import { make, one } from "./dom.js";

/**
 * @param {HTMLElement} element with a mark in it
 * @param {boolean} right
 * @param {string} text
 * @param {string} [verdict]
 */
export function setMark(element, right, text, verdict = right ? "right" : "wrong") {
  element.dataset.verdict = verdict;
  one(element, ".mark").replaceChildren(icon(right ? "✓" : "✗"), ` ${text}`);
}

/**
 * @param {string} sign
 * @returns {HTMLElement}
 */
export function icon(sign) {
  return make("span", { class: "icon", "aria-hidden": "true" }, sign);
}

/**
 * @param {"ul" | "ol"} tag
 * @param {Node[][]} texts
 * @returns {HTMLElement}
 */
export function list(tag, texts) {
  return make(tag, {}, ...texts.map((nodes) => make("li", {}, ...nodes)));
}
