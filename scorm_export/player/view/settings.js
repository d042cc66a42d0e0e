/** How the learner likes the page: size of the text, colours, motion. It is kept on the device, for this learner. */

import { all, byId, one } from "./dom.js";

/** @import {PersonalStore} from "../saving/personal-store.js" */

/** Each setting with its default; the style sheet gives the values their meaning. */
const SETTINGS = { text: "normal", theme: "system", motion: "system" };

/**
 * @param {Window} window
 * @param {PersonalStore} store
 */
export function keepSettings(window, store) {
  const panel = byId("player_settings");
  for (const [setting, usual] of Object.entries(SETTINGS)) {
    const name = ["settings", setting];
    const radios = /** @type {HTMLInputElement[]} */ (all(panel, `[name="player_${setting}"]`));
    const values = radios.map((radio) => radio.value);
    const show = (/** @type {string} */ value) => {
      if (values.includes(value)) apply(setting, value, radios);
    };
    show(usual);
    show(store.read(...name));
    store.whenKnown(() => show(store.read(...name)));
    for (const radio of radios) {
      radio.addEventListener("change", () => {
        apply(setting, radio.value, radios);
        store.write(radio.value, ...name);
      });
    }
  }
  closeByEscape(panel);
  const away = (/** @type {Event} */ event) => {
    if (!panel.contains(/** @type {Node} */ (event.target))) panel.removeAttribute("open");
  };
  document.addEventListener("click", away);
  document.addEventListener("focusin", away);
  // Close the panel on navigation.
  window.addEventListener("hashchange", () => panel.removeAttribute("open"));
}

/**
 * @param {string} setting
 * @param {string} value
 * @param {HTMLInputElement[]} radios
 */
function apply(setting, value, radios) {
  document.documentElement.setAttribute(`data-${setting}`, value);
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
