/** @file `npm test`: every check in order, all of them even if one fails, then one line that sums them up. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumPath } from "./chromium.mjs";
import { tryFreshInstall } from "./fresh-install.mjs";
import { environment, install, root, runNode } from "./install.mjs";

const prettier = "node_modules/prettier/bin/prettier.cjs";
const eslint = "node_modules/eslint/bin/eslint.js";
const tsc = "node_modules/typescript/bin/tsc";
const svelteCheck = "node_modules/svelte-check/bin/svelte-check";
const vitest = "node_modules/vitest/vitest.mjs";
const vite = "node_modules/vite/bin/vite.js";
const playwright = "node_modules/@playwright/test/cli.js";

const reports = mkdtempSync(join(tmpdir(), "selfsame-test-"));

/** A runner's JSON report, or null when it did not get so far. */
function report(name) {
  try {
    return JSON.parse(readFileSync(join(reports, name), "utf8"));
  } catch {
    return null;
  }
}

/** A step without counts of its own adds nothing when it passes and one failure when it fails. */
function check(...commands) {
  const passed = commands.map(([file, ...args]) => runNode(file, args)).every(Boolean);
  return { passed: 0, failed: passed ? 0 : 1, skipped: 0 };
}

function vitestProject(project) {
  const outputFile = `--outputFile.json=${join(reports, project)}`;
  const ok = runNode(vitest, ["run", "--project", project, "--reporter=default", "--reporter=json", outputFile]);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report(project) ?? {};
  const failed = ok ? 0 : Math.max(1, numFailedTests); // a file that does not load has no failed test
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

function endToEnd() {
  const env = { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, "e2e") };
  const ok = runNode(playwright, ["test", "--reporter=list,json"], { env });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report("e2e")?.stats ?? {};
  return { passed: expected + flaky, failed: ok ? 0 : Math.max(1, unexpected), skipped };
}

const steps = {
  format: () => check([prettier, "--check", "--log-level", "warn", "."]),
  lint: () => check([eslint, "--max-warnings", "0", "."]),
  types: () =>
    check([tsc, "--noEmit"], [tsc, "--noEmit", "-p", "tsconfig.worker.json"], [svelteCheck, "--fail-on-warnings"]),
  unit: () => vitestProject("unit"),
  state: () => vitestProject("state"),
  browser: () => vitestProject("browser"),
  build: () => check([vite, "build", "--logLevel", "warn"]),
  "end to end": endToEnd,
  "fresh install with npm 10": () => tryFreshInstall(root),
};

install();
if (!chromiumPath() && !runNode(playwright, ["install", "chromium"])) {
  console.error("No Chromium was found or fetched. Install one, or name it in CHROMIUM_PATH.");
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, run] of Object.entries(steps)) {
  console.log(`\n── ${name}`);
  const startMs = performance.now();
  const counts = await run();
  for (const key of Object.keys(total)) total[key] += counts[key];
  const seconds = ((performance.now() - startMs) / 1000).toFixed(0).padStart(4);
  const detail = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  lines.push(`${seconds} s  ${counts.failed > 0 ? "FAILED" : "ok    "}  ${name}: ${counts.reason ?? detail}`);
}
rmSync(reports, { recursive: true });

console.log(`\n${lines.join("\n")}\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
