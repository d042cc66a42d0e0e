/** What the page says of each kind of question; `scorm_export/questions/` is where it comes from. */

const options = { form: "options", several: false, fixedOrder: false, scored: true };

export const KINDS = {
  "single-choice": { ...options, interaction: "choice" },
  "multiple-response": { ...options, interaction: "choice", several: true },
  "true-false": { ...options, interaction: "true-false", fixedOrder: true },
  likert: { ...options, interaction: "likert", fixedOrder: true, scored: false },
  matching: { form: "matching", interaction: "matching", scored: true },
  ordering: { form: "ordering", interaction: "sequencing", scored: true },
  cloze: { form: "gaps", interaction: "matching", scored: true },
  numeric: { form: "number", interaction: "numeric", scored: true },
  "fill-in": { form: "text", interaction: "fill-in", scored: true },
};

/** An answer to a question as the player reports it. */
export const answered = (type, question, response, more = {}) => ({
  slot: 4,
  id: "module.question",
  objective: "module",
  type,
  question: { id: "question", pages: [], ...question },
  response,
  score: 1,
  at: null,
  latency: null,
  time: null,
  ...more,
});
