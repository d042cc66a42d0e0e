/** The course home, and the head and start of a module. */

import { all, byId, fill, one, setLink } from "./dom.js";
import { recallQuestions, reviewQuestions } from "../core/learning.js";
import { has } from "../core/has.js";
import { nextPlace } from "../core/places.js";
import { addressOf, locationOf, PLACES } from "./places.js";
import { wayOn } from "./result.js";
import { courseResult, hasQuiz, moduleProgress, moduleResult, openQuestion } from "../core/scoring.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Module, ModuleState, Payload, Words} from "../types" */
/** @import {Place} from "../core/places.js" */

/**
 * @param {Payload} course
 * @param {LearnerState} state
 * @param {string} location where the trainee was last
 */
export function drawHome(course, state, location) {
  const { words, modules } = course;
  const { passed, score } = courseResult(course, state);
  const count = modules.filter(({ id }) => moduleState(state, id).passed).length;
  byId("player_course-progress").textContent = passed
    ? score === null ? words.course_done : fill(words.course_passed, score)
    : modules.length > 1 ? fill(words.course_progress, count, modules.length) : "";
  const next = nextPlace(course, state, location);
  const button = byId("player_continue");
  button.hidden = !next;
  const begun = Object.keys(state.modules).length > 0;
  const text = (next && PLACES[next.kind].link?.(next, words)) ?? "";
  if (next) setLink(button, locationOf(next), begun ? fill(words.go_on, text) : words.begin);
  offer("review", reviewQuestions(course, state, 1).length > 0);
  offer("certificate", state.passedOn !== null);
  for (const module of modules) {
    const card = one(document, `.card[data-module="${module.id}"]`);
    card.dataset.state = progressOf(state, module);
    one(card, ".state").textContent = progressText(state, module, words);
  }
}

/**
 * Show or hide the link to a place that only some trainees have. The player gives the link its address, because without
 * the player it would lead nowhere.
 *
 * @param {string} address
 * @param {boolean} isThere
 */
function offer(address, isThere) {
  const link = byId(`player_to-${address}`);
  link.hidden = !isThere;
  link.setAttribute("href", `#${address}`);
}

/**
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @param {Place} place
 * @param {Place | null} cameFrom the question, result or drill from which this page was opened
 */
export function drawModule(course, learner, module, place, cameFrom) {
  const { words } = course;
  const section = byId(module.id);
  const state = moduleState(learner, module.id);
  const contents = one(section, ".contents");
  contents.hidden = place.kind === "start";
  contents.removeAttribute("open");
  const number = module.pages.indexOf(place.id) + 1;
  one(section, ".place").textContent =
    place.kind === "page" ? fill(words.place, number, module.pages.length) : words[`place_${place.kind}`];
  for (const link of all(section, ".contents a, .page-list a")) drawLink(link, state, place, words);
  drawBegin(course, learner, module, one(section, ".begin"));
  drawReturn(one(section, ".return"), cameFrom, words);
  const onward = one(section, "[data-onward]");
  if (!hasQuiz(module)) setLink(onward, ...(wayOn(course, learner, module) ?? ["home", words.to_home]));
  else onward.textContent = openQuestion(module, state) ? words.to_quiz : words.to_result;
  one(section, ".state").textContent = progressText(learner, module, words);
  for (const best of all(section, ".best")) best.textContent = state.best === null ? "" : fill(words.best, state.best);
  one(section, ".bar span").style.setProperty("inline-size", `${moduleProgress(module, state) * 100}%`);
}

/**
 * @param {HTMLElement} link to a page or the quiz of the module
 * @param {ModuleState} state
 * @param {Place} place
 * @param {Words} words
 */
function drawLink(link, state, place, words) {
  const [, target] = (link.getAttribute("href") ?? "").split("/");
  // This is the link to the course home, which is outside the module.
  if (target === undefined) return;
  const mark = link.querySelector(".seen");
  if (mark) mark.textContent = state.seen.includes(target) ? words.seen : "";
  const here = target === place.id || (target === "quiz" && ["quiz", "result"].includes(place.kind));
  if (here) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

/**
 * Point the button of a module to what comes next for this trainee. On the first visit that is a recall of earlier
 * modules.
 *
 * @param {Payload} course
 * @param {LearnerState} learner
 * @param {Module} module
 * @param {HTMLElement} link
 */
function drawBegin(course, learner, module, link) {
  const { words } = course;
  const state = moduleState(learner, module.id);
  const { seen, passed } = state;
  const [first] = module.pages;
  const unread = module.pages.find((page) => !seen.includes(page));
  const recalls = recallQuestions(course, learner, module, 1).length > 0;
  if (passed) setLink(link, `${module.id}/${first}`, words.again);
  else if (seen.length === 0) setLink(link, `${module.id}/${recalls ? "recall" : first}`, words.begin);
  else if (unread) setLink(link, `${module.id}/${unread}`, fill(words.go_on, module.pageTitles[unread]));
  else if (openQuestion(module, state)) setLink(link, `${module.id}/quiz`, words.to_quiz);
  else setLink(link, `${module.id}/result`, words.to_result);
}

/**
 * @param {HTMLElement} block with the link back to a question or result
 * @param {Place | null} cameFrom
 * @param {Words} words
 */
function drawReturn(block, cameFrom, words) {
  block.hidden = !cameFrom;
  if (!cameFrom) return;
  const text = cameFrom.kind === "result" ? words.back_to_result : words.to_question;
  setLink(one(block, "a"), addressOf(cameFrom), text);
}

/**
 * @param {LearnerState} state
 * @param {Module} module
 * @returns {"new" | "begun" | "passed"}
 */
function progressOf(state, module) {
  if (moduleState(state, module.id).passed) return "passed";
  return has(state.modules, module.id) ? "begun" : "new";
}

/**
 * The trainee's progress in a module, as a text.
 *
 * @param {LearnerState} state
 * @param {Module} module
 * @param {Words} words
 * @returns {string}
 */
function progressText(state, module, words) {
  const { score } = moduleResult(module, moduleState(state, module.id));
  const progress = progressOf(state, module);
  if (progress === "new") return words.not_begun;
  if (score === null) return progress === "passed" ? words.done : words.begun;
  return fill(progress === "passed" ? words.passed : words.begun_score, score);
}
