/** The browser's service workers, where the page may have any. */

/**
 * @param {Window} window
 * @returns {ServiceWorkerContainer | undefined} undefined in an old browser, without HTTPS, and in a sandboxed frame
 */
export function serviceWorkers(window) {
  try {
    return window.navigator.serviceWorker;
  } catch {
    // A frame without an origin of its own may not even ask.
    return undefined;
  }
}
