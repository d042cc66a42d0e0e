/** How a trainee likes the page: size of the text, colours, motion. Kept on the device, for this learner. */

import { all, byId, one } from "./dom.js";

/** @import {Session} from "../saving/session.js" */

/** Each setting with what it is at first; the style sheet gives them their meaning. */
const SETTINGS = { text: "normal", theme: "system", motion: "system" };

/**
 * @param {Window} window
 * @param {Session} session
 */
export function keepSettings(window, session) {
  const panel = byId("player_settings");
  for (const [name, usual] of Object.entries(SETTINGS)) {
    const radios = /** @type {HTMLInputElement[]} */ (all(panel, `[name="player_${name}"]`));
    const values = radios.map((radio) => radio.value);
    const read = () => {
      const before = session.store.read("settings", name);
      if (values.includes(before)) apply(name, before, radios);
    };
    apply(name, usual, radios);
    read();
    session.begun.then(() => {
      // What was chosen before the LMS told who the trainee is was chosen last.
      const chosen = session.alone.read("settings", name);
      if (chosen && session.store.keep(chosen, "settings", name)) session.alone.keep("", "settings", name);
      read();
    });
    for (const radio of radios) {
      radio.addEventListener("change", () => {
        apply(name, radio.value, radios);
        session.store.keep(radio.value, "settings", name);
      });
    }
  }
  closeByEscape(panel);
  const away = (/** @type {Event} */ event) => {
    if (!panel.contains(/** @type {Node} */ (event.target))) panel.removeAttribute("open");
  };
  document.addEventListener("click", away);
  document.addEventListener("focusin", away);
  // Whoever goes on has done with it.
  window.addEventListener("hashchange", () => panel.removeAttribute("open"));
}

/**
 * @param {string} name
 * @param {string} value
 * @param {HTMLInputElement[]} radios
 */
function apply(name, value, radios) {
  document.documentElement.setAttribute(`data-${name}`, value);
  for (const radio of radios) radio.checked = radio.value === value;
}

/** @param {HTMLElement} details */
function closeByEscape(details) {
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.hasAttribute("open")) return;
    details.removeAttribute("open");
    one(details, "summary").focus();
  });
}
