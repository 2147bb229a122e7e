/** @file The paired bootstrap: every measure's interval comes from the same resampled scores. */
import { Random, seedOf } from "#core/random.ts";
import { codeTable, type DatasetTable } from "./labelled-table.ts";
import { drawWeights, resamplingPlan } from "./resampling.ts";
import { scorer, type Metric } from "./scores.ts";

/** Resamples unless asked otherwise. */
export const defaultResamples = 2_000;

export interface ResampleOptions {
  seed: number;
  resamples?: number;
}

/** Share of resamples in which a measure may be undefined before it gets no interval. */
const toleratedGap = 0.05;

/**
 * Scores of resampled datasets, `[resamples][datasets][solvers]` in one array.
 *
 * Per dataset the units (clusters, or rows) are drawn with replacement within strata of one label, and all solvers are
 * scored on the same draw (paired); datasets are drawn independently, each from its own stream, so their order does not
 * matter. Throws RangeError where predictions are missing.
 */
export function resampleScores(
  tables: readonly DatasetTable[],
  solvers: readonly string[],
  metric: Metric,
  { seed, resamples = defaultResamples }: ResampleOptions,
): Float64Array {
  const stride = tables.length * solvers.length;
  const result = new Float64Array(resamples * stride);
  tables.forEach((table, d) => {
    const plan = resamplingPlan(table);
    const random = new Random(seedOf(seed, "resample", table.name));
    const score = scorer(codeTable(table, solvers), metric);
    const weights = new Float64Array(plan.rows);
    const scores = new Float64Array(solvers.length);
    for (let b = 0; b < resamples; b++) {
      result.set(score(drawWeights(plan, random, weights), scores), b * stride + d * solvers.length);
    }
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
