/** No LMS: the page was opened from a disk or a plain server. The state lives in the browser. */

/** @import {Lms, Surroundings} from "../types" */

/**
 * @param {string | null} text
 * @returns {Record<string, unknown>} empty when the text is not ours
 */
function parse(text) {
  try {
    return Object(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

/**
 * @param {Surroundings} surroundings
 * @returns {Lms} its `start` gives null when the browser keeps nothing
 */
export function createBrowserLms({ window, course }) {
  const key = `scorm-export/${course}`;
  return {
    start() {
      try {
        const { state, location, passed } = parse(window.localStorage.getItem(key));
        // A browser that does not let us write keeps nothing.
        window.localStorage.setItem(key, JSON.stringify({ state, location, passed }));
        return {
          readOnly: false,
          learner: "",
          name: "",
          passed: passed === true,
          location: typeof location === "string" ? location : "",
          state: typeof state === "string" ? state : "",
          slots: null,
        };
      } catch {
        return null;
      }
    },
    save({ state, location, passed }) {
      try {
        window.localStorage.setItem(key, JSON.stringify({ state, location, passed }));
        return true;
      } catch {
        return false;
      }
    },
    pause() {},
    finish() {},
  };
}
