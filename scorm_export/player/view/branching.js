/** A branching case, played as a story: one scene at a time, and after a choice what follows from it. */

import { all, make, one } from "./dom.js";

/**
 * Make every branching case in a part of the page one that is played.
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
    const button = make("button", { type: "button", class: "way-button", "aria-expanded": "false" }, ...text.childNodes);
    text.append(button);
    button.addEventListener("click", () => choose(way));
  }
  for (const link of all(block, ".way-feedback > p:last-child > a")) {
    link.classList.add("button");
    link.addEventListener("click", (event) => {
      // Its address is for reading without the script; here the scene comes to the trainee.
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
  // A story may come back to a scene, which is open again then.
  for (const way of all(scene, ".way.chosen")) leave(way);
  scene.focus({ preventScroll: true });
  scene.scrollIntoView({ block: "nearest" });
}
