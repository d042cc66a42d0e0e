/** What a trainee does in the form of a question, wherever it stands: in a quiz, in a lesson, or in a drill. */

import { one } from "./dom.js";
import { pressPiece } from "../questions/pieces.js";
import { clearError, readEntered, readResponse, showAnswered, showError, showOpen } from "./question.js";

/** @import {Module, Payload, Question} from "../types" */
/** @import {Drill} from "./drill.js" */

/**
 * Stores an answer of the quiz, and shows it.
 *
 * @typedef {(form: HTMLElement, module: Module, question: Question, response: string) => boolean} Answer
 *   returns whether its feedback is shown
 */

/**
 * @typedef {object} Answering
 * @property {Map<string, string>} drafts what was entered in the quiz and is not checked yet, by the id of the form
 * @property {(form: HTMLElement) => void} openUngraded opens a question of a lesson
 */

/**
 * Listen to what is entered and checked in the forms of the page.
 *
 * @param {Payload} course
 * @param {Drill} drill
 * @param {Answer} answer
 * @returns {Answering}
 */
export function listenToForms(course, drill, answer) {
  const { words, modules } = course;
  /** @type {Map<string, string>} */
  const drafts = new Map();

  /**
   * @param {Element} form
   * @returns {{module: Module, question: Question}} what it asks
   */
  function askedIn(form) {
    if (drill.now && form.closest("#player_drill")) return drill.now;
    const module = /** @type {Module} */ (modules.find(({ id }) => id === form.closest(".module")?.id));
    const { question: id } = /** @type {HTMLElement} */ (form).dataset;
    const question = /** @type {Question} */ ([...module.questions, ...module.practice].find((each) => each.id === id));
    return { module, question };
  }

  /**
   * Something was entered: in the quiz it is kept until it is checked.
   *
   * @param {HTMLElement} form
   */
  function enter(form) {
    clearError(form);
    if (form.closest(".quiz")) drafts.set(form.id, readEntered(form, askedIn(form).question, words));
  }

  /** @param {HTMLElement} form of a question in a lesson */
  function openUngraded(form) {
    showOpen(form, askedIn(form).question, { entered: "", seed: 0 }, words);
  }

  /**
   * Check the answer in a form, and bring its feedback into view.
   *
   * @param {HTMLElement} form
   */
  function check(form) {
    const { module, question } = askedIn(form);
    const response = readResponse(form, question, words);
    if (!response) {
      showError(form, question, words);
      return;
    }
    if (form.closest("#player_drill")) drill.check(form, response);
    else if (form.closest(".check-yourself")) {
      showAnswered(form, module.id, question, { entered: response, seed: 0 }, words);
    } else if (!answer(form, module, question, response)) return;
    one(form, ".feedback .verdict").focus({ preventScroll: true });
    one(form, ".turn").scrollIntoView({ block: "nearest" });
    one(form, ".feedback").scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    check(/** @type {HTMLElement} */ (event.target));
  });
  document.addEventListener("input", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form");
    if (form) enter(form);
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const form = button?.closest("form");
    if (!button || !form) return;
    if (button.matches(".piece, .spot-button")) {
      pressPiece(form, button, words);
      enter(form);
    }
    if (button.matches(".check-yourself .next")) {
      openUngraded(form);
      one(form, "legend").focus();
    }
  });
  return { drafts, openUngraded };
}
