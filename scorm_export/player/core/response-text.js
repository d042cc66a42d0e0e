/** A response as it stands in the state: without the characters that the state is made of. */

/** Characters of a typed response that are kept, as they are written in the state. */
const LONGEST_TYPED = 60;

/**
 * A response as it stands in the state: without the signs that the state is made of.
 *
 * @param {string} response
 * @returns {string}
 */
export function encodeResponse(response) {
  return encodeURIComponent(response.replace(/\p{Cs}/gu, "")).replace(/%20/g, "+");
}

/**
 * What can be kept of a typed text: at most so much that the state stays within its limit.
 *
 * @param {string} text
 * @returns {string}
 */
export function keepTyped(text) {
  const signs = [...text.replace(/\s+/g, " ").trim()];
  while (encodeResponse(signs.join("")).length > LONGEST_TYPED) signs.pop();
  return signs.join("").trim();
}

/**
 * @param {string | undefined} written
 * @returns {string | null} null when it makes no sense
 */
export function decodeResponse(written) {
  try {
    return written === undefined ? null : decodeURIComponent(written.replace(/\+/g, " "));
  } catch {
    return null;
  }
}
