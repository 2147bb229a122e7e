/** @file Finished studies of scripted models, computed by the real runner and report. */
import type { LanguageModel } from "#core/language-model.ts";
import { Random } from "#core/random.ts";
import { solveClassically } from "#study/fidelity/classical.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { report } from "#study/fidelity/report.ts";
import { runFidelityStudy } from "#study/fidelity/runner.ts";
import { manifestOf } from "#study/manifest.ts";
import { parsePlan } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import { MemoryJournal } from "#support/memory-journal.ts";
import { type Script, scriptedLabels, scriptedModel, scriptedText } from "#support/scripted-model.ts";

export interface Contender extends Script {
  parameters: number;
}

/** Three families; abilities span; two models read texts with their own accent better. */
export const contenders: readonly Contender[] = [
  { id: "zoo/anna-xs", noise: 0.75, family: "anna", parameters: 32_000 },
  { id: "zoo/ben-xs", noise: 0.6, family: "ben", accent: "mate", parameters: 65_000 },
  { id: "zoo/anna-s", noise: 0.48, family: "anna", parameters: 131_000 },
  { id: "zoo/carla-s", noise: 0.4, family: "carla", accent: "kindly", parameters: 140_000 },
  { id: "zoo/ben-m", noise: 0.3, family: "ben", parameters: 289_000 },
  { id: "zoo/anna-m", noise: 0.2, family: "anna", parameters: 420_000 },
  { id: "zoo/carla-m", noise: 0.12, family: "carla", parameters: 650_000 },
  { id: "zoo/anna-l", noise: 0.04, family: "anna", parameters: 1_100_000 },
];

const ability = new Map(contenders.map((contender) => [contender.id, contender]));

export function scriptedContender(id: string): LanguageModel {
  const contender = ability.get(id)!;
  const model = scriptedModel(contender);
  return { ...model, info: { ...model.info, parameters: contender.parameters } };
}

/** Labelled rows as the scripted models write them. */
export function scriptedRows(count: number, seed: number): { text: string; label: string }[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const label = scriptedLabels[i % scriptedLabels.length]!;
    return { text: scriptedText(label, random), label };
  });
}

export const scriptedSurroundings = {
  selfsame: "0.1.0",
  runtime: "scripted",
  device: "wasm",
  threads: 1,
  workers: 2,
  userAgent: "a test",
};

export const scriptedPlan = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 7,
  data: { test: { name: "reference-test", rows: 240 }, training: { name: "reference-train" } },
  models: contenders.map((contender) => contender.id),
  generate: { perGenerator: 240 },
};

/** What a plan gives when scripted models run it; `changes` replace fields of `scriptedPlan`. */
export async function studyDocument(changes: object = {}): Promise<StudyDocument> {
  return (await finishedStudy(changes)).document;
}

/** The same with the rows behind it. */
export async function finishedStudy(changes: object = {}): Promise<{ document: StudyDocument; input: ReportInput }> {
  const plan = parsePlan({ ...scriptedPlan, ...changes });
  const rows = new Map([
    ["reference-test", scriptedRows(300, 1)],
    ["reference-train", scriptedRows(900, 2)],
  ]);
  const run = await runFidelityStudy(plan, rows, {
    journal: new MemoryJournal(),
    concurrency: 2,
    open: (id) => Promise.resolve(scriptedContender(id)),
    adapt: ({ base }) => Promise.resolve(scriptedContender(base)),
    desk: {
      solveClassically: (job) => Promise.resolve(solveClassically(job)),
      report: (input) => Promise.resolve(report(input)),
    },
  });
  const datasets = Object.fromEntries(
    [...rows].map(([name, { length }]) => [name, { hash: `of ${name}`, rows: length }]),
  );
  const manifest = manifestOf({ plan, run, before: {}, datasets, ...scriptedSurroundings });
  return { document: { schemaVersion: 1, plan, manifest, results: run.results }, input: run.input };
}
