/**
 * The trainee's state as text, and back. Knows neither the page nor the LMS.
 *
 * The text is `version.slots;module;module...`, a module being `id:result:pages:answers`:
 *
 *     1.2;burns:80*:water,tap:first.0.a,which.1.bd
 *
 * `slots` and each answer's slot are in base 36; the result is the best try, with `*` once the module is passed. All
 * is keyed by the ids that authors wrote, so that the state outlives a new edition of the course.
 */

/** @import {Answer, Course, LearnerState, ModuleState, Question} from "./types" */

const VERSION = "1";

/** @returns {ModuleState} */
export function newModuleState() {
  return { seen: [], best: null, passed: false, answers: {} };
}

/** @returns {LearnerState} */
export function newState() {
  return { slots: 0, modules: {} };
}

/**
 * The state of one module, also when the trainee has not been there.
 *
 * @param {LearnerState} state
 * @param {string} id
 * @returns {ModuleState}
 */
export function moduleState(state, id) {
  return Object.hasOwn(state.modules, id) ? state.modules[id] : newModuleState();
}

/**
 * @param {LearnerState} state
 * @returns {string}
 */
export function encodeState(state) {
  const modules = Object.entries(state.modules).map(([id, module]) => {
    const result = (module.best ?? "") + (module.passed ? "*" : "");
    const answers = Object.entries(module.answers).map(([question, { slot, chosen }]) =>
      [question, slot.toString(36), ...(chosen ? [chosen] : [])].join("."),
    );
    return [id, result, module.seen.join(","), answers.join(",")].join(":");
  });
  return [`${VERSION}.${state.slots.toString(36)}`, ...modules].join(";");
}

/**
 * Read a state. Whatever the text, this does not fail: what cannot be read is left out.
 *
 * @param {string} text
 * @returns {{state: LearnerState, unread: string[]}} the state, and the parts that made no sense
 */
export function decodeState(text) {
  const state = newState();
  if (text === "") return { state, unread: [] };
  const [head, ...parts] = text.split(";");
  const header = /^1\.([0-9a-z]{1,4})$/.exec(head);
  if (!header) return { state, unread: [text] };
  state.slots = parseInt(header[1], 36);
  /** @type {string[]} */
  const unread = [];
  for (const part of parts) {
    const match = /^([a-z][a-z0-9-]*):(\d{0,3})(\*?):([a-z0-9,-]*):([a-z0-9.,-]*)$/.exec(part);
    if (!match) {
      unread.push(part);
      continue;
    }
    const [, id, best, passed, pages, answers] = match;
    const module = newModuleState();
    module.seen = pages.split(",").filter(Boolean);
    module.best = best === "" ? null : Math.min(Number(best), 100);
    module.passed = passed === "*";
    for (const item of answers.split(",").filter(Boolean)) {
      const answer = /^([a-z][a-z0-9-]*)\.([0-9a-z]{1,4})(?:\.([0-9a-z]+))?$/.exec(item);
      if (answer) module.answers[answer[1]] = { slot: parseInt(answer[2], 36), chosen: answer[3] ?? "" };
      else unread.push(item);
    }
    state.modules[id] = module;
  }
  return { state, unread };
}

/**
 * Fit a state to the present edition of the course: what was removed is forgotten, what is new is open, the rest
 * stays. An answer with an option that is gone is forgotten too, but the question keeps its slot.
 *
 * @param {LearnerState} state
 * @param {Course} course
 * @returns {LearnerState}
 */
export function fitState(state, course) {
  /** @type {Record<string, ModuleState>} */
  const modules = {};
  let slots = state.slots;
  for (const { id, pages, questions } of course.modules) {
    if (!Object.hasOwn(state.modules, id)) continue;
    const old = state.modules[id];
    const module = { ...old, seen: pages.filter((page) => old.seen.includes(page)), answers: newModuleState().answers };
    for (const question of questions) {
      if (!Object.hasOwn(old.answers, question.id)) continue;
      const { slot, chosen } = old.answers[question.id];
      slots = Math.max(slots, slot + 1);
      module.answers[question.id] = { slot, chosen: fits(question, chosen) ? inOrder(question, chosen) : "" };
    }
    modules[id] = module;
  }
  return { slots, modules };
}

/**
 * @param {Question} question
 * @param {string} chosen
 * @returns {boolean}
 */
function fits(question, chosen) {
  const ids = [...chosen];
  const one = question.kind !== "multiple-response";
  return ids.every((id) => question.options.includes(id)) && !(one && ids.length > 1);
}

/**
 * The chosen options in the order of the page, each once.
 *
 * @param {Question} question
 * @param {string} chosen
 * @returns {string}
 */
export function inOrder(question, chosen) {
  return [...question.options].filter((id) => chosen.includes(id)).join("");
}

/**
 * Fit the slots to what the LMS really has: it may have dropped interactions of earlier sessions, and its list has no
 * gaps. Slots from there on are given out anew, in their old order, to the answers that can be reported again;
 * nothing in the LMS is ever overwritten by another question.
 *
 * @param {LearnerState} state
 * @param {number} count how many interactions the LMS has
 * @returns {LearnerState}
 */
export function fitSlots(state, count) {
  /** @param {Answer} answer */
  const kept = (answer) => answer.slot < count || answer.chosen !== "";
  const later = Object.values(state.modules)
    .flatMap((module) => Object.values(module.answers))
    .filter((answer) => kept(answer) && answer.slot >= count)
    .map((answer) => answer.slot)
    .sort((a, b) => a - b);
  const places = new Map(later.map((slot, index) => [slot, count + index]));
  const modules = Object.fromEntries(
    Object.entries(state.modules).map(([id, module]) => {
      const answers = Object.entries(module.answers)
        .filter(([, answer]) => kept(answer))
        .map(([question, answer]) => [question, { ...answer, slot: places.get(answer.slot) ?? answer.slot }]);
      return [id, { ...module, answers: Object.fromEntries(answers) }];
    }),
  );
  return { slots: count + later.length, modules };
}
