/** @file Runs the tests of `vitest.bench.config.ts`, which measure in Chromium, and collects their figures. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Part } from "./figure.ts";

const root = join(import.meta.dirname, "../../..");

interface Report {
  testResults: readonly {
    message: string;
    assertionResults: readonly {
      title: string;
      status: string;
      failureMessages: readonly string[];
      meta: Partial<Part>;
    }[];
  }[];
}

/** Whether all went well. */
function run(words: readonly string[]): Promise<boolean> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--config", "vitest.bench.config.ts", ...words], {
    cwd: root,
    stdio: ["ignore", 2, 2], // standard output is for the table
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code) => done(code === 0));
  });
}

/** Throws with the first failure: a figure that could not be measured is a mistake, one that misses its target is not. */
export async function measureInBrowser(name: string): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), "selfsame-bench-"));
  const file = join(folder, "report.json");
  try {
    const well = await run([
      `tests/bench/${name}.test.ts`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ]);
    const { testResults } = JSON.parse(readFileSync(file, "utf8")) as Report;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failure = testResults.find(({ message }) => message)?.message ?? tests.flatMap((t) => t.failureMessages)[0];
    if (failure) throw new Error(failure.split("\n")[0]);
    if (!well) throw new Error("the run broke off; what was said about it stands above");
    return {
      figures: tests.flatMap(({ meta }) => meta.figures ?? []),
      skipped: tests.flatMap(({ meta }) => meta.skipped ?? []),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
