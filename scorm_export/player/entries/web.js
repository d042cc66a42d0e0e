/** The player for a course on the web, or on a disk: without an LMS, and without a network once it was opened. */

import { play } from "../main.js";

play(null);

// A browser that cannot keep the files plays the course as long as it has a network. From a disk there is none.
// In a sandboxed frame even asking for it throws.
try {
  if (window.location.protocol.startsWith("http")) window.navigator.serviceWorker?.register("sw.js").catch(() => {});
} catch {
  // As above.
}
