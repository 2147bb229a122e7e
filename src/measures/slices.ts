/** @file Where synthetic and real rows disagree: the panel's score within slices of the rows. */
import type { Measure } from "#core/words.ts";
import { eachResample, defaultResamples, type ResampleOptions } from "./bootstrap.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { undefinedMeasure } from "./measure.ts";
import { averageOfGeneratorsName } from "./panel.ts";
import { slicedScores } from "./sliced-scores.ts";
import { metrics, type Metric } from "./metrics.ts";
import { proportion } from "./proportion.ts";
import { expandedPercentileInterval, holm, normalCdf } from "./small-samples.ts";

/** Which slice each row belongs to, by dataset; null for none. A dataset that is left out has no slices of this kind. */
export interface Slicing {
  /** The slices in the order in which they are shown. */
  names: readonly string[];
  /** dataset → the slice of each row, as a position in `names`. */
  rows: Readonly<Record<string, readonly (number | null)[]>>;
}

/** A slice of one synthetic set, or of the average of generators, against the same slice of the real rows. */
export interface SliceContrast {
  /** Mean score over the solvers: share of right answers for labels. `n`: independent units. */
  score: Measure;
  /** Synthetic minus real. */
  difference: Measure;
  /** Two-sided p-value of a difference of 0; null where undefined. */
  p: number | null;
  /** The same with Holm's correction for all slices of this kind of this set. */
  adjustedP: number | null;
}

export interface Slice {
  name: string;
  /** Rows by dataset, the real one included; the average of generators counts all its rows. */
  rows: Readonly<Record<string, number>>;
  real: Measure;
  /** By synthetic set, and for the average of generators where there are several. */
  synthetic: Readonly<Record<string, SliceContrast>>;
}

/** A side of a comparison. */
interface Side {
  measure: Measure;
  rows: number;
}

/**
 * The panel's mean score in each slice, on real rows, on each synthetic set and on the average of generators, and the
 * differences, with 95% intervals.
 *
 * The score is the metric of the rows of the slice, the mean over the solvers that answered every dataset; for macro-F1 it is
 * the share of right answers, because a slice may hold one label. A correlation within a slice of little range is lower than
 * over all rows. For an error a positive difference means that the synthetic slice is harder.
 * Resamples are those of the scores (`eachResample`: rows in their clusters, all solvers at once). Within a slice the
 * interval is the expanded percentile interval, which holds with few units; where every row scores alike and nothing
 * varies, Wilson's for as many trials as units (none for correlations and errors). A difference of independent sides combines the two intervals (MOVER:
 * low = d - sqrt((s - s_low)² + (r_high - r)²)); p follows from its length as if it were normal. `whole`: a synthetic
 * set without slices of this kind is compared as a whole. Undefined with reason where a slice has no rows or one unit.
 * A set that is in neither is left out. The average of generators weighs generators alike and a generator's sets alike.
 * Source: Zou and Donner 2008 for the combined interval.
 */
export function measureSlices(
  tables: readonly DatasetTable[],
  solvers: readonly string[],
  slicing: Slicing,
  { seed, resamples = defaultResamples, metric = "accuracy" }: ResampleOptions & { metric?: Metric },
): Slice[] {
  const asked = metric === "macroF1" ? "accuracy" : metric;
  const everywhere = solvers.filter((solver) => tables.every((table) => table.predictions[solver]));
  const real = tables.find((table) => table.generator === null);
  if (!real) return [];
  const sidesOf = (table: DatasetTable) =>
    slicedSides(table, everywhere, slicing.rows[table.name] ?? null, slicing.names, { seed, resamples, metric: asked });
  const realSides = sidesOf(real);
  const written = tables.filter((table) => table.generator !== null);
  const sides = new Map(written.map((table) => [table.name, sidesOf(table)]));
  const generators = [...new Set(written.map((table) => table.generator!))];
  if (generators.length > 1) {
    const ofGenerator = (generator: string) => written.filter((table) => table.generator === generator);
    sides.set(
      averageOfGeneratorsName,
      slicing.names.map((_, s) =>
        averageOf(
          generators.map((generator) => averageOf(ofGenerator(generator).map(({ name }) => sides.get(name)![s]!))),
        ),
      ),
    );
  }
  const contrasts = [...sides].map(
    ([set, own]) => [set, corrected(own.map((side, s) => contrast(side, realSides[s]!)))] as const,
  );
  return slicing.names.map((name, s) => ({
    name,
    rows: Object.fromEntries([[real.name, realSides[s]!.rows], ...[...sides].map(([set, own]) => [set, own[s]!.rows])]),
    real: realSides[s]!.measure,
    synthetic: Object.fromEntries(contrasts.map(([set, own]) => [set, own[s]!])),
  }));
}

