/** The types that the scripts of the player share. */

import type { InteractionType, Question } from "./payload";
import type { Probe } from "./saving/probe.js";

export type { Course, InteractionType, Module, Payload, Question } from "./payload";

export type Words = Record<string, string>;

export interface Answer {
  /**
   * The place of the question in the list of all questions that were ever answered, fixed when it is first answered.
   */
  slot: number;
  /** The moment of the last answer, also of one that a new quiz attempt has emptied; 0 when it is not known. */
  at: number;
  /** Empty when a new quiz attempt has begun. */
  response: string;
}

export interface ModuleState {
  /** The ids of the pages that were seen, in the order of the course. */
  seen: string[];
  /** The result of the best quiz attempt, a whole percentage; null before the first complete one. */
  best: number | null;
  /** Whether the module was ever passed; never taken back. */
  passed: boolean;
  /** The answers of the present quiz attempt, by the id of the question. */
  answers: Record<string, Answer>;
  /** The number from which the draw and the order of options follow, 1 to 1295; 0 before the quiz was opened. */
  seed: number;
  /** How many quiz attempts were finished before the present one. */
  tries: number;
}

/** What is known of a trainee. Never changed in place. */
export interface LearnerState {
  /** How many slots are used, those of removed questions included. */
  slots: number;
  /** The moment at which this attempt at the course began; 0 when it is not known. */
  attempt: number;
  /** The moment of the last step, in seconds since the beginning of 2026; each step has a later one. */
  at: number;
  /** When the course was passed, in days since 1970; null before. */
  passedOn: number | null;
  modules: Record<string, ModuleState>;
}

/** What was earned in the course or in a module. */
export interface Earned {
  /** A whole percentage; null before the first complete quiz attempt, and where there is no quiz. */
  score: number | null;
  passed: boolean;
  /** What an LMS can be told of it: nothing yet, that it is completed (when it is passed without a score), or passed. */
  earned: 0 | 1 | 2;
}

export interface Objective extends Earned {
  id: string;
  /** How much was done, 0 to 1; it is 1 only when passed. */
  progress: number;
}

/** An answered question, to be reported. */
export interface Interaction {
  /** Its place in the list of all questions that were ever answered, from 0. */
  slot: number;
  /** The ids of the module and the question, with a dot between. */
  id: string;
  /** The id of the objective that it belongs to: of its module. */
  objective: string;
  type: InteractionType;
  question: Question;
  response: string;
  /**
   * The moment of the answer as the state has it, the same on every device: no other answer to the question has it. Null
   * for an answer so old that it is lost.
   */
  at: Date | null;
  /** 0 to 1; null for a question on a scale, where no answer is better than another. */
  score: number | null;
  /** How long the question was shown before the answer, in milliseconds; null when that is not known. */
  latency: number | null;
  /** When it was answered; null when that is not known. */
  time: Date | null;
}

/** All that an LMS should have after a step of the trainee. */
export interface Report extends Earned {
  /** The address in the course: `module/page`, or empty. */
  location: string;
  state: string;
  /** How much of the course was done, 0 to 1; it is 1 only when passed. */
  progress: number;
  objectives: Objective[];
  /** The answers that are not known to have arrived. */
  interactions: Interaction[];
}

/** An answer that is not known to be in the LMS. */
export interface Unsent {
  /** Of the module and the question, with a dot between. */
  id: string;
  response: string;
  /** The moment of the answer, as in the state. */
  at: number;
  /** The same moment in milliseconds since 1970; null when it is not known. */
  time: number | null;
  /** How long the question was shown before, in milliseconds; null when it is not known. */
  latency: number | null;
}

/** What the journal of the device has of one attempt of a learner. */
export interface Entry {
  state: LearnerState;
  /** Where the trainee was: an address in the course, or empty. */
  location: string;
  /** Whether the LMS has had this attempt: one that it no longer has is over. */
  known: boolean;
  unsent: Unsent[];
}

/** What a window keeps of its cmi5 session; `began` is in milliseconds since 1970. */
export interface Visit {
  token: string;
  began: number;
  isInitialized: boolean;
  isTerminated: boolean;
}

/** What the LMS gives at the start. */
export interface Launch {
  /** Whether nothing may be stored: the trainee reviews, browses, or takes the course without credit. */
  readOnly: boolean;
  /** Whether the LMS takes the trainee for one who has not begun. */
  fresh: boolean;
  /** The id of the trainee in the LMS, so that nobody else on the same device sees what was written; may be empty. */
  learner: string;
  /** What the trainee is called, the first name first; may be empty. */
  name: string;
  /** What the LMS was told of the course. */
  earned: Earned["earned"];
  location: string;
  state: string;
  /**
   * How many interactions the LMS has of this trainee. Left out where the standard does not number them, or where the
   * LMS does not tell.
   */
  interactionCount?: number;
}

/**
 * A learning management system. There is one adapter for each standard; all that is particular to a standard is in it.
 *
 * No method throws, and no promise is rejected: what goes wrong is told by the value.
 */
export interface Lms {
  /**
   * Whether some values can be set only once: what is lost of those cannot be sent again, so that each save needs a probe
   * of its own right before it.
   */
  setsOnce: boolean;
  /** What tells whether the LMS can be reached, where its own answers do not have to be doubted. */
  probe?: Pick<Probe, "recent" | "run" | "forget">;
  /** Begin the session; null when the LMS does not answer. It may be called again after that. */
  start(): Promise<Launch | null>;
  /**
   * Send what is new in the report. True when the LMS says that it has stored all of it. It is not called again before
   * its promise has been settled; `pause` and `finish` may be called meanwhile.
   */
  save(report: Report): Promise<boolean>;
  /**
   * What another device has stored since this one did, each time once. `save` refuses a report until it has been asked
   * for, so that the next one has it too. Left out where an LMS lets the last device overwrite the others.
   */
  newer?(): { state: string; location: string } | null;
  /** All that was sent so far has arrived. */
  confirm(): void;
  /** What was sent since the last confirmation may be lost, whatever the LMS says: `save` sends it again. */
  markUnconfirmed(): void;
  /**
   * Send the report, if there is one, and how long the session has lasted: the page is hidden and may never come back,
   * so nothing may wait for an answer. True only when the LMS has said by then that it has stored all of it.
   */
  pause(report: Report | null): boolean;
  /**
   * Send the report, if there is one, and end the session. The page is being left, so nobody hears what becomes of it.
   */
  finish(report: Report | null): void;
}

/** What the player needs of the browser and the device, so that tests can replace it. */
export interface Surroundings {
  window: Window;
  /** The id of the course, which keeps the courses of one browser apart. */
  course: string;
  /** The language of the course, as a BCP 47 tag. */
  language: string;
  /** Milliseconds since a fixed moment; never goes back. */
  now(): number;
  /** The time by the clock of the device, which may be changed. */
  clock(): Date;
  /** The date where the trainee is, in days since 1970. */
  today(): number;
  /** A random whole number from 1 to 1295. */
  chance(): number;
}
