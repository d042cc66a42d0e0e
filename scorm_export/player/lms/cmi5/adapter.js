/**
 * An LMS of cmi5: the trainee's progress as a document in the State resource of a learning record store (LRS), and as
 * statements.
 *
 * The LRS answers each request, and that is a proof, so nothing else probes whether it can be reached. All that is sent
 * may be sent again: a statement has the same id each time, and the document is replaced as a whole, on the condition
 * that no other device has replaced it.
 */

import { answerOf, Lrs, parsed } from "./lrs.js";
import { serviceWorkers } from "./service-worker.js";
import { Statements } from "./statements.js";
import { readVisit, writeVisit } from "./visit.js";

/** @import {Launch, Lms, Report, Surroundings, Visit} from "../../types" */
/** @import {Statement, Target} from "./cmi5" */
/** @import {Answer} from "./lrs.js" */

/** The name of our document in the State resource. */
const STATE = "progress";

/**
 * What our document holds.
 *
 * @typedef {{state: string, location: string, passed: boolean}} Progress
 */

/**
 * @param {Surroundings} surroundings
 * @returns {Lms | null} null when the address of the page has no launch parameters (cmi5 1.0, section 8.1)
 */
export function findCmi5Lms(surroundings) {
  const parameters = new URL(surroundings.window.location.href).searchParams;
  const [endpoint, fetch, registration, activityId, actor] = ["endpoint", "fetch", "registration", "activityId", "actor"].map(
    (name) => parameters.get(name),
  );
  const agent = parsed(actor ?? "");
  if (!endpoint || !fetch || !registration || !activityId || !agent) return null;
  const target = { endpoint: endpoint.replace(/\/?$/, "/"), fetch, registration, activityId, actor: agent };
  return new Cmi5Lms(target, surroundings);
}

/** @implements {Lms} */
class Cmi5Lms {
  /**
   * @param {Target} target
   * @param {Surroundings} surroundings
   */
  constructor(target, { window, clock, language }) {
    this.target = target;
    this.window = window;
    this.clock = clock;
    this.language = language;
    this.setsOnce = false;
    /** @type {Visit | null} */
    this.visit = readVisit(window, target.fetch);
    /** @type {Lrs | null} */
    this.lrs = null;
    /** @type {Statements | null} */
    this.statements = null;
    this.readOnly = false;
    /** Our document as the LRS has it, and its ETag: null when there is none, undefined when it is not known. */
    this.stored = "";
    /** @type {string | null | undefined} */
    this.etag = undefined;
    /** Each document that this window has sent. @type {Set<string>} */
    this.sent = new Set();
    /** Each statement that this window has made, by its id: it is the same when it is sent again. @type {Map<string, Statement>} */
    this.made = new Map();
    /** Whether the LRS has been told that the trainee has passed. */
    this.isPassed = false;
    /** What another device has stored. @type {{state: string, location: string} | null} */
    this.foreign = null;
    /** Whether the page is being loaded again, which does not end the session. */
    this.isReloading = false;
    // Where there is no service worker, as without HTTPS, the session ends then.
    serviceWorkers(window)?.addEventListener("message", ({ ports }) => {
      this.isReloading = true;
      ports[0].postMessage("");
    });
    const reach = async () => this.lrs?.reach ?? "gone";
    this.probe = { recent: async () => /** @type {const} */ ("reachable"), run: reach, forget: () => {} };
  }

  /** @returns {Promise<Launch | null>} */
  async start() {
    const visit = this.visit ?? (await this.arrive());
    if (!visit) return null;
    const lrs = new Lrs(this.target, visit.token);
    this.lrs = lrs;
    // An LMS may check that the learner's preferences are read (section 11). The course has one language, and no sound
    // that begins by itself, so that there is nothing to do with them.
    const [launchData, document] = await Promise.all([
      lrs.readState("LMS.LaunchData"),
      lrs.readState(STATE),
      lrs.readProfile("cmi5LearnerPreferences"),
    ]);
    const launch = launchData.isOk ? parsed(launchData.text) : undefined;
    if (!launch?.contextTemplate || ![200, 404].includes(document.status)) return null;
    const statements = new Statements(this.target, launch, this.language);
    this.statements = statements;
    this.readOnly = launch.launchMode !== "Normal";
    if (!visit.isInitialized && !(await lrs.send([statements.initialized(this.clock())]))) return null;
    this.note({ ...visit, isInitialized: true });
    if (launch.returnURL) offerReturn(this.window, launch.returnURL);
    return this.launchOf(document);
  }

  /** @returns {Promise<Visit | null>} a new session, with its token (section 8.2); null when the LMS gives none */
  async arrive() {
    const { text } = await answerOf(this.target.fetch, { method: "POST" });
    const token = parsed(text)?.["auth-token"];
    if (typeof token !== "string") return null;
    const visit = { token, began: this.clock().getTime(), isInitialized: false, isTerminated: false };
    this.note(visit);
    return visit;
  }

  /** @param {Visit} visit */
  note(visit) {
    this.visit = visit;
    writeVisit(this.window, this.target.fetch, visit);
  }

