/** Reading aloud: the page in the browser's voice, a paragraph at a time, which is shown while it sounds. */

import { all, one } from "./dom.js";

/** What is read, each as a whole; what stands inside another one is read with that. */
const READ = "h2, h3, h4, h5, p, li, dt, dd, summary, figcaption, legend, label, th, td, [role=img]";

/** What is not read: what is hidden, and what is there to be pressed. */
const UNREAD = ".turn, .reader, .private, .block-label, [hidden], button, nav, .unscripted";

export class Reader {
  /**
   * @param {Window} window
   * @param {string} language
   */
  constructor(window, language) {
    /** @type {SpeechSynthesis | undefined} */
    this.speech = window.speechSynthesis;
    this.language = language;
    /** @type {HTMLElement[]} */
    this.parts = [];
    this.index = 0;
    /** Counts the beginnings, so that the end of a part that was broken off does not lead to the next. */
    this.turn = 0;
    this.paused = false;
    this.speech?.addEventListener?.("voiceschanged", () => this.draw());
    for (const bar of all(document, ".reader")) {
      const press = (/** @type {string} */ button, /** @type {() => void} */ action, /** @type {string} */ next) =>
        one(bar, button).addEventListener("click", () => {
          action();
          // The button that was pressed is gone, and another one is in its place.
          one(bar, next).focus({ preventScroll: true });
        });
      press(".read", () => this.start(), ".pause");
      press(".pause", () => this.pause(), ".read");
      press(".stop", () => this.stop(), ".read");
    }
    window.addEventListener("pagehide", () => this.stop());
  }

  /** @returns {SpeechSynthesisVoice | undefined} a voice of the course's language */
  voice() {
    const spoken = this.language.split("-")[0];
    const voices = this.speech?.getVoices() ?? [];
    return voices.find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === spoken);
  }

  /**
   * Another place is shown.
   *
   * @param {HTMLElement | null} view what can be read; null when there is nothing
   */
  show(view) {
    this.stop();
    this.view = view;
    this.draw();
  }

  draw() {
    const able = Boolean(this.view && this.voice());
    const reading = this.parts.length > 0;
    for (const bar of all(document, ".reader")) {
      bar.hidden = !able;
      one(bar, ".read").hidden = reading && !this.paused;
      one(bar, ".pause").hidden = !reading || this.paused;
      one(bar, ".stop").hidden = !reading;
    }
  }

  start() {
    if (!this.paused) {
      const all_ = this.view ? all(this.view, READ) : [];
      const read = all_.filter((part) => !part.closest(UNREAD) && part.checkVisibility?.() !== false);
      this.parts = read.filter((part) => !read.some((other) => other !== part && other.contains(part)));
      this.index = 0;
    }
    this.paused = false;
    this.say();
    this.draw();
  }

  say() {
    this.turn += 1;
    const { turn, speech } = this;
    speech?.cancel();
    this.mark();
    const part = this.parts.at(this.index);
    if (!part || !speech) {
      this.stop();
      return;
    }
    const voice = this.voice();
    const words = new SpeechSynthesisUtterance(spokenText(part));
    words.lang = voice?.lang ?? this.language;
    words.voice = voice ?? null;
    words.addEventListener("end", () => {
      if (turn !== this.turn) return;
      this.index += 1;
      this.say();
    });
    speech.speak(words);
  }

  /** Break off in this paragraph, to go on with it later. Some browsers cannot pause a voice, so none is asked to. */
  pause() {
    this.turn += 1;
    this.paused = true;
    this.speech?.cancel();
    this.draw();
  }

  stop() {
    if (!this.parts.length) return;
    this.turn += 1;
    this.paused = false;
    this.parts = [];
    this.speech?.cancel();
    this.mark();
    this.draw();
  }

  mark() {
    for (const part of all(document, ".sounding")) part.classList.remove("sounding");
    const part = this.parts.at(this.index);
    part?.classList.add("sounding");
    part?.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {HTMLElement} part
 * @returns {string}
 */
function spokenText(part) {
  const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
  // Of an image its alternative is read.
  for (const image of all(copy, "img")) image.replaceWith(image.getAttribute("alt") ?? "");
  for (const drawing of copy.querySelectorAll("[role=img]")) drawing.replaceWith(drawing.getAttribute("aria-label") ?? "");
  const label = part.getAttribute("role") === "img" ? part.getAttribute("aria-label") : copy.textContent;
  return (label ?? "").replace(/\s+/g, " ").trim();
}
