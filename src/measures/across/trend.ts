/** @file Whether the bias factor goes with the size of the model. */
import type { Measure } from "#core/words.ts";
import { spearman } from "#measures/rank-correlation.ts";
import type { SolverFacts } from "./arm.ts";
import { meanBias, modelsBySize, type ArmBias } from "./bias-over-datasets.ts";
import { byDataset, mixedMetrics } from "./datasets.ts";
import { contrastsOf, meanOf, measured, noSpread, overDatasets, type Contrast, type Spread } from "./spread.ts";

export interface Trend {
  /** Change of the bias factor per tenfold parameters (ordinary least squares), in score points. */
  slope: Contrast;
  /** Spearman's correlation of bias factor and parameters. */
  spearman: Measure;
  /** Models that it rests on. */
  models: number;
}

export interface TrendMeasures {
  /** Slopes adjusted over the arms. */
  arms: readonly (Trend & { arm: string })[];
  /** Mean slope over datasets, and the correlation with the mean bias factors. */
  over: Trend;
  /** The mean slope with an interval for further datasets; `n` counts datasets. */
  newDatasets: Measure;
}

/**
 * Trend of the bias factor against log10(parameters), by arm and over datasets, with 95% intervals.
 *
 * slope = sum_m (x_m - mean x) BF(m) / sum_m (x_m - mean x)². Every resample recomputes all bias factors and the slope
 * from them: bias factors of one panel are not independent points (they come close to summing to 0). The intervals hold
 * for these models. Models of unknown size or without a bias factor take no part; undefined with fewer than three sizes.
 * Over datasets: the mean over real datasets of the mean slope over their arms.
 */
export function trendOf(arms: readonly ArmBias[], facts: SolverFacts): TrendMeasures {
  const slopes = arms.map((arm) => slopeSpread(arm.spreads, facts));
  const adjusted = contrastsOf(slopes);
  const means = new Map(modelsBySize(arms, facts).map((model) => [model, meanBias(arms, model)]));
  return {
    arms: arms.map(({ sample, spreads }, i) => ({
      arm: sample.arm.key,
      slope: adjusted[i]!,
      spearman: measured(correlationSpread(spreads, facts)),
      models: fitted(spreads, facts).length,
    })),
    over: {
      slope: contrastsOf([meanSlope(arms, facts)])[0]!,
      spearman: measured(correlationSpread(means, facts)),
      models: fitted(means, facts).length,
    },
    newDatasets: overDatasets(slopesByDataset(arms, facts).map((slope) => slope.estimate)),
  };
}

/** The slope over datasets. */
export function meanSlope(arms: readonly ArmBias[], facts: SolverFacts): Spread {
  const mean = meanOf(slopesByDataset(arms, facts));
  const caution = mean.reason ?? mixedMetrics(arms.map(({ sample }) => sample.arm));
  return caution === undefined ? mean : { ...mean, reason: caution };
}

function slopesByDataset(arms: readonly ArmBias[], facts: SolverFacts): Spread[] {
  return byDataset(
    arms,
    ({ sample }) => sample.arm,
    ({ spreads }) => slopeSpread(spreads, facts),
  );
}

/** Models of known size with a defined bias factor. */
function fitted(spreads: ReadonlyMap<string, Spread>, facts: SolverFacts): { size: number; spread: Spread }[] {
  return [...spreads].flatMap(([model, spread]) => {
    const parameters = facts[model]?.parameters ?? null;
    return parameters !== null && parameters > 0 && Number.isFinite(spread.estimate)
      ? [{ size: Math.log10(parameters), spread }]
      : [];
  });
}

function slopeSpread(spreads: ReadonlyMap<string, Spread>, facts: SolverFacts): Spread {
  return spreadOver(fitted(spreads, facts), (sizes) => {
    const mean = sizes.reduce((sum, x) => sum + x / sizes.length, 0);
    const squares = sizes.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const pulls = Float64Array.from(sizes, (x) => (x - mean) / squares);
    return (biases) => {
      let slope = 0;
      for (let i = 0; i < pulls.length; i++) slope += pulls[i]! * biases[i]!;
      return slope;
    };
  });
}

function correlationSpread(spreads: ReadonlyMap<string, Spread>, facts: SolverFacts): Spread {
  return spreadOver(fitted(spreads, facts), (sizes) => (biases) => spearman(biases, sizes));
}

function spreadOver(
  models: readonly { size: number; spread: Spread }[],
  statisticOf: (sizes: readonly number[]) => (biases: Float64Array) => number,
): Spread {
  const sizes = models.map(({ size }) => size);
  const different = new Set(sizes).size;
  const n = models.length === 0 ? 0 : Math.min(...models.map(({ spread }) => spread.n));
  if (different < 3) {
    const found = `${different} ${different === 1 ? "size" : "different sizes"}`;
    return noSpread(n, `Bias factors of models of ${found}; a trend needs three.`);
  }
  const statistic = statisticOf(sizes);
  const biases = Float64Array.from(models, ({ spread }) => spread.estimate);
  const estimate = statistic(biases);
  const values = Float64Array.from(models[0]!.spread.values, (_, b) => {
    for (let i = 0; i < biases.length; i++) biases[i] = models[i]!.spread.values[b]!;
    return statistic(biases);
  });
  const reason = "All bias factors are equal.";
  return { estimate, values, n, ...(Number.isNaN(estimate) && { reason }) };
}
