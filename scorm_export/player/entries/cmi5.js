/** The player for an LMS of cmi5. */

import { findCmi5Lms } from "../lms/cmi5/adapter.js";
import { serviceWorkers } from "../lms/cmi5/service-worker.js";
import { play } from "../main.js";

play(findCmi5Lms);

// It is a help only: a browser may refuse it, as in a page that was not loaded over HTTPS.
serviceWorkers(window)?.register("sw.js").catch(() => {});
