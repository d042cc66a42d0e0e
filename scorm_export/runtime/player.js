/** The player: shows one place at a time, and stores each step. */

import { all, byId, one } from "./dom.js";
import { drawHome, drawModule } from "./overview.js";
import { addressOf, placeAt } from "./places.js";
import { answerQuestion, beginTry, seePage } from "./progress.js";
import { chosenOptions, clearError, showAnswered, showError, showOpen } from "./quiz.js";
import { drawResult } from "./result.js";
import { interaction } from "./scoring.js";
import { moduleState } from "./state.js";
import { formOf, placeTitle, viewOf } from "./titles.js";

/** @import {LearnerState, Module, Payload, Question, Surroundings} from "./types" */
/** @import {Place} from "./places.js" */
/** @import {Session} from "./session.js" */

/**
 * @param {Payload} course
 * @param {Session} session
 * @param {Surroundings} surroundings
 */
export function startPlayer(course, session, surroundings) {
  const player = new Player(course, session, surroundings);
  player.listen();
  player.show(false);
}

class Player {
  /**
   * @param {Payload} course
   * @param {Session} session
   * @param {Surroundings} surroundings
   */
  constructor(course, session, { window, now }) {
    this.course = course;
    this.words = course.words;
    this.session = session;
    this.window = window;
    this.now = now;
    this.shownAt = now();
    this.place = placeAt(course, session.state, "");
    this.unsaved = false;
    /** What was chosen but not checked yet, by the id of the form. @type {Map<string, string>} */
    this.drafts = new Map();
    /** Whether the last step passed a module. */
    this.justPassed = false;
    /** The question or result from which the trainee went to read a page again. @type {Place | null} */
    this.cameFrom = null;
  }

