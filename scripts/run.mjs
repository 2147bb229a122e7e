/** @file `node scripts/run.mjs FILE …`: installs and builds what is missing, then runs a command of the terminal. */
import { spawn } from "node:child_process";
import { buildIfStale } from "./build.mjs";
import { environment, install, root } from "./install.mjs";

install();
buildIfStale();
const [file, ...words] = process.argv.slice(2);
const command = spawn(
  process.execPath,
  ["--import", `file://${root}/node_modules/tsx/dist/loader.mjs`, `${root}/${file}`, ...words],
  {
    env: environment,
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => command.kill(signal));
command.on("exit", (code) => process.exit(code ?? 1));
