/** Arbitrary courses and states, for property tests. */

import fc from "fast-check";

import { answerQuestion, beginTry, seePage } from "../../scorm_export/runtime/progress.js";
import { newState } from "../../scorm_export/runtime/state.js";

const LETTERS = "abcdefgh";

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);

const ids = (least, most) => fc.uniqueArray(id, { minLength: least, maxLength: most });

const question = fc
  .record({
    kind: fc.constantFrom("single-choice", "multiple-response", "true-false"),
    count: fc.integer({ min: 2, max: LETTERS.length }),
    seed: fc.integer({ min: 1, max: 250 }),
  })
  .map(({ kind, count, seed }) => {
    if (kind === "true-false") return { kind, options: "tf", right: seed % 2 ? "t" : "f" };
    const options = LETTERS.slice(0, count);
    if (kind === "single-choice") return { kind, options, right: options[seed % count] };
    // At least one is right, and at least one is not.
    const some = [...options].filter((_, index) => (seed >> index) & 1).join("");
    return { kind, options, right: some && some !== options ? some : options[0] };
  });

const module = fc
  .record({ pages: ids(1, 4), questions: ids(1, 5), kinds: fc.array(question, { minLength: 5, maxLength: 5 }) })
  .map(({ pages, questions, kinds }) => ({
    pages,
    questions: questions.map((name, index) => ({ id: name, ...kinds[index] })),
  }));

/** A course as the payload states it. */
export const course = fc
  .record({
    names: ids(1, 4),
    modules: fc.array(module, { minLength: 4, maxLength: 4 }),
    passMark: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ names, modules, passMark }) => ({
    course: "course",
    title: "A course",
    target: "none",
    passMark,
    modules: names.map((name, index) => ({ id: name, title: name, ...modules[index] })),
  }));

/** Numbers that choose what a trainee does next. */
const steps = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 40 });

/** What a trainee chooses: for most kinds one option, for some several. */
function choice({ kind, options }, number) {
  if (kind !== "multiple-response") return options[number % options.length];
  const some = [...options].filter((_, index) => (number >> index) & 1).join("");
  return some || options[0];
}

/** The states that a trainee goes through: the last is the present one. */
export function history(played, chosen) {
  const states = [newState()];
  for (const [what, where, which, number] of chosen) {
    const before = states[states.length - 1];
    const module = played.modules[where % played.modules.length];
    const question = module.questions[which % module.questions.length];
    const kind = what % 8;
    if (kind < 3) states.push(seePage(played, before, module, module.pages[which % module.pages.length]));
    else if (kind < 7) states.push(answerQuestion(played, before, module, question, choice(question, number)));
    else states.push(beginTry(played, before, module));
  }
  return states;
}

/** A course, and the states of a trainee in it. */
export const played = fc.tuple(course, steps).map(([made, chosen]) => ({ course: made, states: history(made, chosen) }));
