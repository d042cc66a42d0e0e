/**
 * What a try asks, and in which order options stand: made from a seed, so that a return shows the same.
 *
 * Each thing has a rank of its own, from the seed and its id. So a new edition of the course changes only what it
 * changes: the draw and the order of all the rest stay.
 */

import { has } from "./has.js";
import { isScored } from "../questions/kinds.js";

/** @import {Module, ModuleState, Question} from "../types" */

/**
 * A number that seems to come by chance (FNV-1a, 32 bits).
 *
 * @param {number} seed
 * @param {string} id
 * @returns {number}
 */
function rank(seed, id) {
  let hash = 0x811c9dc5;
  for (const sign of `${seed}/${id}/${seed}`) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  }
  // The last signs would only move the lowest bits.
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

/**
 * @template T
 * @param {T[]} things
 * @param {number} seed 0 leaves the order as it is
 * @param {(thing: T) => string} idOf
 * @returns {T[]}
 */
export function shuffled(things, seed, idOf) {
  if (!seed) return things;
  const ranked = things.map((thing) => ({ thing, place: rank(seed, idOf(thing)) }));
  return ranked.sort((a, b) => a.place - b.place).map(({ thing }) => thing);
}

/**
 * @param {Module} module
 * @returns {boolean} whether a try of its quiz is made by chance
 */
export function needsSeed({ shuffle, draw }) {
  return shuffle || draw !== null;
}

/**
 * The questions that the present try asks, in the order of the page. What was answered in it stays.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {Question[]}
 */
export function askedQuestions(module, state) {
  if (module.draw === null) return module.questions;
  const isAnswered = (/** @type {Question} */ { id }) =>
    has(state.answers, id) && state.answers[id].response !== "";
  const scored = shuffled(module.questions.filter(isScored), state.seed, ({ id }) => id);
  const inTurn = [...scored.filter(isAnswered), ...scored.filter((question) => !isAnswered(question))];
  const drawn = new Set(inTurn.slice(0, module.draw));
  return module.questions.filter((question) => !isScored(question) || drawn.has(question));
}
