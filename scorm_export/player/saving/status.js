/**
 * The statuses of saving, in one table: what each means for the session, and what the trainee is told of it. A status
 * that is explained has a text of the same name among the words.
 */

/**
 * @typedef {object} StatusRow
 * @property {"" | "saving" | "saved" | "not_saved" | "not_reported" | "looking" | "kept"} word shown at every place
 * @property {"" | "home" | "everywhere"} explained the places at which the status is explained in full
 * @property {"" | "kept_here" | "kept_in_window"} kept where the trainee's work is until it can be saved. Only troubles
 *   have one: statuses in which something is not saved, and does not get saved at once
 * @property {boolean} reloads whether opening the course again may help
 */

/** @type {StatusRow} */
const ORDINARY = { word: "", explained: "", kept: "", reloads: false };
/** @type {StatusRow} */
const TROUBLE = { word: "not_saved", explained: "everywhere", kept: "kept_here", reloads: false };
/** @type {StatusRow} */
const UNREPORTED = { ...ORDINARY, word: "not_reported", explained: "home" };
/** @type {StatusRow} */
const READ_ONLY = { ...ORDINARY, word: "looking", explained: "home" };

/**
 * @typedef {"" | "saving" | "saved" | "saved_again" | "away" | "gone" | "signed_out" | "refused" | "elsewhere" |
 *   "lms_silent" | "no_lms" | "no_storage" | "on_device" | "not_on_device" | "read_only" | "read_only_passed"} Status
 */

/** @type {Record<Status, StatusRow>} */
export const STATUS = {
  /** Nothing is known yet. */
  "": ORDINARY,
  saving: { ...ORDINARY, word: "saving" },
  saved: { ...ORDINARY, word: "saved" },
  /** Saved after a trouble. */
  saved_again: { ...ORDINARY, word: "saved", explained: "everywhere" },
  /** Saved; and the page was hidden for so long that the trainee may have worked on another device. */
  away: { ...ORDINARY, word: "saved", explained: "everywhere", reloads: true },
  /** The server does not answer. */
  gone: TROUBLE,
  /** The trainee is no longer signed in. */
  signed_out: TROUBLE,
  /** The LMS says that it has not stored what it was sent; or its session has ended. */
  refused: { ...TROUBLE, reloads: true },
  /** The course was opened in another window since, which saves. */
  elsewhere: { ...TROUBLE, reloads: true },
  /** The LMS does not begin the session. */
  lms_silent: { ...TROUBLE, kept: "kept_in_window", reloads: true },
  /** There is no LMS; the browser keeps the work, or does not. */
  no_lms: UNREPORTED,
  no_storage: UNREPORTED,
  /** The course is made to be played without an LMS; the browser keeps the work, or does not. */
  on_device: { ...ORDINARY, word: "kept", explained: "home" },
  not_on_device: { ...ORDINARY, word: "not_saved", explained: "home" },
  /** The LMS lets nobody write, in an attempt that is not passed, or is. */
  read_only: READ_ONLY,
  read_only_passed: READ_ONLY,
};

/**
 * @param {Status} status
 * @returns {boolean} whether something is not saved, and does not get saved at once
 */
export function isTrouble(status) {
  return STATUS[status].kept !== "";
}
