/** @file An interval for every score of the matrix, from the resamples that all other intervals come from. */
import { percentileInterval } from "./bootstrap.ts";
import type { Sample } from "./intervals.ts";
import { rowOf } from "./statistics.ts";

/**
 * Coverage of the 95% intervals of a score and of bias factors, measured by simulation (4 solvers of .6 to .85, for the bias
 * factors of entities .4 to .75; 300 simulated studies a case of 400 resamples, error +-0.015).
 */
export const scoreCoverage = {
  score: {
    accuracy: { 50: 0.94, 200: 0.95 },
    macroF1: { 50: 0.95, 200: 0.95 },
    pearson: { 50: 0.91, 200: 0.94 },
    spearman: { 50: 0.94, 200: 0.94 },
    meanSquaredError: { 50: 0.93, 200: 0.94 },
    strictF1: { 50: 0.94, 200: 0.95 },
    exactMatch: { 50: 0.95, 200: 0.95 },
  },
  biasFactor: {
    accuracy: { 50: 0.94, 200: 0.94 },
    pearson: { 50: 0.93, 200: 0.94 },
    strictF1: { 50: 0.95, 200: 0.96 },
  },
  text:
    "Measured coverage of 95% intervals with 50 and 200 rows: accuracy 94 and 95%, Pearson correlation 91 and 94%, " +
    "Spearman 94 and 94%, mean squared error 93 and 94%, entity F1 94 and 95%; bias factors 93 to 96%.",
} as const;

/** [low, high] per solver; null where nothing can be resampled. */
export type ScoreIntervals = readonly ([low: number, high: number] | null)[];

/**
 * 95% percentile intervals of the scores, by dataset and in solver order.
 *
 * Null for a dataset of one independent unit and for a score that is undefined in more than 5% of the resamples.
 */
export function scoreIntervals({ panel, units, resampled }: Sample): Record<string, ScoreIntervals> {
  return Object.fromEntries(
    panel.datasets.map((name, d) => {
      const intervals = panel.solvers.map((_, m) => {
        if (units[d]! < 2) return null;
        const found = percentileInterval(Float64Array.from(resampled, (view) => rowOf(view, d)[m]!));
        return found && ([found.low, found.high] as [number, number]);
      });
      return [name, intervals];
    }),
  );
}
