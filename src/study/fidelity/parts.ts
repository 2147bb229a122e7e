/** @file Under cross-fitting a set is written and answered in parts, one per fold; the report reads it whole. */
import type { Dataset, Instance } from "#core/words.ts";
import type { StudyData } from "#study/fidelity/data.ts";
import type { Written } from "#study/fidelity/written.ts";
import type { Plan } from "#study/plan.ts";

/** The real rows as a dataset. */
export function realDataset(plan: Plan, data: StudyData): Dataset {
  return { name: plan.data.test.name, generator: null, seed: null, instances: data.test };
}

/** Puts the folds' parts of one set together, in the order of the folds. A set without folds stays as it is. */
export function pooledSet(parts: readonly Written[]): Written {
  const [first] = parts;
  if (parts.length === 1) return first!;
  const rejected: Record<string, number> = {};
  for (const part of parts)
    for (const [reason, n] of Object.entries(part.rejected)) rejected[reason] = (rejected[reason] ?? 0) + n;
  return {
    dataset: { ...first!.dataset, instances: parts.flatMap((part) => part.dataset.instances) },
    attempts: parts.reduce((sum, part) => sum + part.attempts, 0),
    rejected,
    foldSizes: parts.map((part) => part.dataset.instances.length),
  };
}

/** The fold of each instance of a set that was written in parts; all 0 without folds. */
export function foldsOf({ dataset, foldSizes }: Written): number[] {
  return foldSizes
    ? foldSizes.flatMap((size, fold) => Array.from({ length: size }, () => fold))
    : dataset.instances.map(() => 0);
}

/** A dataset with the fold of each of its instances; null where there are no folds. */
export interface Bench {
  dataset: Dataset;
  folds: readonly number[] | null;
}

/** The real rows and every written set, as solvers meet them. */
export function benchesOf(plan: Plan, data: StudyData, written: readonly Written[]): Bench[] {
  return [
    { dataset: realDataset(plan, data), folds: data.folds ?? null },
    ...written.map((set) => ({ dataset: set.dataset, folds: data.folds ? foldsOf(set) : null })),
  ];
}

/** What a solver answers of a dataset: its fold's part, or all of it. */
export function partOf({ dataset, folds }: Bench, fold: number | null): Dataset {
  if (fold === null || folds === null) return dataset;
  const instances: readonly Instance[] = dataset.instances.filter((_, i) => folds[i] === fold);
  return { ...dataset, instances };
}
