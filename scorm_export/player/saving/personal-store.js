/**
 * The learner's personal things, such as settings and reflections. They stay on the device, for this learner only.
 *
 * While the LMS does not answer, nobody knows who the learner is. What is written then is in a store of the window, and
 * goes to the learner's own store as soon as the learner is known.
 */

/** @import {DeviceStore} from "./device-store.js" */

/**
 * A thing that was written before the learner was known.
 *
 * @typedef {object} Adoption
 * @property {string[]} name
 * @property {(theirs: string, early: string) => string} join makes one text of what the learner has and what was
 *   written before; neither is changed when nothing was written before
 * @property {(isKept: boolean, text: string) => void} done called when the learner is known, with the learner's text
 *   and whether the device keeps it
 */

export class PersonalStore {
  /** @param {DeviceStore} store the learner's own; or that of the window, while the learner is not known */
  constructor(store) {
    this.store = store;
    /** The store of the window, once the learner is known. @type {DeviceStore | null} */
    this.early = null;
    /** What the device has not kept, by name. @type {Map<string, string>} */
    this.unkept = new Map();
    /** What to do when the learner is known. @type {Adoption[]} */
    this.waiting = [];
  }

  /**
   * The learner is known now.
   *
   * @param {DeviceStore} store the learner's own
   */
  setLearner(store) {
    this.early = this.store;
    this.store = store;
    for (const adoption of this.waiting) this.adoptNow(adoption);
    this.waiting = [];
  }

  /**
   * Take over what was written before the learner was known: at once, or as soon as that is so.
   *
   * @param {Adoption} adoption
   */
  adopt(adoption) {
    if (this.early) this.adoptNow(adoption);
    else this.waiting.push(adoption);
  }

  /** @param {Adoption} adoption */
  adoptNow({ name, join, done }) {
    const early = this.unkept.get(name.join("/")) ?? this.early?.read(...name) ?? "";
    let text = this.read(...name);
    let isKept = true;
    if (early) {
      text = join(text, early);
      isKept = this.write(text, ...name);
      if (isKept) this.early?.write("", ...name);
    }
    done(isKept, text);
  }

  /**
   * @param {string[]} name
   * @returns {string} empty when there is nothing
   */
  read(...name) {
    return this.store.read(...name);
  }

  /**
   * @param {string} text an empty one is removed
   * @param {string[]} name
   * @returns {boolean} whether the device keeps it
   */
  write(text, ...name) {
    const isKept = this.store.writeSafely(text, ...name);
    if (isKept) this.unkept.delete(name.join("/"));
    else this.unkept.set(name.join("/"), text);
    return isKept;
  }

  /**
   * @param {string[]} name
   * @returns {Promise<string[]>} what was written under names that begin so, also before the browser was killed
   */
  readDatabase(...name) {
    return this.store.readDatabase(...name);
  }

  /**
   * @param {string[]} name
   * @returns {string} the key that events of the browser's storage have for it
   */
  key(...name) {
    return this.store.key(...name);
  }
}
