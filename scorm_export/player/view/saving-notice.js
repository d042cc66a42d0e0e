/**
 * What the trainee is told of saving, in one place of the page: always a word, and a text where there is more to know.
 */

import { outermost } from "../browser.js";
import { byId, one } from "./dom.js";
import { isTrouble, STATUS } from "../saving/status.js";

/** @import {Session} from "../saving/session.js" */
/** @import {Words} from "../types" */

/**
 * @param {Session} session
 * @param {Words} words
 * @param {object} place
 * @param {boolean} place.isHome whether it is the home of the course
 * @param {string} place.more what else there is to tell here; may be empty
 */
export function tellSaving(session, words, { isHome, more }) {
  const { status } = session;
  const { word, explained, reloads } = STATUS[status];
  const area = byId("player_saving");
  const shown = one(area, ".save-state");
  shown.textContent = word && words[word];
  shown.dataset.saved = String(word === "saved");
  area.dataset.status = status;
  area.setAttribute("aria-busy", String(status === "saving" || session.keeping !== null));
  const isExplained = explained === "everywhere" || (explained === "home" && isHome);
  const text = isExplained ? explanation(session, words) : more;
  const notice = one(area, ".notice");
  // A screen reader reads only changes of an element that is in the page, so the element stays.
  notice.hidden = !text;
  if (notice.textContent !== text) notice.textContent = text;
  // Loading the page again would lose what only this page has.
  one(area, ".reload").hidden = !reloads || (isTrouble(status) && !session.isKept);
}

/**
 * @param {Session} session
 * @param {Words} words
 * @returns {string}
 */
function explanation({ status, isKept }, words) {
  const { kept } = STATUS[status];
  return kept ? `${words[status]} ${isKept ? words[kept] : words.not_kept}` : words[status];
}

/**
 * Load the page again, with the LMS around it: so that the LMS gives what it has now.
 *
 * @param {Window} window
 */
export function reload(window) {
  outermost(window, ({ location }) => location.reload());
}
