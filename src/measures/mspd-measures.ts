/** @file MSPD as published, without its sampling noise, and in parts, with intervals. */
import type { Measure } from "#core/words.ts";
import { measureOf, resampledValues, type Sample } from "./intervals.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { metrics } from "./metrics.ts";
import { mspd, mspdParts } from "./mspd.ts";
import { mspdNoise, noisyReason, toleratedNoiseShare, varianceOfAverage, type MspdNoise } from "./noise-correction.ts";
import type { ResamplingPlan } from "./resampling.ts";
import { resampledVariance, varianceOfMeans, type ScoreVariance } from "./sampling-variance.ts";
import { rowValues, type Metric } from "./scores.ts";
import { comparisons, rowOf, type Comparison } from "./statistics.ts";

/** MSPD = squaredShift + variance; in squared points of the metric. */
export interface MspdSplit {
  /** The benchmark is easier or harder for everybody. */
  squaredShift: Measure;
  /** It moves solvers differently. */
  variance: Measure;
  correctedSquaredShift: Measure;
  correctedVariance: Measure;
  /** MSPD expected of a dataset that differs from the real one by its sample alone; null where undefined. */
  noiseFloor: number | null;
}

export interface MspdMeasures {
  /** As published. Its interval is not trusted near the noise floor; see `mspdCoverage`. */
  mspd: Record<string, Measure>;
  /** MSPD minus the noise floor: unbiased, may be negative. */
  mspdCorrected: Record<string, Measure>;
  mspdParts: Record<string, MspdSplit>;
  /**
   * Squared error of the scores that this very set gives, against endless real data: MSPD minus the part of the noise
   * floor that the real rows bring, with an interval that resamples these alone. The set's own finite size counts, because
   * its user has just this set. May be negative.
   */
  squaredScoreError: Record<string, Measure>;
  /** Sampling variance of a score on one real row, the mean over solvers: n real rows err by it over n. */
  realRowVariance: number | null;
}

interface Rows {
  tables: readonly DatasetTable[];
  plans: readonly ResamplingPlan[];
  metric: Metric;
  /** `[resamples][datasets][solvers]`. */
  scores: Float64Array;
}

/**
 * MSPD of every synthetic dataset and of the average of generators.
 *
 * Sampling variances are analytic where the metric is a mean over rows (accuracy, token F1, exact match) and bootstrapped
 * elsewhere; for the average they are conditional on these generation runs. Corrected values take the percentile interval of (resampled - 2 noise): a resample carries the
 * noise of the sample and that of resampling. Measured coverage: `mspdCoverage`. Empty without real data.
 */
export function measureMspd(sample: Sample, rows: Rows): MspdMeasures {
  const { panel } = sample;
  if (panel.real === null)
    return { mspd: {}, mspdCorrected: {}, mspdParts: {}, squaredScoreError: {}, realRowVariance: null };
  const variances = scoreVariances(sample, rows);
  const average = varianceOfAverage(
    panel.generators.map(({ datasets }) => varianceOfAverage(datasets.map((d) => variances[d]!))),
  );
  const realNoise = meanOf(variances[panel.real]!.perSolver);
  const noiseOf = (key: string) =>
    mspdNoise(variances[panel.datasets.indexOf(key)] ?? average, variances[panel.real!]!);
  const measured = (compare: Comparison, share: (noise: MspdNoise) => number, from = sample) =>
    Object.fromEntries(
      comparisons(panel, compare, false).map((statistic) => {
        const noise = share(noiseOf(statistic.key));
        const values = resampledValues(from, statistic).map((value) => value - 2 * noise);
        return [statistic.key, measureOf(from, statistic, statistic.compute(from.observed) - noise, values)];
      }),
    );
  const published = measured(mspd, none);
  const shift = measured(squaredShift, none);
  const scatter = measured(variance, none);
  const correctedShift = measured(squaredShift, (noise) => noise.ofShift);
  const correctedScatter = measured(variance, (noise) => noise.floor - noise.ofShift);
  const part = (key: string): MspdSplit => ({
    squaredShift: shift[key]!,
    variance: scatter[key]!,
    correctedSquaredShift: correctedShift[key]!,
    correctedVariance: correctedScatter[key]!,
    noiseFloor: published[key]!.estimate === null ? null : noiseOf(key).floor,
  });
  return {
    mspd: Object.fromEntries(
      Object.entries(published).map(([key, measure]) => [key, cautioned(measure, noiseOf(key).floor)]),
    ),
    mspdCorrected: measured(mspd, (noise) => noise.floor),
    mspdParts: Object.fromEntries(Object.keys(published).map((key) => [key, part(key)])),
    squaredScoreError: measured(mspd, () => realNoise, withSetsAsTheyAre(sample)),
    realRowVariance: Number.isNaN(realNoise) ? null : realNoise * rows.tables[panel.real]!.targets.length,
  };
}

/** The sample with the real rows resampled alone: what can be said of these very synthetic sets. */
function withSetsAsTheyAre(sample: Sample): Sample {
  const { panel, observed, resampled } = sample;
  const views = resampled.map((view) => {
    const scores = observed.scores.slice();
    scores.set(rowOf(view, panel.real!), panel.real! * panel.solvers.length);
    return { ...observed, scores };
  });
  return { ...sample, resampled: views };
}

const none = () => 0;
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0);
const squaredShift: Comparison = (synthetic, real) => mspdParts(synthetic, real).squaredShift;
const variance: Comparison = (synthetic, real) => mspdParts(synthetic, real).variance;

function cautioned(measure: Measure, noiseFloor: number): Measure {
  const noisy = measure.low !== null && noiseFloor > toleratedNoiseShare * measure.estimate!;
  return noisy ? { ...measure, reason: noisyReason } : measure;
}

function scoreVariances({ panel }: Sample, { tables, plans, metric, scores }: Rows): ScoreVariance[] {
  return tables.map((table, d) =>
    metrics[metric].meanOverRows
      ? varianceOfMeans(
          panel.solvers.map((solver) => rowValues(table, solver, metric)),
          plans[d]!,
        )
      : resampledVariance(scores, panel.solvers.length, panel.datasets.length, d),
  );
}
