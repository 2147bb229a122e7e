/** @file The paired bootstrap: every measure's interval comes from the same resampled scores. */
import { Random, seedOf } from "#core/random.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { drawWeights, resamplingPlan } from "./resampling.ts";
import { scorerOf, type Metric } from "./scores.ts";

/** Resamples unless asked otherwise. */
export const defaultResamples = 2_000;

export interface ResampleOptions {
  seed: number;
  resamples?: number;
}

/** Share of resamples in which a measure may be undefined before it gets no interval. */
export const toleratedGap = 0.05;

/**
 * Draws the resamples of one dataset: calls `visit(b, weights)` for b = 0, 1, … with a weight per row.
 *
 * Units (clusters, or rows) are drawn with replacement within strata (`resamplingPlan`), from a stream of the dataset's
 * own: equal table, name, seed and task give equal draws wherever they are asked for, so everything that is measured on a
 * dataset rests on the same resamples. `weights` is reused between calls.
 */
export function eachResample(
  table: Pick<DatasetTable, "name" | "targets" | "clusters">,
  metric: Metric,
  { seed, resamples = defaultResamples }: ResampleOptions,
  visit: (resample: number, weights: Float64Array) => void,
): void {
  const plan = resamplingPlan(table, metric);
  const random = new Random(seedOf(seed, "resample", table.name));
  const weights = new Float64Array(plan.rows);
  for (let b = 0; b < resamples; b++) visit(b, drawWeights(plan, random, weights));
}

/**
 * Scores of resampled datasets, `[resamples][datasets][solvers]` in one array.
 *
 * All solvers are scored on the same draw (paired); datasets are drawn independently (`eachResample`), so their order
 * does not matter. A solver that a table does not name has no score there (NaN). Throws as `scorerOf`.
 */
export function resampleScores(
  tables: readonly DatasetTable[],
  solvers: readonly string[],
  metric: Metric,
  { seed, resamples = defaultResamples }: ResampleOptions,
): Float64Array {
  const stride = tables.length * solvers.length;
  const result = new Float64Array(resamples * stride);
  const scores = new Float64Array(solvers.length);
  tables.forEach((table, d) => {
    const score = scorerOf(table, solvers, metric);
    eachResample(table, metric, { seed, resamples }, (b, weights) => {
      result.set(score(weights, scores), b * stride + d * solvers.length);
    });
  });
  return result;
}

/**
 * Value below which a share `p` of the sorted values lies, interpolated.
 *
 * Source: `numpy.quantile(values, p)` (its default, type 7). NaN without values.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low === undefined || high === undefined ? NaN : low + (at - below) * (high - low);
}

/**
 * 95% percentile interval of resampled values: their 2.5% and 97.5% quantiles.
 *
 * Undefined resamples (NaN) are left out; null when they exceed 5% of all.
 */
export function percentileInterval(values: Float64Array): { low: number; high: number } | null {
  const defined = values.filter((value) => !Number.isNaN(value)).sort();
  if (defined.length === 0 || defined.length < (1 - toleratedGap) * values.length) return null;
  return { low: quantile(defined, 0.025), high: quantile(defined, 0.975) };
}
