/**
 * The delivery of an attempt to the LMS: how many of the trainee's steps the LMS was sent, and how many have arrived.
 *
 * That the LMS says to have stored something is no proof. So a step counts as saved only when the LMS has accepted it
 * and a probe after that has succeeded. While the server cannot be reached nothing is sent: Moodle would count it as
 * stored, and never send it again.
 */

/** @import {Attempt} from "./attempt.js" */
/** @import {Probe, Reach} from "./probe.js" */
/** @import {Lms, Unsent} from "../types" */

/**
 * Why something is not saved; empty when it is.
 *
 * @typedef {"" | "gone" | "signed_out" | "refused"} Failure
 */

export class Delivery {
  /**
   * @param {Lms} lms
   * @param {Pick<Probe, "recent" | "run" | "forget">} probe
   */
  constructor(lms, probe) {
    this.lms = lms;
    this.probe = probe;
    /** The number of the last step; of the last one that the LMS was sent; of the last one that is saved. */
    this.step = 0;
    this.sent = 0;
    this.saved = 0;
    /** The number of the last step when `pause` was called last. */
    this.paused = -1;
  }

  /** @returns {boolean} whether every step is saved */
  get isComplete() {
    return this.saved === this.step;
  }

  /** The trainee has done one more step. */
  add() {
    this.step += 1;
  }

  /** The LMS has all steps already; a probe has yet to prove that it can be reached. */
  skip() {
    this.sent = this.step;
  }

  /** @returns {Promise<Failure>} why the LMS should not be sent anything now */
  async check() {
    if (this.sent === this.step) return "";
    return this.judge(await (this.lms.setsOnce ? this.probe.run() : this.probe.recent()));
  }

  /**
   * Send the LMS what it was not sent yet, and probe whether that can have arrived. The probe also tells why the LMS
   * has refused something: the trainee may have been signed out.
   *
   * @param {Attempt} attempt
   * @returns {Promise<{failure: Failure, sent: number}>} the number of the last step that has arrived if nothing failed
   */
  async deliver(attempt) {
    const isAccepted = this.sent === this.step || (await this.send(attempt));
    const { sent } = this;
    const failure = this.judge(await this.probe.run());
    if (!failure && !isAccepted) this.probe.forget();
    return { failure: failure || (isAccepted ? "" : "refused"), sent };
  }

  /**
   * @param {Attempt} attempt
   * @returns {Promise<boolean>} whether the LMS says that it has stored all of it
   */
  async send(attempt) {
    const { step } = this;
    const answers = attempt.outbox.all();
    if (!(await this.lms.save(attempt.report()))) return false;
    this.markSent(step, attempt, answers);
    return true;
  }

  /**
   * @param {number} step that was the last one when the report was made; there may be others by now
   * @param {Attempt} attempt
   * @param {Unsent[]} answers that were in the report
   */
  markSent(step, attempt, answers) {
    this.sent = Math.max(this.sent, step);
    attempt.outbox.markSent(answers, step);
  }

  /**
   * @param {Reach} found by a probe
   * @returns {Failure}
   */
  judge(found) {
    if (found === "reachable") return "";
    this.lms.markUnconfirmed();
    this.sent = this.saved;
    return found;
  }

  /**
   * Steps have arrived.
   *
   * @param {number} sent the number of the last one
   * @param {Attempt} attempt
   */
  confirm(sent, attempt) {
    this.saved = sent;
    if (sent === this.sent) this.lms.confirm();
    attempt.isKnown = true;
    attempt.outbox.confirm(sent);
  }

  /**
   * Send what is left without waiting: the page is hidden, and may never come back. Nothing happens when there was no
   * step since the last time.
   *
   * @param {Attempt} attempt
   */
  pause(attempt) {
    const { step } = this;
    if (step === this.paused) return;
    this.paused = step;
    const answers = attempt.outbox.all();
    if (this.lms.pause(this.sent < step ? attempt.report() : null)) this.markSent(step, attempt, answers);
    else this.probe.forget();
  }

  /** @param {Attempt | null} attempt what is left; null when nothing may be written */
  finish(attempt) {
    this.lms.finish(attempt && !this.isComplete ? attempt.report() : null);
  }
}
