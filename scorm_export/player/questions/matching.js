/** Things that belong together. A response is a pair of ids for each place: its own, and that of what was put there. */

import { copy } from "../view/dom.js";
import { list } from "../view/marks.js";
import { normalisePairs, pairsOf, scorePairs } from "./pairs.js";
import { markPieces, pieceText, readPieces, showPieces } from "./pieces.js";

/** @import {Form} from "./forms.js" */

/** @type {Form} */
export const matching = {
  normalise({ options = "", right }, response) {
    return normalisePairs(response, [...pairsOf(right).keys()].map((place) => [place, options]));
  },
  score: scorePairs,
  read: (form) => readPieces(form).map(({ place, piece }) => (piece ? place + piece : "")).join(""),
  show: (form, _, response, words) => showPieces(form, pairsOf(response), words),
  mark: (form, { right }, response, words) => markPieces(form, pairsOf(right), pairsOf(response), words),
  tell(form, _, response) {
    const texts = [...pairsOf(response)].map(([place, piece]) => [
      ...copy(form, `[data-spot="${place}"] .spot-text`),
      document.createTextNode(" → "),
      ...pieceText(form, piece),
    ]);
    return [list("ul", texts)];
  },
  missing: () => "not_placed",
  givenAway: ({ right }) => [...pairsOf(right).values()].join(""),
};
