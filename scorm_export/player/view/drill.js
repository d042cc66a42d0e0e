/** Questions that do not count, one after the other: to practise, to recall, to review. */

import { byId, fill, make, one } from "./dom.js";
import { scoreResponse } from "../questions/forms.js";
import { copyForm, setCount, showAnswered, showOpen } from "./question.js";
import { bringToTop } from "./scrolling.js";
import { formOf } from "./places.js";

/** @import {Words} from "../types" */
/** @import {Asked} from "../core/learning.js" */
/** @import {Modules} from "./modules.js" */

/**
 * @typedef {object} Round
 * @property {string} title
 * @property {string} lead the purpose of the round, for trainees
 * @property {Asked[]} asked
 * @property {number} seed determines the order of the options, in modules that shuffle them
 * @property {(isOver: boolean) => Node[]} onward links to other places, during the round and after it
 */

/** The part of the page that asks the questions of a round. Its answers are not stored. */
export class Drill {
  /**
   * @param {Window} window
   * @param {Modules} modules
   * @param {Words} words
   */
  constructor(window, modules, words) {
    this.window = window;
    this.view = byId("player_drill");
    this.modules = modules;
    this.words = words;
    /** @type {Round | null} */
    this.round = null;
    this.index = 0;
    this.right = 0;
    this.view.addEventListener("click", (event) => {
      if (!(/** @type {Element} */ (event.target).closest(".next"))) return;
      event.preventDefault();
      this.index += 1;
      this.draw();
      this.focus();
    });
  }

  /** @param {Round} round */
  begin(round) {
    this.round = round;
    this.index = 0;
    this.right = 0;
    one(this.view, "h2").textContent = round.title;
    one(this.view, ".drill-lead").textContent = round.lead;
    this.draw();
  }

  draw() {
    const { round, words, view, index, now } = this;
    if (!round) return;
    one(view, ".drill-lead").hidden = index > 0;
    const place = one(view, ".drill-question");
    const end = make("p", { class: "turn" }, ...round.onward(!now));
    if (!now) {
      const result = make("p", { class: "drill-result", tabindex: "-1" });
      result.textContent = fill(words.drill_result, this.right, round.asked.length);
      place.replaceChildren(result);
    } else {
      this.modules.draw(now.module.id);
      const form = copyForm(formOf(now.module, now.question.id), "player_question");
      place.replaceChildren(form);
      // In the quiz the heading above a question is of level 3, here of level 2.
      one(form, ".count").setAttribute("aria-level", "3");
      setCount(form, index + 1, round.asked.length, words);
      one(form, ".check").textContent = words.check;
      one(form, ".next").textContent = index + 1 < round.asked.length ? words.next_question : words.drill_end;
      one(form, ".next").setAttribute("href", "#");
      showOpen(form, now.question, { entered: "", seed: this.seed }, words);
    }
    one(view, ".drill-end").replaceChildren(end);
  }

  /** @returns {Asked | undefined} what is asked now; nothing when the round is over */
  get now() {
    return this.round?.asked[this.index];
  }

  /** @returns {number} what the order of the options comes from; 0 for that of the page */
  get seed() {
    return this.round && this.now?.module.shuffle ? this.round.seed : 0;
  }

  /**
   * @param {HTMLElement} form
   * @param {string} response
   */
  check(form, response) {
    if (!this.now) return;
    const { module, question } = this.now;
    this.right += scoreResponse(question, response) === 1 ? 1 : 0;
    showAnswered(form, module.id, question, { entered: response, seed: this.seed }, this.words);
  }

  focus() {
    const place = one(this.view, ".drill-question");
    one(place, "legend, .drill-result").focus({ preventScroll: true });
    bringToTop(this.window, this.view);
  }
}
