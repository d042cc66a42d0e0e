/** The places of a course: which one an address leads to, and where the trainee goes on. */

import { askedQuestions } from "./chance.js";
import { byResult, recallQuestions, reviewQuestions } from "./learning.js";
import { hasQuiz, openQuestion } from "./scoring.js";
import { moduleState } from "./state.js";

/** @import {Course, LearnerState, Module} from "../types" */

/**
 * Before a module there is a recall of earlier modules, after a quiz there is practice of what was missed.
 *
 * @typedef {"home" | "extra" | "review" | "certificate"} KindInCourse
 * @typedef {"start" | "recall" | "page" | "quiz" | "result" | "practice"} KindInModule
 * @typedef {KindInCourse | KindInModule} Kind
 */

/**
 * @typedef {object} Place
 * @property {Kind} kind
 * @property {Module | null} module
 * @property {string} id the id of the page or question, or the address of an extra place; empty elsewhere
 */

/** @type {Place} */
const HOME = { kind: "home", module: null, id: "" };

/**
 * The place at an address. The address of a place that does not exist leads to the module, or to the course home.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {string} address
 * @returns {Place}
 */
export function placeAt(course, state, address) {
  const [moduleId, part = "", question = ""] = address.split("/");
  // The rest of the address is an entry of a list, such as a source.
  if (course.extras.includes(moduleId)) return { kind: "extra", module: null, id: moduleId };
  if (moduleId === "review" && reviewQuestions(course, state, 1).length) {
    return { kind: "review", module: null, id: "" };
  }
  if (moduleId === "certificate" && state.passedOn !== null) {
    return { kind: "certificate", module: null, id: "" };
  }
  const module = course.modules.find(({ id }) => id === moduleId);
  if (!module) return HOME;
  if (part === "recall" && recallQuestions(course, state, module, 1).length) return { kind: "recall", module, id: "" };
  if (hasQuiz(module)) {
    if (part === "practice") {
      const { missed } = byResult(module, moduleState(state, module.id));
      return { kind: missed.length && !isWithheld(module, state) ? "practice" : "result", module, id: "" };
    }
    if (part === "result") return { kind: "result", module, id: "" };
    if (part === "quiz") return quizPlace(module, state, question);
  }
  return module.pages.includes(part) ? { kind: "page", module, id: part } : { kind: "start", module, id: "" };
}

/**
 * The question, if the quiz attempt asks it; else the first open one; else the result.
 *
 * @param {Module} module
 * @param {LearnerState} state
 * @param {string} question
 * @returns {Place}
 */
function quizPlace(module, state, question) {
  const asked = askedQuestions(module, moduleState(state, module.id));
  if (asked.some(({ id }) => id === question)) return { kind: "quiz", module, id: question };
  const open = openQuestion(module, moduleState(state, module.id));
  return open ? { kind: "quiz", module, id: open.id } : { kind: "result", module, id: "" };
}

/**
 * Whether feedback is not shown yet, because the module shows it at the end of a quiz attempt.
 *
 * @param {Module} module
 * @param {LearnerState} state
 * @returns {boolean}
 */
export function isWithheld(module, state) {
  return module.feedbackAtEnd && openQuestion(module, moduleState(state, module.id)) !== undefined;
}

/**
 * Where the trainee goes on: at the last place, or at the first module that is not passed.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {string} location the address that the LMS has stored
 * @returns {Place | null} null when all is passed
 */
export function nextPlace(course, state, location) {
  const last = placeAt(course, state, location);
  // In a passed module only a page is a place to go on, and only before a quiz; after its end comes the next module.
  const isOpen = last.module && (!moduleState(state, last.module.id).passed || (last.kind === "page" && hasQuiz(last.module)));
  if (isOpen) return last;
  const module = course.modules.find(({ id }) => !moduleState(state, id).passed);
  return module ? { kind: "start", module, id: "" } : null;
}
