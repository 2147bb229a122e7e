/** @file How probable each model finds each author's texts, and whether it finds its own more so. */
import type { Measure } from "#core/words.ts";
import { defaultResamples, eachResample, percentileInterval, type ResampleOptions } from "#measures/bootstrap.ts";
import { measureOf, resampledValues, withIntervals, type Sample } from "#measures/intervals.ts";
import { panelOf } from "#measures/panel.ts";
import { seedDraws, viewsOf } from "#measures/resampled-views.ts";
import type { Metric } from "#measures/metrics.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { biasFactorsOf, rowOf, viewOf, type Statistic } from "#measures/statistics.ts";
import { likelihoodTables, type LikelihoodTable } from "./likelihood-table.ts";
import type { LikelihoodRow } from "./row.ts";

export interface LikelihoodOptions extends ResampleOptions {
  /** The metric of the study: it says what strata the rows' `label` makes. Left out: rows of one label are a stratum. */
  metric?: Metric;
}

export interface LikelihoodMeasures {
  unit: "bits per byte";
  models: readonly string[];
  /** In the order of the rows; `generator` is null for real texts. */
  datasets: readonly { name: string; generator: string | null; seed: number | null; instances: number }[];
  /** dataset → what each of `models` needs for it; the smaller the more probable. */
  bitsPerByte: Record<string, readonly Measure[]>;
  /** Model → bits per byte that it saves on its own texts beyond what model and dataset explain; > 0 prefers them. */
  selfPreference: Record<string, Measure>;
  /** Model → bits per byte that it saves on its own texts rather than real ones, beyond what the others save. */
  againstReal: Record<string, Measure>;
}

const bitsPerNat = 1 / Math.LN2;

/**
 * The likelihood matrix: bits per byte = -sum log2 P(text) / sum of its bytes, over the texts of a dataset.
 *
 * `selfPreference` is the bias factor's closed form on its negative: G/(G-1) times the diagonal of the doubly centred
 * matrix over the G generators that are models, in bits per byte. A model's ability and a dataset's plainness cancel.
 * `againstReal`(m) = [L(real, m) - L(own, m)] - mean over the other generators of the same, L in bits per byte.
 * Intervals are 95%, from paired resamples of instances (clusters, stratified by label), the draws of `eachResample`: a
 * dataset whose rows, labels and clusters stand in the order of its table is drawn exactly as its scores are. Several datasets
 * of one generator (seeds) are averaged and resampled.
 * Undefined where a model has not scored all texts, or gives one of them probability 0.
 * @throws RangeError as `likelihoodTables` does, and with two real datasets.
 */
export function likelihoodMeasures(rows: readonly LikelihoodRow[], options: LikelihoodOptions): LikelihoodMeasures {
  const { models, tables, sample } = likelihoodSample(rows, options);
  const { panel, units } = sample;
  const negated = withIntervals(sample, biasFactorsOf(panel));
  return {
    unit: "bits per byte",
    models,
    datasets: tables.map(({ name, generator, seed, instances }) => ({
      ...{ name, generator, seed },
      instances: instances.length,
    })),
    bitsPerByte: Object.fromEntries(
      tables.map((table, d) => [
        table.name,
        models.map((_, m) => {
          const values = Float64Array.from(sample.resampled, (view) => -rowOf(view, d)[m]!);
          return cell(table, m, -rowOf(sample.observed, d)[m]!, values, units[d]!);
        }),
      ]),
    ),
    selfPreference: negated,
    againstReal: againstReal(sample),
  };
}

/** Scores are minus bits per byte, so that more is better as everywhere else. */
export function likelihoodSample(
  rows: readonly LikelihoodRow[],
  { seed, resamples = defaultResamples, metric = "accuracy" }: LikelihoodOptions,
): { models: readonly string[]; tables: readonly LikelihoodTable[]; sample: Sample } {
  const { models, tables } = likelihoodTables(rows);
  const real = tables.filter(({ generator }) => generator === null);
  if (real.length > 1) throw new RangeError(`Found ${real.length} real datasets, expected one at most.`);
  const written = tables.filter(({ generator }) => generator !== null && models.includes(generator));
  const panel = panelOf(
    {
      ...{ real: real[0]?.name ?? null, solvers: models },
      generators: Object.fromEntries(written.map(({ name, generator }) => [name, generator!])),
    },
    tables.map(({ name }) => name),
  );
  const stride = tables.length * models.length;
  const resampled = new Float64Array(resamples * stride);
  const observed = new Float64Array(stride);
  tables.forEach((table, d) => {
    const at = (b: number) => b * stride + d * models.length;
    score(table, new Float64Array(table.instances.length).fill(1), observed.subarray(at(0), at(0) + models.length));
    const drawn = { name: table.name, targets: table.labels, clusters: table.clusters };
    eachResample(drawn, metric, { seed, resamples }, (b, weights) =>
      score(table, weights, resampled.subarray(at(b), at(b) + models.length)),
    );
  });
  const draws = Array.from({ length: resamples }, seedDraws(panel, seed));
  const units = tables.map(({ labels: targets, clusters }) => resamplingPlan({ targets, clusters }, metric).units);
  const sample = { panel, units, observed: viewOf(panel, observed), resampled: viewsOf(panel, resampled, draws) };
  return { models, tables, sample };
}

/** Fills `into` with -bits per byte of each model; NaN where a text is missing or has probability 0. */
function score({ logProbs, bytes }: LikelihoodTable, weights: Float64Array, into: Float64Array): void {
  let length = 0;
  for (let i = 0; i < weights.length; i++) length += weights[i]! * bytes[i]!;
  logProbs.forEach((column, m) => {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * column[i]!;
    into[m] = (bitsPerNat * sum) / length;
  });
}

function cell(table: LikelihoodTable, model: number, estimate: number, values: Float64Array, n: number): Measure {
  const none = { low: null, high: null, n };
  if (Number.isNaN(estimate)) return { estimate: null, ...none, reason: table.gaps[model]! };
  const interval = n < 2 ? null : percentileInterval(values);
  return interval
    ? { estimate, ...interval, n }
    : { estimate, ...none, reason: "No interval: one independent text cannot be resampled." };
}

function againstReal(sample: Sample): Record<string, Measure> {
  const { panel } = sample;
  const { real, generators } = panel;
  if (real === null) return {};
  const statistics = generators.map((generator, own): Statistic => {
    const others = generators.filter((_, g) => g !== own);
    const saved = (view: Sample["observed"], solver: number) =>
      view.generated[own * panel.solvers.length + solver]! - rowOf(view, real)[solver]!;
    return {
      key: generator.name,
      compared: generators.length,
      datasets: [real, ...generator.datasets],
      compute: (view) =>
        others.length === 0
          ? NaN
          : saved(view, generator.solver) -
            others.reduce((sum, { solver }) => sum + saved(view, solver) / others.length, 0),
      gap: () =>
        others.length === 0
          ? `"${generator.name}" has no other generator to be compared with; two or more are needed.`
          : `Not every generator has scored all real texts and all texts of "${generator.name}".`,
    };
  });
  return Object.fromEntries(
    statistics.map((statistic) => [
      statistic.key,
      measureOf(sample, statistic, statistic.compute(sample.observed), resampledValues(sample, statistic)),
    ]),
  );
}
