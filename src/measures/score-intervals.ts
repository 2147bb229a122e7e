/** @file An interval for every score of the matrix, from the resamples that all other intervals come from. */
import { percentileInterval } from "./bootstrap.ts";
import type { Sample } from "./intervals.ts";
import { rowOf } from "./statistics.ts";

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
