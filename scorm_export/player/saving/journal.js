/**
 * The journal: what a trainee did, on the device, until it is safely in the LMS. By learner, course and attempt.
 *
 * What is safe leaves the journal. A copy of the state alone stays until somebody else opens the course on the device:
 * another device that was open at the same time may write over what is in the LMS, and cannot know it.
 */

import { isUnsent } from "./outbox.js";
import { decodeState, encodeState, isEmpty } from "../core/state.js";

/** @import {Unsent} from "./outbox.js" */
/** @import {Launch, LearnerState} from "../types" */
/** @import {DeviceStore} from "./device-store.js" */

/**
 * @typedef {object} Entry
 * @property {LearnerState} state
 * @property {string} location
 * @property {boolean} known whether the LMS has had this attempt: one that it does not have any more is over
 * @property {Unsent[]} unsent
 */

/** Seconds between the beginnings of what counts as one attempt. A slow LMS takes that long to store the first one. */
const TOGETHER = 60;

/**
 * @param {Entry} entry
 * @returns {string}
 */
export function encodeEntry({ state, ...rest }) {
  return JSON.stringify({ state: encodeState(state), ...rest });
}

/**
 * Read an entry. Whatever the text, this does not fail.
 *
 * @param {string} text
 * @returns {Entry | null} null when it is none
 */
export function decodeEntry(text) {
  try {
    const { state, location, known, unsent } = JSON.parse(text);
    const decoded = decodeState(state);
    if (isEmpty(decoded.state)) return null;
    return {
      state: decoded.state,
      location: String(location),
      known: known === true,
      unsent: unsent.filter(isUnsent),
    };
  } catch {
    return null;
  }
}

/**
 * Tell which entries of the device belong to what the LMS has: those of the same attempt; those that never reached the LMS;
 * and those of the last attempt, when the LMS has lost of a trainee who has begun which one it is. A new attempt begins with
 * nothing.
 *
 * Two devices that open a new course together do not know of each other, and begin one attempt twice.
 *
 * @param {LearnerState} stored
 * @param {Launch} launch
 * @param {(Entry | null)[]} entries all that the device has of the learner
 * @returns {(entry: Entry) => boolean}
 */
export function belonging(stored, { fresh, learner }, entries) {
  // Without a name entries may be of another learner. Where none tells which attempt is the last, any may be.
  const isTheirs = learner !== "";
  const lost = !fresh && isTheirs ? entries : [];
  const last = stored.attempt || Math.max(...lost.map((entry) => entry?.state.attempt ?? 0));
  return ({ state, known }) => Math.abs(state.attempt - last) <= TOGETHER || (isTheirs && (!known || (last < 0 && !fresh)));
}

/** The entries of one learner. */
export class Journal {
  /**
   * @param {DeviceStore} store
   * @param {string} kind which keeps what goes to an LMS apart from what does not
   */
  constructor(store, kind) {
    this.store = store;
    this.kind = kind;
    /** What this window has written, by attempt. @type {Map<number, string>} */
    this.written = new Map();
  }

  /**
   * @param {number} attempt
   * @returns {string} the key of its entry
   */
  key(attempt) {
    return this.store.key(this.kind, attempt.toString(36));
  }

  /**
   * Say that a window goes on with an attempt, and the others do not. Where there is no room, none is held off.
   *
   * @param {number} attempt
   * @param {string} window the name of it
   */
  claim(attempt, window) {
    const name = ["window", attempt.toString(36)];
    if (!this.store.keep(window, ...name)) this.store.keep("", ...name);
  }

  /**
   * @param {number} attempt
   * @returns {string} the window that goes on with it, if that is known
   */
  claimed(attempt) {
    return this.store.read("window", attempt.toString(36));
  }

  /** @returns {(Entry | null)[]} what is kept, one for each attempt; null for what cannot be read */
  entries() {
    return [...this.store.all(this.kind), ...this.store.all("copy")].map(decodeEntry);
  }

  /** @returns {Promise<(Entry | null)[]>} what a browser that was killed has left */
  async leftovers() {
    return (await this.store.leftovers(this.kind, "")).map(decodeEntry);
  }

  /**
   * What another window has written since this one wrote last.
   *
   * @param {number} attempt
   * @returns {Entry | null}
   */
  foreign(attempt) {
    const text = this.store.read(this.kind, attempt.toString(36));
    return text && text !== this.written.get(attempt) ? decodeEntry(text) : null;
  }

  /**
   * @param {Entry} entry
   * @returns {boolean} whether the device keeps it
   */
  write(entry) {
    const text = encodeEntry(entry);
    this.written.set(entry.state.attempt, text);
    return this.keep(entry.state.attempt, text);
  }

  /**
   * All of the entry is in the LMS.
   *
   * @param {Entry} entry
   * @param {Iterable<number>} mergedAttempts other attempts that have become part of it
   */
  markSaved(entry, mergedAttempts) {
    const { attempt } = entry.state;
    for (const each of [attempt, ...mergedAttempts]) this.keep(each, "");
    if (!isEmpty(entry.state)) this.store.writeAlone(encodeEntry(entry), "copy", attempt.toString(36));
  }

  /**
   * @param {number} attempt
   * @param {string} text
   * @returns {boolean} whether the device keeps it
   */
  keep(attempt, text) {
    return this.store.writeSafely(text, this.kind, attempt.toString(36));
  }
}
