// Bundles the browser code into storymap/static/: hashed names, and a manifest.
// `node build.mjs --analyze` also prints what each bundle is made of.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import * as esbuild from "esbuild";

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, "../..");
const STATIC = resolve(HERE, "../static");

// logical name -> source; the extension of the source says what comes out (.ts -> .js)
const ENTRIES = {
  player: ["player/main.ts", "player/player.css"],
  basemap: ["player/basemap/detail.ts"],
  layers: ["player/layers/layers.ts"],
  events: ["player/events/events.ts", "player/events/events.css"],
  preview: ["preview/preview.ts"],
  share: ["share/share.ts", "share/share.css"],
  foreign: ["foreign/foreign.css"],
  framed: ["frame/framed.css"],
  site: ["site.css"],
  editor: ["editor/main.tsx", "editor/editor.css"],
};
/** Classic scripts, for pages that may not load modules: files opened from disk, sandboxed frames. */
const CLASSIC = {
  article: ["embed/article.ts"],
  opener: ["single/opener.ts"],
  single: ["single/single.ts"],
  start: ["frame/start.ts"],
};
/** The player of an article's frame: what such a frame never shows is left out of it. */
const FRAMED = { framed: ["frame/player.ts"] };
/** The player of a saved notebook, with all of Leaflet. */
const FOREIGN = { foreign: ["foreign/foreign.ts"] };
/** Plugins of Leaflet that a saved notebook carries when a layer of it needs them; each adds to the global `L`. */
const PARTS = Object.fromEntries(readdirSync(join(HERE, "foreign/parts")).filter((name) => name.endsWith(".ts")).map((name) => [`part-${basename(name, ".ts")}`, [`foreign/parts/${name}`]]));
const COPIES = { "outline.json": join(ROOT, "geodata/basemap/outline.json") };

/** Plugins of Leaflet get the global one, which is made of the classes of the player's map, and add to it. */
const oneLeaflet = {
  name: "one-leaflet",
  setup(build) {
    build.onResolve({ filter: /^leaflet$/ }, ({ importer }) =>
      importer.includes("node_modules") ? { path: "L", namespace: "global-leaflet" } : undefined);
    build.onLoad({ filter: /^L$/, namespace: "global-leaflet" }, () => ({ contents: "module.exports = globalThis.L;" }));
  },
};

/** The entry points that exist, as esbuild wants them. */
function entryPoints(entries) {
  return Object.entries(entries).flatMap(([out, sources]) =>
    sources.filter((source) => existsSync(join(HERE, source))).map((source) => ({ in: join(HERE, source), out })));
}

/** Bundle in memory, as modules ("esm") or classic scripts ("iife"); the result's metafile says what went in. */
function bundle(entries, format, { plugins = [], framed = false, loader = {} } = {}) {
  return esbuild.build({
    absWorkingDir: HERE,
    plugins,
    entryPoints: entryPoints(entries),
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: STATIC,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format,
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    charset: "utf8",
    legalComments: "none", // the licences go into a file of their own
    define: { FRAMED: String(framed) },
    alias: { "@protomaps/basemaps": join(HERE, "player/basemap/flavours.ts") },
    loader: { ".png": "dataurl", ".svg": "dataurl", ".woff2": "file", ...loader },
    logLevel: "warning",
  });
}

/** `outline.json` + its bytes -> `outline-1a2b3c4d.json`. */
function hashedName(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const extension = extname(name);
  return `${basename(name, extension)}-${hash}${extension}`;
}

/** The package folder that a bundled input came from, or null for our own code. */
function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match ? resolve(HERE, match[1]) : null;
}

/** The licences of all packages that ended up in a bundle: they ask to be passed on. */
function licences(metafile) {
  const used = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => packageFolder(input));
  const folders = [...new Set(used.filter((folder) => folder !== null))];
  return folders.map(licence).sort().join("\n\n");
}

/** One package's name, version and licence text. */
function licence(folder) {
  const { name, version, license, main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^(mit-)?licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : notice(join(folder, main ?? "index.js"));
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** What a file says of itself at its beginning, where a package has no file for its licence. */
function notice(file) {
  const source = existsSync(file) ? readFileSync(file, "utf8") : "";
  return (/^\s*\/\*([\s\S]*?)\*\//.exec(source)?.[1] ?? "").replaceAll(/^ \* ?/gm, "").trim();
}

/** Put a whole file in place at once, so that a running server never reads half of one. */
function put(name, bytes) {
  const path = join(STATIC, name);
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}

const results = [
  await bundle(ENTRIES, "esm"),
  await bundle(FOREIGN, "iife", { plugins: [oneLeaflet] }),
  await bundle(PARTS, "iife", { plugins: [oneLeaflet], loader: { ".css": "text" } }),
  await bundle(CLASSIC, "iife"), await bundle(FRAMED, "iife", { framed: true }),
];
const metafile = {
  inputs: Object.assign({}, ...results.map((result) => result.metafile.inputs)),
  outputs: Object.assign({}, ...results.map((result) => result.metafile.outputs)),
};
const files = new Map(results.flatMap((result) => result.outputFiles).map((file) => [basename(file.path), Buffer.from(file.contents)]));
const manifest = {};
for (const [path, output] of Object.entries(metafile.outputs)) {
  if (output.entryPoint) manifest[`${basename(path).replace(/-[^-]+$/, "")}${extname(path)}`] = basename(path);
}
for (const [name, source] of Object.entries(COPIES)) {
  if (!existsSync(source)) continue;
  const bytes = readFileSync(source);
  manifest[name] = hashedName(name, bytes);
  files.set(manifest[name], bytes);
}
files.set("licences.txt", Buffer.from(licences(metafile)));

mkdirSync(STATIC, { recursive: true });
const kept = new Set(["manifest.json"]);
for (const [name, bytes] of files) {
  put(name, bytes);
  kept.add(name);
  kept.add(`${name}.gz`); // which the build hook writes
}
put("manifest.json", `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`);
for (const name of readdirSync(STATIC)) if (!kept.has(name)) rmSync(join(STATIC, name), { recursive: true });

if (process.argv.includes("--analyze")) {
  process.stdout.write(`${await esbuild.analyzeMetafile(metafile, { verbose: process.argv.includes("--verbose") })}\n`);
}
