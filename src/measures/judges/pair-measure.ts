/** @file Measures over pairs, with intervals over the pairs' resamples. */
import type { Measure } from "#core/words.ts";
import { percentileInterval } from "#measures/bootstrap.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { proportion } from "#measures/proportion.ts";
import type { Evidence } from "./evidence.ts";

/** A number for every pair it rests on. */
export interface PairValue {
  pair: number;
  value: number;
}

/** A value of weighted pairs; NaN where undefined. `weights` is `[pairs]`. */
export type PairStatistic = (weights: Float32Array) => number;

/** Weighted mean of the values; NaN where no weight is on them. */
export function weightedMean(values: readonly PairValue[]): PairStatistic {
  const places = Int32Array.from(values, ({ pair }) => pair);
  const numbers = Float64Array.from(values, ({ value }) => value);
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < places.length; i++) {
      const weight = weights[places[i]!]!;
      sum += weight * numbers[i]!;
      total += weight;
    }
    return sum / total;
  };
}

/** Only the entries that have a value. */
export const defined = (values: readonly PairValue[]): PairValue[] =>
  values.filter(({ value }) => !Number.isNaN(value));

/** Independent units (clusters) among these pairs. */
export const unitsOf = ({ pairs }: Evidence, used: readonly PairValue[]): number =>
  new Set(used.map(({ pair }) => pairs[pair]!.cluster)).size;

const unvaried = "No width: every pair that it rests on gave the same value, so resampling cannot move it.";

/**
 * A statistic with its 95% percentile interval over resampled pairs. `used`: the pairs it rests on; n counts their
 * clusters. Undefined, with `gap` as the reason, where the statistic is NaN.
 */
export function pairMeasure(
  evidence: Evidence,
  used: readonly PairValue[],
  statistic: PairStatistic,
  gap: string,
): Measure {
  const n = unitsOf(evidence, used);
  const estimate = statistic(new Float32Array(evidence.pairs.length).fill(1));
  if (Number.isNaN(estimate)) return undefinedMeasure(n, gap);
  const none = { estimate, low: null, high: null, n };
  if (n < 2) return { ...none, reason: "No interval: it rests on one independent pair, which cannot be resampled." };
  const interval = percentileInterval(Float64Array.from(evidence.resamples(), statistic));
  if (!interval) return { ...none, reason: "No interval: it is undefined in more than 5% of the resamples." };
  const flat = interval.high - interval.low < 1e-6;
  return flat ? { estimate, low: estimate, high: estimate, n, reason: unvaried } : { estimate, ...interval, n };
}

/**
 * A mean of values within 0..1. Where all are 0 or all are 1 a resample cannot vary, and the interval is Wilson's over
 * the independent pairs instead.
 */
export function rateMeasure(evidence: Evidence, values: readonly PairValue[], gap: string): Measure {
  const known = defined(values);
  const measure = pairMeasure(evidence, known, weightedMean(known), gap);
  const extreme = known.length > 0 && known.every(({ value }) => value === known[0]!.value && value % 1 === 0);
  return extreme ? proportion(known[0]!.value * measure.n, measure.n) : measure;
}
