/** The kinds of place in one table: the address of each, what shows it, its title, and what can be done there. */

import { byId, fill, one } from "./dom.js";

/** @import {Module, Words} from "../types" */
/** @import {Kind, Place} from "../core/places.js" */

/**
 * @typedef {object} KindOfPlace
 * @property {(place: Place) => string} address what stands behind the `#` of the page
 * @property {(place: Place) => string} [view] the id of the element that shows it; by default its address
 * @property {(place: Place) => string} [location] the address that the LMS stores, at which a trainee goes on the next
 *   time; by default its own
 * @property {(place: Place) => HTMLElement} [heading] what gets the focus; by default what has `data-focus` in the view
 * @property {(place: Place, words: Words) => string} [title] its part of the page's title; by default the text of the
 *   heading
 * @property {(place: Place, words: Words) => string} [link] what a link to it says, for places where trainees go on
 * @property {boolean} [drills] whether it asks questions that do not count
 * @property {boolean} [isReadAloud] whether it can be read aloud
 */

const noTitle = () => "";
const drillView = () => "player_drill";
const inModule = (/** @type {string} */ part) => (/** @type {Place} */ { module }) => `${module?.id}/${part}`;
const moduleTitle = (/** @type {Place} */ { module }) => module?.title ?? "";
const resultOf = (/** @type {Place} */ place, /** @type {Words} */ words) => fill(words.result_of, moduleTitle(place));

/** @type {Record<Kind, KindOfPlace>} */
export const PLACES = {
  home: { address: () => "home", heading: () => byId("player_main"), title: noTitle },
  extra: { address: ({ id }) => id },
  review: { address: () => "review", view: drillView, drills: true },
  certificate: { address: () => "certificate" },
  start: {
    address: ({ module }) => module?.id ?? "",
    view: inModule("start"),
    heading: (place) => byId(inModule("_title")(place)),
    title: noTitle,
    link: moduleTitle,
    isReadAloud: true,
  },
  recall: { address: inModule("recall"), view: drillView, link: moduleTitle, drills: true },
  page: {
    address: (place) => inModule(place.id)(place),
    link: ({ module, id }) => module?.pageTitles[id] ?? "",
    isReadAloud: true,
  },
  quiz: {
    address: (place) => inModule(`quiz/${place.id}`)(place),
    view: inModule("quiz"),
    // The quiz goes on at the first question that is open then.
    location: inModule("quiz"),
    heading: (place) => one(byId(addressOf(place)), "legend"),
    title: (place, words) => `${words.place_quiz}, ${one(byId(addressOf(place)), ".count").textContent}`,
    link: (place, words) => fill(words.quiz_of, moduleTitle(place)),
  },
  result: { address: inModule("result"), link: resultOf },
  practice: {
    address: inModule("practice"),
    view: drillView,
    location: inModule("result"),
    link: resultOf,
    drills: true,
  },
};

/**
 * @param {Place} place
 * @returns {string}
 */
export function addressOf(place) {
  return PLACES[place.kind].address(place);
}

/**
 * @param {Place} place
 * @returns {string} the address that the LMS stores, at which a trainee goes on the next time
 */
export function locationOf(place) {
  return (PLACES[place.kind].location ?? addressOf)(place);
}

/**
 * @param {Place} place
 * @returns {HTMLElement} what shows it; its module must have been drawn
 */
export function viewOf(place) {
  return byId((PLACES[place.kind].view ?? addressOf)(place));
}

/**
 * @param {Place} place
 * @returns {HTMLElement} what gets the focus when a trainee comes here
 */
export function headingOf(place) {
  return PLACES[place.kind].heading?.(place) ?? one(viewOf(place), "[data-focus]");
}

/**
 * @param {Place} place one that is drawn
 * @param {Words} words
 * @returns {string} empty for the home of the course or of a module
 */
export function titleOf(place, words) {
  return PLACES[place.kind].title?.(place, words) ?? headingOf(place).textContent ?? "";
}

/**
 * The form of a question of the quiz; its module must have been drawn.
 *
 * @param {Module} module
 * @param {string} question the id
 * @returns {HTMLElement}
 */
export function formOf(module, question) {
  return byId(`${module.id}/quiz/${question}`);
}
