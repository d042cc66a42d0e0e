/** What trainees write for themselves: it stays on the device, and never goes to the LMS. */

import { all, make, one } from "./dom.js";

/** @import {Session} from "../saving/session.js" */
/** @import {Words} from "../types" */

/** Characters of a moment before each text that is kept: so the newest of some texts is the one that sorts last. */
const STAMP = 14;

/**
 * Keep what is written in each reflection, for this learner only.
 *
 * @param {Window} window
 * @param {Session} session
 * @param {Words} words
 */
export function keepReflections(window, session, words) {
  // A page has one at the most, so that the page's id is enough to keep it by.
  for (const block of all(document, ".reflection")) {
    const page = block.closest(".view")?.id ?? "";
    keepOne(window, session, block, page.split("/"), words);
  }
}

/**
 * @param {Window} window
 * @param {Session} session
 * @param {HTMLElement} block
 * @param {string[]} page
 * @param {Words} words
 */
function keepOne(window, session, block, page, words) {
  const field = /** @type {HTMLTextAreaElement} */ (one(block, "textarea"));
  const say = (/** @type {string} */ text) => {
    // A screen reader would say it once more.
    if (one(block, ".done").textContent !== text) one(block, ".done").textContent = text;
  };
  const name = ["reflection", ...page, ""];
  const erase = one(block, ".erase");
  let { store } = session;
  let newest = "";
  /** What was erased by the last press, which a second one brings back. */
  let erased = "";
  const show = () => {
    one(block, ".written").textContent = field.value;
    erase.textContent = erased ? words.reflection_undo : words.reflection_erase;
  };
  const put = (/** @type {string} */ told) => {
    newest = `${Date.now()} ${field.value}`;
    const isKept = store.writeSafely(newest, ...name);
    show();
    say(isKept ? told : words.reflection_not_kept);
    return isKept;
  };
  const take = (/** @type {string} */ text) => {
    if (text <= newest) return;
    newest = text;
    field.value = text.slice(STAMP);
    show();
  };
  const read = () => {
    erased = "";
    show();
    say("");
    take(store.read(...name));
    store.leftovers(...name).then((texts) => texts.forEach(take));
  };
  read();
  session.begun.then(() => {
    // What was written before the LMS told who the trainee is goes with what was there.
    const early = store === session.store ? session.alone.read(...name).slice(STAMP) : field.value;
    ({ store } = session);
    newest = "";
    read();
    if (!early) return;
    field.value = [newest.slice(STAMP), early].filter(Boolean).join("\n\n");
    if (put("")) session.alone.keep("", ...name);
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
  // Another window may have changed it.
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
    // Some browsers print without a word; then the next place puts things right.
    for (const event of ["afterprint", "hashchange"]) window.addEventListener(event, done, { once: true });
    window.print();
  });
  one(block, ".download").addEventListener("click", () => {
    download(window, `${page.join("-")}.txt`, reflectionText(block, field.value));
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
