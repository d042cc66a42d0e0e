/** What places and modules are called on the screen, and where links to them lead. */

import { byId, fill, one } from "./dom.js";
import { has } from "../core/has.js";
import { addressOf, isDrill } from "../core/places.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Module, Words} from "../types" */
/** @import {Place} from "../core/places.js" */

/**
 * The part of the page that shows a place.
 *
 * @param {Place} place
 * @returns {HTMLElement}
 */
export function viewOf(place) {
  const { module, kind, id } = place;
  if (isDrill(place)) return byId("player_drill");
  return byId(module ? `${module.id}/${kind === "page" ? id : kind}` : addressOf(place));
}

/**
 * @param {Module} module
 * @param {string} question the id
 * @returns {HTMLElement}
 */
export function formOf(module, question) {
  return byId(`${module.id}/quiz/${question}`);
}

/**
 * @param {Module} module
 * @param {string} page
 * @returns {string}
 */
export function pageTitle(module, page) {
  return module.pageTitles[page];
}

/**
 * @param {Place} place
 * @param {Words} words
 * @returns {string} empty for the home of the course or of a module
 */
export function placeTitle(place, words) {
  const { kind, module, id } = place;
  if (kind === "extra") return one(viewOf(place), "h2").textContent ?? "";
  if (kind === "page" && module) return pageTitle(module, id);
  if (kind === "quiz" && module) return `${words.place_quiz}, ${one(formOf(module, id), ".count").textContent}`;
  return ["home", "start"].includes(kind) ? "" : words[`place_${kind}`];
}

/**
 * What a link to a place of a module says.
 *
 * @param {Place} place
 * @param {Words} words
 * @returns {string}
 */
export function linkText(place, words) {
  const title = place.module?.title ?? "";
  if (place.kind === "page") return placeTitle(place, words);
  if (place.kind === "start" || place.kind === "recall") return title;
  return fill(place.kind === "quiz" ? words.quiz_of : words.result_of, title);
}

/**
 * Where a link to a place leads: a quiz is taken up at the question that is open by then.
 *
 * @param {Place} place
 * @returns {string}
 */
export function linkTarget(place) {
  return place.kind === "quiz" ? `${place.module?.id}/quiz` : addressOf(place);
}

/**
 * @param {LearnerState} state
 * @param {Module} module
 * @returns {"new" | "begun" | "passed"}
 */
export function progressOf(state, module) {
  if (moduleState(state, module.id).passed) return "passed";
  return has(state.modules, module.id) ? "begun" : "new";
}

/**
 * How far a trainee is in a module, in words.
 *
 * @param {LearnerState} state
 * @param {Module} module
 * @param {Words} words
 * @returns {string}
 */
export function progressText(state, module, words) {
  const { best } = moduleState(state, module.id);
  const progress = progressOf(state, module);
  if (progress === "passed") return fill(words.passed, best ?? 0);
  if (progress === "new") return words.not_begun;
  return best === null ? words.begun : fill(words.begun_score, best);
}
