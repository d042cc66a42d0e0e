/** Arbitrary courses and states, for property tests, and how many of them are tried. */

import fc from "fast-check";

import { askedQuestions } from "../../../scorm_export/player/core/chance.js";
import { answerQuestion, beginQuizAttempt, dated, openQuiz, seePage, tick } from "../../../scorm_export/player/core/progress.js";
import { moduleState, newState } from "../../../scorm_export/player/core/state.js";
import { KINDS } from "./kinds.js";

// The same cases in each run, so that a failure is of the change that was made; many others in a long run, which prints
// the seed of what fails.
fc.configureGlobal(process.env.SOAK ? { numRuns: 10_000 } : { numRuns: 100, seed: 1 });

const LETTERS = "abcdefgh";

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);

const ids = (least, most) => fc.uniqueArray(id, { minLength: least, maxLength: most });

/** A question of each kind, made from how many things it lists and a number that chooses what is right. */
const MAKERS = {
  "true-false": (_, number) => ({ options: "tf", right: number % 2 ? "t" : "f" }),
  "single-choice": (letters, number) => ({ options: letters, right: letters[number % letters.length] }),
  "multiple-response": (letters, number) => {
    // At least one is right, and at least one is not.
    const some = chosenBy(letters, number);
    return { options: letters, right: some && some !== letters ? some : letters[0] };
  },
  likert: (letters) => ({ options: letters, right: "" }),
  matching: (letters) => ({ options: letters, right: [...letters].map((id) => id + id).join("") }),
  ordering: (letters, number) => ({ options: letters, right: turned(letters, number) }),
  cloze: (letters, number) => ({
    gaps: Object.fromEntries([...letters].map((id) => [id, letters])),
    right: [...letters].map((id, index) => id + letters[(index + number) % letters.length]).join(""),
  }),
  numeric: (_, number) => ({ right: String(number), accepted: [String(number)], tolerance: "2" }),
  "fill-in": (_, number) => ({ right: `word ${number}`, accepted: [`word ${number}`, "water"] }),
};

/** The letters that the bits of a number choose. */
function chosenBy(letters, number) {
  return [...letters].filter((_, index) => (number >> index) & 1).join("");
}

function turned(letters, number) {
  const at = number % letters.length;
  return letters.slice(at) + letters.slice(0, at);
}

const question = fc
  .record({
    kind: fc.constantFrom(...Object.keys(MAKERS)),
    count: fc.integer({ min: 2, max: LETTERS.length }),
    number: fc.integer({ min: 1, max: 250 }),
  })
  .map(({ kind, count, number }) => ({ ...KINDS[kind], pages: [], ...MAKERS[kind](LETTERS.slice(0, count), number) }));

const module = fc
  .record({
    pages: ids(1, 4),
    questions: ids(1, 5),
    kinds: fc.array(question, { minLength: 5, maxLength: 5 }),
    passMark: fc.integer({ min: 1, max: 100 }),
    tries: fc.option(fc.integer({ min: 1, max: 3 })),
    shuffle: fc.boolean(),
    draws: fc.option(fc.integer({ min: 1, max: 5 })),
    newDraw: fc.boolean(),
    hasQuiz: fc.integer({ min: 0, max: 4 }).map(Boolean),
  })
  .map(({ pages, questions, kinds, draws, hasQuiz, ...rules }) => {
    if (!hasQuiz) return withoutQuiz({ pages, practice: [], feedbackAtEnd: false, ...rules });
    const listed = questions.map((name, index) => ({ id: name, ...kinds[index] }));
    // A quiz has at least one question that counts, and draws no more of them than there are.
    if (listed.every(({ scored }) => !scored)) {
      listed[0] = { id: listed[0].id, ...KINDS["true-false"], pages: [], options: "tf", right: "t" };
    }
    const counting = listed.filter(({ scored }) => scored).length;
    const draw = draws === null ? null : Math.min(draws, counting);
    return { pages, questions: listed, practice: [], feedbackAtEnd: false, draw, ...rules };
  });

/** A module as the payload states it when it has no quiz. */
export const withoutQuiz = (made) => ({ ...made, questions: [], shuffle: false, draw: null });

/** A course as the payload states it. */
export const course = fc
  .record({
    names: ids(1, 4),
    modules: fc.array(module, { minLength: 4, maxLength: 4 }),
  })
  .map(({ names, modules }) => ({
    course: "course",
    title: "A course",
    target: "none",
    modules: names.map((name, index) => ({ id: name, title: name, ...modules[index] })),
  }));

/** Numbers that choose what a trainee does next. */
export const steps = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 40 });

/** A response to a question: a whole one, of which a number says how good it is. */
export function respond({ form, several, options, gaps, right }, number) {
  if (several) return chosenBy(options, number) || options[0];
  if (form === "ordering") return turned(options, number);
  if (form === "matching") return [...options].map((id, index) => id + options[(index + number) % options.length]).join("");
  if (gaps) return Object.entries(gaps).map(([id, known]) => id + known[number % known.length]).join("");
  if (form === "number") return String(Number(right) + (number % 5));
  if (form === "text") return number % 2 ? right.toUpperCase() : "x, y; z";
  return options[number % options.length];
}

/** When the trainees of the tests do something: each step a second later. */
export const BEGUN = Date.UTC(2027, 0);

/** The states that a trainee goes through: the last is the present one. */
export function history(played, chosen, start = newState(), begun = BEGUN) {
  const states = [start];
  for (const [what, where, which, number] of chosen) {
    const before = tick(states[states.length - 1], new Date(begun + states.length * 1000));
    const module = played.modules[where % played.modules.length];
    const kind = what % 8;
    if (kind < 3 || !module.questions.length) states.push(seePage(before, module, module.pages[which % module.pages.length]));
    else if (kind < 7) {
      const open = openQuiz(before, module, number);
      const asked = askedQuestions(module, moduleState(open, module.id));
      const question = asked[which % asked.length];
      states.push(answerQuestion(open, module, question, respond(question, number)));
    } else states.push(beginQuizAttempt(before, module, number));
  }
  return states.map((state) => dated(played, state, 20_000));
}

/** A course, and the states of a trainee in it. */
export const played = fc.tuple(course, steps).map(([made, chosen]) => ({ course: made, states: history(made, chosen) }));
