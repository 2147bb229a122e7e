/** @file A finished study as files. */
import type { Prediction } from "#core/words.ts";
import { toJsonLines } from "#storage/export.ts";
import { StudyJournal } from "#storage/journal.ts";
import type { SelfsameDatabase } from "#storage/schema.ts";
import type { Attempt } from "#study/fidelity/generate.ts";
import { readFinishedStudy } from "#study/studies.ts";

/** `study.json`: plan, manifest and results. */
export async function studyFile(id: string, database: SelfsameDatabase): Promise<string> {
  return `${JSON.stringify(await readFinishedStudy(id, database), null, 1)}\n`;
}

/** `predictions.jsonl`: a line per way to solve, dataset, instance and solver; classical solvers have no way. */
export async function predictionsFile(id: string, database: SelfsameDatabase): Promise<string> {
  const rows = await stepRows<Prediction>(id, database, "solve/");
  return toJsonLines(
    rows.map(({ step, row: { dataset, instance, solver, target, prediction, score, raw } }) => {
      const way = step.split("/")[1];
      return { dataset, instance, solver, target, prediction, score, raw, solve: way === "classical" ? null : way };
    }),
  );
}

/** `attempts.jsonl`: every text that a generator wrote, kept or not. */
export async function attemptsFile(id: string, database: SelfsameDatabase): Promise<string> {
  const rows = await stepRows<Attempt>(id, database, "generate/");
  return toJsonLines(rows.map(({ step, row }) => ({ generator: step.split("/").slice(1, -1).join("/"), ...row })));
}

async function stepRows<R>(id: string, database: SelfsameDatabase, prefix: string) {
  const journal = new StudyJournal(database, id);
  const steps = [...(await journal.finishedBlocks()).keys()].filter((step) => step.startsWith(prefix));
  const blocks = await Promise.all(
    steps.map(async (step) =>
      [...(await journal.blocks(step)).values()].flat().map((row) => ({ step, row: row as R })),
    ),
  );
  return blocks.flat();
}
