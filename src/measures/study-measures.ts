/** @file All measures of a study, from its predictions: the one route that report, export and headless run read. */
import type { Measure, ScoreMatrix } from "#core/words.ts";
import { panelCaution, permutationPs, type Measures } from "./analyse.ts";
import { defaultResamples, resampleScores, type ResampleOptions } from "./bootstrap.ts";
import { withIntervals } from "./intervals.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { metrics, onOpenScale } from "./metrics.ts";
import { measureMspd, type MspdMeasures } from "./mspd-measures.ts";
import { panelOf, scoresOf, type Gaps } from "./panel.ts";
import { biasFactorOverDraws, type Crossing } from "./over-draws.ts";
import { rankCeiling, unrankableReason, type RankCeiling } from "./rank-ceiling.ts";
import { rankWorth } from "./rank-worth.ts";
import { resamplingPlan } from "./resampling.ts";
import { seedDraws, viewsOf } from "./resampled-views.ts";
import { scoreIntervals, type ScoreIntervals } from "./score-intervals.ts";
import { scoreGap, scorerOf, type Metric } from "./scores.ts";
import { biasFactorsOf, pearsonOf, spearmanOf, viewOf } from "./statistics.ts";
import { noRealReason, undefinedMeasure } from "./measure.ts";
import { worthOfError, type Worth } from "./worth.ts";

/** Control → generator → group: the bias factor is also computed against generators of the same group (null: none). */
export type Controls = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

export interface StudyMeasures extends Measures, MspdMeasures {
  /** Bias factor on the metric's scale without a ceiling (`onOpenScale`): smoothed log-odds, Fisher's z or a logarithm. */
  biasFactorLogOdds: Record<string, Measure>;
  /** Control → model → bias factor against its group alone. */
  biasFactorControls: Record<string, Record<string, Measure>>;
  /** Model → bias factor over its draws of demonstrations; empty unless the plan crosses models with draws. */
  biasFactorOverDraws: Record<string, Measure>;
  /** How well real data rank this panel themselves; the intervals of `spearman` are read against it. */
  rankCeiling: RankCeiling;
  /** What each synthetic set and the average of generators are worth in real labelled rows; empty without real data. */
  worth: Record<string, Worth>;
  /** How much worse each of them ranks the panel than half of the real rows do, in SRCC with the other half. */
  rankDeficit: Record<string, Measure>;
  /** dataset → independent units (clusters, or rows) that it holds. */
  units: Record<string, number>;
}

export interface StudyMeasuresOptions extends ResampleOptions {
  /** Columns of the matrix, in this order. */
  solvers: readonly string[];
  metric: Metric;
  controls?: Controls;
  crossing?: Crossing;
}

export const dependsOnScale =
  "Depends on the scale: its sign differs between score points and log-odds, so it may be room to the ceiling.";

/** The same for a metric's own second scale. */
export function dependsOnScaleOf(metric: Metric): string {
  return dependsOnScale.replace("log-odds", metrics[metric].openScale);
}

/**
 * The score matrix of a study, and every score and measure with its 95% interval.
 *
 * Intervals are 2.5% and 97.5% quantiles over 2,000 paired resamples of instances (clusters where given, in the strata of
 * `resamplingPlan`), with generation seeds resampled where a generator has several; MSPD without noise as in `measureMspd`. `n` is
 * the number of independent units of the smallest dataset involved. Same tables and seed, same result, in any order.
 * A solver that a table does not name, and an undefined score (a correlation of equal numbers), is null in the matrix, and
 * what needs it is undefined with the reason. The matrix holds the metric as printed: mean squared error is an error there,
 * and `direction` of the panel turns bias factors and ranks so that favour and rank 1 mean less of it.
 * Throws RangeError without tables, with two real ones or two of one name, for a solver without any prediction or with some
 * of a table; InputError when a generator is no solver or a row does not hold what the metric reads.
 */
