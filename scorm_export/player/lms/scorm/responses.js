/** What the ways in which SCORM writes responses have in common. */

/**
 * @param {string} response of ids in pairs
 * @returns {[string, string][]} each place, and what was put there
 */
export function pairsOf(response) {
  return (response.match(/../gsu) ?? []).map(([place, piece]) => [place, piece]);
}
