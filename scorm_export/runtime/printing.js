/** The course on paper: a place, a module, or all of it, as a handout with the answers behind. */

import { all, byId } from "./dom.js";

/**
 * @typedef {"place" | "module" | "course"} Scope
 */

/**
 * Print a part of the course. A handout is the page as it reads without the script, all that is asked for at once.
 *
 * @param {Window} window
 * @param {Scope} scope
 * @param {HTMLElement} view the one that is shown
 */
export function printPart(window, scope, view) {
  const module = view.closest(".module");
  const isHandout = scope === "course" || view.matches(".page") || (scope === "module" && module !== null);
  if (!isHandout) {
    window.print();
    return;
  }
  const root = document.documentElement;
  const sections = [...all(document, ".view"), ...all(document, ".module")];
  const before = sections.map((section) => section.hidden);
  for (const section of sections) section.hidden = !isPrinted(section, scope, view, module);
  const answers = all(document, ".module-answers");
  for (const part of answers) part.hidden = scope === "module" && part.dataset.module !== module?.id;
  const opened = all(document, "details:not([open])");
  for (const details of opened) details.setAttribute("open", "");
  root.classList.remove("played");
  const restore = () => {
    root.classList.add("played");
    sections.forEach((section, index) => (section.hidden = before[index]));
    for (const part of answers) part.hidden = false;
    for (const details of opened) details.removeAttribute("open");
  };
  window.addEventListener("afterprint", restore, { once: true });
  window.print();
}

/**
 * @param {HTMLElement} section a view, or a module around its views
 * @param {Scope} scope
 * @param {HTMLElement} view
 * @param {Element | null} module
 * @returns {boolean}
 */
function isPrinted(section, scope, view, module) {
  if (section.matches(".scripted")) return false;
  if (scope === "course") return true;
  if (scope === "place") return section === view || section === module;
  return section === byId("answers") || section === module || section.closest(".module") === module;
}
