/** The player for an LMS of SCORM 1.2. */

import { createScorm12 } from "../lms/scorm/scorm12.js";
import { play } from "../main.js";

play(createScorm12);
