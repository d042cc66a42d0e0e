/** Printing a place, a module or the whole course, as a document with the answers at its end. */

import { all, byId } from "./dom.js";

/** @import {Modules} from "./modules.js" */

/** @typedef {"place" | "module" | "course"} Scope */

/**
 * Change the page into a document whenever it is printed, and restore it afterwards.
 *
 * @param {Window} window
 * @param {Modules} modules
 * @param {() => HTMLElement} viewShown returns the element that shows the present place
 * @returns {(scope: Scope) => Promise<void>} opens the print dialog
 */
export function preparePrinting(window, modules, viewShown) {
  /** What is printed next. The browser's own command prints the place. @type {Scope} */
  let scope = "place";
  let restore = () => {};

  /** Show everything in the scope at once, opened, as without the player. */
  function prepare() {
    restore();
    const view = viewShown();
    const module = view.closest(".module");
    // Places that only the player has, such as a result, are printed as they are on the screen.
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
    // Browsers do not load images of hidden places.
    const images = /** @type {HTMLImageElement[]} */ (all(document, "img"));
    for (const image of images) image.loading = "eager";
    await Promise.allSettled(images.map((image) => image.decode()));
    window.print();
  };
}

/**
 * Show only the sources to which a part of the course refers.
 *
 * @param {Element} part
 */
function showSources(part) {
  for (const link of all(part, ".page-sources a")) {
    byId("sources").hidden = false;
    byId((link.getAttribute("href") ?? "").slice(1)).hidden = false;
  }
}

/**
 * @param {HTMLElement} section a view, a module, or the answers of a module
 * @param {Scope} scope
 * @param {HTMLElement} view
 * @param {Element | null} module
 * @returns {boolean}
 */
function isPrinted(section, scope, view, module) {
  if (section.matches(".scripted")) return false;
  if (scope === "course") return true;
  if (scope === "place") return section === view || section === module;
  const own = `.module-answers[data-module="${module?.id}"]`;
  return section.closest(".module") === module || section.matches(own) || Boolean(section.querySelector(own));
}
