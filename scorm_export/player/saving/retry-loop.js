/**
 * Work that is done at once when there is any, and again after growing pauses when it has failed (retry with backoff).
 */

/** Seconds between a failed round and the next one; the last pause repeats. */
const PAUSES = [2, 4, 8, 15, 30, 60];

export class RetryLoop {
  /**
   * @param {Window} window
   * @param {() => Promise<unknown>} round does the work once, and calls `succeed` when that has succeeded. No round
   *   begins before the one before it has ended
   * @param {() => boolean} isNeeded whether there is work left
   */
  constructor(window, round, isNeeded) {
    this.window = window;
    this.round = round;
    this.isNeeded = isNeeded;
    /** Whether a round is going on. */
    this.isBusy = false;
    /** Whether another round has to follow at once. */
    this.isDue = false;
    /** How many rounds in a row have failed. */
    this.failures = 0;
    this.timer = 0;
  }

  /** There is new work, or a new chance that it succeeds. */
  start() {
    this.failures = 0;
    this.isDue = true;
    if (!this.isBusy) this.work();
  }

  async work() {
    this.window.clearTimeout(this.timer);
    this.isBusy = true;
    while (this.isDue) {
      this.isDue = false;
      // A bug must not end the loop.
      await this.round().catch((error) => console.error(error));
    }
    this.isBusy = false;
    this.later();
  }

  /** Begin a round after a pause, if there is work left. */
  later() {
    if (!this.isNeeded()) return;
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = this.window.setTimeout(() => {
      this.isDue = true;
      this.work();
    }, pause * 1000);
  }

  /**
   * The round that is going on has succeeded.
   *
   * @param {boolean} isMore whether there is more work by now
   */
  succeed(isMore) {
    this.failures = 0;
    this.isDue = isMore;
  }
}
