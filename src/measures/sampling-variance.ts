/** @file How much scores vary because a dataset holds the rows that it holds. */
import type { CodedTable } from "./labelled-table.ts";
import type { ResamplingPlan } from "./resampling.ts";

/** Sampling variance of scores on one dataset, in squared score points. */
export interface ScoreVariance {
  /** `[solvers]`. */
  perSolver: Float64Array;
  /** Of the mean over solvers; paired rows make it larger than perSolver's mean / |M|. */
  ofMean: number;
}

/**
 * Analytic sampling variance of accuracy: sum_h n_h/(n_h - 1) sum_u (e_u - mean_h e)², e_u = sum of (hit - p)/rows over
 * the rows of unit u in stratum h. Without clusters and strata this is p(1 - p)/(n - 1).
 */
export function accuracyVariance({ targets, predictions }: CodedTable, plan: ResamplingPlan): ScoreVariance {
  const hits = predictions.map((said) => Float64Array.from(said, (label, i) => (label === targets[i] ? 1 : 0)));
  const meanHits = targets.length === 0 ? new Float64Array() : new Float64Array(targets.length);
  for (const row of hits) row.forEach((hit, i) => (meanHits[i]! += hit / hits.length));
  return {
    perSolver: Float64Array.from(hits, (row) => varianceOfMean(row, plan)),
    ofMean: varianceOfMean(meanHits, plan),
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

/** Sampling variance by bootstrap, for scores that are no means: the variance over the resamples of one dataset. */
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
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
