/** The player: shows one place at a time, and stores each step. */

import { drawCertificate } from "./certificate.js";
import { askedQuestions } from "../core/chance.js";
import { all, byId, make, one, QUIET, setLink, wayTo } from "./dom.js";
import { Drill } from "./drill.js";
import { byResult, recallQuestions, reviewQuestions } from "../core/learning.js";
import { Modules } from "./modules.js";
import { drawHome, drawModule } from "./overview.js";
import { pressPiece } from "../questions/pieces.js";
import { addressOf, isDrill, isWithheld, placeAt } from "../core/places.js";
import { Printer } from "./printing.js";
import { answerQuestion, beginQuizAttempt, dated, openQuiz, seePage, tick } from "../core/progress.js";
import { clearError, readEntered, readResponse, setCount, showAnswered, showError, showOpen } from "./question.js";
import { Reader } from "./reader.js";
import { drawResult } from "./result.js";
import { bringToTop, scrollWithin } from "./scrolling.js";
import { tellSaving } from "./saving-notice.js";
import { moduleState } from "../core/state.js";
import { formOf, placeTitle, viewOf } from "./titles.js";

/** @import {LearnerState, Module, Payload, Question, Surroundings} from "../types" */
/** @import {Place} from "../core/places.js" */
/** @import {Session} from "../saving/session.js" */

/**
 * @param {Payload} course
 * @param {Session} session
 * @param {Surroundings} surroundings
 * @param {(part: HTMLElement) => void} prepare makes what is in a module ready for use, once it is in the page
 */
export function startPlayer(course, session, surroundings, prepare) {
  const player = new Player(course, session, surroundings, prepare);
  player.listen();
  player.show(false);
  player.bringInto(player.place, false);
}

class Player {
  /**
   * @param {Payload} course
   * @param {Session} session
   * @param {Surroundings} surroundings
   * @param {(part: HTMLElement) => void} prepare
   */
  constructor(course, session, { window, now, clock, today, chance }, prepare) {
    this.course = course;
    this.words = course.words;
    this.session = session;
    this.window = window;
    this.now = now;
    this.clock = clock;
    this.today = today;
    this.chance = chance;
    this.shownAt = now();
    this.place = placeAt(course, session.state, "");
    /** What was chosen but not checked yet, by the id of the form. @type {Map<string, string>} */
    this.drafts = new Map();
    /** Whether the last step passed a module. */
    this.justPassed = false;
    /** The question or result from which the trainee went to read a page again. @type {Place | null} */
    this.cameFrom = null;
    this.modules = new Modules(course, (section) => {
      prepare(section);
      for (const form of all(section, ".check-yourself form")) this.openUngraded(form);
    });
    this.drill = new Drill(window, this.modules, course.words);
    this.reader = new Reader(window, course.language);
    this.printer = new Printer(window, this.modules, () => viewOf(this.place));
  }

