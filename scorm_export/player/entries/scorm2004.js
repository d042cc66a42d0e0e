/** The player for an LMS of SCORM 2004, 3rd or 4th edition. */

import { findScormLms } from "../lms/scorm/adapter.js";
import { SCORM2004 } from "../lms/scorm/scorm2004.js";
import { play } from "../main.js";

play((surroundings) => findScormLms(SCORM2004, surroundings));
