/**
 * An attempt at the course as this window knows it: the state, merged from what the LMS and the device have; where the
 * trainee was; and the answers that are not known to be in the LMS. It knows neither the page nor the LMS.
 */

import { has } from "../core/has.js";
import { inQuizAttemptsOf, mergeStates } from "../core/merge.js";
import { belonging } from "./journal.js";
import { newAnswers, Outbox } from "./outbox.js";
import { dated, timeOf } from "../core/progress.js";
import { courseProgress, courseResult, interaction, objectives, withResult } from "../core/scoring.js";
import { answersOf, decodeState, encodeState, isEmpty, migrateState, newState, reassignSlots } from "../core/state.js";

/** @import {Course, Entry, Launch, LearnerState, Report} from "../types" */

/**
 * The attempt when the LMS has begun the session, from all that is known of the trainee.
 *
 * @param {Course} course
 * @param {Launch} launch
 * @param {(Entry | null)[]} entries of the learner's journal
 * @param {Entry} before what was done in this window while the LMS did not answer
 * @param {number} today in days since 1970
 * @returns {{attempt: Attempt, isBehind: boolean, unread: string[]}} `isBehind` when the LMS does not have all of it;
 *   `unread` are the parts of the state in the LMS that make no sense
 */
export function openAttempt(course, launch, entries, before, today) {
  const { state, unread } = decodeState(launch.state);
  const stored = migrateState(state, course);
  const attempt = new Attempt(course, stored, launch.location, belonging(stored, launch, entries));
  attempt.takeAll(entries);
  if (!isEmpty(before.state)) attempt.takeOne({ ...before, state: inQuizAttemptsOf(stored, before.state) });
  attempt.complete(today);
  if (launch.interactionCount !== undefined) attempt.reassignSlots(launch.interactionCount);
  const { earned } = courseResult(course, attempt.state);
  const isBehind = encodeState(attempt.state) !== encodeState(stored) || launch.earned < earned;
  return { attempt, isBehind, unread };
}

export class Attempt {
  /**
   * @param {Course} course
   * @param {LearnerState} state what the LMS has, migrated to this edition of the course
   * @param {string} location an address in the course, or empty
   * @param {(entry: Entry) => boolean} belongs whether an entry of the journal is of this attempt
   */
  constructor(course, state, location, belongs) {
    this.course = course;
    this.state = state;
    this.location = location;
    this.belongs = belongs;
    /** Whether the LMS has had a state of it. */
    this.isKnown = !isEmpty(state);
    this.outbox = new Outbox();
    /** Attempts of the journal that never reached the LMS, and are part of this one now. @type {Set<number>} */
    this.mergedAttempts = new Set();
  }

  /** @returns {Entry} all of it, for the journal */
  entry() {
    return { state: this.state, location: this.location, known: this.isKnown, unsent: this.outbox.all() };
  }

  /** @returns {string} a text that changes when there is more to save */
  fingerprint() {
    return [encodeState(this.state), this.outbox.items.size].join();
  }

  /**
   * Merge the entries that belong to this attempt. The others stay: they may be of another activity with the same
   * course.
   *
   * @param {(Entry | null)[]} entries
   */
  takeAll(entries) {
    for (const entry of entries) if (entry && this.belongs(entry)) this.takeOne(entry);
  }

  /**
   * Merge what was done elsewhere, and note which of its answers the LMS does not have.
   *
   * @param {Entry} entry
   */
  takeOne({ state, location, known, unsent }) {
    const before = this.state;
    const theirs = migrateState(state, this.course);
    this.state = mergeStates(this.course, before, theirs);
    // At the same step the LMS may still have a placeholder of the location.
    if (state.at >= before.at) this.location = location;
    if (!known && state.attempt !== this.state.attempt) this.mergedAttempts.add(state.attempt);
    this.outbox.add([...newAnswers(this.state, before), ...unsent], this.state);
  }

  /**
   * Update all results: a new edition may ask less than the trainee has done.
   *
   * @param {number} today in days since 1970
   */
  complete(today) {
    const { course, state } = this;
    const modules = course.modules
      .filter(({ id }) => has(state.modules, id))
      .map((module) => [module.id, withResult(module, state.modules[module.id])]);
    this.state = dated(course, { ...state, modules: Object.fromEntries(modules) }, today);
  }

  /**
   * Adjust the slots to the list of the LMS, which may have lost answers. Those go to the outbox.
   *
   * @param {number} count how many interactions the LMS has
   */
  reassignSlots(count) {
    this.state = reassignSlots(this.state, count, (id) => this.outbox.items.has(id));
    this.outbox.add(newAnswers(this.state, newState()).filter(({ slot }) => slot >= count), this.state);
  }

  /** @returns {Report} all that the LMS should have */
  report() {
    const { course, state, location } = this;
    const answers = new Map(answersOf(state));
    const interactions = course.modules.flatMap((module) =>
      module.questions.flatMap((question) => {
        const id = `${module.id}.${question.id}`;
        const [item, answer] = [this.outbox.items.get(id), answers.get(id)];
        if (!item || !answer) return [];
        const when = { latency: item.latency, time: item.time === null ? null : new Date(item.time), at: timeOf(item.at) };
        return [interaction(module, question, { ...answer, response: item.response }, when)];
      }),
    );
    return {
      location,
      state: encodeState(state),
      ...courseResult(course, state),
      progress: courseProgress(course, state),
      objectives: objectives(course, state),
      interactions,
    };
  }
}
