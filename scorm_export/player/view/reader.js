/** Reading aloud with a voice of the browser, one part of the text at a time. The part being read is highlighted. */

import { all, one } from "./dom.js";

/** The parts that are read. A part inside another one is read with that one. */
const READ = "h2, h3, h4, h5, p, li, dt, dd, summary, figcaption, legend, label, th, td, [role=img]";

/** What is not read: controls, and labels that only matter on the screen. */
const UNREAD = ".turn, .reader, .private, .block-label, button:not(.term, .way-button), nav, .term-box";

/**
 * Let the buttons of the page start, pause and stop reading aloud.
 *
 * @param {Window} window
 * @param {string} language of the course
 * @returns {(view: HTMLElement | null) => void} to be called when another place is shown, with its element, or with
 *   null when it cannot be read aloud
 */
export function readAloud(window, language) {
  /** @type {SpeechSynthesis | undefined} */
  const speech = window.speechSynthesis;
  /** @type {HTMLElement | null} */
  let view = null;
  /** What is being read, or was when it paused. @type {HTMLElement | null} */
  let part = null;
  let isReading = false;
  let isPaused = false;
  /** Counts the parts that were begun, so that the end of one that was stopped does not start the next. */
  let turn = 0;

  /** @returns {SpeechSynthesisVoice | undefined} a voice of the course's language */
  function voiceOfCourse() {
    const spoken = language.split("-")[0];
    const voices = speech?.getVoices() ?? [];
    return voices.find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === spoken);
  }

  function draw() {
    const isAble = Boolean(view && voiceOfCourse());
    for (const bar of all(document, ".reader")) {
      bar.hidden = !isAble;
      bar.classList.toggle("reading", isReading);
      one(bar, ".read").hidden = isReading && !isPaused;
      one(bar, ".pause").hidden = !isReading || isPaused;
      one(bar, ".stop").hidden = !isReading;
    }
  }

  /** @returns {HTMLElement[]} what can be read now; opening a text or choosing in a story changes it */
  function parts() {
    const found = view ? all(view, READ) : [];
    const shown = found.filter((each) => !each.closest(UNREAD) && isShown(each) && spokenText(each));
    return shown.filter((each) => !shown.some((other) => other !== each && other.contains(each)));
  }

  /** Show which part is being read. */
  function mark() {
    for (const each of all(document, ".sounding")) each.classList.remove("sounding");
    part?.classList.add("sounding");
    part?.scrollIntoView({ block: "nearest" });
  }

  /** Stop the voice. The browser still sends the end event of the part, which `turn` tells apart. */
  function breakOff() {
    turn += 1;
    speech?.cancel();
  }

  function say() {
    breakOff();
    mark();
    if (!part || !speech) {
      stop();
      return;
    }
    const begun = turn;
    const voice = voiceOfCourse();
    const words = new SpeechSynthesisUtterance(spokenText(part));
    words.lang = voice?.lang ?? language;
    words.voice = voice ?? null;
    words.addEventListener("end", () => {
      if (turn === begun) next();
    });
    words.addEventListener("error", () => {
      if (turn === begun) stop();
    });
    speech.speak(words);
  }

  /** Go on with the part that follows in the page as it is now. */
  function next() {
    const before = part;
    const isBehind = (/** @type {HTMLElement} */ other) =>
      before && before.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING && !before.contains(other);
    part = parts().find(isBehind) ?? null;
    say();
  }

  function start() {
    if (!isPaused) part = parts()[0] ?? null;
    isPaused = false;
    isReading = true;
    say();
    draw();
  }

  /** Stop in this part, and begin it again later: some browsers cannot pause a voice. */
  function pause() {
    breakOff();
    isPaused = true;
    draw();
  }

  function stop() {
    if (!isReading) return;
    breakOff();
    isPaused = false;
    isReading = false;
    part = null;
    mark();
    const bar = document.activeElement?.closest(".reader");
    draw();
    // The button that had the focus may be hidden now.
    if (bar) one(bar, ".read").focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest(".reader button");
    const bar = button?.closest(".reader");
    if (!button || !bar) return;
    const isRead = button.matches(".read");
    if (isRead) start();
    else if (button.matches(".pause")) pause();
    else stop();
    // The button that was pressed is hidden now, and another one stands in its place.
    one(bar, isRead ? ".pause" : ".read").focus({ preventScroll: true });
  });
  // Some browsers load their voices after the page.
  speech?.addEventListener?.("voiceschanged", draw);
  window.addEventListener("pagehide", stop);
  return (shown) => {
    stop();
    view = shown;
    draw();
  };
}

/**
 * @param {Element} element
 * @returns {boolean} whether it can be seen
 */
function isShown(element) {
  return element.getClientRects().length > 0 && !element.closest("details:not([open]) > :not(summary)");
}

/**
 * The visible text of a node; for an image, its alternative text.
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
