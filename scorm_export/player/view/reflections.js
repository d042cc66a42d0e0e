/** Reflections: texts that learners write for themselves. They stay on the device, and never go to the LMS. */

import { all, make, one } from "./dom.js";
import { stamped, withoutStamp } from "../saving/personal-store.js";

/** @import {PersonalStore} from "../saving/personal-store.js" */
/** @import {Words} from "../types" */

/**
 * Keep what is written in each reflection in a part of the page, for this learner only.
 *
 * @param {Window} window
 * @param {PersonalStore} store
 * @param {Words} words
 * @param {HTMLElement} part
 */
export function keepReflections(window, store, words, part) {
  // A page of the course has one reflection at most, so the id of the page names it.
  for (const block of all(part, ".reflection")) {
    const page = block.closest(".view")?.id ?? "";
    keepOne(window, store, block, page.split("/"), words);
  }
}

/**
 * @param {Window} window
 * @param {PersonalStore} store
 * @param {HTMLElement} block
 * @param {string[]} page the parts of its address
 * @param {Words} words
 */
function keepOne(window, store, block, page, words) {
  const field = /** @type {HTMLTextAreaElement} */ (one(block, "textarea"));
  const say = (/** @type {string} */ text) => {
    // A screen reader would read the same text aloud again.
    if (one(block, ".done").textContent !== text) one(block, ".done").textContent = text;
  };
  const name = ["reflection", ...page, ""];
  const erase = one(block, ".erase");
  /** The newest text, as it is kept. */
  let newest = "";
  /** What the last press of the button has erased; a second press brings it back. */
  let erased = "";
  const show = () => {
    one(block, ".written").textContent = field.value;
    erase.textContent = erased ? words.reflection_undo : words.reflection_erase;
  };
  const put = (/** @type {string} */ told) => {
    newest = stamped(field.value);
    const isKept = store.write(newest, ...name);
    show();
    say(isKept ? told : words.reflection_not_kept);
  };
  const take = (/** @type {string} */ text) => {
    if (text <= newest) return;
    newest = text;
    field.value = withoutStamp(text);
    show();
  };
  const read = () => {
    erased = "";
    show();
    say(store.isKept(...name) ? "" : words.reflection_not_kept);
    take(store.read(...name));
    store.readDatabase(...name).then((texts) => texts.forEach(take));
  };
  read();
  store.whenKnown(() => {
    // What is shown may be of somebody else, who used the course here without an LMS.
    newest = field.value = "";
    read();
  });
  field.addEventListener("input", () => {
    erased = "";
    put("");
  });
  erase.addEventListener("click", () => {
    const before = field.value;
    field.value = erased;
    erased = before;
    put(erased ? words.reflection_erased : "");
  });
  // Another window of the same learner may have changed it.
  window.addEventListener("hashchange", read);
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === store.key(...name)) take(newValue ?? "");
  });
  one(block, ".print").addEventListener("click", () => {
    block.classList.add("printed");
    document.body.classList.add("printing-one");
    const done = () => {
      block.classList.remove("printed");
      document.body.classList.remove("printing-one");
    };
    // Some browsers send no event after printing; then going to another place ends it.
    for (const event of ["afterprint", "hashchange"]) window.addEventListener(event, done, { once: true });
    window.print();
  });
  one(block, ".download").addEventListener("click", () => {
    download(window, `${page.join("-")}.txt`, reflectionText(block, field.value));
    say(words.reflection_saved);
  });
}

/**
 * The reflection as a text file: the question, and what was written.
 *
 * @param {HTMLElement} block
 * @param {string} written
 * @returns {string}
 */
function reflectionText(block, written) {
  const parts = [...block.children];
  const asked = parts.slice(0, parts.findIndex((element) => element.matches(".scripted")));
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
