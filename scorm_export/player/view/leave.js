/** Leaving at once: for who does not want to be seen with this page. */

import { wasLoadedBy } from "../browser.js";
import { all } from "./dom.js";

const KEY = "scorm-export/left";

/**
 * @param {Window} window
 * @param {string} address of a neutral page
 * @param {() => void} finish stores what is left, and ends the session
 */
export function leaveQuickly(window, address, finish) {
  const leave = () => {
    // Hidden first: the other page may take a while to come.
    document.body.hidden = true;
    finish();
    remember(window, "left");
    try {
      // The LMS around the page must go too.
      (window.top ?? window).location.replace(address);
    } catch {
      window.location.replace(address);
    }
  };
  for (const link of all(document, ".leave a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  // Who goes back in the browser has not chosen to come back: somebody else may be pressing the button.
  if (remembered(window) && wasLoadedBy(window, "back_forward")) leave();
  else remember(window, "");
}

/**
 * @param {Window} window
 * @param {string} text
 */
function remember(window, text) {
  try {
    window.sessionStorage.setItem(KEY, text);
  } catch {
    // A browser that keeps nothing cannot know it.
  }
}

/**
 * @param {Window} window
 * @returns {boolean}
 */
function remembered(window) {
  try {
    return window.sessionStorage.getItem(KEY) === "left";
  } catch {
    return false;
  }
}
