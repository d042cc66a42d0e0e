/**
 * Reads what the page holds, opens the session and starts the player. Each file in `entries/` does it for one standard.
 */

import { LAST_SEED } from "./core/state.js";
import { painted } from "./browser.js";
import { playStories } from "./view/branching.js";
import { byId } from "./view/dom.js";
import { explainTerms, prepareTerms } from "./view/glossary.js";
import { leaveQuickly } from "./view/leave.js";
import { startPlayer } from "./view/player.js";
import { keepReflections } from "./view/reflections.js";
import { reload } from "./view/saving-notice.js";
import { Session } from "./saving/session.js";
import { keepSettings } from "./view/settings.js";

/** @import {Lms, Payload, Surroundings} from "./types" */

/** @type {Payload} */
const payload = JSON.parse(byId("player_payload").textContent ?? "");
const MILLISECONDS_A_DAY = 86_400_000;

const surroundings = {
  window,
  course: payload.course,
  language: payload.language,
  now: () => performance.now(),
  clock: () => new Date(),
  today: () => {
    const date = new Date();
    return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / MILLISECONDS_A_DAY);
  },
  chance: () => 1 + Math.floor(Math.random() * LAST_SEED),
};
/**
 * @param {(() => Lms | null) | null} findLms
 * @returns {Promise<void>}
 */
async function openCourse(findLms) {
  const session = new Session(payload, findLms, surroundings);
  await session.open();
  // The style sheet shows one place at a time from here on; without this class the page is a document.
  document.documentElement.className = "played";
  keepSettings(window, session.personal);
  explainTerms(payload.words);
  leaveQuickly(window, payload.quickExit, () => session.finish());
  startPlayer(payload, session, surroundings, (part) => {
    keepReflections(window, session.personal, payload.words, part);
    prepareTerms(part);
    playStories(part);
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") session.pause();
    else session.resume();
  });
  window.addEventListener("pagehide", () => session.finish());
  byId("player_reload").addEventListener("click", () => reload(window));
  window.addEventListener("pageshow", (event) => {
    // A page that comes back from the cache of the browser has ended its session, so it is opened again.
    if (event.persisted) reload(window);
  });
}

/**
 * @param {((surroundings: Surroundings) => Lms | null) | null} findLms returns null when there is no LMS around the page;
 *   null itself where the course is made to be played without one
 */
export function play(findLms) {
  const find = findLms && (() => findLms(surroundings));
  if (find?.()) {
    // An LMS may hold up the page while it is called, and then nothing is painted. So the page first says that it
    // waits.
    document.documentElement.className = "opening";
    painted(window).then(() => openCourse(find));
  } else {
    openCourse(find);
  }
}
