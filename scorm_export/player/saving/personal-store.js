/**
 * The learner's personal things: settings and reflections. They stay on the device, for this learner only.
 *
 * While the LMS does not answer, nobody knows who the learner is. What is written then is in a store of the window, and
 * goes to the learner's own store as soon as the learner is known.
 */

/** @import {DeviceStore} from "./device-store.js" */

/**
 * Characters before a text that has a stamp: the moment at which it was written, in milliseconds since 1970, and a
 * space. So the newest of several texts is the one that sorts last.
 */
const STAMP = 14;

/**
 * @param {string} text
 * @returns {string}
 */
export function stamped(text) {
  return `${Date.now()} ${text}`;
}

/**
 * @param {string} text a stamped one, or an empty one
 * @returns {string}
 */
export function withoutStamp(text) {
  return text.slice(STAMP);
}

/**
 * What becomes of the learner's own text, and of the text that was written before the learner was known, by kind.
 *
 * @type {Record<string, (theirs: string, early: string) => string>}
 */
const JOINED = {
  // The choice that was made before the learner was known is the later one.
  settings: (_, early) => early,
  reflection: (theirs, early) => stamped([theirs, early].map(withoutStamp).filter(Boolean).join("\n\n")),
};

/** Texts, each under a name of some parts without slashes. The first part is the kind: `settings` or `reflection`. */
export class PersonalStore {
  /** @param {DeviceStore} store the learner's own; or that of the window, while the learner is not known */
  constructor(store) {
    this.store = store;
    /** What the device does not keep, by the name with slashes between its parts. @type {Map<string, string>} */
    this.unkept = new Map();
    /** Called when the learner is known. @type {(() => void)[]} */
    this.listeners = [];
  }

  /**
   * The learner is known now, after having been unknown.
   *
   * @param {DeviceStore} store the learner's own
   * @param {number} since the moment, in milliseconds since 1970, from which on texts are the learner's: what was there
   *   before may be somebody else's, and stays where it is. 0 when all of it is the learner's
   */
  setLearner(store, since) {
    const early = this.store;
    this.store = store;
    const kept = Object.keys(JOINED).flatMap((kind) => early.names(kind).map((name) => name.join("/")));
    for (const key of new Set([...kept, ...this.unkept.keys()])) {
      const name = key.split("/");
      const text = this.unkept.get(key) ?? early.read(...name);
      if (since && !(Number(text.slice(0, STAMP)) >= since)) continue;
      if (this.write(JOINED[name[0]](store.read(...name), text), ...name)) early.write("", ...name);
    }
    for (const listener of this.listeners) listener();
  }

  /** @param {() => void} listener called when the learner is known, if that is not so yet */
  whenKnown(listener) {
    this.listeners.push(listener);
  }

  /**
   * @param {string[]} name
   * @returns {string} empty when there is nothing
   */
  read(...name) {
    return this.unkept.get(name.join("/")) ?? this.store.read(...name);
  }

  /**
   * @param {string} text
   * @param {string[]} name
   * @returns {boolean} whether the device keeps it; otherwise it stays in this page
   */
  write(text, ...name) {
    const isKept = this.store.writeSafely(text, ...name);
    if (isKept) this.unkept.delete(name.join("/"));
    else this.unkept.set(name.join("/"), text);
    return isKept;
  }

  /**
   * @param {string[]} name
   * @returns {boolean} whether the device keeps it
   */
  isKept(...name) {
    return !this.unkept.has(name.join("/"));
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
