/** Scrolling: what is shown begins at the top of its frame, and the pages around the frame show as much of it as they can. */

/**
 * A stretch of the height of a window, in CSS pixels from the top of what the window shows.
 *
 * @typedef {{top: number, bottom: number}} Stretch
 */

/** How often the room is measured again, because a header may begin to stick while the page is scrolled. */
const MOST_PASSES = 3;

/** How many headers may lie below each other. */
const MOST_HEADERS = 4;

/**
 * Show an element, or the beginning of the page, at the top of the window.
 *
 * @param {Window} window
 * @param {HTMLElement | null} element null for the beginning of the page
 */
export function scrollWithin(window, element) {
  if (element) element.scrollIntoView();
  else window.scrollTo(0, 0);
}

/**
 * Show an element, or the beginning of the page, at the top of the window, and as much as possible of the window itself
 * where it is the frame of an LMS.
 *
 * @param {Window} window
 * @param {HTMLElement | null} element null for the beginning of the page
 */
export function bringToTop(window, element) {
  scrollWithin(window, element);
  showFrame(window);
}

/**
 * Scroll the windows around this one so that as much of it as possible is in view, its top first; no more than that takes.
 * A window of another origin cannot be reached: scrolling ends before it.
 *
 * @param {Window} window
 */
function showFrame(window) {
  let shown = { top: 0, bottom: window.innerHeight };
  for (let inner = window; inner.parent !== inner; inner = inner.parent) {
    const frame = frameOf(inner);
    const outer = frame?.ownerDocument.defaultView;
    if (!frame || !outer) return;
    const inside = shown;
    const box = () => {
      const top = frame.getBoundingClientRect().top + frame.clientTop;
      return { top: top + inside.top, bottom: top + inside.bottom };
    };
    for (const scroller of scrollersAround(frame)) {
      for (let pass = 0; pass < MOST_PASSES; pass += 1) {
        const top = distance(box(), roomIn(outer, scroller, frame));
        if (top) scroller.scrollBy({ top, behavior: "instant" });
      }
    }
    shown = overlap(box(), { top: 0, bottom: outer.innerHeight });
  }
}

/**
 * @param {Window} window
 * @returns {Element | null} the element that holds the window; null where the page around it is of another origin
 */
function frameOf(window) {
  try {
    return window.frameElement;
  } catch {
    return null;
  }
}

/**
 * @param {Element} element
 * @returns {Element[]} what can be scrolled to show the element, the innermost first
 */
function scrollersAround(element) {
  const found = [];
  for (let around = element.parentElement; around; around = around.parentElement) {
    const isScrolled = ["auto", "scroll"].includes(getComputedStyle(around).overflowY);
    if (isScrolled && around.scrollHeight > around.clientHeight) found.push(around);
  }
  const { scrollingElement } = element.ownerDocument;
  return scrollingElement ? [...found, scrollingElement] : found;
}

/**
 * The part of a window, or of a scrolled element in it, in which a frame can be seen: what lies under headers that stick
 * to its top or footers that stick to its bottom is left out.
 *
 * @param {Window} window
 * @param {Element} scroller
 * @param {Element} frame
 * @returns {Stretch}
 */
function roomIn(window, scroller, frame) {
  const { document, innerHeight } = window;
  const whole = { top: 0, bottom: innerHeight };
  const room = scroller === document.scrollingElement ? whole : overlap(scroller.getBoundingClientRect(), whole);
  const { left, right } = frame.getBoundingClientRect();
  const middle = (left + right) / 2;
  const coverAt = (/** @type {number} */ height) => stickyAround(document.elementFromPoint(middle, height), frame);
  let { top, bottom } = room;
  for (let number = 0; number < MOST_HEADERS; number += 1) {
    top = Math.max(top, coverAt(top)?.bottom ?? top);
    bottom = Math.min(bottom, coverAt(bottom - 1)?.top ?? bottom);
  }
  // What covers everything, such as a dialog, goes again: the frame comes to where it is seen then.
  return top < bottom ? { top, bottom } : room;
}

/**
 * @param {Element | null} element
 * @param {Element} frame
 * @returns {DOMRect | null} the box of what sticks to the window and has the element in it, unless the frame is in it too
 */
function stickyAround(element, frame) {
  for (let around = element; around && !around.contains(frame); around = around.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(around).position)) return around.getBoundingClientRect();
  }
  return null;
}

/**
 * @param {Stretch} one
 * @param {Stretch} other
 * @returns {Stretch} what both have
 */
function overlap(one, other) {
  return { top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom) };
}

/**
 * How far to scroll so that a box shows in the room: not at all when all of it does, to its top when it does not fit.
 *
 * @param {Stretch} box
 * @param {Stretch} room
 * @returns {number} CSS pixels; negative is upwards
 */
function distance(box, room) {
  return Math.min(box.top - room.top, Math.max(0, box.bottom - room.bottom));
}
