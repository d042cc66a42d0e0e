/** The quick exit: for a trainee who must not be seen with this page. */

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
    // The other page may take a while to load.
    document.body.hidden = true;
    finish();
    remember(window, "left");
    try {
      // The page of the LMS around this one must be replaced too.
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
  // After a quick exit the browser's back button must not show the course: somebody else may be pressing it.
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
    // Without storage, the back button shows the course.
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
