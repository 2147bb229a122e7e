import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { Measure } from "#core/words.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { predictionLines } from "#study/export.ts";
import type { StudyDocument } from "#study/results.ts";
import { reportAcross } from "#study/series/across.ts";
import { seriesDocument } from "#study/series/series-file.ts";
import { studyFileBytes } from "#study/study-file.ts";
import { instructedData, instructedPlans, instructedStudy } from "#support/instructed-study.ts";
import {
  type ExportedRow,
  naiveBiasFactor,
  naiveMatrix,
  naivePearson,
  naiveSpearman,
} from "#support/naive-task-scores.ts";

const tasks = ["similarity", "entities", "answers"] as const;
const studies = new Map<string, { document: StudyDocument; input: ReportInput }>();
beforeAll(async () => {
  for (const task of tasks) studies.set(task, await instructedStudy(instructedPlans[task], instructedData(task)));
});

const exported = (input: ReportInput) =>
  predictionLines(input)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ExportedRow);

function near(found: number | null, expected: number | null, place: string): void {
  if (expected === null) expect(found, place).toBeNull();
  else expect(Math.abs(found! - expected), `${place}: ${found} beside ${expected}`).toBeLessThan(1e-9);
}

describe.each(tasks)("%s", (task) => {
  it("has the scores and measures that a naive recomputation finds in its exported rows", () => {
    const { document, input } = studies.get(task)!;
    const rows = exported(input);
    if (task === "similarity") expect(rows.some(({ prediction }) => prediction === null)).toBe(true);
    for (const { solve, metric, solvers, datasets, measures, otherScores, real } of document.results) {
      const matrix = naiveMatrix(rows, solve, metric);
      expect(Object.keys(matrix).sort()).toEqual(Object.keys(datasets).sort());
      const expectScores = (found: typeof matrix, theirs: Readonly<Record<string, readonly (number | null)[]>>) => {
        for (const [name, scores] of Object.entries(theirs)) {
          solvers.forEach((solver, m) => near(scores[m]!, found[name]![solver]!, `${solve} ${name} ${solver}`));
        }
      };
      expectScores(matrix, Object.fromEntries(Object.entries(datasets).map(([name, { scores }]) => [name, scores])));
      const further = otherScores!.filter(({ unparsed }) => unparsed === null || unparsed === "left out");
      expect(further.length).toBe({ similarity: 2, entities: 3, answers: 1 }[task]);
      for (const other of further) expectScores(naiveMatrix(rows, solve, other.metric), other.datasets);

      const models = document.plan.models;
      const row = (name: string) => solvers.map((solver) => matrix[name]![solver]!);
      for (const model of models) {
        const [written, truth] = [row(model), row(real)];
        expect(written.length).toBeGreaterThan(models.length); // fitted solvers take part
        const distance = written.reduce((sum, score, m) => sum + (score - truth[m]!) ** 2 / solvers.length, 0);
        near(measures.mspd[model]!.estimate, distance, `MSPD ${model}`);
        near(measures.spearman[model]!.estimate, naiveSpearman(written, truth), `SRCC ${model}`);
        near(measures.pearson[model]!.estimate, naivePearson(written, truth), `r ${model}`);
        near(measures.biasFactor[model]!.estimate, naiveBiasFactor(matrix, model, models), `BF ${model}`);
      }
    }
  });
});

const script = "public/examples/recompute-tasks.py";
const folder = mkdtempSync(join(tmpdir(), "selfsame-recompute-tasks-"));
afterAll(() => rmSync(folder, { recursive: true }));
const scipy = spawnSync("python3", ["-c", "import numpy, scipy"]).status === 0;
const withScipy = test.skipIf(!scipy);
if (!scipy)
  console.warn("Skipped: recompute-tasks.py is not tested, because there is no python3 with numpy and scipy.");

function recompute(document: unknown, predictions: string) {
  writeFileSync(join(folder, "study.json"), JSON.stringify(document));
  writeFileSync(join(folder, "predictions.jsonl"), predictions);
  return recomputed(folder);
}

function recomputed(path: string) {
  const { stdout, stderr, status } = spawnSync("python3", ["-I", script, path], { encoding: "utf8" });
  expect(stderr).toBe("");
  return { lines: stdout.trim().split("\n"), status };
}

withScipy("the Python script finds every number of a series again, and names one that is wrong", () => {
  const arms = tasks.map((key) => ({ key, setting: "few", source: null, ...studies.get(key)! }));
  const document = seriesDocument({}, arms, reportAcross(arms, 5));
  const predictions = arms.map(({ key, input }) => predictionLines(input, key)).join("");
  const { lines, status } = recompute(document, predictions);
  expect(lines).toEqual([
    expect.stringMatching(/^5 results: \d{3,} numbers recomputed, 0 differ by more than 1e-9\.$/),
  ]);
  expect(status).toBe(0);

  const wrong = structuredClone(document) as typeof document;
  const factor = wrong.results[0]!.measures.biasFactor["server/fair"] as {
    -readonly [Key in keyof Measure]: Measure[Key];
  };
  factor.estimate! += 1e-6;
  const again = recompute(wrong, predictions);
  expect(again.lines).toHaveLength(2);
  expect(again.lines[0]).toContain("similarity (direct) biasFactor server/fair");
  expect(again.status).toBe(1);
});

withScipy("… and of one study of graded pairs by their squared error, where less is better", async () => {
  const plan = { ...instructedPlans.similarity, metric: "meanSquaredError", solve: "answer" };
  const { document, input } = await instructedStudy(plan, instructedData("similarity"));
  const { lines, status } = recompute(document, predictionLines(input));
  expect(lines).toEqual([expect.stringMatching(/^1 results: .* 0 differ/)]);
  expect(status).toBe(0);

  const whole = { name: "pairs", plan: document.plan, planHash: "", document, attempts: [], auditSet: [] };
  const file = join(folder, "pairs.selfsame.json.gz");
  writeFileSync(file, await studyFileBytes({ ...whole, input: { ...input, audit: [] } }));
  expect(recomputed(file)).toEqual({ lines, status });
});
