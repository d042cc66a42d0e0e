/** What stays in the browser, by course and learner, and is never sent to the LMS. */

/** @import {IndexedDbStore} from "./indexeddb-store.js" */

/**
 * A part of a key. Some names contain half of a surrogate pair, which `encodeURIComponent` rejects.
 *
 * @param {string} part
 * @returns {string}
 */
function keyPart(part) {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, (half) => `~${half.charCodeAt(0)}`));
}

/**
 * Texts of one learner in one course, each under a name of some parts. The first part tells what kind of text it is.
 */
export class DeviceStore {
  /**
   * @param {() => Storage} storage the browser's; the function may throw where storage is forbidden
   * @param {IndexedDbStore | null} database a second place, for what must outlive a browser that is killed
   * @param {string} course the id of the course
   * @param {string} learner who the trainee is in the LMS; may be empty
   */
  constructor(storage, database, course, learner) {
    this.storage = storage;
    this.database = database;
    /** Fulfilled when the last text of `writeSafely` is in the database. @type {Promise<unknown>} */
    this.safe = Promise.resolve();
    /** The beginning of all keys of the course, whoever the learner is. */
    this.prefix = `scorm-export/${course}/`;
    this.learner = learner;
  }

  /**
   * @param {string[]} name
   * @returns {string} the key in the browser's storage; nothing else in this browser has the same
   */
  key(...[kind, ...rest]) {
    return this.prefix + [kind, this.learner, ...rest].map(keyPart).join("/");
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
   * @param {string} text an empty one is removed
   * @param {string[]} name
   * @returns {boolean} whether the browser keeps it
   */
  write(text, ...name) {
    try {
      if (text) this.storage().setItem(this.key(...name), text);
      else this.storage().removeItem(this.key(...name));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Write a text also where it outlives a browser that is killed.
   *
   * @param {string} text an empty one is removed
   * @param {string[]} name
   * @returns {boolean} whether the browser keeps it
   */
  writeSafely(text, ...name) {
    this.safe = Promise.resolve(this.database?.write(this.key(...name), text));
    return this.write(text, ...name);
  }

  /**
   * @param {string} kind
   * @returns {string[]} all texts of this learner of that kind
   */
  readAll(kind) {
    return this.keys(this.key(kind, "")).map((key) => this.storage().getItem(key) ?? "");
  }

  /**
   * @param {string} kind
   * @returns {string[][]} the names of all texts of this learner of that kind
   */
  names(kind) {
    const start = this.key(kind, "");
    return this.keys(start).map((key) => [kind, ...key.slice(start.length).split("/").map(decodeURIComponent)]);
  }

  /**
   * @param {string[]} name the beginning of a name; its last part may be empty
   * @returns {Promise<string[]>} what `writeSafely` has written under such names, also before the browser was killed
   */
  async readDatabase(...name) {
    return (await this.database?.readAll(this.key(...name))) ?? [];
  }

  /**
   * Write a text, and remove all others of its kind in this course, whoever the learner is.
   *
   * @param {string} text
   * @param {string[]} name
   */
  writeAlone(text, ...name) {
    this.clear(`${name[0]}/`);
    this.write(text, ...name);
  }

  /**
   * Remove the texts of all learners in this course.
   *
   * @param {string} start of the keys after the course; empty for all of them
   */
  clear(start) {
    for (const key of this.keys(this.prefix + start)) this.storage().removeItem(key);
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
