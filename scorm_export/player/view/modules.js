/**
 * The modules of the course. In the page each stands in `noscript` elements, which a browser with scripts keeps as
 * text, so that a course of many modules opens quickly. A module becomes elements when it is opened.
 */

import { all, byId } from "./dom.js";

/** @import {Course} from "../types" */

export class Modules {
  /**
   * @param {Course} course
   * @param {(section: HTMLElement) => void} prepare makes what is in a module ready for use; called once for each
   */
  constructor(course, prepare) {
    this.ids = course.modules.map(({ id }) => id);
    this.prepare = prepare;
    /** The ids of the modules that are drawn. @type {Set<string>} */
    this.drawn = new Set();
  }

  /**
   * Make the elements of a module, unless they are there: its pages, its quiz and its answers. It is hidden at first.
   *
   * @param {string} id
   */
  draw(id) {
    if (this.drawn.has(id)) return;
    this.drawn.add(id);
    for (const text of all(document, `noscript[data-module="${id}"]`)) text.outerHTML = text.textContent ?? "";
    const section = byId(id);
    // A question or a page on paper may need the elements of a module that is not the one shown.
    section.hidden = true;
    this.prepare(section);
  }

  drawAll() {
    for (const id of this.ids) this.draw(id);
  }
}