export function measuresWithIntervals(
  tables: readonly DatasetTable[],
  options: StudyMeasuresOptions,
): { matrix: ScoreMatrix; measures: StudyMeasures; intervals: Record<string, ScoreIntervals> } {
  const { solvers, metric, seed, resamples = defaultResamples, controls = {}, crossing = {} } = options;
  const matrix = matrixOf(tables, solvers, metric);
  const names = tables.map((table) => table.name);
  const gaps = gapsOf(tables, matrix, metric);
  const panel = panelOf(matrix, names, gaps);
  const plans = tables.map((table) => resamplingPlan(table, metric));
  const units = plans.map((plan) => plan.units);
  const resampled = resampleScores(tables, solvers, metric, { seed, resamples });
  const observed = scoresOf(matrix, panel);
  const draws = Array.from({ length: resamples }, seedDraws(panel, seed));
  const sample = { panel, units, observed: viewOf(panel, observed), resampled: viewsOf(panel, resampled, draws) };

  const rows = Float64Array.from(tables, (table) => table.targets.length);
  const opened = (scores: Float64Array) =>
    scores.map((score, i) => onOpenScale(metric, score, rows[Math.floor(i / solvers.length) % rows.length]!));
  const openSample = {
    ...sample,
    observed: viewOf(panel, opened(observed)),
    resampled: viewsOf(panel, opened(resampled), draws),
  };

  const real = panel.real === null ? null : tables[panel.real]!;
  const ceiling = real
    ? rankCeiling(real, solvers, metric, seed)
    : { ...undefinedMeasure(0, noRealReason), rankable: false };
  const caution = panelCaution(solvers.length);
  const rankCaution = real && !ceiling.rankable ? unrankableReason : caution;
  const ranked = spearmanOf(panel);
  const ps = permutationPs(panel, sample.observed, ranked);
  const spearman = withIntervals(sample, ranked, rankCaution);
  const points = withIntervals(sample, biasFactorsOf(panel));
  const odds = withIntervals(openSample, biasFactorsOf(panel));
  const distances = measureMspd(sample, { tables, plans, metric, scores: resampled });
  const ranks = real ? rankWorth(sample, real, solvers, metric, seed) : {};
  const { squaredScoreError, realRowVariance } = distances;
  const worths = Object.entries(squaredScoreError).map(([key, error]) => {
    const most = real!.targets.length;
    const score = worthOfError(error, realRowVariance!, most);
    const rank = ranks[key];
    if (rank && ceiling.rankable) return { key, worth: { score, ranking: rank.worth }, deficit: rank.deficit };
    const refusal = undefinedMeasure(error.n, (rank ? ceiling.reason : error.reason) ?? "");
    return { key, worth: { score, ranking: { ...refusal, most: rank?.worth.most ?? 0 } }, deficit: refusal };
  });
  return {
    matrix,
    intervals: scoreIntervals(sample),
    measures: {
      ...distances,
      spearman: Object.fromEntries(ranked.map(({ key }, i) => [key, { ...spearman[key]!, p: ps[i]! }])),
      pearson: withIntervals(sample, pearsonOf(panel), caution),
      biasFactor: markScale(points, odds, metric),
      biasFactorLogOdds: markScale(odds, points, metric),
      biasFactorControls: Object.fromEntries(
        Object.entries(controls).map(([control, groups]) => [
          control,
          withIntervals(sample, biasFactorsOf(panel, groups)),
        ]),
      ),
      biasFactorOverDraws: biasFactorOverDraws(sample, crossing, seed),
      rankCeiling: ceiling,
      worth: Object.fromEntries(worths.map(({ key, worth }) => [key, worth])),
      rankDeficit: Object.fromEntries(worths.map(({ key, deficit }) => [key, deficit])),
      units: Object.fromEntries(names.map((name, d) => [name, units[d]!])),
    },
  };
}

function matrixOf(tables: readonly DatasetTable[], solvers: readonly string[], metric: Metric): ScoreMatrix {
  const names = tables.map((table) => table.name);
  const real = tables.filter((table) => table.generator === null);
  if (tables.length === 0) throw new RangeError("No datasets: a study has at least one.");
  if (real.length > 1) throw new RangeError(`Found ${real.length} real datasets, expected one at most.`);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) throw new RangeError(`Two datasets are named "${repeated}"; names must differ.`);
  const silent = solvers.find((solver) => tables.every((table) => table.predictions[solver] === undefined));
  if (silent !== undefined) throw new RangeError(`There are no predictions of "${silent}" on any dataset.`);
  const scores = (table: DatasetTable) => {
    const weights = new Float64Array(table.targets.length).fill(1);
    const found = scorerOf(table, solvers, metric)(weights, new Float64Array(solvers.length));
    return Array.from(found, (score) => (Number.isNaN(score) ? null : score));
  };
  return {
    metric,
    real: real[0]?.name ?? null,
    solvers,
    datasets: Object.fromEntries(tables.map((table) => [table.name, scores(table)])),
    generators: Object.fromEntries(
      tables.flatMap((table) => (table.generator === null ? [] : [[table.name, table.generator]])),
    ),
  };
}

/** Why a score of the matrix is missing: dataset → solver → reason. */
function gapsOf(tables: readonly DatasetTable[], { solvers, datasets }: ScoreMatrix, metric: Metric): Gaps {
  const ofTable = (table: DatasetTable) =>
    solvers.flatMap((solver, m) =>
      datasets[table.name]![m] === null ? [[solver, scoreGap(table, solver, metric)] as const] : [],
    );
  return Object.fromEntries(tables.map((table) => [table.name, Object.fromEntries(ofTable(table))]));
}

function markScale(
  measures: Record<string, Measure>,
  other: Record<string, Measure>,
  metric: Metric,
): Record<string, Measure> {
  return Object.fromEntries(
    Object.entries(measures).map(([model, measure]) => {
      const opposite = (measure.estimate ?? 0) * (other[model]?.estimate ?? 0) < 0;
      return [model, opposite ? { ...measure, reason: dependsOnScaleOf(metric) } : measure];
    }),
  );
}
