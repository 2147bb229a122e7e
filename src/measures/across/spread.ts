/** @file Quantities over resamples that are averaged and subtracted before they become measures. */
import type { Measure } from "#core/words.ts";
import { percentileInterval, quantile, toleratedGap } from "#measures/bootstrap.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { holm, normalCdf, t975 } from "#measures/small-samples.ts";
import type { AdjustedMeasure } from "./arm.ts";

/** Differences of scores below this are none. */
const rounding = 1e-12;

/** A quantity as observed and in every resample; resamples of the same number belong together. */
export interface Spread {
  /** NaN where undefined. */
  estimate: number;
  values: Float64Array;
  /** Independent units of the smallest dataset that it rests on. */
  n: number;
  /** Why it is undefined, or must be read with care. */
  reason?: string;
}

/** A spread that does not exist here. */
export function noSpread(n: number, reason: string, resamples = 0): Spread {
  return { estimate: NaN, values: new Float64Array(resamples).fill(NaN), n, reason };
}

/** The measure of a spread: its estimate with the 95% percentile interval of its values. */
export function measured({ estimate, values, n, reason }: Spread): Measure {
  if (!Number.isFinite(estimate)) return undefinedMeasure(n, reason ?? "A score is not a finite number.");
  const bare = (why: string): Measure => ({ estimate, low: null, high: null, n, reason: why });
  if (n < 2) return bare("No interval: a dataset holds one independent unit, which cannot be resampled.");
  const interval = percentileInterval(values);
  if (!interval) return bare("No interval: it is undefined in more than 5% of the resamples.");
  return { estimate, ...interval, n, ...(reason !== undefined && { reason }) };
}

/**
 * The mean of spreads, resample by resample; those that are undefined are left out, and the reason names why.
 *
 * `n` is the smallest of theirs. Undefined where all are, with the first one's reason.
 */
export function meanOf(spreads: readonly Spread[], nothing = "There is nothing to average."): Spread {
  const defined = spreads.filter((spread) => Number.isFinite(spread.estimate));
  if (defined.length === 0) return noSpread(0, spreads[0]?.reason ?? nothing);
  if (spreads.length === 1) return spreads[0]!;
  const values = new Float64Array(defined[0]!.values.length);
  for (const spread of defined)
    for (let b = 0; b < values.length; b++) values[b]! += spread.values[b]! / defined.length;
  const estimate = defined.reduce((sum, spread) => sum + spread.estimate / defined.length, 0);
  const n = Math.min(...defined.map((spread) => spread.n));
  const missing = spreads.length - defined.length;
  const gap = spreads.find((spread) => !Number.isFinite(spread.estimate));
  const reason = gap
    ? `Without ${missing} of ${spreads.length}, where it is undefined: ${gap.reason ?? "a score is missing"}`
    : defined.find((spread) => spread.reason !== undefined)?.reason;
  return { estimate, values, n, ...(reason !== undefined && { reason }) };
}

/** `to` minus `from`, resample by resample. */
export function difference(to: Spread, from: Spread): Spread {
  const n = Math.min(to.n, from.n);
  const gap = [to, from].find((side) => !Number.isFinite(side.estimate));
  if (gap) return noSpread(n, gap.reason ?? "One side is undefined.");
  const reason = to.reason ?? from.reason;
  const values = to.values.map((value, b) => value - from.values[b]!);
  return { estimate: to.estimate - from.estimate, values, n, ...(reason !== undefined && { reason }) };
}

/** Standard deviation over the resamples, undefined ones left out; NaN with fewer than two. */
export function standardError(values: Float64Array): number {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return count < 2 ? NaN : Math.sqrt(squares / (count - 1));
}

/**
 * Two-sided p-value of 0: 2 Phi(-|estimate| / s), s the standard deviation over the resamples.
 *
 * The normal tail of the bootstrap's standard error rather than a count of resamples beyond 0, whose least value
 * 2 / (B + 1) times the number of claims would keep Holm's correction from ever reaching .05 over many models. Where
 * nothing varies: 1 for an estimate of 0, otherwise the sign test's 2^(1 - n), since all n units say the same. Null where
 * the spread is undefined or has no interval.
 */
export function pValue({ estimate, values, n }: Spread): number | null {
  const defined = values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
  if (!Number.isFinite(estimate) || n < 2 || defined === 0 || defined < (1 - toleratedGap) * values.length) return null;
  const s = standardError(values);
  if (!(s > rounding)) return Math.abs(estimate) <= rounding ? 1 : 2 ** (1 - n);
  return Math.min(1, 2 * normalCdf(-Math.abs(estimate) / s));
}

