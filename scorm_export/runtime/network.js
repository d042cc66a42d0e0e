/**
 * Whether the LMS can be reached. Its word is no proof: Moodle says that all is stored also when the network is gone, and
 * nothing at all when the trainee is no longer signed in.
 */

/**
 * What was seen: the LMS is there; the network is gone; the trainee is signed out; or a look tells nothing here.
 *
 * @typedef {"there" | "gone" | "signed_out" | "unknown"} Seen
 */

/** Milliseconds after which no answer is taken for none. A slow LMS may need twenty seconds. */
const PATIENCE = 40_000;

/**
 * Make a function that looks. What it sees counts once it has seen the LMS there: a server, or an app that plays courses
 * without a network, may refuse such requests always.
 *
 * @param {Window} window
 * @returns {() => Promise<Seen>}
 */
export function createLook(window) {
  let counts = false;
  return async () => {
    const seen = await askForPage(window);
    counts = counts || seen === "there";
    if (counts) return seen;
    return window.location.protocol.startsWith("http") && !window.navigator.onLine ? "gone" : "unknown";
  };
}

/**
 * Ask for the head of the page itself: it comes from where the answers go, and passes the same sign-in.
 *
 * @param {Window} window
 * @returns {Promise<Seen>}
 */
async function askForPage(window) {
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), PATIENCE);
  try {
    const { type, status } = await window.fetch(window.location.href.split("#")[0], {
      method: "HEAD",
      cache: "no-store",
      redirect: "manual",
      signal: patience.signal,
    });
    // Who is not signed in is sent to another page, or away.
    if (type === "opaqueredirect" || status === 401 || status === 403) return "signed_out";
    // 501 is a server that knows no such request.
    return status >= 500 && status !== 501 ? "gone" : "there";
  } catch {
    return "gone";
  } finally {
    window.clearTimeout(timer);
  }
}
