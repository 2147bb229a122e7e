/** @file Do the models that find their own texts more probable also score better on their own data? */
import type { Measure } from "#core/words.ts";
import { percentileInterval } from "#measures/bootstrap.ts";
import type { Sample } from "#measures/intervals.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { permutation } from "#measures/permutation.ts";
import { pearson, spearman } from "#measures/rank-correlation.ts";
import { biasFactorsOf } from "#measures/statistics.ts";

export interface LikelihoodRelation {
  /** Models with both numbers: bits per byte saved on own texts, and bias factor in score points. */
  points: readonly { model: string; likelihood: number; biasFactor: number }[];
  pearson: Measure;
  /** With its two-sided permutation p-value; null where undefined. */
  spearman: Measure & { p: number | null };
}

/**
 * Correlation over models of self-preference in likelihood with the bias factor. n counts models.
 *
 * Both samples must come from one seed and number of resamples; both sides are computed anew in each resample, since the
 * models' values share rivals and texts and are no independent points. The intervals speak for these models and further
 * texts of these datasets, not for further models, and resampling noise draws them toward 0. Undefined below 3 models.
 * Throws RangeError when the numbers of resamples differ.
 */
export function likelihoodRelation(likelihood: Sample, scores: Sample): LikelihoodRelation {
  if (likelihood.resampled.length !== scores.resampled.length) {
    throw new RangeError(
      `Found ${likelihood.resampled.length} resamples of likelihoods and ${scores.resampled.length} of scores.`,
    );
  }
  const both = biasFactorsOf(likelihood.panel).flatMap((x) => {
    const y = biasFactorsOf(scores.panel).find(({ key }) => key === x.key);
    const known = y && Number.isFinite(x.compute(likelihood.observed)) && Number.isFinite(y.compute(scores.observed));
    return known ? [{ x, y }] : [];
  });
  const at = (b: number | null) => {
    const [one, two] =
      b === null ? [likelihood.observed, scores.observed] : [likelihood.resampled[b]!, scores.resampled[b]!];
    return { x: both.map(({ x }) => x.compute(one)), y: both.map(({ y }) => y.compute(two)) };
  };
  const observed = at(null);
  const drawn = likelihood.resampled.map((_, b) => at(b));
  const n = both.length;
  const measure = (correlate: typeof pearson): Measure => {
    if (n < 3) return undefinedMeasure(n, `${n} models have both numbers; a correlation needs 3 or more.`);
    const estimate = correlate(observed.x, observed.y);
    if (Number.isNaN(estimate)) return undefinedMeasure(n, "All models are equal on one of the two sides.");
    const interval = percentileInterval(Float64Array.from(drawn, ({ x, y }) => correlate(x, y)));
    return { estimate, ...(interval ?? { low: null, high: null }), n, reason: caution(n) };
  };
  const ranks = measure(spearman);
  return {
    points: both.map(({ x }, i) => ({ model: x.key, likelihood: observed.x[i]!, biasFactor: observed.y[i]! })),
    pearson: measure(pearson),
    spearman: { ...ranks, p: ranks.estimate === null ? null : permutation(observed.x, observed.y) },
  };
}

function caution(models: number): string {
  const few =
    models < 5
      ? ` No order of ${models} models can reach p < .05.`
      : models === 5
        ? " Of 5 models only a perfect order reaches p < .05."
        : "";
  return `Rests on ${models} models; its interval holds for these models, not for others.${few}`;
}
