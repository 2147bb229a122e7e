/** @file The words that stand for the values of what many datasets say together. */
import { counted, pValue, undefinedMark } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import { shortNames } from "#pages/report/own-data.ts";
import { taskWords } from "#pages/task-words.ts";
import type { AcrossMeasures, Benchmark, EnsembleKey } from "#state/across.ts";
import type { DatasetTask } from "#state/importing.svelte.ts";

/** Something whose p-value was corrected for all that was asked with it. */
export interface Adjusted extends Measure {
  adjustedP: number | null;
}

/** 1 or -1 where a difference from zero holds after Holm's correction, else 0. */
export function direction({ estimate, adjustedP }: Adjusted): number {
  return adjustedP !== null && adjustedP < 0.05 ? Math.sign(estimate!) : 0;
}

export const orNoP = (p: number | null): string => (p === null ? undefinedMark : pValue(p));

export const taskTitle = (task: string): string => taskWords[task as DatasetTask]?.title ?? task;

export const benchmarkWords: Record<Benchmark, string> = {
  average: "average of generators",
  single: "mean over single sets",
};

export const ensembleWords: Record<EnsembleKey, string> = {
  average: "Average of all generators",
  pooled: "All their rows as one set",
  largerHalf: "Average of the larger half",
  bestWithout: "Best average without one",
  bestPair: "Best pair",
  bestSingle: "Best single set",
};

export const sourceWords = {
  instances: "Rows: these instances, not others",
  generationRun: "Generation run: this sample of the model’s texts",
  dataset: "Dataset: this one, not others",
} as const;

/** Names of solvers without their folders, where they still differ. */
export function shortIn({ biasFactors, rankings }: AcrossMeasures): (name: string) => string {
  const ranked = rankings.flatMap(({ real }) => [...real.solvers.map(({ solver }) => solver), ...real.missing]);
  const names = [...new Set([...biasFactors.map(({ model }) => model), ...ranked])];
  const short = new Map(shortNames(names).map((own, i) => [names[i]!, own]));
  return (name) => short.get(name) ?? name;
}

/** The family of a model as its group in a chart. */
export const familyOf = (family: string | null): string => family ?? "family unknown";

/** Models of which more is known than their name come from the bundled zoo. */
export const fromZoo = ({ biasFactors }: AcrossMeasures): boolean =>
  biasFactors.some(({ model }) => model.startsWith("zoo/"));

/** "3 of 4 bias factors" above zero after the correction, below it, and the rest. */
export function tally(measures: readonly Adjusted[]): string {
  const told = measures.filter(({ adjustedP }) => adjustedP !== null);
  const above = told.filter((measure) => direction(measure) > 0).length;
  const below = told.filter((measure) => direction(measure) < 0).length;
  const missing = measures.length - told.length;
  return (
    `${above} above zero and ${below} below after Holm’s correction, of ${counted(told.length, "mean")}` +
    `${missing > 0 ? `; ${missing} undefined` : ""}.`
  );
}
