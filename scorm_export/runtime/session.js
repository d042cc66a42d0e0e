/** The session: what is known of the trainee, and its way to the LMS. */

import { createBrowserLms } from "./adapters/browser.js";
import { findLms } from "./adapters/table.js";
import { has } from "./has.js";
import { dated } from "./progress.js";
import { courseResult, interaction, objectives, settle } from "./scoring.js";
import { decodeState, encodeState, fitSlots, fitState, newState } from "./state.js";

/** @import {Course, Interaction, Launch, LearnerState, Lms, Report, Surroundings} from "./types" */

/**
 * @typedef {object} Session
 * @property {string} notice what the trainee should know of the session, as a key of the words; may be empty
 * @property {boolean} readOnly whether nothing is stored
 * @property {string} learner who the trainee is; may be empty
 * @property {string} name what the LMS calls the trainee; may be empty
 * @property {LearnerState} state
 * @property {string} location where the trainee was: an address in the course, or empty
 * @property {(change: Step) => boolean} take store a step; tells whether all is stored
 * @property {() => void} pause
 * @property {() => void} finish
 */

/**
 * What a trainee did: the state after it, and where it happened.
 *
 * @typedef {object} Step
 * @property {LearnerState} state
 * @property {string} location
 * @property {Interaction[]} [interactions]
 */

/**
 * @param {Course} course
 * @param {Surroundings} surroundings
 * @returns {Session}
 */
export function openSession(course, surroundings) {
  const { lms, launch, notice } = connect(course, surroundings);
  let state = restore(course, launch, surroundings.today());
  let location = launch?.location ?? "";
  let unreported = launch?.slots === undefined || launch.slots === null ? [] : answersFrom(course, state, launch.slots);
  if (lms && launch && isBehind(course, state, launch)) lms.save(report(course, state, location, []));
  return {
    notice,
    readOnly: launch?.readOnly ?? false,
    learner: launch?.learner ?? "",
    name: launch?.name ?? "",
    get state() {
      return state;
    },
    get location() {
      return location;
    },
    take(step) {
      state = step.state;
      location = step.location;
      const interactions = [...unreported, ...(step.interactions ?? [])];
      unreported = [];
      return lms ? lms.save(report(course, state, location, interactions)) : false;
    },
    pause: () => lms?.pause(),
    finish: () => lms?.finish(),
  };
}

/**
 * Find who keeps the trainee's state: the LMS, else the browser, else nobody.
 *
 * @param {Course} course
 * @param {Surroundings} surroundings
 * @returns {{lms: Lms | null, launch: Launch | null, notice: string}}
 */
function connect(course, surroundings) {
  const found = findLms(course.target, surroundings);
  const launch = found?.start() ?? null;
  if (launch?.readOnly) return { lms: found, launch, notice: launch.passed ? "read_only_passed" : "read_only" };
  if (launch) return { lms: found, launch, notice: "" };
  const browser = createBrowserLms(surroundings);
  const kept = browser.start();
  if (kept) return { lms: browser, launch: kept, notice: found ? "lms_silent" : "no_lms" };
  return { lms: null, launch: null, notice: "no_storage" };
}

/**
 * @param {Course} course
 * @param {Launch | null} launch
 * @param {number} today in days since 1970
 * @returns {LearnerState}
 */
function restore(course, launch, today) {
  if (!launch) return newState();
  const { state, unread } = decodeState(launch.state);
  if (unread.length) console.warn("Parts of the stored state could not be read:", unread);
  const fitted = fitState(state, course);
  // A page, a question or the pass mark that is gone may leave a trainee with all that is asked.
  const settled = course.modules
    .filter(({ id }) => has(fitted.modules, id))
    .map((module) => [module.id, settle(module, fitted.modules[module.id])]);
  const whole = dated(course, { ...fitted, modules: Object.fromEntries(settled) }, today);
  return launch.slots === null ? whole : fitSlots(whole, launch.slots);
}

/**
 * Tell whether the LMS has less than what was earned: a new edition may ask less than the one before.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {Launch} launch
 * @returns {boolean}
 */
function isBehind(course, state, launch) {
  if (launch.readOnly || launch.state === "") return false;
  return encodeState(state) !== launch.state || (courseResult(course, state).passed && !launch.passed);
}

/**
 * The answers that the LMS does not have (any more), to be reported with the next step.
 *
 * @param {Course} course
 * @param {LearnerState} state
 * @param {number} slots how many interactions the LMS has
 * @returns {Interaction[]}
 */
function answersFrom(course, state, slots) {
  return course.modules.flatMap((module) => {
    const answers = has(state.modules, module.id) ? state.modules[module.id].answers : {};
    return module.questions
      .filter(({ id }) => has(answers, id) && answers[id].slot >= slots)
      .map((question) => interaction(module, question, answers[question.id], { latency: null, time: null }));
  });
}

/**
 * @param {Course} course
 * @param {LearnerState} state
 * @param {string} location
 * @param {Interaction[]} interactions
 * @returns {Report}
 */
function report(course, state, location, interactions) {
  return {
    location,
    state: encodeState(state),
    ...courseResult(course, state),
    objectives: objectives(course, state),
    interactions,
  };
}
