/** Responses as they are written in the state. */

/**
 * A response without the characters that separate the parts of a state.
 *
 * @param {string} response
 * @returns {string}
 */
export function encodeResponse(response) {
  return encodeURIComponent(response.replace(/\p{Cs}/gu, "")).replace(/%20/g, "+");
}

/**
 * A typed text as it is kept: with single spaces, and cut off so that the state stays within its limit.
 *
 * @param {string} text
 * @param {number} longest the most characters that it takes in the state, where some are encoded as three or more
 * @returns {string}
 */
export function keepTyped(text, longest) {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  while (encodeResponse(characters.join("")).length > longest) characters.pop();
  return characters.join("").trim();
}

/**
 * @param {string | undefined} written
 * @returns {string | null} null when it cannot be read
 */
export function decodeResponse(written) {
  try {
    return written === undefined ? null : decodeURIComponent(written.replace(/\+/g, " "));
  } catch {
    return null;
  }
}
