/** What stays on the device: kept in the browser, by course and learner, and never sent to the LMS. */

/** @import {IndexedDbStore} from "./indexeddb-store.js" */

/**
 * A part of a key. Some names have half a sign, which an address cannot have.
 *
 * @param {string} part
 * @returns {string}
 */
function keyPart(part) {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, (half) => `~${half.charCodeAt(0)}`));
}

/** The things of one learner in one course. */
export class DeviceStore {
  /**
   * @param {() => Storage} storage the browser's; asking for it may throw
   * @param {IndexedDbStore | null} vault a second place, for what must outlive a browser that is killed
   * @param {string} course the id of the course
   * @param {string} learner who the trainee is in the LMS; may be empty
   */
  constructor(storage, vault, course, learner) {
    this.storage = storage;
    this.database = vault;
    /** Done when what was kept safely last is on the disk. @type {Promise<unknown>} */
    this.safe = Promise.resolve();
    this.course = `scorm-export/${course}/`;
    this.learner = learner;
  }

  /**
   * @param {string[]} name what it is, and which one
   * @returns {string} a key that no other thing of this browser has
   */
  key(...[what, ...which]) {
    return this.course + [what, this.learner, ...which].map(keyPart).join("/");
  }

  /**
   * @param {string[]} name
   * @returns {string} empty when there is nothing, or the browser keeps nothing
   */
  read(...name) {
    try {
      return this.storage().getItem(this.key(...name)) ?? "";
    } catch {
      return "";
    }
  }

  /**
   * @param {string} text nothing when empty
   * @param {string[]} name
   * @returns {boolean} whether the browser keeps it
   */
  keep(text, ...name) {
    try {
      if (text) this.storage().setItem(this.key(...name), text);
      else this.storage().removeItem(this.key(...name));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Keep something also where it outlives a browser that is killed.
   *
   * @param {string} text nothing when empty
   * @param {string[]} name
   * @returns {boolean} whether the browser keeps it
   */
  writeSafely(text, ...name) {
    this.safe = Promise.resolve(this.database?.keep(this.key(...name), text));
    return this.keep(text, ...name);
  }

  /**
   * All that is kept of one kind for this learner.
   *
   * @param {string} what
   * @returns {string[]}
   */
  all(what) {
    return this.keys(this.key(what, "")).map((key) => this.storage().getItem(key) ?? "");
  }

  /**
   * @param {string[]} name whose last part may be only the beginning of one
   * @returns {Promise<string[]>} what a browser that was killed has left
   */
  async leftovers(...name) {
    return (await this.database?.all(this.key(...name))) ?? [];
  }

  /**
   * Keep one thing of its kind, and no other in this course, whoever the learner is.
   *
   * @param {string} text
   * @param {string[]} name
   */
  writeAlone(text, ...name) {
    this.clear(`${name[0]}/`);
    this.keep(text, ...name);
  }

  /**
   * Forget the things of all learners in this course.
   *
   * @param {string} kind nothing for all of them
   */
  clear(kind) {
    for (const key of this.keys(this.course + kind)) this.storage().removeItem(key);
  }

  /**
   * @param {string} start
   * @returns {string[]} the keys that begin so
   */
  keys(start) {
    try {
      return Object.keys(this.storage()).filter((key) => key.startsWith(start));
    } catch {
      return [];
    }
  }
}
