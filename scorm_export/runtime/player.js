/** The player: shows one place at a time, and stores each step. */

import { all, byId, copy, fill, make, one } from "./dom.js";
import { addressOf, nextPlace, placeAt } from "./places.js";
import { answerQuestion, beginTry, seePage } from "./progress.js";
import { chosenOptions, feedback, optionTexts, showAnswered, showError, showOpen } from "./quiz.js";
import { courseResult, interaction, openQuestion, tryResult } from "./scoring.js";
import { moduleState } from "./state.js";

/** @import {Module, Payload, Question, Surroundings} from "./types" */
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
  }

  listen() {
    this.window.addEventListener("hashchange", () => this.show(true));
    document.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check(/** @type {HTMLFormElement} */ (event.target));
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
    this.place = place;
    if (moved && address !== addressOf(place)) {
      // An address that stands for another place ("the quiz") gives way to it, so that going back works.
      this.window.history.replaceState(null, "", `#${addressOf(place)}`);
    }
    this.shownAt = this.now();
    this.visit(place);
    this.draw(place);
    if (moved) this.bringInto(place);
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
    const stored = this.session.take(step);
    this.unsaved = !stored && !this.session.notice;
    if (!this.session.notice) this.label(stored ? this.words.saved : "");
  }

  /** Say what the trainee should know: at home in full, elsewhere in a word, so that it is not in the way. */
  drawNotice() {
    const { notice } = this.session;
    const key = this.unsaved ? "not_saved" : this.place.kind === "home" ? notice : "";
    const element = byId("player_notice");
    const text = key ? this.words[key] : "";
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !key;
    if (notice) this.label(key ? "" : this.session.readOnly ? this.words.looking : this.words.not_reported);
  }

  /** @param {string} text about saving, in a word or two */
  label(text) {
    const label = byId("player_save-state");
    label.textContent = text;
    label.dataset.saved = String(text === this.words.saved);
  }

  /** @param {Place} place */
  draw(place) {
    this.drawNotice();
    const shown = this.viewOf(place);
    for (const view of all(document, ".view")) view.hidden = view !== shown;
    for (const section of all(document, ".module")) section.hidden = section.id !== place.module?.id;
    document.body.dataset.place = place.kind;
    document.title = [this.placeTitle(place), place.module?.title, this.course.title].filter(Boolean).join(" - ");
    if (place.kind === "home") this.drawHome();
    if (place.module) this.drawModule(place.module, place);
    if (place.module && place.kind === "quiz") this.drawQuestion(place.module, place.id);
    if (place.module && place.kind === "result") this.drawResult(place.module);
  }

  /**
   * @param {Place} place
   * @returns {string} empty for the home of the course or of a module
   */
  placeTitle(place) {
    if (place.kind === "page") return this.viewOf(place).dataset.title ?? "";
    if (place.kind === "extra") return one(this.viewOf(place), "h2").textContent ?? "";
    if (place.kind === "quiz") return `${this.words.place_quiz}, ${one(this.form(place), ".count").textContent}`;
    return place.kind === "result" ? this.words.place_result : "";
  }

  /**
   * @param {Place} place
   * @returns {HTMLElement}
   */
  viewOf(place) {
    const { module, kind, id } = place;
    return byId(module ? `${module.id}/${kind === "page" ? id : kind}` : addressOf(place));
  }

  /**
   * @param {Place} place of a question
   * @returns {HTMLElement}
   */
  form({ module, id }) {
    return byId(`${module?.id}/quiz/${id}`);
  }

  /**
   * Bring the trainee to the beginning of a place: to its top with the eyes, to its heading with the keyboard.
   *
   * @param {Place} place
   */
  bringInto(place) {
    this.window.scrollTo(0, 0);
    this.heading(place).focus({ preventScroll: true });
  }

  /**
   * @param {Place} place
   * @returns {HTMLElement}
   */
  heading(place) {
    if (place.kind === "start") return byId(`${place.module?.id}/_title`);
    if (place.kind === "quiz") return one(this.form(place), "legend");
    return one(this.viewOf(place), "[data-focus]");
  }

  drawHome() {
    const { course, words, session } = this;
    const { passed, score } = courseResult(course, session.state);
    const count = course.modules.filter(({ id }) => moduleState(session.state, id).passed).length;
    byId("player_course-progress").textContent = passed
      ? fill(words.course_passed, score ?? 0)
      : fill(words.course_progress, count, course.modules.length);
    const next = nextPlace(course, session.state, session.location);
    const button = byId("player_continue");
    button.hidden = !next;
    if (next) {
      button.setAttribute("href", `#${next.kind === "quiz" ? `${next.module?.id}/quiz` : addressOf(next)}`);
      const title = next.kind === "page" ? this.placeTitle(next) : next.module?.title;
      const begun = Object.keys(session.state.modules).length > 0;
      button.textContent = begun ? fill(words.go_on, title ?? "") : words.begin;
    }
    for (const module of course.modules) {
      const card = one(document, `.card[data-module="${module.id}"]`);
      card.dataset.state = this.progressOf(module);
      one(card, ".state").textContent = this.stateText(module);
    }
  }

  /**
   * @param {Module} module
   * @returns {"new" | "begun" | "passed"}
   */
  progressOf(module) {
    if (moduleState(this.session.state, module.id).passed) return "passed";
    return Object.hasOwn(this.session.state.modules, module.id) ? "begun" : "new";
  }

  /**
   * @param {Module} module
   * @returns {string}
   */
  stateText(module) {
    const { best } = moduleState(this.session.state, module.id);
    const progress = this.progressOf(module);
    if (progress === "passed") return fill(this.words.passed, best ?? 0);
    if (progress === "new") return this.words.not_begun;
    return best === null ? this.words.begun : fill(this.words.begun_score, best);
  }

  /**
   * @param {Module} module
   * @param {Place} place
   */
  drawModule(module, place) {
    const { words } = this;
    const section = byId(module.id);
    const state = moduleState(this.session.state, module.id);
    const contents = one(section, ".contents");
    contents.hidden = place.kind === "start";
    contents.removeAttribute("open");
    const number = module.pages.indexOf(place.id) + 1;
    one(section, ".place").textContent =
      place.kind === "page" ? fill(words.place, number, module.pages.length) : words[`place_${place.kind}`];
    for (const link of all(section, ".contents a, .page-list a")) this.drawLink(link, state.seen, place);
    one(section, ".state").textContent = this.stateText(module);
    one(section, ".best").textContent = state.best === null ? "" : fill(words.best, state.best);
    const answered = module.questions.filter(({ id }) => state.answers[id]?.chosen).length;
    const done = state.passed ? 1 : (state.seen.length + answered) / (module.pages.length + module.questions.length);
    one(section, ".bar span").style.setProperty("inline-size", `${Math.round(done * 100)}%`);
  }

  /**
   * @param {HTMLElement} link to a page or the quiz of the module
   * @param {string[]} seen
   * @param {Place} place
   */
  drawLink(link, seen, place) {
    const [, target = ""] = (link.getAttribute("href") ?? "").split("/");
    const mark = link.querySelector(".seen");
    if (mark) mark.textContent = seen.includes(target) ? this.words.seen : "";
    const here = target === place.id || (target === "quiz" && ["quiz", "result"].includes(place.kind));
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }

  /**
   * @param {Module} module
   * @param {string} id
   */
  drawQuestion(module, id) {
    for (const form of all(byId(`${module.id}/quiz`), ".question")) form.hidden = form.dataset.question !== id;
    const form = byId(`${module.id}/quiz/${id}`);
    const question = this.question(module, id);
    const chosen = moduleState(this.session.state, module.id).answers[id]?.chosen;
    if (chosen) showAnswered(form, question, chosen, this.words);
    else showOpen(form);
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
    showAnswered(form, question, chosen, this.words);
    this.drawModule(module, this.place);
    this.drawNotice();
    // The feedback is read out as it comes; the keyboard is at what to do next.
    one(form, ".next").focus({ preventScroll: true });
    one(form, ".turn").scrollIntoView({ block: "nearest" });
    one(form, ".feedback").scrollIntoView({ block: "nearest" });
  }

  /** @param {Module} module */
  drawResult(module) {
    const view = byId(`${module.id}/result`);
    const state = moduleState(this.session.state, module.id);
    one(view, ".result-summary").replaceChildren(...this.resultSummary(module));
    one(view, ".result-actions").replaceChildren(...this.resultActions(module));
    const answered = module.questions.filter(({ id }) => state.answers[id]?.chosen);
    one(view, "h4").hidden = answered.length === 0;
    one(view, ".result-answers").replaceChildren(
      ...answered.map((question) => this.answerItem(module, question, state.answers[question.id].chosen)),
    );
  }

  /**
   * @param {Module} module
   * @returns {Node[]}
   */
  resultSummary(module) {
    const { words, course } = this;
    const state = moduleState(this.session.state, module.id);
    const result = tryResult(module, state);
    const lines = [];
    if (result === null) lines.push(words.result_open);
    else lines.push(fill(words.result_score, result, course.passMark));
    if (state.best !== null && state.best !== result) lines.push(fill(words.result_best, state.best));
    const unread = module.pages.filter((page) => !state.seen.includes(page));
    const enough = state.best !== null && state.best >= course.passMark;
    if (state.passed) lines.push(words.result_passed);
    else if (enough && unread.length) lines.push(words.result_unread);
    else if (result !== null) lines.push(words.result_again);
    const nodes = lines.map((line) => make("p", {}, line));
    if (!state.passed && enough && unread.length) nodes.push(make("ul", {}, ...unread.map((page) => this.pageItem(module, page))));
    return nodes;
  }

  /**
   * @param {Module} module
   * @param {string} page
   * @returns {HTMLElement}
   */
  pageItem(module, page) {
    const title = byId(`${module.id}/${page}`).dataset.title ?? "";
    return make("li", {}, make("a", { href: `#${module.id}/${page}` }, title));
  }

  /**
   * @param {Module} module
   * @returns {Node[]}
   */
  resultActions(module) {
    const { words, course } = this;
    const state = moduleState(this.session.state, module.id);
    const actions = [];
    if (openQuestion(module, state)) {
      actions.push(make("a", { class: "button", href: `#${module.id}/quiz` }, words.to_open_question));
    } else {
      const again = make("button", { class: state.passed ? "button quiet" : "button", type: "button" }, words.retry);
      again.addEventListener("click", () => this.retry(module));
      actions.push(again);
    }
    const next = nextPlace(course, this.session.state, "");
    if (state.passed && next?.module) {
      const label = fill(words.next_module, next.module.title);
      actions.unshift(make("a", { class: "button", href: `#${next.module.id}` }, label));
    }
    actions.push(make("a", { class: "button quiet", href: "#home" }, words.to_home));
    return actions;
  }

  /** @param {Module} module */
  retry(module) {
    const state = beginTry(this.course, this.session.state, module);
    this.take({ state, location: `${module.id}/quiz` });
    this.window.location.hash = `#${module.id}/quiz`;
  }

  /**
   * @param {Module} module
   * @param {Question} question
   * @param {string} chosen
   * @returns {HTMLElement}
   */
  answerItem(module, question, chosen) {
    const { words } = this;
    const form = byId(`${module.id}/quiz/${question.id}`);
    const lines = [
      make("p", { class: "question-text" }, ...copy(form, ".question-text")),
      make("p", {}, `${words.your_answer} `, ...optionTexts(form, chosen)),
    ];
    if (chosen !== question.right) {
      lines.push(make("p", {}, `${words.right_answer} `, ...optionTexts(form, question.right)));
    }
    return make("li", {}, ...lines, ...feedback(form, question, chosen, words));
  }
}
