/** The stores of this browser: of a learner who is known, and of whoever uses the window meanwhile. */

import { outermost, wasLoadedBy } from "../browser.js";
import { DeviceStore } from "./device-store.js";
import { IndexedDbStore } from "./indexeddb-store.js";

export class Device {
  /**
   * @param {Window} window
   * @param {string} course the id of the course
   */
  constructor(window, course) {
    this.window = window;
    this.course = course;
    this.database = new IndexedDbStore(window);
    /**
     * What is done while the LMS does not answer. Nobody knows then who the trainee is, so this stays in the window,
     * where no other learner sees it. It outlives only loading the page again, which the page itself offers.
     */
    this.temporary = new DeviceStore(() => window.sessionStorage, null, `${course}:alone`, "");
    // Only a reload keeps it. When the course is opened again within the same page of an LMS, perhaps by somebody else,
    // that page still has the time of loading that was noted last, even if it was a reload that loaded it.
    const loaded = outermost(window, ({ performance }) => String(performance.timeOrigin));
    if (!wasLoadedBy(window, "reload") || this.temporary.read("loaded") === loaded) this.temporary.clear("");
    this.temporary.write(loaded, "loaded");
  }

  /**
   * @param {string} learner who the trainee is in the LMS; empty without an LMS
   * @returns {DeviceStore}
   */
  storeOf(learner) {
    return new DeviceStore(() => this.window.localStorage, this.database, this.course, learner);
  }
}
