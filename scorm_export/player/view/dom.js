/** Helpers to find and make elements. */

/** The classes of a button for a secondary action. */
export const QUIET = "button quiet";

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement} the first match; it throws an error when there is none
 */
export function one(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page lacks ${selector}`);
  return found;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(root, selector) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {HTMLElement} link
 * @param {string} address without the #
 * @param {string} text
 */
export function setLink(link, address, text) {
  link.setAttribute("href", `#${address}`);
  link.textContent = text;
}

/**
 * A link to a place of the course; by default it looks like a button.
 *
 * @param {string} address
 * @param {string} text
 * @param {string} look the classes of the link
 * @returns {HTMLElement}
 */
export function wayTo(address, text, look = "button") {
  return make("a", { class: look, href: `#${address}` }, text);
}

/**
 * The words of a node; for an image its text alternative.
 *
 * @param {Node} node
 * @returns {string}
 */
export function wordsOf(node) {
  if (!(node instanceof Element)) return node.textContent ?? "";
  return node.getAttribute("alt") ?? node.getAttribute("aria-label") ?? [...node.childNodes].map(wordsOf).join("");
}

/**
 * @param {string} text
 * @param {() => void} act what a press does
 * @returns {HTMLElement}
 */
export function button(text, act) {
  const made = make("button", { class: "button", type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}

/**
 * Copies of the child nodes of an element.
 *
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {Node[]} empty when there is no such element
 */
export function copy(root, selector) {
  const found = root.querySelector(selector);
  return found ? [...found.childNodes].map((node) => node.cloneNode(true)) : [];
}

/**
 * @param {string} text with {0}, {1} for the values
 * @param {(string | number)[]} values
 * @returns {string}
 */
export function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}
