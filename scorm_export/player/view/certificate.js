/** The proof that a trainee has finished: to print, or to save as a PDF. */

import { fill, make, one } from "./dom.js";
import { courseResult } from "../core/scoring.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Payload} from "../types" */

/**
 * @param {HTMLElement} view
 * @param {Payload} course
 * @param {LearnerState} state of a trainee who has passed the course, with the day
 * @param {string} name as people say it; may be empty
 */
export function drawCertificate(view, course, state, name) {
  const { words, language, title, publisher } = course;
  // A module that a later edition has added is no part of what was finished.
  const finished = course.modules.filter(({ id }) => moduleState(state, id).passed);
  const { score } = courseResult({ ...course, modules: finished }, state);
  const date = new Date((state.passedOn ?? 0) * 86_400_000);
  const said = date.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  const modules = finished.map(({ id, title: name }) => make("li", {}, `${name}: ${moduleState(state, id).best ?? 0}%`));
  one(view, ".certificate").replaceChildren(
    make("p", { class: "certificate-name" }, name || words.no_name),
    make("p", {}, fill(words.certificate_text, title, said)),
    make("ul", {}, ...modules),
    make("p", {}, fill(words.certificate_score, score ?? 0)),
    make("p", { class: "private" }, `${publisher}. ${words.certificate_note}`),
  );
}
