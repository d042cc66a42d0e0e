/** The course on paper: a place, a module, or all of it, as a handout with the answers behind. */

import { all, byId } from "./dom.js";

/** @import {Modules} from "./modules.js" */

/** @typedef {"place" | "module" | "course"} Scope */

/** Prepares the page for paper whenever it is printed, and puts it back afterwards. */
export class Printer {
  /**
   * @param {Window} window
   * @param {Modules} modules
   * @param {() => HTMLElement} view the one that is shown
   */
  constructor(window, modules, view) {
    this.window = window;
    this.modules = modules;
    this.view = view;
    /** What is printed next; who prints with the browser's own command gets the place. @type {Scope} */
    this.scope = "place";
    this.restore = () => {};
    window.addEventListener("beforeprint", () => this.prepare());
    window.addEventListener("afterprint", () => {
      this.restore();
      this.restore = () => {};
      this.scope = "place";
    });
  }

  /** @param {Scope} scope */
  async print(scope) {
    this.scope = scope;
    if (scope === "course") this.modules.drawAll();
    // An image of a place that was never shown has not been fetched yet.
    const images = /** @type {HTMLImageElement[]} */ (all(document, "img"));
    for (const image of images) image.loading = "eager";
    await Promise.allSettled(images.map((image) => image.decode()));
    this.window.print();
  }

  /** A handout is the page as it reads without the script, with all that is asked for at once, and all of it open. */
  prepare() {
    this.restore();
    const { scope } = this;
    const view = this.view();
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
    this.restore = () => {
      document.documentElement.classList.add("played");
      sections.forEach((section, index) => (section.hidden = before[index]));
      for (const details of closed) details.removeAttribute("open");
    };
  }
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
