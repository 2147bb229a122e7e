import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readFileText } from "#storage/import.ts";
import { predictionLines } from "#study/export.ts";
import { reportAcross } from "#study/series/across.ts";
import { type SeriesDocument, seriesDocument, type WholeArm } from "#study/series/series-file.ts";
import { parseSeries, seriesDatasets } from "#study/series/series-plan.ts";
import type { Row } from "#tasks/task.ts";
import { instructedPlan, instructedStudy } from "#support/instructed-study.ts";
import { type ExportedRow, naiveMatrix, naiveScores } from "#support/naive-task-scores.ts";

const folder = "../shared/data";
const absent = !existsSync(folder);
const why = absent ? ` (skipped: ${folder} is not there)` : "";

const read = (file: string): readonly Row[] => readFileText(readFileSync(`${folder}/${file}`, "utf8"), file).rows;
const files: Readonly<Record<string, readonly string[]>> = {
  "stsb-test": ["stsb/test.jsonl"],
  "stsb-train": ["stsb/train.jsonl"],
  "wikigold-test": ["wikigold/test.jsonl"],
  "wikigold-train": ["wikigold/train.jsonl"],
  "wnut17-test": ["wnut17/test.jsonl"],
  "wnut17-train": ["wnut17/train.jsonl"],
  "snips-test": ["snips/test.jsonl"],
  "snips-train": ["snips/train.jsonl"],
  "banking77-test": ["banking77/test.csv"],
  "banking77-train": ["banking77/train.csv"],
  "clinc150-test": ["clinc150/test.jsonl", "clinc150/oos_test.jsonl"],
  "clinc150-train": ["clinc150/train.jsonl", "clinc150/oos_train.jsonl"],
  svamp: ["svamp/SVAMP.json"],
};

const rows = 40;
/** The first 200 rows of what is tested, and all of what demonstrations are drawn from. */
function rowsOf(name: string): readonly Row[] {
  const parts = files[name]!.map(read);
  return name.endsWith("-test") ? parts.flatMap((part) => part.slice(0, 200 / parts.length)) : parts.flat();
}

const plan = {
  ...instructedPlan,
  task: "classification",
  blockRows: 64,
  generate: { perGenerator: 24 },
  data: [
    {
      task: "similarity",
      test: { name: "stsb-test", rows },
      demonstrations: { name: "stsb-train", perLabel: 2 },
    },
    ...["wikigold", "wnut17"].map((name) => ({
      task: "entities",
      test: { name: `${name}-test`, text: "tokens", label: "tags", rows },
      demonstrations: { name: `${name}-train`, rows: [5, 15] },
    })),
    {
      test: { name: "snips-test", label: "intent", rows },
      demonstrations: { name: "snips-train", perLabel: [1, 2] },
    },
    {
      test: { name: "banking77-test", label: "category", rows },
      demonstrations: { name: "banking77-train", perLabel: 1 },
    },
    {
      card: { outOfScope: "oos" },
      test: { name: "clinc150-test", label: "intent", rows },
      demonstrations: { name: "clinc150-train", perLabel: 1 },
    },
    {
      task: "answers",
      test: { name: "svamp", text: "Question", second: "Body", label: "Answer", rows },
      demonstrations: { name: "svamp", rows: 5 },
    },
  ],
  solve: "answer",
};

describe.skipIf(absent)(`public datasets${why}`, () => {
  let document: SeriesDocument;
  let lines: (ExportedRow & { arm: string })[];

  beforeAll(async () => {
    const { arms } = parseSeries(plan);
    const data = new Map(seriesDatasets(arms).map((name) => [name, rowsOf(name)]));
    const finished: (Omit<WholeArm, "study"> & Awaited<ReturnType<typeof instructedStudy>>)[] = [];
    for (const { key, setting, source, document: own } of arms) {
      finished.push({ key, setting, source, ...(await instructedStudy(own, data)) });
    }
    document = seriesDocument(plan, finished, reportAcross(finished, plan.seed));
    lines = finished
      .flatMap(({ key, input }) => predictionLines(input, key).trim().split("\n"))
      .map((line) => JSON.parse(line) as ExportedRow & { arm: string });
  }, 120_000);

  it("stand in a series document with an entry per dataset and setting, solved by all solvers", () => {
    expect(document.results.map(({ real, setting, task, metric }) => [real, setting, task, metric])).toEqual([
      ["stsb-test", "2 per label", "similarity", "pearson"],
      ["wikigold-test", "5 in all", "entities", "entityTypeF1"],
      ["wikigold-test", "15 in all", "entities", "entityTypeF1"],
      ["wnut17-test", "5 in all", "entities", "entityTypeF1"],
      ["wnut17-test", "15 in all", "entities", "entityTypeF1"],
      ["snips-test", "1 per label", "classification", "macroF1"],
      ["snips-test", "2 per label", "classification", "macroF1"],
      ["banking77-test", "1 per label", "classification", "accuracy"],
      ["clinc150-test", "1 per label", "classification", "accuracy"],
      ["svamp", "5 in all", "answers", "tokenF1"],
    ]);
    for (const { arm, real, solvers, datasets, measures } of document.results) {
      const classical = solvers.filter((name) => name.startsWith("classical/"));
      expect(classical.length, arm).toBeGreaterThanOrEqual(2);
      expect(Object.keys(datasets), arm).toEqual([real, ...instructedPlan.models]);
      expect(datasets[real]!.scores, arm).toHaveLength(solvers.length);
      expect(Object.keys(measures.biasFactor), arm).toEqual(instructedPlan.models);
      const fitted = solvers.map((name, m) => (classical.includes(name) ? datasets[real]!.scores[m]! : -1));
      expect(Math.max(...fitted), `${arm}: the best fitted solver`).toBeGreaterThan(leastOf[real]!);
    }
  });

  it("have the scores that a naive recomputation finds in the exported rows", () => {
    for (const { arm, metric, solve, solvers, datasets } of document.results) {
      if (!naiveScores[metric]) continue; // labels are recomputed by recompute.py
      const own = naiveMatrix(
        lines.filter((row) => row.arm === arm),
        solve,
        metric,
      );
      for (const [name, { scores }] of Object.entries(datasets)) {
        solvers.forEach((solver, m) => expect(scores[m], `${arm} ${name}`).toBeCloseTo(own[name]![solver]!, 9));
      }
    }
  });

  it("are compared by task, each dataset once however many settings it has", () => {
    const { fidelity, biasFactors } = document.across[0]!.measures;
    expect(fidelity.tasks.map(({ task, datasets }) => [task, datasets.length])).toEqual([
      ["similarity", 1],
      ["entities", 2],
      ["classification", 3],
      ["answers", 1],
    ]);
    for (const { dots, newDatasets } of biasFactors) {
      expect(dots).toHaveLength(document.results.length);
      expect(newDatasets.n).toBe(7);
    }
  });
});

/** What the best fitted solver reaches at least, on so few rows. */
const leastOf: Readonly<Record<string, number>> = {
  "stsb-test": 0.5,
  "wikigold-test": 0.25,
  "wnut17-test": 0,
  "snips-test": 0.7,
  "banking77-test": 0.6,
  "clinc150-test": 0.4,
  svamp: -1, // arithmetic is beyond them
};
