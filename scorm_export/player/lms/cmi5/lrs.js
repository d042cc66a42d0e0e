/**
 * The learning record store (LRS) of a launch: its State, Agent Profile and Statement resources (xAPI 1.0.3, part 3,
 * section 2). No method throws: what goes wrong is told by the value.
 */

import { serviceWorkers } from "./service-worker.js";

/** @import {Reach} from "../../saving/probe.js" */
/** @import {Statement, Target} from "./cmi5" */

const VERSION = "1.0.3";

/** Milliseconds after which a missing answer counts as none. */
const TIMEOUT = 40_000;

/** The most statements in one request. One has about a thousand characters, and an LRS may refuse a large request. */
const MOST_STATEMENTS = 30;

/**
 * What an LRS answers.
 *
 * @typedef {{status: number, isOk: boolean, text: string, etag: string}} Answer status is 0 when there was no answer
 */

const NO_ANSWER = { status: 0, isOk: false, text: "", etag: "" };

export class Lrs {
  /**
   * @param {Target} target
   * @param {string} token of this session
   */
  constructor(target, token) {
    this.target = target;
    this.token = token;
    /** What the last request has shown. @type {Reach} */
    this.reach = "reachable";
  }

  /**
   * @param {string} stateId
   * @returns {Promise<Answer>} the document of this registration
   */
  readState(stateId) {
    return this.request("GET", this.stateAddress(stateId));
  }

  /**
   * Write a document of this registration, unless another device has written it since.
   *
   * @param {string} stateId
   * @param {string} text JSON
   * @param {string | null} etag of the document that it replaces; null when there is none; empty when the LRS gave none
   * @param {boolean} [keepalive] whether the request outlives the page
   * @returns {Promise<Answer>} with status 412 when another device has written it
   */
  writeState(stateId, text, etag, keepalive) {
    /** @type {Record<string, string>} */
    const condition = etag === null ? { "If-None-Match": "*" } : etag ? { "If-Match": etag } : {};
    return this.request("PUT", this.stateAddress(stateId), text, condition, keepalive);
  }

  /**
   * @param {string} profileId
   * @returns {Promise<Answer>} the document of the learner
   */
  readProfile(profileId) {
    return this.request("GET", `agents/profile?${this.query({ profileId })}`);
  }

  /**
   * Send statements in their order. One that the LRS has already, under the same id, counts as stored.
   *
   * @param {Statement[]} statements
   * @returns {Promise<boolean>} whether all are stored
   */
  async send(statements) {
    for (let from = 0; from < statements.length; from += MOST_STATEMENTS) {
      const batch = statements.slice(from, from + MOST_STATEMENTS);
      const { status, isOk } = await this.post(batch);
      if (isOk) continue;
      if (status !== 409) return false;
      // One of them is there already, perhaps with another time; the others are refused with it.
      for (const statement of batch.length > 1 ? batch : []) if (!(await this.send([statement]))) return false;
    }
    return true;
  }

  /**
   * @param {Statement[]} statements
   * @param {boolean} [keepalive] whether the request outlives the page
   * @returns {Promise<Answer>}
   */
  post(statements, keepalive) {
    return this.request("POST", "statements", JSON.stringify(statements), {}, keepalive);
  }

  /** @param {string} stateId */
  stateAddress(stateId) {
    const { activityId, registration } = this.target;
    return `activities/state?${this.query({ stateId, activityId, registration })}`;
  }

  /** @param {Record<string, string>} parameters */
  query(parameters) {
    return new URLSearchParams({ ...parameters, agent: JSON.stringify(this.target.actor) });
  }

  /**
   * @param {string} method
   * @param {string} resource
   * @param {string} [body] JSON
   * @param {Record<string, string>} [headers]
   * @param {boolean} [keepalive]
   * @returns {Promise<Answer>}
   */
  async request(method, resource, body, headers = {}, keepalive = false) {
    const address = this.target.endpoint + resource;
    const init = {
      method,
      body,
      keepalive,
      headers: {
        Authorization: `Basic ${this.token}`,
        "X-Experience-API-Version": VERSION,
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
    };
    const worker = keepalive && serviceWorkers(window)?.controller;
    if (worker) worker.postMessage({ address, init });
    const answer = worker ? NO_ANSWER : await answerOf(address, init);
    const { status } = answer;
    if (worker) return answer;
    if (status === 0 || status >= 500 || status === 429) this.reach = "gone";
    else this.reach = status === 401 || status === 403 ? "signed_out" : "reachable";
    return answer;
  }
}

/**
 * @param {string} address
 * @param {RequestInit} init
 * @returns {Promise<Answer>}
 */
export async function answerOf(address, init) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  try {
    const response = await fetch(address, { ...init, cache: "no-store", credentials: "omit", signal: abort.signal });
    const { status, ok: isOk, headers } = response;
    return { status, isOk, text: await response.text(), etag: headers.get("ETag") ?? "" };
  } catch {
    return NO_ANSWER;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} text
 * @returns {any} undefined when it is not JSON
 */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
