/** Leaving at once: for who does not want to be seen with this page. */

import { all } from "./dom.js";

/**
 * @param {Window} window
 * @param {string} address of a neutral page
 * @param {() => void} finish stores what is left, and ends the session
 */
export function leaveQuickly(window, address, finish) {
  for (const link of all(document, ".leave a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      // Hidden first: the other page may take a while to come.
      document.body.hidden = true;
      finish();
      try {
        // The LMS around the page must go too, and going back must not lead here.
        (window.top ?? window).location.replace(address);
      } catch {
        window.location.replace(address);
      }
    });
  }
}
