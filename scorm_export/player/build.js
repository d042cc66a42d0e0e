/**
 * Bundles the player with esbuild: one script for each entry in `entries/`, the fallback script, and one style sheet.
 *
 *     node scorm_export/player/build.js [FOLDER]
 *
 * writes them to the folder, `built/` by default. Those files are committed, because whoever installs the program has no
 * Node.js. Only what an entry imports is in its script, so one standard costs the others nothing.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, transformSync } from "esbuild";
import { minify_sync as shorten } from "terser";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The oldest ECMAScript that a trainee's browser has to know: that of phones from 2021. */
const LANGUAGE = "es2021";

/**
 * Every name that stands in a contract with the page, the LMS or what was stored: it has to stay as it is. What is stored
 * has its type in `types.d.ts`.
 */
const FIXED = new Set([
  ...namesIn(HERE, ".d.ts"),
  ...namesIn(join(HERE, "..", "page"), ".j2"),
  ...namesIn(join(HERE, "..", "locale"), ".yaml"),
]);

/** Every property of a record that a script defines in a comment: it is not stored, and nothing else reads it. */
const RECORDS = readdirSync(HERE, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js") && !name.startsWith("built"))
  .map((name) => readFileSync(join(HERE, name), "utf8"))
  .flatMap((script) => [...script.matchAll(/@property \{.*\} \[?(\w+)/g)].map((found) => found[1]));

/**
 * @param {string} folder
 * @param {string} ending
 * @returns {string[]} every word in the files of a folder with this ending; those with hyphens as scripts write them
 */
function namesIn(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").match(/[\w-]+/g) ?? [])
    .map((name) => name.replace(/^data-/, "").replace(/-(\w)/g, (_, letter) => letter.toUpperCase()));
}

/**
 * @param {string} name of an entry, without its ending
 * @returns {string}
 */
function script(name) {
  // Slower than esbuild, and a twentieth smaller: esbuild looks at each expression once.
  const { code } = shorten(bundle(name, true), {
    ecma: 2020,
    toplevel: true,
    // What terser calls unsafe is only so where a page has replaced functions of the browser, such as String. The last
    // three make the script longer, and what is left of it when it is compressed shorter.
    compress: { passes: 3, unsafe: true, hoist_funs: true, inline: 0, lhs_constants: false },
    mangle: { toplevel: true, properties: { regex: new RegExp(`^(${members(bundle(name, false)).join("|")})$`) } },
  });
  return `${code}\n`;
}

/**
 * @param {string} name of an entry
 * @param {boolean} minify
 * @returns {string} all that the entry imports, as one script
 */
function bundle(name, minify) {
  const { outputFiles } = buildSync({
    entryPoints: [join(HERE, "entries", `${name}.js`)],
    bundle: true,
    minify,
    format: "iife",
    target: LANGUAGE,
    legalComments: "none",
    write: false,
  });
  return outputFiles[0].text;
}

/**
 * The methods and fields of our own classes, and the properties of our own records, which may have shorter names. terser
 * leaves alone what a browser has under that name.
 *
 * @param {string} text of a script as esbuild writes it
 * @returns {string[]}
 */
function members(text) {
  const classes = text.match(/^  var \w+ = class[^]*?^  \};$/gm) ?? [];
  const declared = /^    (?:async |get )?(\w+)\(|^      this\.(\w+) = /gm;
  const names = classes.flatMap((each) => [...each.matchAll(declared)].map((found) => found[1] ?? found[2]));
  return [...new Set([...names, ...RECORDS])].filter((name) => name !== "constructor" && !FIXED.has(name));
}

/**
 * The style sheet. Dark applies on a device that asks for it, unless the trainee chose light, and wherever the trainee
 * chose dark; paper is always light.
 *
 * @returns {string}
 */
function style() {
  const [tokens, dark, rules] = ["tokens", "dark", "style"].map((name) => readFileSync(join(HERE, "style", `${name}.css`), "utf8"));
  const schemes = `
    @media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }
    @media screen { :root[data-theme="dark"] { ${dark} } }`;
  // esbuild only takes out spaces and comments here: rewriting rules for older browsers would make it larger.
  return transformSync(tokens + schemes + rules, { loader: "css", minify: true, target: "esnext" }).code;
}

/**
 * The script that shows the course as a document where the player does not start. The browser may be older than the
 * player's, so that this one keeps to ECMAScript 5; esbuild refuses anything newer.
 *
 * @returns {string}
 */
function fallback() {
  return transformSync(readFileSync(join(HERE, "fallback.js"), "utf8"), { minify: true, target: "es5" }).code;
}

/**
 * @param {string} file of a service worker
 * @returns {string}
 */
function worker(file) {
  return transformSync(readFileSync(join(HERE, "workers", file), "utf8"), { minify: true, target: LANGUAGE }).code;
}

const folder = process.argv[2] ?? join(HERE, "built");
mkdirSync(folder, { recursive: true });
const scripts = (/** @type {string} */ from) => readdirSync(join(HERE, from)).filter((name) => name.endsWith(".js"));
for (const entry of scripts("entries")) writeFileSync(join(folder, entry), script(basename(entry, ".js")));
for (const file of scripts("workers")) writeFileSync(join(folder, `worker-${file}`), worker(file));
writeFileSync(join(folder, "fallback.js"), fallback());
writeFileSync(join(folder, "player.css"), style());
