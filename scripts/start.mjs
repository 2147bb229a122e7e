/** @file `npm start`: installs what is missing, builds what is old, serves the site. Needs nothing but Node. */
import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { environment, install, root, runNode } from "./install.mjs";

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

install();
if (changedMs(join(root, "dist/index.html")) < sourcesChangedMs()) {
  console.log("Building the site …");
  if (!runNode("node_modules/vite/bin/vite.js", ["build", "--logLevel", "warn"])) process.exit(1);
}
const server = spawn(process.execPath, ["--import", "tsx", "src/cli/start.ts", ...process.argv.slice(2)], {
  cwd: root,
  env: environment,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 0));
