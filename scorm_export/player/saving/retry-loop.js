/** Work that is done as soon as it can be, and is tried again after pauses that grow. */

/** Seconds between one round and the next; the last one comes again and again. */
const PAUSES = [2, 4, 8, 15, 30, 60];

export class RetryLoop {
  /**
   * @param {Window} window
   * @param {() => Promise<unknown>} round
   * @param {() => boolean} isNeeded whether there is anything to do
   */
  constructor(window, round, isNeeded) {
    this.window = window;
    this.round = round;
    this.isNeeded = isNeeded;
    /** Whether a round is going on; whether another one must follow; how many in a row have failed. */
    this.isBusy = false;
    this.isDue = false;
    this.failures = 0;
    this.timer = 0;
  }

  /** There is something new to do. */
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
      // A mistake in the program must not end all rounds.
      await this.round().catch((error) => console.error(error));
    }
    this.isBusy = false;
    this.later();
  }

  /** Try again after a pause, if that is needed. */
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
   * A round has done what it should.
   *
   * @param {boolean} isMore whether there is more to do by now
   */
  succeed(isMore) {
    this.failures = 0;
    this.isDue = isMore;
  }
}