/**
 * The same for ratios, whose resamples have long tails where a denominator comes near 0 and so a standard deviation that
 * says nothing: s is the half of the 95% percentile interval that faces 0, over 1.96. p < .05 where that interval leaves
 * out 0.
 */
export function ratioPValue(spread: Spread): number | null {
  const { estimate, values } = spread;
  const plain = pValue(spread);
  if (plain === null || !(standardError(values) > rounding)) return plain;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const s = Math.abs(estimate - quantile(sorted, estimate > 0 ? 0.025 : 0.975)) / 1.959964;
  return s > rounding ? Math.min(1, 2 * normalCdf(-Math.abs(estimate) / s)) : plain;
}

/** A difference with its p-value, and Holm's over all differences that are asked together. */
export interface Contrast extends Measure {
  p: number | null;
  adjustedP: number | null;
}

/** Contrasts that are asked together. */
export function contrastsOf(spreads: readonly Spread[], pOf: (spread: Spread) => number | null = pValue): Contrast[] {
  const ps = spreads.map((spread) => pOf(spread));
  const adjusted = holmOf(ps);
  return spreads.map((spread, i) => ({ ...measured(spread), p: ps[i]!, adjustedP: adjusted[i]! }));
}

/** Holm's adjusted p-values; null stays null and is no claim. */
function holmOf(ps: readonly (number | null)[]): (number | null)[] {
  const adjusted = holm(ps.flatMap((p) => (p === null ? [] : [p])));
  let next = 0;
  return ps.map((p) => (p === null ? null : adjusted[next++]!));
}

/**
 * Measures that are asked together: each with its own interval and p-value, Holm's p-value over all of them, and a
 * simultaneous 95% interval estimate ± q s.
 *
 * s is the standard deviation over the resamples and q the 95% quantile over resamples of the largest
 * |value - mean value| / s among all: with probability .95 all intervals hold at once, dependence included (single-step
 * max-t). A spread without variation takes no part in q and has no simultaneous interval.
 * Source: Holm 1979; Westfall and Young 1993 for the maximum.
 */
export function adjustedMeasures(spreads: readonly Spread[]): AdjustedMeasure[] {
  const ps = spreads.map(pValue);
  const adjusted = holmOf(ps);
  const errors = spreads.map(({ values }, i) => (ps[i] === null ? NaN : standardError(values)));
  const taking = [...spreads.keys()].filter((i) => errors[i]! > rounding);
  const resamples = taking.length === 0 ? 0 : spreads[taking[0]!]!.values.length;
  const largest = new Float64Array(resamples);
  for (const i of taking) {
    // the resamples' own centre: a nonlinear measure is shifted in all of them alike
    const { values } = spreads[i]!;
    const centre = meanOfDefined(values);
    for (let b = 0; b < resamples; b++) {
      const reach = Math.abs(values[b]! - centre) / errors[i]!;
      if (reach > largest[b]!) largest[b] = reach;
    }
  }
  const q = quantile(largest.sort(), 0.95);
  return spreads.map((spread, i) => {
    const { estimate } = spread;
    const reach = q * errors[i]!;
    const simultaneous = taking.includes(i) ? { low: estimate - reach, high: estimate + reach } : null;
    return { ...measured(spread), p: ps[i]!, adjustedP: adjusted[i]!, simultaneous };
  });
}

function meanOfDefined(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/**
 * Mean over datasets with an interval for further datasets of their kind: mean ± t(.975, D - 1) s / √D.
 *
 * s is the standard deviation of the datasets' estimates, so the noise of their rows is in it already. Resampling three
 * to six datasets would give the same interval, too short by t and √(D / (D - 1)). n counts datasets. Undefined below 3.
 */
export function overDatasets(estimates: readonly number[]): Measure {
  const found = estimates.filter(Number.isFinite);
  const n = found.length;
  if (n < 3) {
    return undefinedMeasure(n, `${n} ${n === 1 ? "dataset" : "datasets"}; to speak of further ones, 3 are needed.`);
  }
  const mean = found.reduce((sum, value) => sum + value / n, 0);
  const s = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const reach = (t975(n - 1) * s) / Math.sqrt(n);
  return { estimate: mean, low: mean - reach, high: mean + reach, n };
}
