/** Options to choose: one, or several. A response is the ids of the chosen ones, in the order of the page. */

import { all, copy } from "../view/dom.js";
import { list, setMark } from "../view/marks.js";

/** @import {Form} from "./forms.js" */

/**
 * @param {HTMLElement} form
 * @returns {HTMLInputElement[]}
 */
function inputs(form) {
  return /** @type {HTMLInputElement[]} */ (all(form, "input"));
}

/** @type {Form} */
export const options = {
  normalise({ options: known = "", several }, response) {
    const isKnown = [...response].every((id) => known.includes(id));
    const fits = isKnown && (several || response.length === 1);
    return fits ? [...known].filter((id) => response.includes(id)).join("") : "";
  },
  // The part of the right options that was chosen, less the part of the wrong ones. So choosing everything earns nothing,
  // as choosing nothing does.
  score({ options: known = "", right }, response) {
    const hits = [...response].filter((id) => right.includes(id)).length;
    return Math.max(0, hits / right.length - (response.length - hits) / (known.length - right.length));
  },
  read: (form) =>
    inputs(form)
      .filter((input) => input.checked)
      .map((input) => input.value)
      .join(""),
  show(form, _, response) {
    for (const input of inputs(form)) input.checked = response.includes(input.value);
  },
  mark(form, { right }, response, words) {
    for (const option of all(form, ".option")) {
      const id = option.dataset.choice ?? "";
      const isRight = right.includes(id);
      if (!right || (!isRight && !response.includes(id))) continue;
      const verdict = !isRight ? "wrong" : response.includes(id) ? "right" : "missed";
      setMark(option, isRight, words[`mark_${verdict}`], verdict);
    }
  },
  tell(form, _, response) {
    const texts = [...response].map((id) => copy(form, `.option[data-choice="${id}"] .option-text`));
    return texts.length === 1 ? texts[0] : [list("ul", texts)];
  },
  missing: () => "nothing_chosen",
  explained: (response) => [...response],
};
