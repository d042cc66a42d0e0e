/** The functions of an LMS's API object, as calls that never throw. Errors are told by the values. */

/** @import {Dialect} from "./dialect" */

export class Api {
  /**
   * @param {any} api the object that the LMS provides
   * @param {Dialect} dialect
   */
  constructor(api, dialect) {
    this.api = api;
    this.dialect = dialect;
    /** Whether a call has thrown, or an essential element was refused, since this was last set to false. */
    this.failed = false;
    /** Whether a refused element was reported in the console. */
    this.warned = false;
  }

  /**
   * @param {string} element
   * @returns {string} empty when the LMS does not have it
   */
  get(element) {
    return this.call("getValue", element) ?? "";
  }

  /**
   * @param {string} element whose value is a list
   * @returns {number | undefined} its length; undefined when the LMS does not tell
   */
  count(element) {
    const text = this.get(`${element}._count`);
    return /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /**
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS has accepted it
   */
  set(element, value) {
    if (this.done("setValue", element, value)) return true;
    if (this.dialect.essential.includes(element)) this.failed = true;
    // An LMS may lack interactions, objectives and more; one line in the console is enough for all of them.
    if (!this.warned) console.warn(`The LMS does not take ${element}: error ${this.error()}`);
    this.warned = true;
    return false;
  }

  /** @returns {string | null} the code of the last error; null when the call throws */
  error() {
    return this.call("getLastError");
  }

  /**
   * Call a function that answers true or false.
   *
   * @param {keyof Dialect["calls"]} call
   * @param {string[]} values
   * @returns {boolean} whether the LMS says that it has done it
   */
  done(call, ...values) {
    const answer = this.call(call, ...values)?.toLowerCase();
    // Some LMSs answer 1, or nothing at all; then the error code tells.
    return answer === "true" || answer === "1" || (answer === "" && this.error() === "0");
  }

  /**
   * @param {keyof Dialect["calls"]} call
   * @param {string[]} values
   * @returns {string | null} what the LMS answers; null when the function throws
   */
  call(call, ...values) {
    try {
      return String(this.api[this.dialect.calls[call]](...values) ?? "");
    } catch {
      this.failed = true;
      return null;
    }
  }
}
