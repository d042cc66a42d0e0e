/** The player for an LMS of cmi5. */

import { findCmi5Lms } from "../lms/cmi5/adapter.js";
import { play } from "../main.js";

play(findCmi5Lms);

// It is a help only: a browser may refuse it, as in a page that was not loaded over HTTPS.
window.navigator.serviceWorker?.register("sw.js").catch(() => {});
