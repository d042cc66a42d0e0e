/** The proof that a trainee has finished: to print, or to save as a PDF. */

import { fill, make, one } from "./dom.js";
import { courseResult } from "./scoring.js";
import { moduleState } from "./state.js";

/** @import {LearnerState, Payload} from "./types" */

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Today, where the trainee is, in days since 1970.
 *
 * @param {Date} date
 * @returns {number}
 */
export function dayOf(date) {
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / MILLISECONDS_A_DAY);
}

/**
 * @param {HTMLElement} view
 * @param {Payload} course
 * @param {LearnerState} state of a trainee who has passed the course
 * @param {string} name as people say it; may be empty
 */
export function drawCertificate(view, course, state, name) {
  const { words, language, title, publisher } = course;
  const { score } = courseResult(course, state);
  const date = new Date((state.passedOn ?? 0) * MILLISECONDS_A_DAY);
  const said = date.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  const modules = course.modules.map((module) => {
    const { best } = moduleState(state, module.id);
    return make("li", {}, `${module.title}: ${best ?? 0}%`);
  });
  one(view, ".certificate").replaceChildren(
    make("p", { class: "certificate-name" }, name || words.no_name),
    make("p", {}, fill(words.certificate_text, title, said)),
    make("ul", {}, ...modules),
    make("p", {}, fill(words.certificate_score, score ?? 0)),
    make("p", { class: "private" }, `${publisher}. ${words.certificate_note}`),
  );
}
