/** The adapters, one for each standard. The page states which one it needs. */

import { createScorm12 } from "./scorm12.js";

/** @import {Lms, Surroundings} from "../types" */

/** @type {Record<string, (surroundings: Surroundings) => Lms | null>} */
const ADAPTERS = { scorm12: createScorm12 };

/**
 * @param {string} target
 * @param {Surroundings} surroundings
 * @returns {Lms | null} null when there is no LMS around the page
 */
export function findLms(target, surroundings) {
  return ADAPTERS[target](surroundings);
}
