/** The course on paper: a place, a module, or all of it, as a handout with the answers behind. */

import { all, byId } from "./dom.js";

/** @import {Modules} from "./modules.js" */

/** @typedef {"place" | "module" | "course"} Scope */

/**
 * Prepare the page for paper whenever it is printed, and put it back afterwards.
 *
 * @param {Window} window
 * @param {Modules} modules
 * @param {() => HTMLElement} viewShown
 * @returns {(scope: Scope) => Promise<void>} prints
 */
export function preparePrinting(window, modules, viewShown) {
  /** What is printed next; whoever prints with the browser's own command gets the place. @type {Scope} */
  let scope = "place";
  let restore = () => {};

  /** A handout is the page as it reads without the script, with all that is asked for at once, and all of it open. */
  function prepare() {
    restore();
    const view = viewShown();
    const module = view.closest(".module");
    // What only the script makes, such as a result, is printed as it is shown.
    if (scope !== "course" && !view.matches(".page") && (scope === "place" || !module)) return;
    const sections = all(document, ".view, .module, .module-answers, .sources li, .quiz .question");
    const before = sections.map((section) => section.hidden);
    for (const section of sections) section.hidden = !isPrinted(section, scope, view, module);
    if (scope !== "course") showSources(scope === "place" ? view : (module ?? view));
    const closed = all(document, "details:not([open])");
    for (const details of closed) details.setAttribute("open", "");
    document.documentElement.classList.remove("played");
    restore = () => {
      document.documentElement.classList.add("played");
      sections.forEach((section, index) => (section.hidden = before[index]));
      for (const details of closed) details.removeAttribute("open");
      restore = () => {};
    };
  }

  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", () => {
    restore();
    scope = "place";
  });
  return async (asked) => {
    scope = asked;
    if (scope === "course") modules.drawAll();
    // An image of a place that was never shown has not been fetched yet.
    const images = /** @type {HTMLImageElement[]} */ (all(document, "img"));
    for (const image of images) image.loading = "eager";
    await Promise.allSettled(images.map((image) => image.decode()));
    window.print();
  };
}

/**
 * Of the sources, show those that a part of the course names.
 *
 * @param {Element} part
 */
function showSources(part) {
  byId("sources").hidden = false;
  for (const link of all(part, ".page-sources a")) {
    byId((link.getAttribute("href") ?? "").slice(1)).hidden = false;
  }
}

/**
 * @param {HTMLElement} section a view, a module around its views, or the answers of a module
 * @param {Scope} scope
 * @param {HTMLElement} view
 * @param {Element | null} module
 * @returns {boolean}
 */
function isPrinted(section, scope, view, module) {
  if (section.matches(".scripted")) return false;
  if (scope === "course") return true;
  if (scope === "place") return section === view || section === module;
  const own = section.closest(".module") === module || section.dataset.module === module?.id;
  return own || section === byId("answers");
}