  /**
   * @param {Answer} document
   * @returns {Launch}
   */
  launchOf(document) {
    const { state, location, passed } = this.take(document);
    const { registration, actor } = this.target;
    const { account, name = "", ...identity } = actor;
    const learner = account ? `${account.homePage} ${account.name}` : JSON.stringify(identity);
    return {
      readOnly: this.readOnly,
      // A registration is an attempt. What the device has of it belongs to it, also when the LRS has lost the document.
      fresh: false,
      learner: `${learner} ${registration}`,
      name,
      earned: passed ? 2 : 0,
      location,
      state,
    };
  }

  /**
   * @param {Answer} document our document as the LRS has it now
   * @returns {Progress}
   */
  take({ isOk, text, etag }) {
    const { state, location, passed } = parsed(text) ?? {};
    this.etag = isOk ? etag : null;
    this.stored = isOk ? text : "";
    this.isPassed ||= passed === true;
    return { state: String(state ?? ""), location: String(location ?? ""), passed: passed === true };
  }

  /**
   * @param {Report} report
   * @returns {Promise<boolean>}
   */
  async save(report) {
    const { lrs } = this;
    if (this.readOnly || !lrs) return this.readOnly;
    const isOver = Boolean(this.visit?.isTerminated);
    if (!(await lrs.send(this.statementsOf(report)))) return false;
    this.isPassed ||= report.passed && !isOver;
    return (await this.store(lrs, this.documentOf(report))) && !isOver;
  }

  /**
   * @param {Report} report
   * @returns {Statement[]} what it has to tell: answers, then that the trainee has passed; nothing in a session that has
   *   ended, after which it waits for the next one
   */
  statementsOf(report) {
    const { statements, visit } = this;
    if (!statements || visit?.isTerminated) return [];
    const now = this.clock();
    const answers = report.interactions.map((interaction) => statements.answered(interaction, now));
    const isNew = report.passed && !this.isPassed;
    return [...answers, ...(isNew ? statements.passed(now, this.lasted(), report.score) : [])].map((statement) => {
      if (!this.made.has(statement.id)) this.made.set(statement.id, statement);
      return this.made.get(statement.id) ?? statement;
    });
  }

  /**
   * @param {Report} report
   * @returns {string}
   */
  documentOf({ state, location }) {
    return JSON.stringify({ state, location, passed: this.isPassed });
  }

  /**
   * Replace our document, unless another device has done so.
   *
   * @param {Lrs} lrs
   * @param {string} text
   * @returns {Promise<boolean>} whether the LRS has it now
   */
  async store(lrs, text) {
    // The second time with the ETag of a document that this device has sent itself, without hearing that it arrived.
    for (let round = 0; round < 2 && text !== this.stored; round += 1) {
      if (this.etag === undefined && !(await this.look(lrs))) return false;
      this.sent.add(text);
      const { status, isOk, etag } = await lrs.writeState(STATE, text, this.etag ?? null);
      if (isOk) this.stored = text;
      else if (status !== 412) return false;
      this.etag = (isOk && etag) || undefined;
      // Not every LRS tells it when it stores a document, and there may be no time to ask when the page is left.
      if (isOk && !etag) await this.look(lrs);
    }
    return text === this.stored;
  }

  /**
   * Read our document again, after this device has replaced it or another one has.
   *
   * @param {Lrs} lrs
   * @returns {Promise<boolean>} whether it may be replaced: no other device has done so
   */
  async look(lrs) {
    const document = await lrs.readState(STATE);
    if (![200, 404].includes(document.status)) return false;
    const { state, location } = this.take(document);
    if (!this.stored || this.sent.has(this.stored)) return true;
    this.foreign = { state, location };
    return false;
  }

  /** @returns {{state: string, location: string} | null} what another device has stored since this one did, once */
  newer() {
    const { foreign } = this;
    this.foreign = null;
    return foreign;
  }

  confirm() {}

  /** Everything is sent again until the LRS has said that it has it. */
  markUnconfirmed() {}

  /**
   * @param {Report | null} report
   * @returns {boolean}
   */
  pause(report) {
    if (report) this.sendLast(report, []);
    return !report;
  }

  /** @param {Report | null} report */
  finish(report) {
    const { statements, visit } = this;
    if (!statements || !visit || visit.isTerminated) return;
    const isEnd = !this.isReloading;
    this.sendLast(this.readOnly ? null : report, isEnd ? [statements.terminated(this.clock(), this.lasted())] : []);
    if (isEnd) this.note({ ...visit, isTerminated: true });
  }

  /**
   * Send what is left without waiting for an answer. Statements are in one request, so that they keep their order.
   *
   * @param {Report | null} report
   * @param {Statement[]} last
   */
  sendLast(report, last) {
    const { lrs } = this;
    if (!lrs) return;
    const statements = [...(report ? this.statementsOf(report) : []), ...last];
    if (statements.length) lrs.post(statements, true);
    if (!report) return;
    const text = this.documentOf(report);
    this.sent.add(text);
    if (text === this.stored || this.etag === undefined) return;
    lrs.writeState(STATE, text, this.etag, true);
    this.etag = undefined;
  }

  /** @returns {number} how long the session has lasted, in milliseconds */
  lasted() {
    return Math.max(0, this.clock().getTime() - (this.visit?.began ?? 0));
  }
}

/**
 * Show the link that leads back to the LMS (section 10.2.5).
 *
 * @param {Window} window
 * @param {string} address
 */
function offerReturn(window, address) {
  const link = /** @type {HTMLAnchorElement | null} */ (window.document.getElementById("player_return"));
  if (!link || !/^https?:/.test(address)) return;
  link.href = address;
  link.hidden = false;
}
