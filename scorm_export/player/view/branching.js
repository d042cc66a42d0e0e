/** Branching cases: the page shows one scene at a time, and the outcome of a choice once it is made. */

import { all, make, one } from "./dom.js";

/**
 * Make the branching cases in a part of the page interactive.
 *
 * @param {HTMLElement} part
 */
export function playStories(part) {
  for (const block of all(part, ".branching")) play(block);
}

/** @param {HTMLElement} block */
function play(block) {
  const scenes = all(block, ".scene");
  for (const way of all(block, ".way")) {
    const text = one(way, ".way-text");
    const attributes = { type: "button", class: "way-button", "aria-expanded": "false" };
    const button = make("button", attributes, ...text.childNodes);
    text.append(button);
    button.addEventListener("click", () => choose(way));
  }
  for (const link of all(block, ".way-feedback > p:last-child > a")) {
    link.classList.add("button");
    link.addEventListener("click", (event) => {
      // The address of the link is for reading without the player, where all scenes are shown.
      event.preventDefault();
      const name = decodeURIComponent((link.getAttribute("href") ?? "").slice(1));
      enter(scenes, scenes.find(({ id }) => id === name) ?? scenes[0]);
    });
  }
  for (const button of all(block, ".restart")) {
    button.addEventListener("click", () => {
      enter(scenes, scenes[0]);
    });
  }
  scenes[0].classList.add("now");
}

/**
 * @param {HTMLElement} way
 */
function choose(way) {
  const wasOpen = way.classList.contains("chosen");
  for (const other of all(/** @type {HTMLElement} */ (way.parentElement), ".way.chosen")) leave(other);
  if (wasOpen) return;
  way.classList.add("chosen");
  one(way, ".way-button").setAttribute("aria-expanded", "true");
  one(way, ".way-feedback").scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} way */
function leave(way) {
  way.classList.remove("chosen");
  one(way, ".way-button").setAttribute("aria-expanded", "false");
}

/**
 * @param {HTMLElement[]} scenes
 * @param {HTMLElement} scene
 */
function enter(scenes, scene) {
  for (const each of scenes) each.classList.toggle("now", each === scene);
  // A story may return to an earlier scene, whose choices are then open again.
  for (const way of all(scene, ".way.chosen")) leave(way);
  scene.focus({ preventScroll: true });
  scene.scrollIntoView({ block: "nearest" });
}
