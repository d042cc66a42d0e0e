/**
 * Whether the LMS can be reached. Its word is no proof: Moodle says that all is stored also when the network is gone, and
 * nothing at all when the trainee is no longer signed in.
 */

/**
 * What was seen: the LMS is there; the network is gone; the trainee is signed out; or a look tells nothing here.
 *
 * @typedef {"there" | "gone" | "signed_out" | "unknown"} Seen
 */

/** Milliseconds after which no answer is taken for none: at first, and once there has been one. A slow LMS may need twenty seconds. */
const PATIENCE = [5_000, 40_000];

/**
 * Make a function that looks. No answer counts once there has been one: an app that plays courses without a network may
 * never give any. Being sent elsewhere counts unless that is so from the beginning.
 *
 * @param {Window} window
 * @returns {() => Promise<Seen>}
 */
export function createLook(window) {
  /** @type {Seen} */
  let usual = "gone";
  return async () => {
    const seen = await askForPage(window, PATIENCE[usual === "gone" ? 0 : 1]);
    if (usual === "gone") usual = seen;
    if (usual === "gone") return window.location.protocol.startsWith("http") && !window.navigator.onLine ? "gone" : "unknown";
    return seen === usual ? "there" : seen;
  };
}

/**
 * Ask for the head of the page itself: it comes from where the answers go, and passes the same sign-in.
 *
 * @param {Window} window
 * @param {number} patience in milliseconds
 * @returns {Promise<Seen>}
 */
async function askForPage(window, patience) {
  const abort = new AbortController();
  const timer = window.setTimeout(() => abort.abort(), patience);
  try {
    const { type, status } = await window.fetch(window.location.href.split("#")[0], {
      method: "HEAD",
      cache: "no-store",
      redirect: "manual",
      signal: abort.signal,
    });
    // Who is not signed in is sent to another page.
    if (type === "opaqueredirect") return "signed_out";
    // Who refuses to be looked at is there, and tells by what it does with a commit. 501 is a server that knows no such request.
    return status >= 500 && status !== 501 ? "gone" : "there";
  } catch {
    return "gone";
  } finally {
    window.clearTimeout(timer);
  }
}
