/** The player: it shows one place at a time, and stores each step of the trainee. */

import { listenToForms } from "./answering.js";
import { drawCertificate } from "./certificate.js";
import { all, byId, one } from "./dom.js";
import { Drill } from "./drill.js";
import { Modules } from "./modules.js";
import { drawHome, drawModule } from "./overview.js";
import { placeAt } from "../core/places.js";
import { addressOf, headingOf, locationOf, PLACES, titleOf, viewOf } from "./places.js";
import { preparePrinting } from "./printing.js";
import { answerQuestion, beginQuizAttempt, dated, openQuiz, seePage, tick } from "../core/progress.js";
import { drawQuestion } from "./quiz.js";
import { readAloud } from "./reader.js";
import { listenToRecordings } from "./recordings.js";
import { drawResult } from "./result.js";
import { roundAt } from "./rounds.js";
import { hasQuiz } from "../core/scoring.js";
import { bringToTop, scrollWithin } from "./scrolling.js";
import { tellSaving } from "./saving-notice.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Module, Payload, Question, Surroundings} from "../types" */
/** @import {Kind, Place} from "../core/places.js" */
/** @import {Session} from "../saving/session.js" */

/**
 * Start at the place that the address of the page names.
 *
 * @param {Payload} course
 * @param {Session} session
 * @param {Surroundings} surroundings
 * @param {(part: HTMLElement) => void} prepare makes the contents of a module interactive, once its elements are made
 */
