/** Reading aloud: the page in the browser's voice, a paragraph at a time, which is shown while it sounds. */

import { all, one } from "./dom.js";

/** What is read, each as a whole; what stands inside another one is read with that. */
const READ = "h2, h3, h4, h5, p, li, dt, dd, summary, figcaption, legend, label, th, td, [role=img]";

/** What is not read: what is hidden, and what is there to be pressed. */
const UNREAD = ".turn, .reader, .private, .block-label, button:not(.term, .way-button), nav, .term-box";

/** Reads the place that is shown, and moves its buttons between reading, pausing and stopping. */
export class Reader {
  /**
   * @param {Window} window
   * @param {string} language
   */
  constructor(window, language) {
    /** @type {SpeechSynthesis | undefined} */
    this.speech = window.speechSynthesis;
    this.language = language;
    /** What is being read, or was when it paused. @type {HTMLElement | null} */
    this.part = null;
    this.reading = false;
    /** Counts the beginnings, so that the end of a part that was broken off does not lead to the next. */
    this.turn = 0;
    this.paused = false;
    this.speech?.addEventListener?.("voiceschanged", () => this.draw());
    document.addEventListener("click", (event) => this.press(/** @type {Element} */ (event.target)));
    window.addEventListener("pagehide", () => this.stop());
  }

  /** @param {Element} pressed */
  press(pressed) {
    const bar = pressed.closest(".reader");
    const button = pressed.closest("button");
    if (!bar || !button) return;
    if (button.matches(".read")) this.start();
    else if (button.matches(".pause")) this.pause();
    else this.stop();
    // The button that was pressed is hidden now, and another one stands in its place.
    one(bar, button.matches(".read") ? ".pause" : ".read").focus({ preventScroll: true });
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
    for (const bar of all(document, ".reader")) {
      bar.hidden = !able;
      bar.classList.toggle("reading", this.reading);
      one(bar, ".read").hidden = this.reading && !this.paused;
      one(bar, ".pause").hidden = !this.reading || this.paused;
      one(bar, ".stop").hidden = !this.reading;
    }
  }

  /** @returns {HTMLElement[]} what there is to read now: a story or a text that was opened changes it */
  parts() {
    const found = this.view ? all(this.view, READ) : [];
    const shown = found.filter((part) => !part.closest(UNREAD) && isShown(part) && spokenText(part));
    return shown.filter((part) => !shown.some((other) => other !== part && other.contains(part)));
  }

  start() {
    if (!this.paused) this.part = this.parts()[0] ?? null;
    this.paused = false;
    this.reading = true;
    this.say();
    this.draw();
  }

  /** Go on with what comes behind, as it stands by now. */
  next() {
    const { part } = this;
    const isBehind = (/** @type {HTMLElement} */ other) =>
      Boolean(part && part.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) && !part?.contains(other);
    this.part = this.parts().find(isBehind) ?? null;
    this.say();
  }

  say() {
    this.turn += 1;
    const { turn, speech } = this;
    speech?.cancel();
    this.mark();
    const { part } = this;
    if (!part || !speech) {
      this.stop();
      return;
    }
    const voice = this.voice();
    const words = new SpeechSynthesisUtterance(spokenText(part));
    words.lang = voice?.lang ?? this.language;
    words.voice = voice ?? null;
    words.addEventListener("end", () => {
      if (turn === this.turn) this.next();
    });
    words.addEventListener("error", () => {
      if (turn === this.turn) this.stop();
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
    if (!this.reading) return;
    this.turn += 1;
    this.paused = false;
    this.reading = false;
    this.part = null;
    this.speech?.cancel();
    this.mark();
    const bar = document.activeElement?.closest(".reader");
    this.draw();
    // The button that had the focus may be gone by now.
    if (bar) one(bar, ".read").focus({ preventScroll: true });
  }

  mark() {
    for (const part of all(document, ".sounding")) part.classList.remove("sounding");
    const { part } = this;
    part?.classList.add("sounding");
    part?.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {Element} element
 * @returns {boolean} whether it can be seen
 */
function isShown(element) {
  return element.getClientRects().length > 0 && !element.closest("details:not([open]) > :not(summary)");
}

/**
 * The words of a part as they are seen; of an image, its alternative.
 *
 * @param {Node} node
 * @returns {string}
 */
function seenText(node) {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element)) return "";
  if (node.matches("img")) return node.getAttribute("alt") ?? "";
  if (node.getAttribute("role") === "img") return node.getAttribute("aria-label") ?? "";
  if (node.matches(UNREAD) || !isShown(node)) return " ";
  return [...node.childNodes].map(seenText).join("");
}

/**
 * @param {HTMLElement} part
 * @returns {string}
 */
function spokenText(part) {
  return seenText(part).replace(/\s+/g, " ").trim();
}
