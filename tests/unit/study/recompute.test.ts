import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Measure } from "#core/words.ts";
import { report } from "#study/fidelity/report.ts";
import type { Result } from "#study/results.ts";
import { studyFileBytes, studyFileOf, type WholeStudy } from "#study/study-file.ts";
import { wholeStudy } from "#support/whole-study.ts";

const script = "public/examples/recompute.py";
const folder = mkdtempSync(join(tmpdir(), "selfsame-recompute-"));
afterAll(() => rmSync(folder, { recursive: true }));

const python = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0;
const withPython = test.skipIf(!python);
if (!python) console.warn("Skipped: recompute.py is not tested, because there is no python3 of version 3.8 or later.");

type Values = Record<string, number | null>;
type Recomputed = Record<string, Values> & { solve: string; datasets: Record<string, Values> };

function recompute(file: Uint8Array | string, name: string): Recomputed[] {
  const path = join(folder, name);
  writeFileSync(path, file);
  const { stdout, stderr } = spawnSync("python3", ["-I", script, path], { encoding: "utf8", maxBuffer: 1e8 });
  expect(stderr).toBe("");
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Recomputed);
}

/** Every point estimate of a result that the script is to find, by name and place. */
function estimates({ measures, datasets, solvers }: Result): Map<string, number | null> {
  const found = new Map<string, number | null>();
  const put = (name: string, of: Readonly<Record<string, Measure>>) => {
    for (const [key, { estimate }] of Object.entries(of)) found.set(`${name} ${key}`, estimate);
  };
  for (const [name, { scores }] of Object.entries(datasets)) {
    solvers.forEach((solver, m) => found.set(`datasets ${name} ${solver}`, scores[m]!));
  }
  put("mspd", measures.mspd);
  put("spearman", measures.spearman);
  put("pearson", measures.pearson);
  put("biasFactor", measures.biasFactor);
  put("biasFactorLogOdds", measures.biasFactorLogOdds);
  put("biasFactorOverDraws", measures.biasFactorOverDraws);
  for (const [control, of] of Object.entries(measures.biasFactorControls)) put(control, of);
  for (const [key, { squaredShift }] of Object.entries(measures.mspdParts)) {
    found.set(`squaredShift ${key}`, squaredShift.estimate);
  }
  return found;
}

function expectEqual(recomputed: readonly Recomputed[], { document }: WholeStudy): void {
  expect(recomputed.map(({ solve }) => solve)).toEqual(document.results.map(({ solve }) => solve));
  document.results.forEach((result, i) => {
    const { datasets, ...others } = recomputed[i]!;
    const flat = new Map<string, number | null>();
    const put = (name: string, values: Values) => {
      for (const [key, value] of Object.entries(values)) flat.set(`${name} ${key}`, value);
    };
    for (const [name, values] of Object.entries(datasets)) put(`datasets ${name}`, values);
    for (const [name, values] of Object.entries(others)) if (typeof values === "object") put(name, values);
    for (const [place, value] of estimates(result)) {
      if (value === null) expect(flat.get(place) ?? null, place).toBeNull();
      else expect(Math.abs(flat.get(place)! - value), place).toBeLessThan(1e-9);
    }
  });
}

withPython("30 lines of Python find the measures of a study from its file", async () => {
  expect(readFileSync(script, "utf8").trim().split("\n").length).toBeLessThanOrEqual(30);
  const whole = await wholeStudy();
  const predictions = whole.input.predictions.map(({ way, rows }) => ({
    way,
    rows: rows.map((row, i) => (i % 17 === 0 ? { ...row, prediction: null } : row)), // some could not be read
  }));
  const input = { ...whole.input, predictions };
  const study = { ...whole, input, document: { ...whole.document, results: report(input) } };
  expectEqual(recompute(await studyFileBytes(study), "macro.selfsame.json.gz"), study);
});

withPython("… with accuracy, several runs and several draws of demonstrations", async () => {
  const study = await wholeStudy({
    data: {
      test: { name: "reference-test", rows: 60 },
      demonstrations: { name: "reference-train", perLabel: 10, draws: 2 },
    },
    models: ["zoo/ben-xs", "zoo/anna-m"],
    generate: { perGenerator: 30, seeds: 2 },
    metric: "accuracy",
    solve: "direct",
  });
  const { biasFactorOverDraws } = study.document.results[0]!.measures;
  expect(Object.values(biasFactorOverDraws).every(({ estimate }) => estimate !== null)).toBe(true);
  expect(Object.keys(biasFactorOverDraws)).toHaveLength(2);
  expectEqual(recompute(JSON.stringify(studyFileOf(study)), "accuracy.selfsame.json"), study);
});

withPython("… and says undefined where a measure is", async () => {
  const study = await wholeStudy({ models: ["zoo/anna-l"], solve: "direct" });
  expect(study.document.results[0]!.measures.biasFactor["zoo/anna-l"]!.estimate).toBeNull();
  expectEqual(recompute(await studyFileBytes(study), "one.selfsame.json.gz"), study);
});
