/**
 * The journal: what a trainee did, on the device, until it is known to be in the LMS. There is one entry for each
 * attempt of each learner at each course.
 *
 * What is saved leaves the journal. A copy of the state alone stays until somebody else opens the course on the device:
 * another device that was open at the same time may overwrite the state in the LMS, and cannot know it.
 */

import { isUnsent } from "./outbox.js";
import { decodeState, encodeState, isEmpty } from "../core/state.js";

/** @import {Entry, Launch, LearnerState} from "../types" */
/** @import {DeviceStore} from "./device-store.js" */

/**
 * The most seconds between the beginnings of two attempts that count as one. A slow LMS takes that long to store the
 * first.
 */
const TOGETHER = 60;

/**
 * @param {Entry} entry
 * @returns {string}
 */
export function encodeEntry({ state, ...rest }) {
  return JSON.stringify({ state: encodeState(state), ...rest });
}

/**
 * @param {string} text any text
 * @returns {Entry | null} null when it is not an entry
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
 * Which entries of the device belong to what the LMS has. These are the entries of the same attempt; those that never
 * reached the LMS; and, when the LMS returns a learner who has begun without an attempt, those of the last attempt. A
 * new attempt begins with nothing.
 *
 * Two devices that open a new course at the same time do not know of each other, and begin one attempt twice.
 *
 * @param {LearnerState} stored what the LMS has
 * @param {Launch} launch
 * @param {(Entry | null)[]} entries all that the device has of the learner
 * @returns {(entry: Entry) => boolean}
 */
export function belonging(stored, { fresh, learner }, entries) {
  // Without an id of the learner, entries may be of another learner. Where no entry tells the last attempt, any may be.
  const isTheirs = learner !== "";
  const lost = !fresh && isTheirs ? entries : [];
  const last = stored.attempt || Math.max(...lost.map((entry) => entry?.state.attempt ?? 0));
  return ({ state, known }) =>
    Math.abs(state.attempt - last) <= TOGETHER || (isTheirs && (!known || (last < 0 && !fresh)));
}

/**
 * @param {number} attempt
 * @returns {string} the part of a key that names it
 */
function attemptKey(attempt) {
  return attempt.toString(36);
}

/** The entries of one learner. */
export class Journal {
  /**
   * @param {DeviceStore} store
   * @param {string} kind of its texts: it keeps what goes to an LMS apart from what does not
   */
  constructor(store, kind) {
    this.store = store;
    this.kind = kind;
    /** What this window has written last, by attempt. @type {Map<number, string>} */
    this.written = new Map();
  }

  /**
   * @param {number} attempt
   * @returns {string} the key of its entry
   */
  key(attempt) {
    return this.store.key(this.kind, attemptKey(attempt));
  }

  /**
   * Note that this window saves the attempt from now on, so that other windows stop. Where there is no room for the
   * note, an older one goes, so that no window stops.
   *
   * @param {number} attempt
   * @param {string} window an id of the window
   */
  claim(attempt, window) {
    const name = ["window", attemptKey(attempt)];
    if (!this.store.write(window, ...name)) this.store.write("", ...name);
  }

  /**
   * @param {number} attempt
   * @returns {string} the id of the window that saves it; empty when that is not known
   */
  claimed(attempt) {
    return this.store.read("window", attemptKey(attempt));
  }

  /** @returns {(Entry | null)[]} the entry of each attempt, and the copies; null for what cannot be read */
  entries() {
    return [...this.store.readAll(this.kind), ...this.store.readAll("copy")].map(decodeEntry);
  }

  /** @returns {Promise<(Entry | null)[]>} the entries in the database, which outlive a browser that was killed */
  async databaseEntries() {
    return (await this.store.readDatabase(this.kind, "")).map(decodeEntry);
  }

  /**
   * @param {number} attempt
   * @returns {Entry | null} what another window has written since this one wrote last
   */
  foreign(attempt) {
    const text = this.store.read(this.kind, attemptKey(attempt));
    return text && text !== this.written.get(attempt) ? decodeEntry(text) : null;
  }

  /**
   * @param {Entry} entry
   * @returns {boolean} whether the device keeps it
   */
  write(entry) {
    const { attempt } = entry.state;
    const text = encodeEntry(entry);
    this.written.set(attempt, text);
    return this.store.writeSafely(text, this.kind, attemptKey(attempt));
  }

  /** @param {number} attempt whose entry is removed */
  erase(attempt) {
    this.store.writeSafely("", this.kind, attemptKey(attempt));
  }

  /**
   * All of an entry is in the LMS: only a copy stays.
   *
   * @param {Entry} entry
   * @param {Iterable<number>} mergedAttempts other attempts that have become part of it
   */
  markSaved(entry, mergedAttempts) {
    const { attempt } = entry.state;
    for (const each of [attempt, ...mergedAttempts]) this.erase(each);
    if (!isEmpty(entry.state)) this.store.writeAlone(encodeEntry(entry), "copy", attemptKey(attempt));
  }
}
