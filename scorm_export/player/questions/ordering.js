/** Things to put in order. A response is their ids in the order that was chosen. */

import { list } from "../view/marks.js";
import { markPieces, pieceText, readPieces, showPieces } from "./pieces.js";

/** @import {Form} from "./forms.js" */

/**
 * @param {string} response
 * @returns {Map<string, string>} what was put at each number
 */
function numbered(response) {
  return new Map([...response].map((piece, index) => [String(index + 1), piece]));
}

/** @type {Form} */
export const ordering = {
  normalise({ right }, response) {
    const isSame = [...response].sort().join("") === [...right].sort().join("");
    return isSame ? response : "";
  },
  // How many items may stay where they are, so that moving the others makes the order right: the first one is worth
  // nothing, since one item alone is in order always.
  score({ right }, response) {
    const ranks = [...response].map((id) => right.indexOf(id));
    // The length of the longest rising row that ends at each item.
    /** @type {number[]} */
    const lengths = [];
    for (const [index, rank] of ranks.entries()) {
      const before = lengths.filter((_, earlier) => ranks[earlier] < rank);
      lengths[index] = 1 + Math.max(0, ...before);
    }
    return (Math.max(...lengths) - 1) / (right.length - 1);
  },
  // A hyphen stands for an empty place.
  read(form) {
    const pieces = readPieces(form).map(({ piece }) => piece);
    return pieces.some(Boolean) ? pieces.map((piece) => piece ?? "-").join("") : "";
  },
  show: (form, _, response, words) => showPieces(form, numbered(response), words),
  mark: (form, { right }, response, words) => markPieces(form, numbered(right), numbered(response), words),
  tell: (form, _, response) => [list("ol", [...response].map((piece) => pieceText(form, piece)))],
  missing: () => "not_placed",
  givenAway: ({ right }) => right,
};
