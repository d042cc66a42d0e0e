/** What stays on the device: kept in the browser, by course and learner, and never sent to the LMS. */

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
export class Shelf {
  /**
   * @param {() => Storage} storage the browser's; asking for it may throw
   * @param {string} course the id of the course
   * @param {string} learner who the trainee is in the LMS; may be empty
   */
  constructor(storage, course, learner) {
    this.storage = storage;
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
  kept(...name) {
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
   * All that is kept of one kind for this learner.
   *
   * @param {string} what
   * @returns {string[]}
   */
  all(what) {
    return this.keys(this.key(what, "")).map((key) => this.storage().getItem(key) ?? "");
  }

  /**
   * Keep one thing of its kind, and no other in this course, whoever the learner is.
   *
   * @param {string} text
   * @param {string[]} name
   */
  keepAlone(text, ...name) {
    for (const key of this.keys(`${this.course}${name[0]}/`)) this.storage().removeItem(key);
    this.keep(text, ...name);
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
