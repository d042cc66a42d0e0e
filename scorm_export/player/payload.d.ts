/** What the page tells the player. `make player` writes this file from `page/payload.py`. */

/** How an answer is reported, in the words that all standards share (SCORM 1.2 RTE, section 3.4.7). */
export type InteractionType = "choice" | "true-false" | "likert" | "matching" | "sequencing" | "numeric" | "fill-in";

/** What the player needs to know of a question, depending on its form. */
export interface FormFields {
  /** The ids of all options or pieces, one character each, in the order of the page. */
  options?: string;
  /** Whether more than one option can be chosen. */
  several?: boolean;
  /** Whether the options are never shuffled. */
  fixedOrder?: boolean;
  /** The ids of the options of each gap, by the id of the gap. */
  gaps?: Record<string, string>;
  /** What may be typed: every accepted text, or the one number. */
  accepted?: string[];
  /** How far a number may be off, as a decimal number. */
  tolerance?: string;
  /** How many characters of what is typed are kept, as they are written in the state. */
  longest?: number;
}

/** What only some standards report of a question. */
export interface DescribedFields {
  /** What is asked, in plain words and at most 250 characters; left out where the standard has no place for it. */
  description?: string;
}

/**
 * A question as the script needs it; its words stand in the page.
 *
 * A response to it is a text: the ids of the chosen options (`bd`), pairs of a place and what was put there (`abba`),
 * the ids of items in their order (`cab`), or what was typed. Empty is no response.
 */
export interface Question extends FormFields, DescribedFields {
  id: string;
  /** How it is asked: its name in the table `FORMS`. */
  form: string;
  interaction: InteractionType;
  /** Whether its answer counts. */
  scored: boolean;
  /** The response that is wholly right; empty where none is better than another. */
  right: string;
  /** The ids of the pages that teach what is asked. */
  pages: string[];
}

/** A module: its pages, how its quiz is taken, and its questions. */
export interface Module {
  id: string;
  title: string;
  /** Whether it may upset a trainee, so that there is a quick way out. */
  noted: boolean;
  /** The ids of the pages in order. */
  pages: string[];
  /** The ids of the pages that count as read only when their recording was played to the end, or read instead. */
  toPlay: string[];
  /** The title of each page, by its id. */
  pageTitles: Record<string, string>;
  /** The whole percentage that passes the quiz. */
  passMark: number;
  /** How many quiz attempts a trainee has; null for any number. */
  tries: number | null;
  /** Whether feedback waits until all questions are answered. */
  feedbackAtEnd: boolean;
  /** Whether options are in another order in each quiz attempt. */
  shuffle: boolean;
  /** How many of the scored questions a quiz attempt asks; null for all. */
  draw: number | null;
  /** Whether each quiz attempt has its own draw and order. */
  newDraw: boolean;
  /** The questions of the quiz; none in a module without one, for which the rules above mean nothing. */
  questions: Question[];
  /** Questions that only the lesson asks. */
  practice: Question[];
}

/** A course. */
export interface Course {
  /** The id of the course. */
  course: string;
  title: string;
  /** A BCP 47 tag. */
  language: string;
  /** The page that a trainee leaves to at once. */
  quickExit: string;
  publisher: string;
  /** The addresses of the places beside the modules, such as the sources. */
  extras: string[];
  modules: Module[];
}

/** The JSON in the page. */
export interface Payload extends Course {
  /** Every text that the script shows, by its key in `locale/`. */
  words: Record<string, string>;
}
