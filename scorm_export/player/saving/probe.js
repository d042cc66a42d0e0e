/**
 * The probe: whether the server of the LMS can be reached, and the trainee is signed in. What the LMS itself says is no
 * proof: Moodle reports success also when the network is gone, and gives no reason when the trainee is no longer signed
 * in.
 */

/**
 * What a probe found: the server answers; it gives no answer; or it sends the request elsewhere, as to a page for
 * signing in.
 *
 * @typedef {"reachable" | "gone" | "signed_out"} Reach
 */

/** Milliseconds after which a missing answer counts as none. A slow LMS may need twenty seconds. */
const TIMEOUT = 40_000;

/** The same where the browser says that it is offline. That it says to be online proves little. */
const TIMEOUT_OFFLINE = 5_000;

/** Milliseconds for which a probe that succeeded serves as the probe before a save. */
const FRESH = 60_000;

export class Probe {
  /**
   * @param {Window} window
   * @param {() => Date} clock of the device: unlike a timer of the page it goes on while the device sleeps
   */
  constructor(window, clock) {
    this.window = window;
    this.clock = clock;
    // An app may play courses without a server. There is nothing to probe then, and what the LMS says has to do.
    this.hasServer = window.location.protocol.startsWith("http");
    /** What the first answer was: a server may send every such request elsewhere. @type {Reach | null} */
    this.usual = null;
    /** When a probe succeeded last, in milliseconds since 1970; -Infinity when it counts no more. */
    this.succeededAt = -Infinity;
    window.addEventListener("offline", () => this.forget());
  }

  /**
   * Each probe runs the program of the LMS once, so one that has just succeeded serves again. An outage that has begun
   * since then is found by the probe after the save.
   *
   * @returns {Promise<Reach>} what a recent probe has found, or a new one
   */
  async recent() {
    const age = this.clock().getTime() - this.succeededAt;
    return this.window.navigator.onLine && age >= 0 && age < FRESH ? "reachable" : this.run();
  }

  /** @returns {Promise<Reach>} what a new probe finds */
  async run() {
    if (!this.hasServer) return "reachable";
    const answer = await request(this.window);
    if (answer !== "gone") this.usual ??= answer;
    const found = answer === this.usual ? "reachable" : answer;
    this.succeededAt = found === "reachable" ? this.clock().getTime() : -Infinity;
    return found;
  }

  /** There is a sign of trouble, so the next save needs a new probe. */
  forget() {
    this.succeededAt = -Infinity;
  }
}

/**
 * Request the head of the page itself: it comes from the server that answers go to, and needs the same session.
 *
 * @param {Window} window
 * @returns {Promise<Reach>}
 */
async function request(window) {
  const abort = new AbortController();
  const timer = window.setTimeout(() => abort.abort(), window.navigator.onLine ? TIMEOUT : TIMEOUT_OFFLINE);
  try {
    const { type, status } = await window.fetch(window.location.href.split("#")[0], {
      method: "HEAD",
      cache: "no-store",
      redirect: "manual",
      signal: abort.signal,
    });
    if (type === "opaqueredirect") return "signed_out";
    // A server that refuses HEAD (4xx, or 501 when it does not know the method) is reachable; the commit decides.
    return status >= 500 && status !== 501 ? "gone" : "reachable";
  } catch {
    return "gone";
  } finally {
    window.clearTimeout(timer);
  }
}
