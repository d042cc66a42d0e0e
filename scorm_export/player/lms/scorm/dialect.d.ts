/** What the versions of SCORM call differently, and how they write it. Each version is one `Dialect`. */

import type { Earned, Interaction } from "../../types";

/** Elements of the data model with their values, in the order in which they are set. */
export type Values = [element: string, value: string][];

export interface Dialect {
  /** The name of the property of a window that holds the API object. */
  apiName: string;
  /** The names of the functions of the API object. */
  calls: {
    initialize: string;
    terminate: string;
    getValue: string;
    setValue: string;
    commit: string;
    getLastError: string;
  };
  /** The names of data model elements; the last three are the beginnings of names. */
  elements: {
    state: string;
    location: string;
    mode: string;
    credit: string;
    entry: string;
    learnerId: string;
    learnerName: string;
    exit: string;
    sessionTime: string;
    score: string;
    interactions: string;
    objectives: string;
  };
  /** Elements without which a report is not stored. An LMS may refuse any other one. */
  essential: string[];
  /**
   * The last names of elements that are sent last when values are sent again, those of one name at a time: after them an
   * LMS may close the attempt, and no two of them must say at once that nothing was passed.
   */
  ending: string[];
  /** Error codes after which an empty value does not mean that the LMS has none. */
  readFailures: string[];
  /** Whether a value that was never set can be read, as an empty text. */
  readsUnset: boolean;
  /** Whether the id of an entry of a list can be set only once. */
  setsOnce: boolean;

  /**
   * The status of the attempt, given a function that reads elements: "passed", "completed", or another word of
   * the standard. Empty when the LMS has none.
   */
  readStatus(get: (element: string) => string): string;
  statuses: {
    /** All statuses of the standard. */
    known: string[];
    /** Statuses of a learner who has not begun; some LMSs know more than the standard has. */
    fresh: string[];
    /** Statuses that an LMS replaces by its own when a session ends in which nothing was set. */
    untouched: string[];
  };
  /** What tells the LMS that the learner has begun. */
  begun: Values;
  /** What tells the LMS that the learner has passed, or has completed a course without a score: a commit a group. */
  passed: Values[];
  completed: Values[];
  /** The value of the element `exit` once the learner has passed; before that it is "suspend", to come back. */
  exitWhenPassed: string;
  /** What is set last, before the session ends. */
  leaving: Values;
  /**
   * What came of an objective, given a function that reads elements below it: "passed", "completed", "failed"
   * where its score was not enough, or anything else.
   */
  readObjective(get: (name: string) => string): string;
  /** The status of an objective, below an element. */
  objective(element: string, objective: Pick<Earned, "score" | "earned">): Values;

  /** A score, a whole percentage, below an element. The first value tells whether the LMS has the score. */
  score(element: string, percentage: number): Values;
  /** How much of something was done, 0 to 1, below an element; nothing where the standard has no such thing. */
  progress(element: string, progress: number): Values;
  /** An answered question, below an element; the language is that of the course. */
  interaction(element: string, interaction: Interaction, language: string): Values;
  /** A duration in milliseconds as text. */
  duration(milliseconds: number): string;
  /** Another valid value for an element, which takes back nothing that the learner has earned. */
  placeholder(element: string, value: string): string;
}
