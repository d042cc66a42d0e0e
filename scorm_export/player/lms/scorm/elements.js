/**
 * The data model elements, as the LMS was given them. Only what has changed is given; and all that may not have arrived is
 * given anew.
 */

import { otherwise } from "./values.js";

/** @import {Api} from "./api.js" */

/** What comes last when all is given anew: after it an LMS may let nobody write any more. */
const ENDING = ["cmi.core.lesson_status", "cmi.core.exit"];

/**
 * How much may wait for a commit, in characters. Moodle sends it by a beacon when the page is being left, and browsers
 * send no more than 64 kB so.
 */
const MOST_WAITING = 32_000;

export class Elements {
  /** @param {Api} api */
  constructor(api) {
    this.api = api;
    /** What the LMS was last given of each, in the order in which they were first set. @type {Map<string, string>} */
    this.stored = new Map();
    /** Those that were given since it was last proven that all has arrived. @type {Set<string>} */
    this.unproven = new Set();
    /** Whether these may not have arrived, although the LMS counts them as stored. */
    this.doubted = false;
    /** How many characters wait for a commit. */
    this.waiting = 0;
  }

  /**
   * What the LMS has of an element, so that only what is new is given.
   *
   * @param {string} element
   * @returns {string}
   */
  read(element) {
    const value = this.api.get(element);
    this.stored.set(element, value);
    return value;
  }

  /**
   * Store a value unless the LMS has it.
   *
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS has it now
   */
  put(element, value) {
    if (this.stored.get(element) === value) return true;
    if (!this.api.set(element, value)) {
      this.stored.delete(element);
      return false;
    }
    this.waiting += weight(element, value);
    this.stored.set(element, value);
    this.unproven.add(element);
    return true;
  }

  /** @param {[string, string][]} elements */
  putAll(elements) {
    for (const [element, value] of elements) this.put(element, value);
  }

  /**
   * @param {[string, string][]} elements
   * @returns {boolean} whether they may wait with what waits already
   */
  fits(elements) {
    return this.waiting + elements.reduce((sum, item) => sum + weight(...item), 0) <= MOST_WAITING;
  }

  /**
   * @param {[string, string][][]} items what goes to the LMS together
   * @returns {boolean} whether no commit has failed; the last parcel waits for its own
   */
  putInParcels(items) {
    return items.every((item) => {
      if (!this.fits(item) && !this.commit()) return false;
      this.putAll(item);
      return true;
    });
  }

  /** @returns {boolean} whether the LMS says that it has everything */
  commit() {
    this.waiting = 0;
    const done = this.api.done("LMSCommit", "");
    // An LMS that has failed may count what it was given as stored all the same.
    if (!done) this.doubt();
    return done;
  }

  /** What was given has arrived, unless it was doubted since: then only giving it anew can prove it. */
  confirm() {
    if (!this.doubted) this.unproven.clear();
  }

  /** What was given since then may not have arrived, whatever the LMS says. */
  doubt() {
    this.doubted = this.unproven.size > 0;
  }

  /**
   * Give the LMS once more what may not have arrived. It counts as stored, and would not be sent again as it is: so each
   * value is first given in another way.
   *
   * @returns {boolean} whether the LMS says that it has done it
   */
  giveAnew() {
    if (!this.doubted) return true;
    const parts = new Set([...this.unproven].map(partOf));
    const doubtful = [...this.stored].filter(([element]) => parts.has(partOf(element)));
    const values = doubtful.filter(([element]) => !ENDING.includes(element));
    const endings = doubtful.filter(([element]) => ENDING.includes(element));
    const rounds = [otherValues(values), values, otherValues(endings), endings];
    const given = rounds.every((elements) => this.putThrough(elements));
    if (given) this.doubted = false;
    // What is right must not stay behind what was only meant for a moment.
    else this.putAll(doubtful);
    return given;
  }

  /**
   * @param {[string, string][]} elements
   * @returns {boolean} whether the LMS says that it has stored them
   */
  putThrough(elements) {
    return !elements.length || (this.putInParcels(elements.map((item) => [item])) && this.commit());
  }
}

/**
 * @param {[string, string][]} elements
 * @returns {[string, string][]}
 */
function otherValues(elements) {
  return elements.map(([element, value]) => [element, otherwise(element, value)]);
}

/**
 * What goes to the LMS together: the elements of one interaction, or a single element.
 *
 * @param {string} element
 * @returns {string}
 */
function partOf(element) {
  return /^cmi\.interactions\.\d+/.exec(element)?.[0] ?? element;
}

/**
 * @param {string} element
 * @param {string} value
 * @returns {number} how many characters they are in a request
 */
function weight(element, value) {
  return element.length + encodeURIComponent(value.replace(/\p{Cs}/gu, "")).length + 8;
}
