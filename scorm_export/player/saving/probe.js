/**
 * Whether the LMS can be reached. Its word is no proof: Moodle says that all is stored also when the network is gone, and
 * nothing at all when the trainee is no longer signed in.
 */

/**
 * What was seen: the LMS is there; it gives no answer; or the trainee is signed out.
 *
 * @typedef {"there" | "gone" | "signed_out"} Seen
 */

/** Milliseconds after which no answer is taken for none. A slow LMS may need twenty seconds. */
const PATIENCE = 40_000;

/** The same where the browser knows of no network; that it knows of one says little. */
const PATIENCE_OFFLINE = 5_000;

/**
 * Make a function that looks. Being sent elsewhere counts unless that is so from the beginning.
 *
 * @param {Window} window
 * @returns {() => Promise<Seen>}
 */
export function createLook(window) {
  // An app may play courses without any server. There is nothing to look at then, and its word must do.
  if (!window.location.protocol.startsWith("http")) return async () => "there";
  /** @type {Seen | null} */
  let usual = null;
  return async () => {
    const seen = await askForPage(window);
    if (seen !== "gone") usual ??= seen;
    return seen === usual ? "there" : seen;
  };
}

/**
 * Ask for the head of the page itself: it comes from where the answers go, and passes the same sign-in.
 *
 * @param {Window} window
 * @returns {Promise<Seen>}
 */
async function askForPage(window) {
  const abort = new AbortController();
  const timer = window.setTimeout(() => abort.abort(), window.navigator.onLine ? PATIENCE : PATIENCE_OFFLINE);
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
