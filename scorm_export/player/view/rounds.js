/** The rounds of questions that do not count: before a module, after a quiz, and once modules are passed. */

import { button, QUIET, wayTo } from "./dom.js";
import { byResult, recallQuestions, reviewQuestions } from "../core/learning.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Payload} from "../types" */
/** @import {Place} from "../core/places.js" */
/** @import {Round} from "./drill.js" */

/**
 * The round of a place that drills.
 *
 * @param {Place} place
 * @param {Payload} course
 * @param {LearnerState} state
 * @param {() => number} chance
 * @param {() => void} again begins another round
 * @returns {Round}
 */
export function roundAt({ kind, module }, course, state, chance, again) {
  const { words } = course;
  const begin = (/** @type {Pick<Round, "lead" | "asked" | "onward">} */ parts) => {
    return { title: words[`place_${kind}`], seed: chance(), ...parts };
  };
  if (kind === "recall" && module) {
    const first = `${module.id}/${module.pages[0]}`;
    return begin({
      lead: words.recall_lead,
      asked: recallQuestions(course, state, module, chance()),
      onward: (isOver) => [isOver ? wayTo(first, words.begin) : wayTo(first, words.skip_recall, QUIET)],
    });
  }
  if (kind === "practice" && module) {
    const { missed } = byResult(module, moduleState(state, module.id));
    return begin({
      lead: words.practice_lead,
      asked: missed.map((question) => ({ module, question })),
      onward: () => [wayTo(`${module.id}/result`, words.back_to_result, QUIET)],
    });
  }
  return begin({
    lead: words.review_lead,
    asked: reviewQuestions(course, state, chance()),
    onward: (isOver) => {
      const home = wayTo("home", words.to_home, QUIET);
      if (!isOver) return [home];
      return [button(words.review_more, again), home];
    },
  });
}
