/** @file From statistics of the observed and the resampled scores to measures. */
import type { Measure } from "#core/words.ts";
import { percentileInterval } from "./bootstrap.ts";
import { undefinedMeasure } from "./measure.ts";
import type { Panel } from "./panel.ts";
import type { Statistic, View } from "./statistics.ts";

/** Scores as observed and as resampled. */
export interface Sample {
  panel: Panel;
  /** Independent units per dataset. */
  units: readonly number[];
  observed: View;
  resampled: readonly View[];
}

/** Values of a statistic over the resamples. */
export function resampledValues(sample: Sample, statistic: Statistic): Float64Array {
  return Float64Array.from(sample.resampled, (view) => statistic.compute(view));
}

/** A measure with the 95% percentile interval of `values`. `n`: units of the smallest dataset that it rests on. */
export function measureOf(
  sample: Sample,
  statistic: Statistic,
  estimate: number,
  values: Float64Array,
  caution?: string,
): Measure {
  const n = Math.min(...statistic.datasets.map((d) => sample.units[d]!));
  if (Number.isNaN(estimate)) return undefinedMeasure(n, statistic.gap(sample.observed));
  if (n < 2) {
    const reason = "No interval: a dataset holds one independent unit, which cannot be resampled.";
    return { estimate, low: null, high: null, n, reason };
  }
  const interval = percentileInterval(values);
  if (!interval) {
    const reason = "No interval: it is undefined in more than 5% of the resamples.";
    return { estimate, low: null, high: null, n, reason };
  }
  return { estimate, ...interval, n, ...(caution && { reason: caution }) };
}

/** Measures of the statistics by key, with percentile intervals. */
export function withIntervals(
  sample: Sample,
  statistics: readonly Statistic[],
  caution?: string,
): Record<string, Measure> {
  return Object.fromEntries(
    statistics.map((statistic) => {
      const estimate = statistic.compute(sample.observed);
      return [statistic.key, measureOf(sample, statistic, estimate, resampledValues(sample, statistic), caution)];
    }),
  );
}
