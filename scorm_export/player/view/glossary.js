/** Explanations of words in a text. A press opens one; Escape, a second press, or leaving it closes it. */

import { all, byId, make, one } from "./dom.js";

/** @import {Words} from "../types" */

/**
 * Make each explained word in a part of the page a button.
 *
 * @param {HTMLElement} part
 */
export function prepareTerms(part) {
  for (const term of all(part, "dfn[data-term]")) {
    term.append(make("button", { type: "button", class: "term", "aria-expanded": "false" }, ...term.childNodes));
  }
}

/**
 * Open the explanation of a word when its button is pressed.
 *
 * @param {Words} words
 */
export function explainTerms(words) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true, null);
  });
  window.addEventListener("hashchange", () => close(false, null));
  document.addEventListener("click", (event) => {
    const pressed = /** @type {Element} */ (event.target);
    const term = pressed.closest("dfn");
    if (!(term instanceof HTMLElement)) close(false, null);
    else if (pressed.closest(".term") && !close(false, term)) open(term, one(term, ".term"), words);
  });
}

/**
 * @param {HTMLElement} term
 * @param {HTMLElement} button
 * @param {Words} words
 */
function open(term, button, words) {
  const entry = byId(`glossary/${term.dataset.term}`);
  const explained = [...(entry.nextElementSibling?.childNodes ?? [])].map((node) => node.cloneNode(true));
  const shut = make("button", { type: "button", class: "term-close", "aria-label": words.close }, "✕");
  // It follows the word in the document, so that a screen reader and the Tab key reach it next.
  const box = make(
    "span",
    { class: "term-box", role: "dialog", "aria-label": button.textContent ?? "", tabindex: "-1" },
    make("span", { class: "term-text" }, ...explained),
    shut,
  );
  shut.addEventListener("click", () => close(true, null));
  box.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !term.contains(next)) close(false, null);
  });
  term.append(box);
  button.setAttribute("aria-expanded", "true");
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

/**
 * Close the explanation that is open.
 *
 * @param {boolean} back whether the focus goes back to the word
 * @param {HTMLElement | null} term the word that was pressed; null when another event closes it
 * @returns {boolean} whether the explanation of `term` was open
 */
function close(back, term) {
  const box = document.querySelector(".term-box");
  const owner = box?.closest("dfn");
  if (!box || !owner) return false;
  const button = one(owner, ".term");
  button.setAttribute("aria-expanded", "false");
  box.remove();
  if (back || owner === term) button.focus();
  return owner === term;
}