/** A table's slices; `membership` null: every slice is the whole table. */
function slicedSides(
  table: DatasetTable,
  solvers: readonly string[],
  membership: readonly (number | null)[] | null,
  names: readonly string[],
  { seed, resamples, metric }: Required<ResampleOptions> & { metric: Metric },
): Side[] {
  const count = membership ? names.length : 1;
  const sliceOf = Int32Array.from(table.targets, (_, i) => (membership ? (membership[i] ?? count) : 0));
  const scores = slicedScores(table, solvers, metric, sliceOf, count);
  const observed = scores(new Float64Array(sliceOf.length).fill(1)).slice();
  const values = Array.from({ length: count }, () => new Float64Array(resamples));
  eachResample(table, metric, { seed, resamples }, (b, weights) => {
    const drawn = scores(weights);
    for (let s = 0; s < count; s++) values[s]![b] = drawn[s]!;
  });
  const sides = Array.from({ length: count }, (_, s) => {
    const rows = [...sliceOf.keys()].filter((i) => sliceOf[i] === s);
    const units = new Set(rows.map((i) => table.clusters?.[i] ?? `row ${i}`)).size;
    const where = `"${table.name}", ${membership ? `"${names[s]}"` : "all rows"}`;
    return sideOf({ estimate: observed[s]!, rows: rows.length, units, values: values[s]!, where, metric });
  });
  return membership ? sides : names.map(() => sides[0]!);
}

interface SlicedScore {
  estimate: number;
  rows: number;
  units: number;
  values: Float64Array;
  where: string;
  metric: Metric;
}

function sideOf({ estimate, rows, units, values, where, metric }: SlicedScore): Side {
  if (rows === 0) return { measure: undefinedMeasure(0, `No rows: ${where}.`), rows };
  if (Number.isNaN(estimate)) {
    return { measure: undefinedMeasure(units, `The ${metrics[metric].name} is undefined: ${where}.`), rows };
  }
  const drawn = values.filter((value) => !Number.isNaN(value)); // a small slice may be missing from a resample
  const varies = drawn.some((value) => Math.abs(value - estimate) > 1e-9);
  const isShare = metrics[metric].openScale === "log-odds";
  if (!varies && !isShare && units > 1) {
    const reason = `No interval: every resample scores the same, ${where}.`;
    return { measure: { estimate, low: null, high: null, n: units, reason }, rows };
  }
  const found = varies ? expandedPercentileInterval(drawn, units) : proportion(estimate * units, units);
  const interval =
    units < 2 || !found
      ? { low: null, high: null, reason: `No interval: ${where} holds one independent unit.` }
      : { low: Math.min(found.low!, estimate), high: Math.max(found.high!, estimate) };
  return { measure: { estimate, n: units, ...interval }, rows };
}

function averageOf(parts: readonly Side[]): Side {
  if (parts.length === 1) return parts[0]!;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const n = parts.reduce((sum, part) => sum + part.measure.n, 0);
  const gap = parts.find((part) => part.measure.estimate === null);
  if (gap) return { measure: undefinedMeasure(n, gap.measure.reason!), rows };
  const estimate = mean(parts.map((part) => part.measure.estimate!));
  const open = parts.find((part) => part.measure.low === null);
  if (open) {
    return { measure: { estimate, low: null, high: null, n, reason: open.measure.reason! }, rows };
  }
  // independent parts: the distances from the estimate add in squares
  const distance = (of: (measure: Measure) => number) =>
    Math.sqrt(parts.reduce((sum, { measure }) => sum + of(measure) ** 2, 0)) / parts.length;
  const low = estimate - distance((part) => part.estimate! - part.low!);
  const high = estimate + distance((part) => part.high! - part.estimate!);
  return { measure: { estimate, low, high, n }, rows };
}

function contrast({ measure: synthetic }: Side, { measure: real }: Side): Omit<SliceContrast, "adjustedP"> {
  const n = Math.min(synthetic.n, real.n);
  const gap = [real, synthetic].find((side) => side.estimate === null);
  if (gap) return { score: synthetic, difference: undefinedMeasure(n, gap.reason!), p: null };
  const estimate = synthetic.estimate! - real.estimate!;
  const open = [real, synthetic].find((side) => side.low === null);
  if (open)
    return { score: synthetic, difference: { estimate, low: null, high: null, n, reason: open.reason! }, p: null };
  const low = estimate - Math.hypot(synthetic.estimate! - synthetic.low!, real.high! - real.estimate!);
  const high = estimate + Math.hypot(synthetic.high! - synthetic.estimate!, real.estimate! - real.low!);
  // the distance to 0 in units of the half interval on that side, which is 1.96 standard errors
  const reach = estimate > 0 ? estimate / (estimate - low) : estimate < 0 ? estimate / (high - estimate) : 0;
  const p = Math.min(1, 2 * normalCdf(-1.959963984540054 * Math.abs(reach)));
  return { score: synthetic, difference: { estimate, low, high, n }, p };
}

function corrected(contrasts: readonly Omit<SliceContrast, "adjustedP">[]): SliceContrast[] {
  const adjusted = holm(contrasts.flatMap(({ p }) => (p === null ? [] : [p])));
  let next = 0;
  return contrasts.map((found) => ({ ...found, adjustedP: found.p === null ? null : adjusted[next++]! }));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