  listen() {
    // Each place begins at its top; the browser must not choose another spot.
    this.window.history.scrollRestoration = "manual";
    this.window.addEventListener("load", () => this.bringInto(this.place, false));
    this.window.addEventListener("hashchange", () => this.show(true));
    document.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check(/** @type {HTMLFormElement} */ (event.target));
    });
    document.addEventListener("change", (event) => {
      const form = /** @type {HTMLElement} */ (event.target).closest("form");
      if (!form) return;
      clearError(form);
      this.drafts.set(form.id, chosenOptions(form));
    });
    document.addEventListener("click", (event) => {
      // The second press of a double one is meant for what stood there before, not for what the first one brought.
      const pressed = /** @type {Element} */ (event.target).closest("a, button");
      if (pressed && event.detail > 1) event.preventDefault();
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
  show(moved) {
    // Ids are plain letters, so an address needs no decoding; a strange one leads home.
    const address = this.window.location.hash.slice(1);
    const place = placeAt(this.course, this.session.state, address);
    this.remember(place);
    this.place = place;
    if (address && !`${address}/`.startsWith(`${addressOf(place)}/`)) {
      // An address that stands for another place ("the quiz") gives way to it, so that going back works.
      this.window.history.replaceState(null, "", `#${addressOf(place)}`);
    }
    this.shownAt = this.now();
    this.justPassed = false;
    this.visit(place);
    this.draw(place);
    if (moved) this.bringInto(place, true);
  }

  /**
   * Remember where a page was opened from, so that there is a way back from it.
   *
   * @param {Place} next
   */
  remember(next) {
    const before = this.place;
    if (next.kind !== "page" || next.module !== before.module) this.cameFrom = null;
    else if (before.kind === "quiz" || before.kind === "result") this.cameFrom = before;
  }

  /**
   * Store that the trainee is here.
   *
   * @param {Place} place
   */
  visit(place) {
    const { module } = place;
    if (!module) return;
    const before = this.session.state;
    const state = place.kind === "page" ? seePage(this.course, before, module, place.id) : before;
    // A quiz is taken up at the first open question, whichever that is by then.
    const location = place.kind === "quiz" ? `${module.id}/quiz` : addressOf(place);
    if (this.unsaved || state !== before || location !== this.session.location) this.take({ state, location });
  }

  /** @param {Parameters<Session["take"]>[0]} step */
  take(step) {
    const before = this.session.state;
    const stored = this.session.take(step);
    const isPassed = (/** @type {LearnerState} */ state, /** @type {string} */ id) => moduleState(state, id).passed;
    this.justPassed = this.course.modules.some(({ id }) => isPassed(step.state, id) && !isPassed(before, id));
    if (this.session.readOnly) return;
    this.unsaved = !stored && this.session.notice !== "no_storage";
    if (!this.session.notice) this.label(stored ? this.words.saved : "", stored);
  }

  /** Say what the trainee should know: at home in full, elsewhere in a word, so that it is not in the way. */
  drawNotice() {
    const { notice } = this.session;
    const atHome = this.place.kind === "home" ? notice : "";
    const onPage = this.justPassed && this.place.kind === "page" ? "result_passed" : "";
    const key = this.unsaved ? "not_saved" : atHome || onPage;
    const element = byId("player_notice");
    const text = key ? this.words[key] : "";
    // A screen reader hears only what changes in a region that is there.
    element.hidden = !key;
    if (element.textContent !== text) element.textContent = text;
    if (notice) this.label(this.session.readOnly ? this.words.looking : this.words.not_reported, false);
  }

  /**
   * @param {string} text about saving, in a word or two
   * @param {boolean} saved
   */
  label(text, saved) {
    for (const label of all(document, ".save-state")) {
      label.textContent = text;
      label.dataset.saved = String(saved);
    }
  }

  /** @param {Place} place */
  draw(place) {
    this.drawNotice();
    const { course, session } = this;
    const { module, kind } = place;
    const shown = viewOf(place);
    for (const view of all(document, ".view")) view.hidden = view !== shown;
    for (const section of all(document, ".module")) section.hidden = section.id !== module?.id;
    document.body.dataset.place = kind;
    document.title = [placeTitle(place, this.words), module?.title, course.title].filter(Boolean).join(" - ");
    if (kind === "home") drawHome(course, session.state, session.location);
    if (module) drawModule(course, session.state, module, place, this.cameFrom);
    if (module && kind === "quiz") this.drawQuestion(module, place.id);
    if (module && kind === "result") drawResult(course, session.state, module, () => this.retry(module));
  }

  /**
   * @param {Module} module
   * @param {string} id
   */
  drawQuestion(module, id) {
    for (const form of all(byId(`${module.id}/quiz`), ".question")) form.hidden = form.dataset.question !== id;
    const chosen = moduleState(this.session.state, module.id).answers[id]?.chosen;
    const form = formOf(module, id);
    if (chosen) showAnswered(form, this.question(module, id), chosen, this.words);
    else showOpen(form, this.drafts.get(form.id) ?? "");
  }

  /**
   * Bring the trainee to the beginning of a place: to its top with the eyes, to its heading with the keyboard.
   *
   * @param {Place} place
   * @param {boolean} focus
   */
  bringInto(place, focus) {
    const address = this.window.location.hash.slice(1);
    const entry = place.kind === "extra" && address !== place.id ? document.getElementById(address) : null;
    const top = () => (entry ? entry.scrollIntoView() : this.window.scrollTo(0, 0));
    top();
    // The browser goes to what bears the address only later, which is below the top.
    this.window.requestAnimationFrame(top);
    if (focus) (entry ?? this.heading(place)).focus({ preventScroll: true });
  }

  /**
   * @param {Place} place
   * @returns {HTMLElement}
   */
  heading(place) {
    const { kind, module, id } = place;
    if (kind === "home") return byId("player_main");
    if (kind === "start") return byId(`${module?.id}/_title`);
    return kind === "quiz" && module ? one(formOf(module, id), "legend") : one(viewOf(place), "[data-focus]");
  }

  /**
   * @param {Module} module
   * @param {string} id
   * @returns {Question}
   */
  question(module, id) {
    const found = module.questions.find((question) => question.id === id);
    if (!found) throw new Error(`no question ${id}`);
    return found;
  }

  /**
   * Check the answer in a form, and store it.
   *
   * @param {HTMLFormElement} form
   */
  check(form) {
    const { module, id } = this.place;
    const chosen = chosenOptions(form);
    if (!module || id !== form.dataset.question) return;
    if (!chosen) return showError(form, this.words);
    const question = this.question(module, id);
    const state = answerQuestion(this.course, this.session.state, module, question, chosen);
    const when = { latency: this.now() - this.shownAt, time: new Date() };
    const answered = interaction(module, question, state.modules[module.id].answers[id], when);
    this.take({ state, location: `${module.id}/quiz`, interactions: [answered] });
    this.drafts.delete(form.id);
    showAnswered(form, question, chosen, this.words);
    drawModule(this.course, state, module, this.place, null);
    this.drawNotice();
    one(form, ".feedback .verdict").focus({ preventScroll: true });
    one(form, ".turn").scrollIntoView({ block: "nearest" });
    one(form, ".feedback").scrollIntoView({ block: "nearest" });
  }

  /** @param {Module} module */
  retry(module) {
    const state = beginTry(this.course, this.session.state, module);
    this.take({ state, location: `${module.id}/quiz` });
    const address = `#${module.id}/quiz`;
    if (this.window.location.hash === address) this.show(true);
    else this.window.location.hash = address;
  }
}
