/** The quiz of a module, a question at a time. */

import { askedQuestions } from "../core/chance.js";
import { all, byId, one, setLink } from "./dom.js";
import { isWithheld } from "../core/places.js";
import { formOf } from "./places.js";
import { setCount, showAnswered, showOpen } from "./question.js";
import { moduleState } from "../core/state.js";

/** @import {LearnerState, Module, Words} from "../types" */

/**
 * Show a question of the quiz: answered, with its feedback, or open to be answered.
 *
 * @param {Words} words
 * @param {LearnerState} learner
 * @param {Module} module one that is drawn
 * @param {string} id of the question
 * @param {Map<string, string>} drafts what was entered and not checked, by the id of the form
 */
export function drawQuestion(words, learner, module, id, drafts) {
  for (const form of all(byId(`${module.id}/quiz`), ".question")) form.hidden = form.dataset.question !== id;
  const state = moduleState(learner, module.id);
  const asked = askedQuestions(module, state);
  const index = asked.findIndex((question) => question.id === id);
  const next = asked[index + 1];
  const form = formOf(module, id);
  setCount(form, index + 1, asked.length, words);
  const [onward, text] = next ? [`quiz/${next.id}`, words.next_question] : ["result", words.to_result];
  setLink(one(form, ".next"), `${module.id}/${onward}`, text);
  const response = state.answers[id]?.response ?? "";
  const how = { entered: response, seed: module.shuffle ? state.seed : 0 };
  if (response && !isWithheld(module, learner)) showAnswered(form, module.id, asked[index], how, words);
  else showOpen(form, asked[index], { ...how, entered: drafts.get(form.id) ?? response }, words);
}
