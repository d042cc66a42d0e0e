/** What trainees write for themselves: it stays on the device, and never goes to the LMS. */

import { all, one } from "./dom.js";

/** @import {Surroundings} from "./types" */

/**
 * Keep what is written in each reflection, for this learner only.
 *
 * @param {Surroundings} surroundings
 * @param {string} learner
 */
export function keepReflections({ window, course }, learner) {
  // A page has one at the most, so that the page's id is enough to keep it by.
  for (const block of all(document, ".reflection")) {
    const page = block.closest(".view")?.id;
    keep(window, block, ["scorm-export", course, "reflection", encodeURIComponent(learner), page].join("/"));
  }
}

/**
 * @param {Window} window
 * @param {HTMLElement} block
 * @param {string} key
 */
function keep(window, block, key) {
  const field = /** @type {HTMLTextAreaElement} */ (one(block, "textarea"));
  try {
    field.value = window.localStorage.getItem(key) ?? "";
  } catch {
    // A browser that keeps nothing is no reason not to think.
    field.value = "";
  }
  field.addEventListener("input", () => store(window, key, field.value));
  one(block, ".erase").addEventListener("click", () => {
    field.value = "";
    store(window, key, "");
    field.focus();
  });
}

/**
 * @param {Window} window
 * @param {string} key
 * @param {string} text
 */
function store(window, key, text) {
  try {
    if (text) window.localStorage.setItem(key, text);
    else window.localStorage.removeItem(key);
  } catch {
    console.warn("The browser has no room to keep this text.");
  }
}
