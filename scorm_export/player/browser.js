/** Small things that saving and the view both ask of the browser. */

/**
 * @param {Window} window
 * @param {number} milliseconds
 * @returns {Promise<void>} fulfilled after that time
 */
export function pause(window, milliseconds) {
  return new Promise((resolve) => void window.setTimeout(resolve, milliseconds));
}

/**
 * @param {Window} window
 * @returns {Promise<void>} fulfilled when the page has been painted; after at most a second, since a hidden page is not
 */
export function painted(window) {
  const frame = new Promise((resolve) => void window.requestAnimationFrame(resolve));
  return Promise.race([frame.then(() => pause(window, 0)), pause(window, window.document.hidden ? 100 : 1000)]);
}

/**
 * @param {Window} window
 * @param {NavigationTimingType} type such as "reload" or "back_forward"
 * @returns {boolean} whether the page, or the page of the LMS around it, was loaded by that type of navigation
 */
export function wasLoadedBy(window, type) {
  return [window, window.top].some((each) => {
    try {
      const [navigation] = each?.performance.getEntriesByType("navigation") ?? [];
      return /** @type {PerformanceNavigationTiming} */ (navigation)?.type === type;
    } catch {
      // A page of another origin may not be read.
      return false;
    }
  });
}

/**
 * @template T
 * @param {Window} window
 * @param {(window: Window) => T} act
 * @returns {T} what comes of it in the topmost window; in this one, where the topmost page is of another origin
 */
export function outermost(window, act) {
  try {
    return act(window.top ?? window);
  } catch {
    return act(window);
  }
}
