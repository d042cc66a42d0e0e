/**
 * Merging two states of the same trainee: from two devices, two windows, or a device and the LMS.
 *
 * Pages seen in either are seen; the best quiz attempt counts; passed is passed. The quiz attempt that began last goes
 * on with the answers of both, and of two answers to one question the newer one counts. So merging is commutative and
 * idempotent, but for what the LMS identifies things by: the attempt at the course and the slots of the answers, which
 * come from the first state.
 */

import { has } from "./has.js";
import { withResult } from "./scoring.js";
import { answersOf, moduleState, newModuleState, newState, withAnswers } from "./state.js";

/** @import {Answer, Course, LearnerState, Module, ModuleState} from "../types" */

/**
 * @param {Course} course
 * @param {LearnerState} ours what is in the LMS, or goes there; migrated to the course
 * @param {LearnerState} theirs migrated to the course
 * @returns {LearnerState}
 */
export function mergeStates(course, ours, theirs) {
  const days = [ours.passedOn, theirs.passedOn].filter((day) => day !== null);
  const modules = course.modules
    .filter(({ id }) => has(ours.modules, id) || has(theirs.modules, id))
    .map((module) => [module.id, mergeModules(module, moduleState(ours, module.id), moduleState(theirs, module.id))]);
  const merged = {
    slots: ours.slots,
    attempt: ours.attempt || theirs.attempt,
    at: Math.max(ours.at, theirs.at),
    passedOn: days.length ? Math.min(...days) : null,
    modules: Object.fromEntries(modules),
  };
  return withSlots(merged, ours, theirs);
}

/**
 * @param {Module} module
 * @param {ModuleState} a
 * @param {ModuleState} b
 * @returns {ModuleState}
 */
function mergeModules(module, a, b) {
  const tries = Math.max(a.tries, b.tries);
  const present = [a, b].filter((state) => state.tries === tries);
  const answers = [a, b].map((state) => (state.tries === tries ? state.answers : emptied(state.answers)));
  /** @type {ModuleState["answers"]} */
  const merged = {};
  for (const { id } of module.questions) {
    const given = answers.filter((each) => has(each, id)).map((each) => each[id]);
    if (given.length) merged[id] = given.reduce(newer);
  }
  const bests = [a.best, b.best].filter((best) => best !== null);
  return withResult(module, {
    seen: module.pages.filter((page) => a.seen.includes(page) || b.seen.includes(page)),
    best: bests.length ? Math.max(...bests) : null,
    passed: a.passed || b.passed,
    answers: merged,
    seed: Math.max(...present.map(({ seed }) => seed)),
    tries,
  });
}

/**
 * A state that began without the LMS, and so without the number of the present quiz attempt of each module: its answers
 * belong to the present one.
 *
 * @param {LearnerState} ours what the LMS has
 * @param {LearnerState} theirs the state that began without it
 * @returns {LearnerState} theirs with these numbers
 */
export function inQuizAttemptsOf(ours, theirs) {
  const modules = Object.entries(theirs.modules).map(([id, module]) => {
    return [id, { ...module, tries: Math.max(module.tries, moduleState(ours, id).tries) }];
  });
  return { ...theirs, modules: Object.fromEntries(modules) };
}

/**
 * What a trainee has done since a moment: without what was there before, which may be another trainee's.
 *
 * @param {LearnerState} before the state at that moment
 * @param {LearnerState} after
 * @returns {LearnerState} an empty state when nothing was done
 */
export function doneSince(before, after) {
  if (after.at === before.at) return newState();
  const modules = Object.entries(after.modules).flatMap(([id, module]) => {
    const old = moduleState(before, id);
    const seen = module.seen.filter((page) => !old.seen.includes(page));
    const best = module.best === old.best ? null : module.best;
    const answers = Object.entries(module.answers).filter(([, { at }]) => at > before.at);
    if (!seen.length && !answers.length && best === null) return [];
    return [[id, { ...newModuleState(), seen, best, answers: Object.fromEntries(answers), seed: module.seed }]];
  });
  return { ...newState(), slots: after.slots, at: after.at, modules: Object.fromEntries(modules) };
}

/**
 * The answers when a quiz attempt is over: the questions are open again, and keep their slots.
 *
 * @param {ModuleState["answers"]} answers
 * @returns {ModuleState["answers"]}
 */
export function emptied(answers) {
  return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, { ...answer, response: "" }]));
}

/**
 * The newer of two answers in the same quiz attempt. Any answer counts as newer than none: the clocks of two devices
 * differ.
 *
 * @param {Answer} a
 * @param {Answer} b
 * @returns {Answer}
 */
function newer(a, b) {
  if (Boolean(a.response) !== Boolean(b.response)) return a.response ? a : b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.response >= b.response ? a : b;
}

/**
 * Give each answer the slot that it has in our state. An answer that only their state has keeps its slot if that is
 * free in ours, and gets the next one otherwise.
 *
 * @param {LearnerState} merged
 * @param {LearnerState} ours
 * @param {LearnerState} theirs
 * @returns {LearnerState}
 */
function withSlots(merged, ours, theirs) {
  const slots = new Map(answersOf(ours).map(([id, { slot }]) => [id, slot]));
  const taken = new Set(slots.values());
  let next = ours.slots || theirs.slots;
  for (const [id, { slot }] of answersOf(theirs).sort(([, a], [, b]) => a.slot - b.slot)) {
    if (slots.has(id)) continue;
    const own = taken.has(slot) || slot >= next ? next++ : slot;
    slots.set(id, own);
    taken.add(own);
  }
  return { ...withAnswers(merged, (id, answer) => ({ ...answer, slot: slots.get(id) ?? 0 })), slots: next };
}
