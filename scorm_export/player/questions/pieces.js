/** Pieces that are put in places: what the forms share in which things are matched or put in order. */

import { all, copy, fill, make, one, wordsOf } from "../view/dom.js";
import { setMark } from "../view/marks.js";

/** @import {Words} from "../types" */

/**
 * @param {HTMLElement} form
 * @returns {{place: string, piece: string | undefined}[]} each place, and what lies in it
 */
export function readPieces(form) {
  return all(form, "[data-spot]").map(({ dataset }) => ({ place: dataset.spot ?? "", piece: dataset.holds }));
}

/**
 * The words of a piece.
 *
 * @param {HTMLElement} form
 * @param {string} piece
 * @returns {Node[]}
 */
export function pieceText(form, piece) {
  return copy(form, `[data-piece="${piece}"] .piece-text`);
}

/**
 * @param {HTMLElement} form
 * @param {Map<string, string>} pieces what lies in each place
 * @param {Words} words
 */
export function showPieces(form, pieces, words) {
  for (const item of all(form, "[data-piece]")) {
    if (!item.querySelector(".piece")) {
      item.replaceChildren(make("button", { type: "button", class: "piece" }, ...item.childNodes));
    }
    one(item, ".piece").setAttribute("aria-pressed", "false");
  }
  for (const spot of all(form, "[data-spot]")) {
    const piece = pieces.get(spot.dataset.spot ?? "");
    const text = piece ? pieceText(form, piece) : [];
    if (text.length) spot.dataset.holds = piece;
    else delete spot.dataset.holds;
    one(spot, ".spot-button").replaceChildren(...(text.length ? text : [words.put_here]));
  }
  one(form, ".moved").textContent = "";
  drawBank(form);
}

/**
 * A piece that lies in a place is not in the bank.
 *
 * @param {HTMLElement} form
 */
function drawBank(form) {
  const held = all(form, "[data-spot]").map(({ dataset }) => dataset.holds);
  for (const item of all(form, "[data-piece]")) item.hidden = held.includes(item.dataset.piece);
  const isEmpty = all(form, "[data-piece]").every((item) => item.hidden);
  for (const part of all(form, ".bank-label, .bank")) part.hidden = isEmpty;
}

/**
 * The trainee presses a piece, to choose it, or a place, to put the chosen piece there or to take one back.
 *
 * @param {HTMLElement} form
 * @param {HTMLElement} pressed
 * @param {Words} words
 */
export function pressPiece(form, pressed, words) {
  const chosen = all(form, '.piece[aria-pressed="true"]')[0];
  const say = (/** @type {string} */ text) => (one(form, ".moved").textContent = text);
  if (pressed.classList.contains("piece")) {
    chosen?.setAttribute("aria-pressed", "false");
    pressed.setAttribute("aria-pressed", String(pressed !== chosen));
    say(pressed === chosen ? "" : fill(words.chosen_piece, wordsOf(pressed)));
    return;
  }
  const spot = /** @type {HTMLElement} */ (pressed.closest("[data-spot]"));
  const before = spot.dataset.holds;
  const was = before ? wordsOf(pressed) : "";
  const piece = chosen?.closest("[data-piece]");
  if (piece instanceof HTMLElement && chosen) {
    spot.dataset.holds = piece.dataset.piece;
    chosen.setAttribute("aria-pressed", "false");
    pressed.replaceChildren(...pieceText(form, piece.dataset.piece ?? ""));
    const told = [fill(words.placed, wordsOf(chosen), wordsOf(one(spot, ".spot-text")))];
    if (was) told.push(fill(words.taken_back, was));
    say(told.join(". "));
  } else if (before) {
    delete spot.dataset.holds;
    say(fill(words.taken_back, wordsOf(pressed)));
    pressed.replaceChildren(words.put_here);
  } else {
    say(words.choose_piece);
  }
  drawBank(form);
}

/**
 * @param {HTMLElement} form
 * @param {Map<string, string>} wanted what belongs in each place
 * @param {Map<string, string>} pieces what lies in each
 * @param {Words} words
 */
export function markPieces(form, wanted, pieces, words) {
  for (const [place, piece] of pieces) {
    const right = wanted.get(place) === piece;
    const belongs = pieceText(form, wanted.get(place) ?? "").map(wordsOf);
    const said = right ? words.mark_placed : fill(words.mark_belongs, belongs.join(""));
    setMark(one(form, `[data-spot="${place}"]`), right, said);
  }
}
