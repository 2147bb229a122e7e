/** @file How many rows? What n rows and m solvers can show, before anything is run. */
import { Random, seedOf } from "#core/random.ts";
import { biasFactorOf } from "#measures/bias-factor.ts";
import { quantile } from "#measures/bootstrap.ts";
import type { Panel } from "#measures/panel.ts";
import { spearman } from "#measures/rank-correlation.ts";
import { normalCdf } from "#measures/small-samples.ts";
import { rankTestFacts, type RankTestFacts } from "./rank-test-facts.ts";

/** What is assumed of the panel. */
export interface PowerPanel {
  /** True scores, one per solver. */
  abilities: readonly number[];
  /** Variance of a score on one row, one per solver: n rows have this over n. */
  rowVariances: readonly number[];
  /** Correlation between solvers on the same row, because rows are as hard for one as for another; in [0, 1). */
  rowCorrelation: number;
}

export interface PowerOptions {
  /** Independent units per dataset, real and synthetic. */
  rows: number;
  /** Every solver also writes one set. */
  panel: PowerPanel;
  seed: number;
  /** Simulated studies. */
  studies?: number;
}

/** Lowest, middle and highest over the models. */
export interface OverModels {
  low: number;
  median: number;
  high: number;
}

export interface PowerMeasures {
  rows: number;
  solvers: number;
  /** Simulated studies. */
  studies: number;
  /**
   * Smallest bias factor whose 95% interval excludes 0 in 80% of the studies, in score points; `holm`: whose p stays
   * below .05 over m models when all others are unbiased (p < .05 / m). Null below two solvers.
   */
  biasFactor: { plain: OverModels; holm: OverModels } | null;
  /** Standard deviation of a bias factor that is 0; the analytic shortcut for equal variances is `biasError`. */
  biasError: OverModels | null;
  /** Smallest true difference between two solvers whose order the rows show in 95% of the studies. */
  scoreDifference: number | null;
  /**
   * SRCC of a perfect benchmark (the same true scores, other rows) with the real data: mean, 2.5% and 97.5% quantile over
   * the studies, for one set and for the average of as many sets as there are solvers. Null below two solvers.
   */
  perfectSpearman: { single: SpearmanSpread; average: SpearmanSpread } | null;
  /** What a rank correlation of m solvers can show at best. */
  rankTest: RankTestFacts;
}

export interface SpearmanSpread {
  mean: number;
  low: number;
  high: number;
}

/** 97.5%, 80% and 95% quantiles of the standard normal distribution. */
const z975 = 1.959963984540054;
const z95 = 1.6448536269514722;

/** Spread of abilities that is assumed where there is no pilot: a normal distribution of these score points. */
export const assumedAbilities = { mean: 0.7, sd: 0.12, rowCorrelation: 0.2 } as const;

/**
 * A panel without a pilot: abilities at the normal quantiles (k - .5) / m of N(.7, .12²), cut off to [.02, .98], each row
 * right or wrong (variance p (1 - p)), correlation .2 between solvers on a row.
 */
export function assumedPanel(solvers: number, { mean, sd, rowCorrelation } = assumedAbilities): PowerPanel {
  const abilities = Array.from({ length: solvers }, (_, k) =>
    Math.min(0.98, Math.max(0.02, mean + sd * normalQuantile((k + 0.5) / solvers))),
  );
  return { abilities, rowVariances: abilities.map((p) => p * (1 - p)), rowCorrelation };
}

/**
 * Standard deviation of an unbiased model's bias factor among equal variances: sqrt(v (1 - r) / n).
 *
 * v the variance on one row, r the correlation between solvers on a row, n rows per set. It does not depend on the number
 * of models: BF is K / (K - 1) times a doubly centred cell, whose variance is ((K - 1) / K)² v (1 - r) / n.
 */
export function biasError(rowVariance: number, rowCorrelation: number, rows: number): number {
  return Math.sqrt((rowVariance * (1 - rowCorrelation)) / rows);
}

