/** @file Builds the site when it is older than what it is made of. Needs nothing but Node. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, runNode } from "./install.mjs";

function changedMs(path) {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts?.mtimeMs ?? 0;
}

/** When anything that the build reads was last changed; a folder's own time tells of deletions. */
function sourcesChangedMs() {
  const folders = ["src", "public"].flatMap((name) => [
    join(root, name),
    ...readdirSync(join(root, name), { recursive: true }).map((path) => join(root, name, path)),
  ]);
  const files = ["index.html", "vite.config.ts", "package-lock.json"].map((name) => join(root, name));
  return Math.max(...[...folders, ...files].map(changedMs));
}

/** Ends the process when the build fails. */
export function buildIfStale() {
  if (changedMs(join(root, "dist/index.html")) >= sourcesChangedMs()) return;
  console.error("Building the site …");
  if (!runNode("node_modules/vite/bin/vite.js", ["build", "--logLevel", "warn"])) process.exit(1);
}