export function startPlayer(course, session, { window, now, clock, today, chance }, prepare) {
  const { words } = course;
  /** When the place was shown, in milliseconds since some fixed moment. */
  let shownAt = now();
  let here = placeAt(course, session.state, "");
  /** Whether the last step passed a module. */
  let justPassed = false;
  /** The question or result from which the trainee went to read a page again. @type {Place | null} */
  let cameFrom = null;
  const modules = new Modules(course, (section) => {
    prepare(section);
    for (const form of all(section, ".check-yourself form")) forms.openUngraded(form);
  });
  const drill = new Drill(window, modules, words);
  const forms = listenToForms(course, drill, answer);
  const read = readAloud(window, course.language);
  const print = preparePrinting(window, modules, () => viewOf(here));

  function listen() {
    session.changed = (isState) => {
      if (!isState) drawNotice();
      // The new state may not have the place that is shown, such as a question that this quiz attempt does not ask.
      else if (PLACES[here.kind].drills) draw();
      else show(false);
    };
    // Each place is shown from its top, so the browser must not restore a scroll position.
    window.history.scrollRestoration = "manual";
    window.addEventListener("load", () => bringIntoView(false));
    window.addEventListener("hashchange", () => show(true));
    const ignoreSecond = (/** @type {MouseEvent} */ event) => {
      // The second press of a double click must not act on what the first press has put under the pointer.
      if (event.detail < 2 || !(/** @type {Element} */ (event.target).closest("a, button"))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("click", ignoreSecond, { capture: true });
    document.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-print]");
      const scope = /** @type {import("./printing.js").Scope} */ (button?.getAttribute("data-print"));
      if (scope) print(scope);
    });
    listenToRecordings(() => {
      visit(session.state, true);
      draw();
    });
    one(document, ".skip").addEventListener("click", (event) => {
      // Following the link would replace the address of the place.
      event.preventDefault();
      byId("player_main").focus();
    });
  }

  /**
   * Show the place that the address names.
   *
   * @param {boolean} moved whether the trainee has just gone there, so that the focus has to follow
   */
  function show(moved) {
    // Ids are ASCII, so addresses need no decoding. An unknown address leads home.
    const address = window.location.hash.slice(1);
    const state = prepared(address);
    const place = placeAt(course, state, address);
    const isBack = here.kind === "page" && cameFrom?.kind === place.kind;
    remember(place);
    here = place;
    if (address && !`${address}/`.startsWith(`${addressOf(place)}/`)) {
      // An address such as that of a quiz stands for one of its questions. Replaced, it does not trap the back button.
      window.history.replaceState(null, "", `#${addressOf(place)}`);
    }
    shownAt = now();
    justPassed = false;
    visit(state);
    const { drills, isReadAloud } = PLACES[place.kind];
    // A trainee who returns from reading a page goes on with the same round.
    if (drills && !isBack) beginRound();
    draw();
    read(isReadAloud ? viewOf(place) : null);
    if (moved) bringIntoView(true);
  }

  /**
   * The state in which the place can be chosen: opening a quiz decides which questions it asks.
   *
   * @param {string} address
   * @returns {LearnerState}
   */
  function prepared(address) {
    const { state } = session;
    const [id, part] = address.split("/");
    const module = course.modules.find((each) => each.id === id);
    return module && part === "quiz" ? openQuiz(state, module, chance()) : state;
  }

  /**
   * Remember from where a page was opened, for the link that leads back there.
   *
   * @param {Place} next
   */
  function remember(next) {
    const before = here;
    if (next.kind !== "page") cameFrom = null;
    else if (PLACES[before.kind].drills) cameFrom = before;
    else if (next.module !== before.module) cameFrom = null;
    else if (before.kind === "quiz" || before.kind === "result") cameFrom = before;
  }

  /**
   * Store where the trainee is, and that a page was seen.
   *
   * @param {LearnerState} before
   * @param {boolean} played whether the recording of the page that has to be played was
   */
  function visit(before, played = false) {
    const { kind, module, id } = here;
    if (!module) return;
    const isRead = kind === "page" && (played || !module.toPlay.includes(id));
    const state = isRead ? seePage(before, module, id) : before;
    const location = locationOf(here);
    if (state !== session.state || location !== session.location) take({ state, location });
  }

  /** @param {import("../saving/session.js").Step} step */
  function take(step) {
    const before = session.state;
    // A course opened only to look at it cannot be passed, so it gets no day of passing.
    const ticked = step.state.at > before.at ? step.state : tick(step.state, clock());
    session.take({ ...step, state: session.readOnly ? step.state : dated(course, ticked, today()) });
    const isPassed = (/** @type {LearnerState} */ state, /** @type {string} */ id) => moduleState(state, id).passed;
    justPassed = course.modules.some(({ id }) => isPassed(step.state, id) && !isPassed(before, id));
  }

  /** Show whether the state is saved, and whether a module was just passed. */
  function drawNotice() {
    const { kind, module } = here;
    const passed = module && hasQuiz(module) ? words.result_passed : words.result_read;
    const more = justPassed && kind === "page" ? passed : "";
    tellSaving(session, words, { isHome: kind === "home", more });
  }

  /** Show the place where the trainee is. */
  function draw() {
    drawNotice();
    const { module, kind } = here;
    if (module) modules.draw(module.id);
    const shown = viewOf(here);
    for (const view of all(document, ".view")) view.hidden = view !== shown;
    for (const section of all(document, ".module")) section.hidden = section.id !== module?.id;
    document.body.dataset.place = kind;
    // A review asks questions of all modules, also of those with a content note.
    const isNoted = kind === "review" ? course.modules.some(({ noted }) => noted) : module?.noted;
    document.body.classList.toggle("noted", Boolean(isNoted));
    one(document, '[data-print="module"]').hidden = !module || Boolean(PLACES[kind].drills);
    if (module) drawModule(course, session.state, module, here, cameFrom);
    drawContent();
    document.title = [titleOf(here, words), module?.title, course.title].filter(Boolean).join(" - ");
  }

  /** Fill the view with what depends on the state. The views of pages and drills do not. */
  function drawContent() {
    const { state } = session;
    const module = /** @type {Module} */ (here.module);
    /** @type {Partial<Record<Kind, () => void>>} */
    const contents = {
      home: () => drawHome(course, state, session.location),
      certificate: () => drawCertificate(viewOf(here), course, state, session.name),
      quiz: () => drawQuestion(words, state, module, here.id, forms.drafts),
      result: () => drawResult(course, state, module, () => retry(module)),
    };
    contents[here.kind]?.();
  }

  /** Begin a round of the questions that this place drills. */
  function beginRound() {
    const again = () => {
      beginRound();
      drill.focus();
    };
    drill.begin(roundAt(here, course, session.state, chance, again));
  }

  /**
   * Scroll to the beginning of the place, and move the focus to its heading.
   *
   * @param {boolean} moved whether the trainee has just gone there; otherwise the focus and the page around stay
   */
  function bringIntoView(moved) {
    const address = window.location.hash.slice(1);
    // A part of the place, such as a source or a heading.
    const entry = address === addressOf(here) ? null : document.getElementById(address);
    if (entry) entry.tabIndex = -1;
    const scroll = () => (moved ? bringToTop : scrollWithin)(window, entry);
    scroll();
    // In the next frame the browser itself scrolls to the element with this id, which is below the top.
    window.requestAnimationFrame(scroll);
    if (moved) (entry ?? headingOf(here)).focus({ preventScroll: true });
  }

  /**
   * Store an answer to the question that is shown, and show its feedback, unless all feedback waits for the end.
   *
   * @param {HTMLElement} form
   * @param {Module} module
   * @param {Question} question
   * @param {string} response
   * @returns {boolean} whether the feedback is shown
   */
  function answer(form, module, question, response) {
    if (here.id !== question.id) return false;
    const state = answerQuestion(tick(session.state, clock()), module, question, response);
    const { at, response: kept } = state.modules[module.id].answers[question.id];
    const when = { time: clock().getTime(), latency: now() - shownAt };
    const answered = { id: `${module.id}.${question.id}`, response: kept, at, ...when };
    take({ state, location: `${module.id}/quiz`, answered });
    forms.drafts.delete(form.id);
    drawModule(course, session.state, module, here, null);
    drawNotice();
    if (module.feedbackAtEnd) {
      window.location.hash = one(form, ".next").getAttribute("href") ?? "";
      return false;
    }
    drawContent();
    return true;
  }

  /** @param {Module} module */
  function retry(module) {
    const state = beginQuizAttempt(session.state, module, chance());
    take({ state, location: `${module.id}/quiz` });
    const address = `#${module.id}/quiz`;
    if (window.location.hash === address) show(true);
    else window.location.hash = address;
  }

  listen();
  show(false);
  bringIntoView(false);
}
