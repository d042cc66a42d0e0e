/** The player for an LMS of SCORM 1.2. */

import { findScormLms } from "../lms/scorm/adapter.js";
import { SCORM12 } from "../lms/scorm/scorm12.js";
import { play } from "../main.js";

play((surroundings) => findScormLms(SCORM12, surroundings));