/**
 * What a study of `rows` rows per dataset can show, by simulating `studies` of them (2,000 unless asked) from the panel.
 *
 * A simulated score is its true value plus normal noise of variance v / n, of which the share `rowCorrelation` is common
 * to all solvers of a dataset. Since a bias factor moves one for one with what a model gains on its own data, the smallest
 * detectable one is z s plus the 80% quantile of the unbiased ones, s their standard deviation; z = 1.96, or the quantile
 * of .05 / m for Holm. Where a model that gains comes close to the ceiling its scores vary less, and studies detect somewhat
 * more often than that. The order of two solvers of middle variance is right in 95% where they differ by 1.645
 * sqrt(2 v (1 - r) / n). Same options, same result. Throws RangeError for fewer than 2 rows, no solvers, lists of unequal
 * length, a negative variance or a correlation outside [0, 1).
 */
export function powerOf({ rows, panel, seed, studies = 2_000 }: PowerOptions): PowerMeasures {
  const { abilities, rowVariances, rowCorrelation } = panel;
  const m = abilities.length;
  if (!(rows >= 2)) throw new RangeError(`powerOf: found ${rows} rows, expected 2 or more.`);
  if (m === 0 || rowVariances.length !== m) {
    throw new RangeError(
      `powerOf: found ${m} abilities and ${rowVariances.length} variances, expected one per solver.`,
    );
  }
  if (rowVariances.some((v) => !(v >= 0)) || !(rowCorrelation >= 0 && rowCorrelation < 1)) {
    throw new RangeError("powerOf: expected variances of 0 or more and a correlation in [0, 1).");
  }
  const random = new Random(seedOf(seed, "power", rows, m));
  const middle = quantile(Float64Array.from(rowVariances).sort(), 0.5);
  const facts = { rows, solvers: m, studies, rankTest: rankTestFacts(m) };
  if (m < 2) return { ...facts, biasFactor: null, biasError: null, scoreDifference: null, perfectSpearman: null };

  const noise = rowVariances.map((v) => Math.sqrt(v / rows));
  const draw = (into: Float64Array) => {
    const common = Math.sqrt(rowCorrelation) * random.normal();
    for (let i = 0; i < m; i++)
      into[i] = abilities[i]! + noise[i]! * (common + Math.sqrt(1 - rowCorrelation) * random.normal());
  };
  const positions = panelOfGenerators(m);
  const everyone = [...abilities.keys()];
  const others = everyone.map((own) => everyone.filter((g) => g !== own));
  const biases = everyone.map(() => new Float64Array(studies));
  const single = new Float64Array(studies);
  const average = new Float64Array(studies);
  const sets = new Float64Array(m * m);
  const real = new Float64Array(m);
  const mean = new Float64Array(m);
  for (let s = 0; s < studies; s++) {
    draw(real);
    mean.fill(0);
    for (let g = 0; g < m; g++) {
      const set = sets.subarray(g * m, (g + 1) * m);
      draw(set);
      for (let i = 0; i < m; i++) mean[i]! += set[i]! / m;
    }
    for (let g = 0; g < m; g++) biases[g]![s] = biasFactorOf(positions, sets, g, others[g]);
    single[s] = spearman(sets.subarray(0, m), real);
    average[s] = spearman(mean, real);
  }
  const errors = biases.map(standardDeviation);
  const detectable = (z: number) =>
    overModels(biases.map((values, g) => z * errors[g]! + quantile(values.slice().sort(), 0.8)));
  return {
    ...facts,
    biasFactor: { plain: detectable(z975), holm: detectable(-normalQuantile(0.025 / m)) },
    biasError: overModels(errors),
    scoreDifference: z95 * Math.sqrt((2 * middle * (1 - rowCorrelation)) / rows),
    perfectSpearman: { single: spearmanSpread(single), average: spearmanSpread(average) },
  };
}

function panelOfGenerators(m: number): Panel {
  const solvers = Array.from({ length: m }, (_, i) => `solver ${i + 1}`);
  const generators = solvers.map((name, solver) => ({ name, solver, datasets: [solver] }));
  return { solvers, datasets: solvers, real: null, generators, direction: 1, gaps: {} };
}

function overModels(values: readonly number[]): OverModels {
  const sorted = Float64Array.from(values).sort();
  return { low: sorted[0]!, median: quantile(sorted, 0.5), high: sorted.at(-1)! };
}

function spearmanSpread(values: Float64Array): SpearmanSpread {
  const sorted = values.map((value) => (Number.isNaN(value) ? 0 : value)).sort(); // a tied panel is not ranked at all
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  return { mean, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Quantile of the standard normal distribution, by bisection of `normalCdf`. */
function normalQuantile(p: number): number {
  let [low, high] = [-10, 10];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
