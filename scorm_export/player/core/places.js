/** The places of a course and their addresses: what stands behind the `#` of the page. */

import { askedQuestions } from "./chance.js";
import { byResult, recallQuestions } from "./learning.js";
import { openQuestion } from "./scoring.js";
import { moduleState } from "./state.js";

/** @import {Course, LearnerState, Module} from "../types" */

/**
 * @typedef {object} Place
 * @property {"home" | "extra" | "review" | "certificate" | "start" | "recall" | "page" | "quiz" | "result" | "practice"} kind
 * @property {Module | null} module
 * @property {string} id the id of the page or question, or the address of an extra place; empty elsewhere
 */

/** @type {Place} */
const HOME = { kind: "home", module: null, id: "" };

/**
 * The place at an address. What does not exist (any more) leads to the nearest place that does.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {string} address
 * @returns {Place}
 */
export function placeAt(course, state, address) {
  const [moduleId, part = "", question = ""] = address.split("/");
  // What follows is the entry of a list, such as one source.
  if (course.extras.includes(moduleId)) return { kind: "extra", module: null, id: moduleId };
  if (moduleId === "review" && course.modules.some(({ id }) => moduleState(state, id).passed)) {
    return { kind: "review", module: null, id: "" };
  }
  if (moduleId === "certificate" && state.passedOn !== null) {
    return { kind: "certificate", module: null, id: "" };
  }
  const module = course.modules.find(({ id }) => id === moduleId);
  if (!module) return HOME;
  if (part === "recall" && recallQuestions(course, state, module, 1).length) return { kind: "recall", module, id: "" };
  if (part === "practice") {
    const { missed } = byResult(module, moduleState(state, module.id));
    return { kind: missed.length && !isWithheld(module, state) ? "practice" : "result", module, id: "" };
  }
  if (part === "result") return { kind: "result", module, id: "" };
  if (part === "quiz") return quizPlace(module, state, question);
  return module.pages.includes(part) ? { kind: "page", module, id: part } : { kind: "start", module, id: "" };
}

/**
 * A question that has been answered, or the first that has not; the result when there is none.
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
 * Whether what answers were worth is not told yet, because all are told at the end of the try.
 *
 * @param {Module} module
 * @param {LearnerState} state
 * @returns {boolean}
 */
export function isWithheld(module, state) {
  return module.feedbackAtEnd && openQuestion(module, moduleState(state, module.id)) !== undefined;
}

/**
 * Where the trainee goes on: the place of last time, or the first module that is not passed yet.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {string} location where the trainee was
 * @returns {Place | null} null when all is passed
 */
export function nextPlace(course, state, location) {
  const last = placeAt(course, state, location);
  // Who reads a passed module again goes on there; who finished it goes on to the next.
  if (last.module && (last.kind === "page" || !moduleState(state, last.module.id).passed)) return last;
  const module = course.modules.find(({ id }) => !moduleState(state, id).passed);
  return module ? { kind: "start", module, id: "" } : null;
}
