/** Recordings that have to be heard or seen, and films of other sites. */

import { one } from "./dom.js";

/**
 * @param {() => void} played is called when a recording that has to be played has ended, or its words are opened instead
 */
export function listenToRecordings(played) {
  const note = (/** @type {Event} */ { target }) => {
    if (/** @type {Element} */ (target).closest(".to-play")) played();
  };
  // This event does not rise from where it happens.
  document.addEventListener("ended", note, true);
  document.addEventListener("click", (event) => {
    const pressed = /** @type {Element} */ (event.target);
    if (pressed.closest(".transcript summary")) note(event);
    const embed = pressed.matches("button") && pressed.closest(".embed");
    if (embed) showFilm(/** @type {HTMLElement} */ (embed));
  });
}

/**
 * Ask the other site for its film.
 *
 * @param {HTMLElement} embed
 */
function showFilm(embed) {
  embed.replaceChildren(/** @type {HTMLTemplateElement} */ (one(embed, "template")).content);
  one(embed, "iframe").focus();
}
