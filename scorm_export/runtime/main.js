/** The beginning: reads what the page holds, opens the session, starts the player. */

import { findLms } from "./adapters/table.js";
import { playStories } from "./branching.js";
import { byId, painted } from "./dom.js";
import { explainTerms } from "./glossary.js";
import { leaveQuickly } from "./leave.js";
import { startPlayer } from "./player.js";
import { keepReflections } from "./reflections.js";
import { reload } from "./saving.js";
import { Session } from "./session.js";
import { keepSettings } from "./settings.js";

/** @import {Lms, Payload} from "./types" */

/** @type {Payload} */
const payload = JSON.parse(byId("player_payload").textContent ?? "");
const MILLISECONDS_A_DAY = 86_400_000;

const surroundings = {
  window,
  course: payload.course,
  now: () => performance.now(),
  clock: () => new Date(),
  today: () => {
    const date = new Date();
    return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / MILLISECONDS_A_DAY);
  },
  chance: () => 1 + Math.floor(Math.random() * 1295),
};
/** @param {Lms | null} lms */
function openCourse(lms) {
  const session = new Session(payload, lms, surroundings);
  // From here on the page is played; without this class it reads as a document.
  document.documentElement.className = "played";
  keepSettings(window, session);
  keepReflections(window, session, payload.words);
  explainTerms(payload.words);
  playStories();
  leaveQuickly(window, payload.quickExit, () => session.finish());
  startPlayer(payload, session, surroundings);

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") session.pause();
    else session.resume();
  });
  window.addEventListener("pagehide", () => session.finish());
  byId("player_reload").addEventListener("click", () => reload(window));
  window.addEventListener("pageshow", (event) => {
    // A page that comes back from the browser's cache has ended its session, and begins a new one.
    if (event.persisted) reload(window);
  });
}

const lms = findLms(payload.target, surroundings);
if (lms) {
  // Nothing is painted while an LMS takes its time for a call, so the page tells first that it waits.
  document.documentElement.className = "opening";
  painted(window).then(() => openCourse(lms));
} else {
  openCourse(lms);
}
