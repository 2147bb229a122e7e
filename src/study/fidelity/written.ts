/** @file What generators wrote, and under which steps of the journal their attempts stand. */
import type { Generation } from "#core/language-model.ts";
import type { Dataset } from "#core/words.ts";
import type { Wanted } from "#tasks/task.ts";

export interface Attempt extends Generation, Wanted {}

/** A reply of the first stage, where a task has one. */
export type MaterialAttempt = Generation & Pick<Wanted, "label" | "attempt">;

export interface Written {
  dataset: Dataset;
  attempts: number;
  rejected: Readonly<Record<string, number>>;
  /** Under cross-fitting how many of the instances each fold's model wrote, in their order. */
  foldSizes?: readonly number[];
}

/** Who made attempts: a generator in one run, under cross-fitting on the demonstrations of one fold. */
export interface WritingRun {
  generator: string;
  /** From 0. */
  run: number;
  /** From 0; absent without folds. */
  fold?: number | undefined;
}

export function writingStep({ generator, run, fold }: WritingRun): string {
  return `generate/${generator}/${run}${fold === undefined ? "" : ` fold ${fold + 1}`}`;
}

export function materialsStep(by: WritingRun): string {
  return writingStep(by).replace("generate/", "materials/");
}

/** Whose attempts stand under a step; null where it holds none. */
export function readWritingStep(step: string): WritingRun | null {
  const [, generator, run, fold] = /^generate\/(.*)\/(\d+)(?: fold (\d+))?$/su.exec(step) ?? [];
  if (generator === undefined) return null;
  return { generator, run: Number(run), ...(fold !== undefined && { fold: Number(fold) - 1 }) };
}
