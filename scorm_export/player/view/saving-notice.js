/** What the trainee is told of saving, in one place: a word always, and more where there is more to know. */

import { byId, one } from "./dom.js";
import { TROUBLES } from "../saving/session.js";

/** @import {Session, Status} from "../saving/session.js" */
/** @import {Words} from "../types" */

/** The word for each status; what is not here is not saved yet. @type {Partial<Record<Status, string>>} */
const SHORT = {
  "": "",
  saving: "saving",
  saved: "saved",
  saved_again: "saved",
  away: "saved",
  no_lms: "not_reported",
  no_storage: "not_reported",
  read_only: "looking",
  read_only_passed: "looking",
};

/** What is told in full wherever the trainee is. @type {Status[]} */
const URGENT = [...TROUBLES, "saved_again", "away"];

/** What is told in full at home, and in a word elsewhere. @type {Status[]} */
const LASTING = ["no_lms", "no_storage", "read_only", "read_only_passed"];

/** What opening the course anew may help against. @type {Status[]} */
const RELOADING = ["refused", "elsewhere", "lms_silent", "away"];

/**
 * @param {Session} session
 * @param {Words} words
 * @param {{isHome: boolean, more: string}} place `more` is what else there is to tell here; may be empty
 */
export function tellSaving(session, words, { isHome, more }) {
  const { status } = session;
  const area = byId("player_saving");
  const short = SHORT[status] ?? "not_saved";
  const word = one(area, ".save-state");
  word.textContent = short && words[short];
  word.dataset.saved = String(short === "saved");
  area.dataset.status = status;
  area.setAttribute("aria-busy", String(status === "saving" || session.keeping !== null));
  const isTold = URGENT.includes(status) || (isHome && LASTING.includes(status));
  const text = isTold ? fullText(session, words) : more;
  const notice = one(area, ".notice");
  // A screen reader hears only what changes in a region that is there.
  notice.hidden = !text;
  if (notice.textContent !== text) notice.textContent = text;
  const isLosing = TROUBLES.includes(status) && !session.isKept;
  one(area, ".reload").hidden = !RELOADING.includes(status) || isLosing;
}

/**
 * @param {Session} session
 * @param {Words} words
 * @returns {string}
 */
function fullText({ status, isKept }, words) {
  if (!TROUBLES.includes(status)) return words[status];
  const kept = status === "lms_silent" ? words.kept_in_window : words.kept_here;
  return `${words[status]} ${isKept ? kept : words.not_kept}`;
}

/**
 * Open the course anew, with the LMS around it: so that it gives what it has now.
 *
 * @param {Window} window
 */
export function reload(window) {
  try {
    (window.top ?? window).location.reload();
  } catch {
    window.location.reload();
  }
}
