/** @file Installs the packages when they are missing or not those of the lockfile. Needs nothing but Node. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** onnxruntime-node would download GPU libraries; `allowScripts` in package.json says so only to npm 11. */
export const environment = { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" };

/** Runs Node on a file; returns whether it succeeded. */
export function runNode(file, args, options = {}) {
  const { status } = spawnSync(process.execPath, [join(root, file), ...args], {
    cwd: root,
    env: environment,
    stdio: "inherit",
    ...options,
  });
  return status === 0;
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), "utf8")).packages;
  } catch {
    return {};
  }
}

/** Whether node_modules holds what the lockfile names, apart from packages for other platforms. */
function isInstalled() {
  const installed = packagesIn("node_modules/.package-lock.json");
  return Object.entries(packagesIn("package-lock.json")).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  );
}

/** Ends the process with one line when Node is too old or npm fails. */
export function install() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Selfsame needs Node 20.19 or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  if (isInstalled()) return;
  console.log("Installing packages …");
  const npm = process.env.npm_execpath; // the npm that runs this script
  const [command, args] = npm ? [process.execPath, [npm, "ci"]] : ["npm", ["ci"]];
  const { status } = spawnSync(command, args, { cwd: root, env: environment, stdio: "inherit", shell: !npm });
  if (status === 0) return;
  console.error("The packages could not be installed; npm says why above.");
  process.exit(1);
}
