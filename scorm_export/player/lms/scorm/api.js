/** The API of an LMS (SCORM 1.2 RTE, section 3.3), as calls that never throw. */

/** What an LMS cannot do without: what it refuses of these is not stored. */
const ESSENTIAL = ["cmi.suspend_data", "cmi.core.lesson_status", "cmi.core.score.raw"];

export class Api {
  /** @param {any} api the object that the LMS gives */
  constructor(api) {
    this.api = api;
    /** Whether a call has thrown, or something essential was refused, since this was last set to false. */
    this.failed = false;
    this.warned = false;
  }

  /**
   * @param {string} element
   * @returns {string} empty when the LMS does not have it
   */
  get(element) {
    return this.call("LMSGetValue", element) ?? "";
  }

  /**
   * @param {string} element
   * @returns {number | undefined} how many there are, if the LMS tells
   */
  count(element) {
    const text = this.get(`${element}._count`);
    return /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /**
   * @param {string} element
   * @param {string} value
   * @returns {boolean} whether the LMS takes it
   */
  set(element, value) {
    if (this.done("LMSSetValue", element, value)) return true;
    if (ESSENTIAL.includes(element)) this.failed = true;
    // An LMS may lack interactions, objectives and more. That is worth one line, and no more.
    if (!this.warned) console.warn(`The LMS does not take ${element}: error ${this.error()}`);
    this.warned = true;
    return false;
  }

  /**
   * @param {string} name
   * @param {string[]} values
   * @returns {boolean} whether the LMS says that it has done it
   */
  done(name, ...values) {
    const answer = this.call(name, ...values)?.toLowerCase();
    // Some LMSs answer 1, or nothing at all; then the error number tells.
    return answer === "true" || answer === "1" || (answer === "" && this.error() === "0");
  }

  /** @returns {string | null} the number of the last error */
  error() {
    return this.call("LMSGetLastError");
  }

  /**
   * @param {string} name
   * @param {string[]} values
   * @returns {string | null} what the LMS says; null when the call throws
   */
  call(name, ...values) {
    try {
      return String(this.api[name](...values) ?? "");
    } catch {
      this.failed = true;
      return null;
    }
  }
}
