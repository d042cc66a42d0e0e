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
 * @param {string} name of an entry, without its ending
 * @returns {string}
 */
function script(name) {
  const { outputFiles } = buildSync({
    entryPoints: [join(HERE, "entries", `${name}.js`)],
    bundle: true,
    minify: true,
    format: "iife",
    target: LANGUAGE,
    legalComments: "none",
    write: false,
  });
  // Slower than esbuild, and a twentieth smaller: esbuild looks at each expression once.
  const { code } = shorten(outputFiles[0].text, { ecma: 2020, toplevel: true, compress: { passes: 3 } });
  return `${code}\n`;
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
 * The service worker of a course on the web. The builder writes the constants that it uses before it.
 *
 * @returns {string}
 */
function worker() {
  return transformSync(readFileSync(join(HERE, "worker.js"), "utf8"), { minify: true, target: LANGUAGE }).code;
}

const folder = process.argv[2] ?? join(HERE, "built");
mkdirSync(folder, { recursive: true });
const entries = readdirSync(join(HERE, "entries")).filter((name) => name.endsWith(".js"));
for (const entry of entries) writeFileSync(join(folder, entry), script(basename(entry, ".js")));
writeFileSync(join(folder, "fallback.js"), fallback());
writeFileSync(join(folder, "worker.js"), worker());
writeFileSync(join(folder, "player.css"), style());
