/** The certificate of a trainee who has passed the course. */

import { fill, make, one } from "./dom.js";
import { courseResult, moduleResult } from "../core/scoring.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Payload} from "../types" */

/**
 * @param {HTMLElement} view
 * @param {Payload} course
 * @param {LearnerState} state one with the day of passing
 * @param {string} name of the trainee, first name first; may be empty
 */
export function drawCertificate(view, course, state, name) {
  const { words, language, title, publisher } = course;
  // A later edition may have added modules, which the trainee has not passed.
  const finished = course.modules.filter(({ id }) => moduleState(state, id).passed);
  const { score } = courseResult({ ...course, modules: finished }, state);
  const date = new Date((state.passedOn ?? 0) * 86_400_000);
  const said = date.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  const scores = finished.map((module) => {
    const own = moduleResult(module, moduleState(state, module.id)).score;
    return module.title + (own === null ? "" : `: ${own}%`);
  });
  one(view, ".certificate").replaceChildren(
    make("p", { class: "certificate-name" }, name || words.no_name),
    make("p", {}, fill(words.certificate_text, title, said)),
    make("ul", {}, ...scores.map((text) => make("li", {}, text))),
    ...(score === null ? [] : [make("p", {}, fill(words.certificate_score, score))]),
    make("p", { class: "private" }, `${publisher}. ${words.certificate_note}`),
  );
}
