/** Finding the API object that an LMS puts in a window around the page (SCORM 1.2 RTE and 2004 RTE, section 3.2). */

/** How many windows are looked at, so that a strange page cannot keep us going. */
const MAX_WINDOWS = 500;

/**
 * Look for a property of the window, its parents, its opener and the opener's parents.
 *
 * @param {Window} start
 * @param {string} name
 * @returns {any} the API object, or null
 */
export function findApi(start, name) {
  const openers = [() => start, () => start.opener, () => start.top?.opener];
  for (const origin of openers) {
    // A window of another origin throws when it is looked into; then the API is not there.
    try {
      const api = searchUp(origin(), name);
      if (api) return api;
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * @param {any} window
 * @param {string} name
 * @returns {any}
 */
function searchUp(window, name) {
  for (let step = 0; window && step < MAX_WINDOWS; step += 1) {
    if (window[name]) return window[name];
    if (!window.parent || window.parent === window) return null;
    window = window.parent;
  }
  return null;
}