  listen() {
    this.session.changed = (isState) => {
      if (!isState) this.drawNotice();
      // What is shown may not be there any more, such as a question that is not drawn now.
      else if (isDrill(this.place)) this.draw(this.place);
      else this.show(false);
    };
    // Each place begins at its top; the browser must not choose another spot.
    this.window.history.scrollRestoration = "manual";
    this.window.addEventListener("load", () => this.bringInto(this.place, false));
    this.window.addEventListener("hashchange", () => this.show(true));
    document.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check(/** @type {HTMLFormElement} */ (event.target));
    });
    document.addEventListener("input", (event) => {
      this.enter(/** @type {HTMLElement} */ (event.target).closest("form"));
    });
    const ignoreSecond = (/** @type {MouseEvent} */ event) => {
      // The second press of a double one is meant for what stood there before, not for what the first one brought.
      if (event.detail < 2 || !(/** @type {Element} */ (event.target).closest("a, button"))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("click", ignoreSecond, { capture: true });
    document.addEventListener("click", (event) => {
      const pressed = /** @type {Element} */ (event.target).closest("a, button");
      if (pressed instanceof HTMLElement) this.press(pressed);
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
    const state = this.prepared(address);
    const place = placeAt(this.course, state, address);
    const isBack = this.place.kind === "page" && this.cameFrom?.kind === place.kind;
    this.remember(place);
    this.place = place;
    if (address && !`${address}/`.startsWith(`${addressOf(place)}/`)) {
      // An address that stands for another place ("the quiz") gives way to it, so that going back works.
      this.window.history.replaceState(null, "", `#${addressOf(place)}`);
    }
    this.shownAt = this.now();
    this.justPassed = false;
    this.visit(place, state);
    // Who comes back from reading goes on with the same round.
    if (isDrill(place) && !isBack) this.drill.begin(this.round(place));
    this.draw(place);
    this.reader.show(["page", "start"].includes(place.kind) ? viewOf(place) : null);
    if (moved) this.bringInto(place, true);
  }

  /**
   * The state, after what has to be settled before the place can be chosen: what a quiz asks.
   *
   * @param {string} address
   * @returns {LearnerState}
   */
  prepared(address) {
    const { state } = this.session;
    const [id, part] = address.split("/");
    const module = this.course.modules.find((each) => each.id === id);
    return module && part === "quiz" ? openQuiz(state, module, this.chance()) : state;
  }

  /**
   * Remember where a page was opened from, so that there is a way back from it.
   *
   * @param {Place} next
   */
  remember(next) {
    const before = this.place;
    if (next.kind !== "page") this.cameFrom = null;
    else if (isDrill(before)) this.cameFrom = before;
    else if (next.module !== before.module) this.cameFrom = null;
    else if (before.kind === "quiz" || before.kind === "result") this.cameFrom = before;
  }

  /**
   * Store that the trainee is here.
   *
   * @param {Place} place
   * @param {LearnerState} before
   */
  visit(place, before) {
    const { module } = place;
    if (!module) return;
    const state = place.kind === "page" ? seePage(before, module, place.id) : before;
    // A quiz is taken up at the first open question, whichever that is by then; practice, at the result it is for.
    const taken = { quiz: `${module.id}/quiz`, practice: `${module.id}/result` };
    const location = place.kind === "quiz" || place.kind === "practice" ? taken[place.kind] : addressOf(place);
    if (state !== this.session.state || location !== this.session.location) this.take({ state, location });
  }

  /** @param {import("../saving/session.js").Step} step */
  take(step) {
    const { session } = this;
    const before = session.state;
    // What is only looked at earns nothing, so it has no day either.
    const ticked = step.state.at > before.at ? step.state : tick(step.state, this.clock());
    session.take({ ...step, state: session.readOnly ? step.state : dated(this.course, ticked, this.today()) });
    const isPassed = (/** @type {LearnerState} */ state, /** @type {string} */ id) => moduleState(state, id).passed;
    this.justPassed = this.course.modules.some(({ id }) => isPassed(step.state, id) && !isPassed(before, id));
  }

  /** Say what the trainee should know. */
  drawNotice() {
    const { kind } = this.place;
    const more = this.justPassed && kind === "page" ? this.words.result_passed : "";
    tellSaving(this.session, this.words, { isHome: kind === "home", more });
  }

  /** @param {Place} place */
  draw(place) {
    this.drawNotice();
    const { course, session } = this;
    const { module, kind } = place;
    if (module) this.modules.draw(module.id);
    const shown = viewOf(place);
    for (const view of all(document, ".view")) view.hidden = view !== shown;
    for (const section of all(document, ".module")) section.hidden = section.id !== module?.id;
    document.body.dataset.place = kind;
    // A review mixes questions of all modules, those that may touch a sore place too.
    const isNoted = kind === "review" ? course.modules.some(({ noted }) => noted) : module?.noted;
    document.body.classList.toggle("noted", Boolean(isNoted));
    if (kind === "home") drawHome(course, session.state, session.location);
    if (module) drawModule(course, session.state, module, place, this.cameFrom);
    if (module && kind === "quiz") this.drawQuestion(module, place.id);
    if (module && kind === "result") drawResult(course, session.state, module, () => this.retry(module));
    if (kind === "certificate") drawCertificate(shown, course, session.state, session.name);
    document.title = [placeTitle(place, this.words), module?.title, course.title].filter(Boolean).join(" - ");
  }

  /**
   * The questions of a place that has some which do not count.
   *
   * @param {Place} place
   * @returns {import("./drill.js").Round}
   */
  round({ kind, module }) {
    const { course, words } = this;
    const { state } = this.session;
    const home = () => wayTo("home", words.to_home, QUIET);
    if (kind === "recall" && module) {
      const asked = recallQuestions(course, state, module, this.chance());
      const begin = `${module.id}/${module.pages[0]}`;
      const onward = () => [this.drill.isOver ? wayTo(begin, words.begin) : wayTo(begin, words.skip_recall, QUIET)];
      return { title: words.place_recall, lead: words.recall_lead, asked, seed: this.chance(), onward };
    }
    if (kind === "practice" && module) {
      const asked = byResult(module, moduleState(state, module.id)).missed.map((question) => ({ module, question }));
      const onward = () => [wayTo(`${module.id}/result`, words.back_to_result, QUIET)];
      return { title: words.place_practice, lead: words.practice_lead, asked, seed: this.chance(), onward };
    }
    const asked = reviewQuestions(course, state, this.chance());
    const more = () => {
      const button = make("button", { class: "button", type: "button" }, words.review_more);
      button.addEventListener("click", () => {
        this.drill.begin(this.round(this.place));
        this.drill.focus();
      });
      return button;
    };
    const onward = () => (this.drill.isOver ? [more(), home()] : [home()]);
    return { title: words.place_review, lead: words.review_lead, asked, seed: this.chance(), onward };
  }

  /**
   * @param {Module} module
   * @param {string} id
   */
  drawQuestion(module, id) {
    for (const form of all(byId(`${module.id}/quiz`), ".question")) form.hidden = form.dataset.question !== id;
    const state = moduleState(this.session.state, module.id);
    const asked = askedQuestions(module, state);
    const place = asked.findIndex((question) => question.id === id);
    const next = asked[place + 1];
    const form = formOf(module, id);
    setCount(form, place + 1, asked.length, this.words);
    const onward = place + 1 < asked.length && next ? `quiz/${next.id}` : "result";
    setLink(one(form, ".next"), `${module.id}/${onward}`, onward === "result" ? this.words.to_result : this.words.next_question);
    const response = state.answers[id]?.response ?? "";
    const how = { entered: response, seed: module.shuffle ? state.seed : 0 };
    if (response && !isWithheld(module, this.session.state)) {
      showAnswered(form, module.id, asked[place], how, this.words);
    } else {
      showOpen(form, asked[place], { ...how, entered: this.drafts.get(form.id) ?? response }, this.words);
    }
  }

  /**
   * Show a place from its beginning, and let reading go on from its heading.
   *
   * @param {Place} place
   * @param {boolean} moved whether the trainee went there just now: the focus follows, and the frame comes into view
   */
  bringInto(place, moved) {
    const address = this.window.location.hash.slice(1);
    const entry = place.kind === "extra" && address !== place.id ? document.getElementById(address) : null;
    const scroll = () => (moved ? bringToTop : scrollWithin)(this.window, entry);
    scroll();
    // In the next frame the browser itself scrolls to the element with this id, which is below the top.
    this.window.requestAnimationFrame(scroll);
    if (moved) (entry ?? this.heading(place)).focus({ preventScroll: true });
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
    const found = [...module.questions, ...module.practice].find((question) => question.id === id);
    if (!found) throw new Error(`no question ${id}`);
    return found;
  }

  /**
   * The module and question of a form, wherever it stands.
   *
   * @param {HTMLElement} form
   * @returns {{module: Module, question: Question}}
   */
  asked(form) {
    const drilled = this.drill.now;
    if (drilled && form.closest("#player_drill")) return drilled;
    const id = form.closest(".module")?.id;
    const module = this.course.modules.find((each) => each.id === id);
    if (!module) throw new Error(`no module ${id}`);
    return { module, question: this.question(module, form.dataset.question ?? "") };
  }

  /**
   * The trainee enters something: it is kept while it is not checked.
   *
   * @param {HTMLElement | null} form
   */
  enter(form) {
    if (!form) return;
    clearError(form);
    if (form.closest(".quiz")) this.drafts.set(form.id, readEntered(form, this.asked(form).question, this.words));
  }

  /** @param {HTMLElement} pressed */
  press(pressed) {
    const form = pressed.closest("form");
    if (form && pressed.matches(".piece, .spot-button")) {
      pressPiece(form, pressed, this.words);
      this.enter(form);
    }
    if (form && pressed.matches(".check-yourself .next")) {
      this.openUngraded(form);
      one(form, "legend").focus();
    }
    if (pressed.dataset.print) {
      const scope = /** @type {import("./printing.js").Scope} */ (pressed.dataset.print);
      this.printer.print(scope);
    }
  }

  /** @param {HTMLElement} form of a question in a lesson */
  openUngraded(form) {
    showOpen(form, this.asked(form).question, { entered: "", seed: 0 }, this.words);
  }

  /**
   * Check the answer in a form.
   *
   * @param {HTMLFormElement} form
   */
  check(form) {
    const { module, question } = this.asked(form);
    const response = readResponse(form, question, this.words);
    if (!response) {
      showError(form, question, this.words);
      return;
    }
    if (form.closest("#player_drill")) this.drill.check(form, response);
    else if (form.closest(".check-yourself")) {
      showAnswered(form, module.id, question, { entered: response, seed: 0 }, this.words);
    } else if (this.place.id === question.id) {
      if (!this.answer(form, module, question, response)) return;
    } else return;
    one(form, ".feedback .verdict").focus({ preventScroll: true });
    one(form, ".turn").scrollIntoView({ block: "nearest" });
    one(form, ".feedback").scrollIntoView({ block: "nearest" });
  }

  /**
   * Store an answer, and show what it was worth, unless that is told at the end.
   *
   * @param {HTMLElement} form
   * @param {Module} module
   * @param {Question} question
   * @param {string} response
   * @returns {boolean} whether it was shown
   */
  answer(form, module, question, response) {
    const state = answerQuestion(tick(this.session.state, this.clock()), module, question, response);
    const { at, response: kept } = state.modules[module.id].answers[question.id];
    const when = { time: this.clock().getTime(), latency: this.now() - this.shownAt };
    const answered = { id: `${module.id}.${question.id}`, response: kept, at, ...when };
    this.take({ state, location: `${module.id}/quiz`, answered });
    this.drafts.delete(form.id);
    drawModule(this.course, this.session.state, module, this.place, null);
    this.drawNotice();
    if (module.feedbackAtEnd) {
      this.window.location.hash = one(form, ".next").getAttribute("href") ?? "";
      return false;
    }
    this.drawQuestion(module, question.id);
    return true;
  }

  /** @param {Module} module */
  retry(module) {
    const state = beginQuizAttempt(this.session.state, module, this.chance());
    this.take({ state, location: `${module.id}/quiz` });
    const address = `#${module.id}/quiz`;
    if (this.window.location.hash === address) this.show(true);
    else this.window.location.hash = address;
  }
}
