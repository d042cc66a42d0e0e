/** What trainees write for themselves: it stays on the device, and never goes to the LMS. */

import { all, make, one } from "./dom.js";
import { keep, recall } from "./storage.js";

/** @import {Surroundings, Words} from "./types" */

/**
 * Keep what is written in each reflection, for this learner only.
 *
 * @param {Surroundings} surroundings
 * @param {string} learner
 * @param {Words} words
 */
export function keepReflections(surroundings, learner, words) {
  // A page has one at the most, so that the page's id is enough to keep it by.
  for (const block of all(document, ".reflection")) {
    const page = block.closest(".view")?.id ?? "";
    keepOne(surroundings, block, ["reflection", learner, page], words);
  }
}

/**
 * @param {Surroundings} surroundings
 * @param {HTMLElement} block
 * @param {string[]} key
 * @param {Words} words
 */
function keepOne(surroundings, block, key, words) {
  const { window } = surroundings;
  const field = /** @type {HTMLTextAreaElement} */ (one(block, "textarea"));
  const say = (/** @type {string} */ text) => (one(block, ".done").textContent = text);
  const written = () => (one(block, ".written").textContent = field.value);
  field.value = recall(surroundings, key);
  written();
  field.addEventListener("input", () => {
    keep(surroundings, key, field.value);
    written();
    say("");
  });
  one(block, ".erase").addEventListener("click", () => {
    field.value = "";
    keep(surroundings, key, "");
    written();
    say(words.reflection_erased);
    field.focus();
  });
  one(block, ".print").addEventListener("click", () => {
    block.classList.add("printed");
    document.body.classList.add("printing-one");
    window.addEventListener("afterprint", () => {
      block.classList.remove("printed");
      document.body.classList.remove("printing-one");
    }, { once: true });
    window.print();
  });
  one(block, ".download").addEventListener("click", () => {
    download(window, `${key.at(-1)?.replace("/", "-")}.txt`, reflectionText(block, field.value));
    say(words.reflection_saved);
  });
}

/**
 * The reflection as a text: what was asked, and what was written.
 *
 * @param {HTMLElement} block
 * @param {string} written
 * @returns {string}
 */
function reflectionText(block, written) {
  const asked = [...block.children].filter((element) => element.matches("p:not(.block-label, .private), ul, ol"));
  return [...asked.map((element) => (element.textContent ?? "").trim()), written, ""].join("\n\n");
}

/**
 * @param {Window} window
 * @param {string} name
 * @param {string} text
 */
function download(window, name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
