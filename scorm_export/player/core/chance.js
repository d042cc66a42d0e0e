/**
 * Which questions a quiz attempt asks, and in which order options are shown: both follow from a seed, so that they are
 * the same when the trainee returns.
 *
 * Each thing has a rank, which follows from the seed and its own id alone. So when a new edition of the course adds or
 * removes one, the draw and the order of the others stay.
 */

import { isAnswered } from "./has.js";

/** @import {Module, ModuleState, Question} from "../types" */

/**
 * A pseudo-random number: a hash of the seed and the id (FNV-1a, 32 bits), with its bits mixed once more.
 *
 * @param {number} seed
 * @param {string} id
 * @returns {number}
 */
function rank(seed, id) {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${id}/${seed}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // The last characters have changed only the lowest bits so far.
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

/**
 * @template T
 * @param {T[]} things
 * @param {number} seed 0 leaves the order as it is
 * @param {(thing: T) => string} idOf
 * @returns {T[]} the things in an order that follows from the seed
 */
export function shuffled(things, seed, idOf) {
  if (!seed) return things;
  const ranked = things.map((thing) => ({ thing, place: rank(seed, idOf(thing)) }));
  return ranked.sort((a, b) => a.place - b.place).map(({ thing }) => thing);
}

/**
 * @param {Module} module
 * @returns {boolean} whether an attempt at its quiz depends on a seed
 */
export function needsSeed({ shuffle, draw }) {
  return shuffle || draw !== null;
}

/**
 * The questions that the present quiz attempt asks, in the order of the page. Questions that were answered in it stay.
 *
 * @param {Module} module
 * @param {ModuleState} state
 * @returns {Question[]}
 */
export function askedQuestions(module, state) {
  if (module.draw === null) return module.questions;
  const scored = shuffled(module.questions.filter(({ scored }) => scored), state.seed, ({ id }) => id);
  const isDone = (/** @type {Question} */ { id }) => isAnswered(state, id);
  const inTurn = [...scored.filter(isDone), ...scored.filter((question) => !isDone(question))];
  const drawn = new Set(inTurn.slice(0, module.draw));
  return module.questions.filter((question) => !question.scored || drawn.has(question));
}
