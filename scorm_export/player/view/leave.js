/** The quick exit: for a trainee who must not be seen with this page. */

import { outermost, wasLoadedBy } from "../browser.js";
import { DeviceStore } from "../saving/device-store.js";
import { all } from "./dom.js";

/**
 * @param {Window} window
 * @param {string} address of a neutral page
 * @param {() => void} finish stores what is left, and ends the session
 */
export function leaveQuickly(window, address, finish) {
  // Without storage, the back button shows the course.
  const store = new DeviceStore(() => window.sessionStorage, null, "", "");
  const leave = () => {
    // The other page may take a while to load.
    document.body.hidden = true;
    finish();
    store.write("left", "left");
    // The page of the LMS around this one must be replaced too.
    outermost(window, ({ location }) => location.replace(address));
  };
  for (const link of all(document, ".leave a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  // After a quick exit the browser's back button must not show the course: somebody else may be pressing it.
  if (store.read("left") && wasLoadedBy(window, "back_forward")) leave();
  else store.write("", "left");
}
