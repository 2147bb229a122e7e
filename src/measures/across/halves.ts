/** @file Scores of an arm on random halves of its rows. */
import { Random, seedOf } from "#core/random.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { generatedScores } from "#measures/panel.ts";
import { drawHalf, resamplingPlan } from "#measures/resampling.ts";
import { resampledVariance, type ScoreVariance } from "#measures/sampling-variance.ts";
import { scorerOf } from "#measures/scores.ts";
import type { ArmSample } from "./arm.ts";

const splits = 200;

/** Halves 2k and 2k + 1 are the two of one split. */
export interface Halves {
  width: number;
  /** Place of the real dataset. */
  real: number;
  /** `[halves][datasets × solvers]`. */
  scores: readonly Float64Array[];
  /** `[halves][generators × solvers]`. */
  generated: readonly Float64Array[];
  /** Scores on all synthetic rows of a half together, `[halves][solvers]`. */
  pooled: readonly Float64Array[];
  /** Sampling variance of the pooled scores on all rows. */
  pooledNoise: ScoreVariance;
}

/**
 * Scores on both halves of 200 random splits of every dataset, within strata, a dataset's units kept whole.
 *
 * Datasets are split from streams of their own, so arms that share a real dataset share its splits. The variance over
 * random halves about all rows is the sampling variance of all rows, so it is taken for the pooled scores.
 */
export function scoreHalves({ arm, panel }: ArmSample, real: number, seed: number): Halves {
  const { tables, solvers, metric } = arm;
  const width = solvers.length;
  const scores = Array.from({ length: 2 * splits }, () => new Float64Array(tables.length * width));
  const synthetic = tables.filter((_, d) => d !== real);
  const starts = new Map<DatasetTable, number>();
  let rows = 0;
  for (const table of synthetic) {
    starts.set(table, rows);
    rows += table.targets.length;
  }
  const weights = Array.from({ length: 2 * splits }, () => new Float64Array(rows));
  tables.forEach((table, d) => {
    const plan = resamplingPlan(table, metric);
    const random = new Random(seedOf(seed, "ensemble halves", table.name));
    const score = scorerOf(table, solvers, metric);
    const half = new Float64Array(plan.rows);
    for (let h = 0; h < scores.length; h++) {
      if (h % 2 === 0) drawHalf(plan, random, half);
      else for (let i = 0; i < half.length; i++) half[i] = 1 - half[i]!;
      score(half, scores[h]!.subarray(d * width, (d + 1) * width));
      const start = starts.get(table);
      if (start !== undefined) weights[h]!.set(half, start);
    }
  });
  const score = scorerOf(pooledTable(synthetic, solvers), solvers, metric);
  const flat = new Float64Array(weights.length * width);
  const pooled = weights.map((half, h) => score(half, flat.subarray(h * width, (h + 1) * width)));
  return {
    width,
    real,
    scores,
    generated: scores.map((half) => generatedScores(panel, half)),
    pooled,
    pooledNoise: resampledVariance(flat, width, 1, 0),
  };
}

/** Scores on one dataset in one half. */
export function halfRow({ scores, width }: Halves, half: number, dataset: number): Float64Array {
  return scores[half]!.subarray(dataset * width, (dataset + 1) * width);
}

/** All rows of several sets as one; a solver without predictions on one of them has none here. */
export function pooledTable(tables: readonly DatasetTable[], solvers: readonly string[]): DatasetTable {
  const everywhere = solvers.filter((solver) => tables.every((table) => table.predictions[solver]));
  return {
    name: "all synthetic rows",
    generator: null,
    seed: null,
    targets: tables.flatMap((table) => table.targets),
    predictions: Object.fromEntries(
      everywhere.map((solver) => [solver, tables.flatMap((table) => table.predictions[solver]!)]),
    ),
  };
}
