/** How a trainee likes the page: size of the text, colours, motion. Kept on the device, for this learner. */

import { all, byId, one } from "./dom.js";
import { keep, kept } from "./storage.js";

/** @import {Surroundings} from "./types" */

/** Each setting with what it is at first; the style sheet gives them their meaning. */
const SETTINGS = { text: "normal", theme: "system", motion: "system" };

/**
 * @param {Surroundings} surroundings
 * @param {string} learner
 */
export function keepSettings(surroundings, learner) {
  const panel = byId("player_settings");
  for (const [name, usual] of Object.entries(SETTINGS)) {
    const key = ["settings", learner, name];
    const radios = /** @type {HTMLInputElement[]} */ (all(panel, `[name="player_${name}"]`));
    const values = radios.map((radio) => radio.value);
    const before = kept(surroundings, key);
    apply(name, values.includes(before) ? before : usual, radios);
    for (const radio of radios) {
      radio.addEventListener("change", () => {
        apply(name, radio.value, radios);
        keep(surroundings, key, radio.value);
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
  surroundings.window.addEventListener("hashchange", () => panel.removeAttribute("open"));
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
