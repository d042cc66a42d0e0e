/** Finding the API object that an LMS puts in a window around the page (SCORM 1.2 RTE and 2004 RTE, section 3.2). */

/** How many windows are searched at most: a page whose `parent` properties form a circle must not stop the player. */
const MAX_WINDOWS = 500;

/**
 * Look for a property in a window and its parents, then in its opener and the opener's parents, then in those of the
 * topmost window.
 *
 * @param {Window} start
 * @param {string} name of the property
 * @returns {any} the API object; null when there is none
 */
export function findApi(start, name) {
  const openers = [() => start, () => start.opener, () => start.top?.opener];
  for (const origin of openers) {
    // Reading a property of a window of another origin throws. Such a window offers no API.
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
