/** @file How much scores vary because a dataset holds the rows that it holds. */
import { toleratedGap } from "./bootstrap.ts";
import type { ResamplingPlan } from "./resampling.ts";

/** Sampling variance of scores on one dataset, in squared score points. */
export interface ScoreVariance {
  /** `[solvers]`. */
  perSolver: Float64Array;
  /** Of the mean over solvers; paired rows make it larger than perSolver's mean / |M|. */
  ofMean: number;
}

/**
 * Analytic sampling variance of scores that are means over rows, such as accuracy: sum_h n_h/(n_h - 1) sum_u (e_u -
 * mean_h e)², e_u = sum of (value - mean)/rows over the rows of unit u in stratum h. For accuracy without clusters and
 * strata this is p(1 - p)/(n - 1). `values` is `[solvers][rows]` (`rowValues`); NaN for a solver without (null), and then
 * for the mean over solvers.
 */
export function varianceOfMeans(values: readonly (Float64Array | null)[], plan: ResamplingPlan): ScoreVariance {
  const panel = new Float64Array(plan.rows);
  for (const of of values) for (let i = 0; i < panel.length; i++) panel[i]! += (of?.[i] ?? NaN) / values.length;
  return {
    perSolver: Float64Array.from(values, (of) => (of ? varianceOfMean(of, plan) : NaN)),
    ofMean: varianceOfMean(panel, plan),
  };
}

function varianceOfMean(values: Float64Array, plan: ResamplingPlan): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let variance = 0;
  for (const units of plan.strata) {
    const n = units.length;
    const totals = units.map((unit) => unit.reduce((sum, row) => sum + (values[row]! - mean) / values.length, 0));
    const centre = totals.reduce((sum, total) => sum + total, 0) / n;
    const squares = totals.reduce((sum, total) => sum + (total - centre) ** 2, 0);
    variance += n > 1 ? (n / (n - 1)) * squares : 0;
  }
  return variance;
}

/**
 * Sampling variance by bootstrap, for scores that are no means: the variance over the resamples of one dataset.
 *
 * Resamples in which the score is undefined are left out; NaN where they exceed 5% of all.
 */
export function resampledVariance(
  resampled: Float64Array,
  solvers: number,
  datasets: number,
  dataset: number,
): ScoreVariance {
  const resamples = resampled.length / (solvers * datasets);
  const at = (b: number, m: number) => resampled[(b * datasets + dataset) * solvers + m]!;
  const perSolver = new Float64Array(solvers);
  const column = new Float64Array(resamples);
  const means = new Float64Array(resamples);
  for (let m = 0; m < solvers; m++) {
    for (let b = 0; b < resamples; b++) {
      column[b] = at(b, m);
      means[b]! += at(b, m) / solvers;
    }
    perSolver[m] = variance(column);
  }
  return { perSolver, ofMean: variance(means) };
}

function variance(values: Float64Array): number {
  let defined = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    defined++;
    sum += value;
  }
  if (defined < (1 - toleratedGap) * values.length) return NaN;
  const mean = sum / defined;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  return squares / (defined - 1);
}
