/** @file What a newcomer does: clone, `npm start`, with the npm 10 that comes with Node 20. Tried once in CI. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const limitMs = 5 * 60_000;
const npm10 = ["--yes", "npm@10"];
const shell = process.platform === "win32";

/** The address that `npm start` prints, or null when it ends or takes too long. */
function addressOf(server) {
  return new Promise((done) => {
    const timer = setTimeout(() => done(null), limitMs);
    const finish = (address) => {
      clearTimeout(timer);
      done(address);
    };
    let output = "";
    server.stdout.on("data", (text) => {
      process.stdout.write(text);
      output += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(output);
      if (address) finish(address[0]);
    });
    server.on("exit", () => finish(null));
  });
}

async function startsIn(folder) {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: undefined }; // `npm start` must set it by itself
  const stdio = ["ignore", "pipe", "inherit"];
  const args = [...npm10, "start", "--", "--no-open", "--port", "0"];
  const server = spawn("npx", args, { cwd: folder, env, stdio, shell, detached: !shell });
  try {
    const address = await addressOf(server);
    if (address === null) return false;
    const page = await fetch(address);
    return page.ok && (await page.text()).includes("<title>Selfsame</title>");
  } finally {
    if (server.exitCode === null && !shell) process.kill(-server.pid); // npx, npm, node: the whole group
  }
}

/** Clones the last commit of `root` into a new folder and starts it there; a visible skip where that is not asked for. */
export async function tryFreshInstall(root) {
  const skip = (reason) => ({ passed: 0, failed: 0, skipped: 1, reason: `skipped: ${reason}` });
  if (!process.env.CI) return skip("only in CI (set CI=1)");
  const version = spawnSync("npx", [...npm10, "--version"], { encoding: "utf8", shell, timeout: 60_000 });
  if (version.status !== 0) return skip("npm 10 could not be fetched; is there a network?");
  const folder = mkdtempSync(join(tmpdir(), "selfsame-clone-"));
  try {
    const { status } = spawnSync("git", ["clone", "--quiet", "--depth", "1", `file://${root}`, folder], {
      stdio: "inherit",
    });
    const passed = status === 0 && (await startsIn(folder));
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
