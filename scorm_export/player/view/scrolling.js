/** Scrolling to the beginning of what is shown, in the window of the course and in the pages of an LMS around it. */

/** How often a page is scrolled for one frame: a header may begin to stick, or cease to, while it scrolls. */
const MOST_PASSES = 3;

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
 * Show an element, or the beginning of the page, at the top of the window. Where the window is a frame, also scroll the
 * pages around it, so that as much of the frame as possible is in view, its top first; no further than that takes. A
 * page of another origin, and what is around it, cannot be scrolled.
 *
 * @param {Window} window
 * @param {HTMLElement | null} element null for the beginning of the page
 */
export function bringToTop(window, element) {
  scrollWithin(window, element);
  /** What is to be in view, in CSS pixels from the top of the inner window. */
  let part = { top: 0, bottom: window.innerHeight };
  // The browser gives no frame element where the page around it is of another origin.
  for (let inner = window; inner.frameElement; inner = inner.parent) {
    const frame = inner.frameElement;
    const outer = inner.parent;
    const { top, bottom } = part;
    const boxOfPart = () => {
      const offset = frame.getBoundingClientRect().top;
      return { top: offset + top, bottom: offset + bottom };
    };
    for (const scroller of scrollersAround(frame)) {
      for (let pass = 0; pass < MOST_PASSES; pass += 1) {
        const room = roomFor(frame, scroller, outer);
        const box = boxOfPart();
        const distance = Math.min(box.top - room.top, Math.max(0, box.bottom - room.bottom));
        scroller.scrollBy({ top: distance, behavior: "instant" });
      }
    }
    const box = boxOfPart();
    part = { top: Math.max(0, box.top), bottom: Math.min(outer.innerHeight, box.bottom) };
  }
}

/**
 * @param {Element} element
 * @returns {Element[]} what can be scrolled to show the element, the innermost first
 */
function scrollersAround(element) {
  const found = [];
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) found.push(around);
  }
  return [...found, /** @type {Element} */ (element.ownerDocument.scrollingElement)];
}

/**
 * The heights between which a frame can be seen in a scrolled element: headers that stay at the top cover what lies
 * under them.
 *
 * @param {Element} frame
 * @param {Element} scroller
 * @param {Window} window
 * @returns {{top: number, bottom: number}} CSS pixels from the top of the window
 */
function roomFor(frame, scroller, { document, innerHeight }) {
  const box = scroller.getBoundingClientRect();
  const isWhole = scroller === document.scrollingElement;
  const start = isWhole ? 0 : Math.max(0, box.top);
  const bottom = isWhole ? innerHeight : Math.min(innerHeight, box.bottom);
  const { left, right } = frame.getBoundingClientRect();
  for (let top = start; top < bottom; ) {
    const end = endOfHeader(document.elementFromPoint((left + right) / 2, top), frame);
    if (end <= top) return { top, bottom };
    // Another header may stick below this one.
    top = end;
  }
  // What covers everything, such as a dialog, goes away again.
  return { top: start, bottom };
}

/**
 * @param {Element | null} element
 * @param {Element} frame
 * @returns {number} where the header around the element ends, in CSS pixels from the top of the window; 0 when there is
 *   no header, which is what stays where it is while the frame scrolls
 */
function endOfHeader(element, frame) {
  for (let around = element; around && !around.contains(frame); around = around.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(around).position)) return around.getBoundingClientRect().bottom;
  }
  return 0;
}
