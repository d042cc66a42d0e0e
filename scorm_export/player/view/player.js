/** The player: shows one place at a time, and stores each step. */

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
import { drawResult } from "./result.js";
import { roundAt } from "./rounds.js";
import { bringToTop, scrollWithin } from "./scrolling.js";
import { tellSaving } from "./saving-notice.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Module, Payload, Question, Surroundings} from "../types" */
/** @import {Place} from "../core/places.js" */
/** @import {Session} from "../saving/session.js" */

/**
 * Start at the place that the address of the page names.
 *
 * @param {Payload} course
 * @param {Session} session
 * @param {Surroundings} surroundings
 * @param {(part: HTMLElement) => void} prepare makes what is in a module ready for use, once it is in the page
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
      // What is shown may not be there any more, such as a question that is not drawn now.
      else if (PLACES[here.kind].drills) draw();
      else show(false);
    };
    // Each place begins at its top; the browser must not choose another spot.
    window.history.scrollRestoration = "manual";
    window.addEventListener("load", () => bringIntoView(false));
    window.addEventListener("hashchange", () => show(true));
    const ignoreSecond = (/** @type {MouseEvent} */ event) => {
      // The second press of a double one is meant for what stood there before, not for what the first one brought.
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
    one(document, ".skip").addEventListener("click", (event) => {
      // The address is that of a place in the course, so the link must not change it.
      event.preventDefault();
      byId("player_main").focus();
    });
  }

  /**
   * Show the place that the address names.
   *
   * @param {boolean} moved whether the trainee went there just now, so that the focus follows
   */
  function show(moved) {
    // Ids are plain letters, so an address needs no decoding; a strange one leads home.
    const address = window.location.hash.slice(1);
    const state = prepared(address);
    const place = placeAt(course, state, address);
    const isBack = here.kind === "page" && cameFrom?.kind === place.kind;
    remember(place);
    here = place;
    if (address && !`${address}/`.startsWith(`${addressOf(place)}/`)) {
      // An address that stands for another place ("the quiz") gives way to it, so that going back works.
      window.history.replaceState(null, "", `#${addressOf(place)}`);
    }
    shownAt = now();
    justPassed = false;
    visit(state);
    const { drills, isReadAloud } = PLACES[place.kind];
    // Who comes back from reading goes on with the same round.
    if (drills && !isBack) beginRound();
    draw();
    read(isReadAloud ? viewOf(place) : null);
    if (moved) bringIntoView(true);
  }

  /**
   * The state, after what has to be settled before the place can be chosen: what a quiz asks.
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
   * Remember where a page was opened from, so that there is a way back from it.
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
   * Store that the trainee is here.
   *
   * @param {LearnerState} before
   */
  function visit(before) {
    const { kind, module, id } = here;
    if (!module) return;
    const state = kind === "page" ? seePage(before, module, id) : before;
    const location = locationOf(here);
    if (state !== session.state || location !== session.location) take({ state, location });
  }

  /** @param {import("../saving/session.js").Step} step */
  function take(step) {
    const before = session.state;
    // What is only looked at earns nothing, so it has no day either.
    const ticked = step.state.at > before.at ? step.state : tick(step.state, clock());
    session.take({ ...step, state: session.readOnly ? step.state : dated(course, ticked, today()) });
    const isPassed = (/** @type {LearnerState} */ state, /** @type {string} */ id) => moduleState(state, id).passed;
    justPassed = course.modules.some(({ id }) => isPassed(step.state, id) && !isPassed(before, id));
  }

  /** Say what the trainee should know. */
  function drawNotice() {
    const { kind } = here;
    const more = justPassed && kind === "page" ? words.result_passed : "";
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
    // A review mixes questions of all modules, those that may touch a sore place too.
    const isNoted = kind === "review" ? course.modules.some(({ noted }) => noted) : module?.noted;
    document.body.classList.toggle("noted", Boolean(isNoted));
    one(document, '[data-print="module"]').hidden = !module || Boolean(PLACES[kind].drills);
    if (module) drawModule(course, session.state, module, here, cameFrom);
    drawContent();
    document.title = [titleOf(here, words), module?.title, course.title].filter(Boolean).join(" - ");
  }

  /** Fill the view of the place with what depends on the trainee; many have nothing of that. */
  function drawContent() {
    const { state } = session;
    const module = /** @type {Module} */ (here.module);
    /** @type {Partial<Record<Place["kind"], () => void>>} */
    const contents = {
      home: () => drawHome(course, state, session.location),
      certificate: () => drawCertificate(viewOf(here), course, state, session.name),
      quiz: () => drawQuestion(words, state, module, here.id, forms.drafts),
      result: () => drawResult(course, state, module, () => retry(module)),
    };
    contents[here.kind]?.();
  }

  /** Begin the questions of the place, which do not count. */
  function beginRound() {
    const again = () => {
      beginRound();
      drill.focus();
    };
    drill.begin(roundAt(here, course, session.state, chance, again));
  }

  /**
   * Bring the beginning of the place into view, and let reading go on from its heading.
   *
   * @param {boolean} moved whether the trainee went there just now: the focus follows, and the frame comes into view
   */
  function bringIntoView(moved) {
    const address = window.location.hash.slice(1);
    const entry = here.kind === "extra" && address !== here.id ? document.getElementById(address) : null;
    const scroll = () => (moved ? bringToTop : scrollWithin)(window, entry);
    scroll();
    // In the next frame the browser itself scrolls to the element with this id, which is below the top.
    window.requestAnimationFrame(scroll);
    if (moved) (entry ?? headingOf(here)).focus({ preventScroll: true });
  }

  /**
   * Store an answer to the question that is shown, and tell what it was worth, unless all feedback waits for the end.
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
