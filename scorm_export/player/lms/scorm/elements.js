/**
 * The data model elements as the LMS was sent them. Only what has changed is sent; what may have been lost is sent
 * again.
 */

/** @import {Api} from "./api.js" */
/** @import {Dialect, Values} from "./dialect" */

/**
 * The most characters that may wait for a commit. Moodle sends them by a beacon when the page is being left, and
 * browsers limit beacons to 64 kB.
 */
const MOST_PENDING = 32_000;

export class Elements {
  /**
   * @param {Api} api
   * @param {Dialect} dialect
   */
  constructor(api, dialect) {
    this.api = api;
    this.dialect = dialect;
    /**
     * The last value of each element that was sent or read, in the order of the first time.
     *
     * @type {Map<string, string>}
     */
    this.sent = new Map();
    /** The elements that were sent since the last proof that everything has arrived. @type {Set<string>} */
    this.unconfirmed = new Set();
    /** Whether these may be lost, although the LMS counts them as stored. */
    this.mustResend = false;
    /** How many characters wait for a commit. */
    this.pending = 0;
  }

  /**
   * Read an element, so that it is sent only when it changes.
   *
   * @param {string} element
   * @returns {string}
   */
  read(element) {
    const value = this.api.get(element);
    this.sent.set(element, value);
    return value;
  }

  /**
   * Set an element, unless the LMS has that value.
   *
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS has it now
   */
  put(element, value) {
    if (this.sent.get(element) === value) return true;
    if (!this.api.set(element, value)) {
      this.sent.delete(element);
      return false;
    }
    this.pending += size(element, value);
    this.sent.set(element, value);
    this.unconfirmed.add(element);
    return true;
  }

  /**
   * @param {Values} values
   * @returns {boolean} whether the LMS has all of them now
   */
  putAll(values) {
    return values.map(([element, value]) => this.put(element, value)).every(Boolean);
  }

  /**
   * @param {Values} values
   * @returns {boolean} whether they may be sent with what is pending already
   */
  hasRoomFor(values) {
    return this.pending + values.reduce((sum, item) => sum + size(...item), 0) <= MOST_PENDING;
  }

  /**
   * Set many elements, with a commit whenever no more may be pending. The last ones are not committed.
   *
   * @param {Values[]} groups each of which is in one commit
   * @returns {boolean} whether no commit has failed
   */
  putInParcels(groups) {
    return groups.every((values) => {
      if (!this.hasRoomFor(values) && !this.commit()) return false;
      this.putAll(values);
      return true;
    });
  }

  /** @returns {boolean} whether the LMS says that it has stored everything */
  commit() {
    this.pending = 0;
    const done = this.api.done("commit", "");
    // An LMS that has failed may count what it was sent as stored all the same.
    if (!done) this.markUnconfirmed();
    return done;
  }

  /** All that was sent has arrived, unless it was marked since: then only sending it again can prove it. */
  confirm() {
    if (!this.mustResend) this.unconfirmed.clear();
  }

  /** What was sent since the last confirmation may be lost, whatever the LMS says. */
  markUnconfirmed() {
    this.mustResend = this.unconfirmed.size > 0;
  }

  /**
   * Send again what may be lost. The LMS counts these values as stored and would not send them again as they are, so
   * each element gets a placeholder first.
   *
   * @returns {boolean} whether the LMS says that it has stored them
   */
  resend() {
    if (!this.mustResend) return true;
    const { ending } = this.dialect;
    const parts = new Set([...this.unconfirmed].map((element) => this.partOf(element)));
    const lost = [...this.sent].filter(([element]) => parts.has(this.partOf(element)));
    const named = (/** @type {string} */ name) => lost.filter(([element]) => lastName(element) === name);
    const groups = [lost.filter(([element]) => !ending.includes(lastName(element))), ...ending.map(named)];
    const rounds = groups.flatMap((values) => [this.placeholders(values), values]);
    const isStored = rounds.every((round) => this.store(round));
    if (isStored) this.mustResend = false;
    // A placeholder must not remain: a later commit may still store it.
    else this.putAll(lost);
    return isStored;
  }

  /**
   * Set elements and commit them.
   *
   * @param {Values} values
   * @returns {boolean} whether the LMS says that it has stored them
   */
  store(values) {
    return !values.length || (this.putInParcels(values.map((item) => [item])) && this.commit());
  }

  /**
   * @param {Values} values
   * @returns {Values} the same elements, each with another value
   */
  placeholders(values) {
    return values.map(([element, value]) => [element, this.dialect.placeholder(element, value)]);
  }

  /**
   * The part of the data model that is sent again as a whole: one interaction, or one element elsewhere.
   *
   * @param {string} element
   * @returns {string}
   */
  partOf(element) {
    const list = `${this.dialect.elements.interactions}.`;
    return element.startsWith(list) ? list + element.slice(list.length).split(".")[0] : element;
  }
}

/**
 * @param {string} element
 * @returns {string} what stands behind the last dot of its name
 */
export function lastName(element) {
  return element.slice(element.lastIndexOf(".") + 1);
}

/**
 * @param {string} element
 * @param {string} value
 * @returns {number} how many characters they take in a request
 */
function size(element, value) {
  return element.length + encodeURIComponent(value.replace(/\p{Cs}/gu, "")).length + 8;
}
