/** The form of a question in which pieces are put in places: to match them, or to put them in order. */

import { all, copy, fill, make, one } from "../view/dom.js";
import { pairsOf } from "./kinds.js";
import { list, setMark } from "../view/marks.js";

/** @import {Question, Words} from "../types" */

/**
 * What was put in each place; of an order, by the number of the place.
 *
 * @param {Question} question
 * @param {string} response
 * @returns {Map<string, string>}
 */
export function placed({ kind }, response) {
  if (kind !== "ordering") return pairsOf(response);
  return new Map([...response].map((piece, index) => [String(index + 1), piece]));
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @returns {string} in an order, a hyphen stands for an empty place
 */
export function readPlaces(form, { kind }) {
  const spots = all(form, "[data-spot]").map(({ dataset }) => ({ spot: dataset.spot, piece: dataset.holds }));
  if (spots.every(({ piece }) => !piece)) return "";
  if (kind === "ordering") return spots.map(({ piece }) => piece ?? "-").join("");
  return spots.map(({ spot, piece }) => (piece ? `${spot}${piece}` : "")).join("");
}

/**
 * The words of a piece.
 *
 * @param {HTMLElement} form
 * @param {string} piece
 * @returns {Node[]}
 */
function pieceText(form, piece) {
  return copy(form, `[data-piece="${piece}"] .piece-text`);
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 */
export function showPlaces(form, question, response, words) {
  for (const item of all(form, "[data-piece]")) {
    if (!item.querySelector(".piece")) {
      item.replaceChildren(make("button", { type: "button", class: "piece" }, ...item.childNodes));
    }
    one(item, ".piece").setAttribute("aria-pressed", "false");
  }
  const pairs = placed(question, response);
  for (const spot of all(form, "[data-spot]")) {
    const piece = pairs.get(spot.dataset.spot ?? "");
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
export function pressPlaces(form, pressed, words) {
  const chosen = all(form, '.piece[aria-pressed="true"]')[0];
  const say = (/** @type {string} */ text) => (one(form, ".moved").textContent = text);
  if (pressed.classList.contains("piece")) {
    chosen?.setAttribute("aria-pressed", "false");
    pressed.setAttribute("aria-pressed", String(pressed !== chosen));
    say(pressed === chosen ? "" : fill(words.chosen_piece, pressed.textContent ?? ""));
    return;
  }
  const spot = /** @type {HTMLElement} */ (pressed.closest("[data-spot]"));
  const before = spot.dataset.holds;
  const was = before ? (pressed.textContent ?? "") : "";
  const piece = chosen?.closest("[data-piece]");
  if (piece instanceof HTMLElement && chosen) {
    spot.dataset.holds = piece.dataset.piece;
    chosen.setAttribute("aria-pressed", "false");
    pressed.replaceChildren(...pieceText(form, piece.dataset.piece ?? ""));
    const told = [fill(words.placed, chosen.textContent ?? "", one(spot, ".spot-text").textContent ?? "")];
    if (was) told.push(fill(words.taken_back, was));
    say(told.join(". "));
  } else if (before) {
    delete spot.dataset.holds;
    say(fill(words.taken_back, pressed.textContent ?? ""));
    pressed.replaceChildren(words.put_here);
  } else {
    say(words.choose_piece);
  }
  drawBank(form);
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @param {Words} words
 */
export function markPlaces(form, question, response, words) {
  const wanted = placed(question, question.right);
  for (const [place, piece] of placed(question, response)) {
    const right = wanted.get(place) === piece;
    const belongs = pieceText(form, wanted.get(place) ?? "").map((node) => node.textContent);
    const said = right ? words.mark_placed : fill(words.mark_belongs, belongs.join(""));
    setMark(one(form, `[data-spot="${place}"]`), right, said);
  }
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {string} response
 * @returns {Node[]}
 */
export function tellPlaces(form, question, response) {
  if (question.kind === "ordering") return [list("ol", [...response].map((piece) => pieceText(form, piece)))];
  const texts = [...pairsOf(response)].map(([spot, piece]) => [
    ...copy(form, `[data-spot="${spot}"] .spot-text`),
    document.createTextNode(" → "),
    ...pieceText(form, piece),
  ]);
  return [list("ul", texts)];
}
