/**
 * An attempt at the course, as it is known here: the state, put together from what the LMS and the device have; where the
 * trainee was; and which answers the LMS is owed. Knows neither the page nor the LMS.
 */

import { has } from "../core/has.js";
import { mergeStates } from "../core/merge.js";
import { newAnswers, Outbox } from "./outbox.js";
import { dated } from "../core/progress.js";
import { courseResult, interaction, objectives, withResult } from "../core/scoring.js";
import { answersOf, encodeState, reassignSlots, migrateState, isEmpty, newState } from "../core/state.js";

/** @import {Entry} from "./journal.js" */
/** @import {Course, LearnerState, Report} from "../types" */

export class Attempt {
  /**
   * @param {Course} course
   * @param {LearnerState} state what the LMS has; fits the course
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
    /** Attempts of the journal that never came to the LMS, and are part of this one. @type {Set<number>} */
    this.mergedAttempts = new Set();
  }

  /** @returns {Entry} all of it, for the journal */
  entry() {
    return { state: this.state, location: this.location, known: this.isKnown, unsent: [...this.outbox.items.values()] };
  }

  /** @returns {string} another one when there is more to save */
  fingerprint() {
    return [encodeState(this.state), this.outbox.items.size].join();
  }

  /**
   * Take up what belongs to this attempt. The others stay: they may be of another activity with the same course.
   *
   * @param {(Entry | null)[]} entries
   */
  takeAll(entries) {
    for (const entry of entries) if (entry && this.belongs(entry)) this.takeOne(entry);
  }

  /**
   * Take up what was done elsewhere, and note what of it the LMS does not have.
   *
   * @param {Entry} entry
   */
  takeOne({ state, location, known, unsent }) {
    const before = this.state;
    const theirs = migrateState(state, this.course);
    this.state = mergeStates(this.course, before, theirs);
    // The LMS may have the same step with another location, which it was given for a moment.
    if (state.at >= before.at) this.location = location;
    if (!known && state.attempt !== this.state.attempt) this.mergedAttempts.add(state.attempt);
    this.outbox.add([...newAnswers(this.state, before), ...unsent], this.state);
  }

  /**
   * Add all that follows from what is known: a new edition may ask less than a trainee has done.
   *
   * @param {number} today in days since 1970
   */
  complete(today) {
    const { course, state } = this;
    const settled = course.modules
      .filter(({ id }) => has(state.modules, id))
      .map((module) => [module.id, withResult(module, state.modules[module.id])]);
    this.state = dated(course, { ...state, modules: Object.fromEntries(settled) }, today);
  }

  /**
   * The LMS may have lost answers: those are owed.
   *
   * @param {number} slots how many interactions the LMS has
   */
  reassignSlots(slots) {
    this.state = reassignSlots(this.state, slots, (id) => this.outbox.items.has(id));
    this.outbox.add(newAnswers(this.state, newState()).filter(({ slot }) => slot >= slots), this.state);
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
        const when = { latency: item.latency, time: item.time === null ? null : new Date(item.time) };
        return [interaction(module, question, { ...answer, response: item.response }, when)];
      }),
    );
    return {
      location,
      state: encodeState(state),
      ...courseResult(course, state),
      objectives: objectives(course, state),
      interactions,
    };
  }
}
