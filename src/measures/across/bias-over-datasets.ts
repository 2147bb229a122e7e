/** @file Bias factors over datasets: one per model and dataset, their mean, and what of it is a claim. */
import type { Measure } from "#core/words.ts";
import { biasFactorsOf, type Statistic } from "#measures/statistics.ts";
import type { AdjustedMeasure, ArmSample, SolverFact, SolverFacts } from "./arm.ts";
import { byDataset, mixedMetrics } from "./datasets.ts";
import { adjustedMeasures, meanOf, noSpread, overDatasets, type Spread } from "./spread.ts";

/** The bias factor of a model in one arm. */
export interface BiasDot extends AdjustedMeasure {
  arm: string;
  task: string;
  real: string;
  setting: string;
}

export interface ModelBias extends SolverFact {
  model: string;
  /** One per arm in which it wrote data. Adjusted over the models of the arm. */
  dots: readonly BiasDot[];
  /** Mean over datasets; the interval resamples rows within these datasets. Adjusted over models. */
  mean: AdjustedMeasure;
  /** The same mean, with an interval for further datasets of their kind; `n` counts datasets. */
  newDatasets: Measure;
  /** Task → mean over its datasets. */
  byTask: Readonly<Record<string, AdjustedMeasure>>;
}

/** Bias factors of one arm, > 0 where a model does better on its own data whatever the metric's direction. */
export interface ArmBias {
  sample: ArmSample;
  /** Model → bias factor. */
  spreads: ReadonlyMap<string, Spread>;
}

/** The bias factors of every arm as observed and over its resamples. */
export function biasOf(sample: ArmSample): ArmBias {
  return {
    sample,
    spreads: new Map(biasFactorsOf(sample.panel).map((statistic) => [statistic.key, biasSpread(sample, statistic)])),
  };
}

/** A bias factor as a spread. */
export function biasSpread({ observed, resampled, units }: ArmSample, statistic: Statistic): Spread {
  const n = Math.min(...statistic.datasets.map((d) => units[d]!));
  const estimate = statistic.compute(observed);
  const values = Float64Array.from(resampled, (view) => statistic.compute(view));
  return Number.isNaN(estimate) ? { ...noSpread(n, statistic.gap(observed)), values } : { estimate, values, n };
}

/**
 * Every model's bias factor by dataset and over datasets, smallest model first (unknown sizes last, then by name).
 *
 * The mean is over real datasets of the mean over their arms; a dataset on which it is undefined is left out and the
 * reason says so. p-values, Holm's correction and simultaneous intervals as in `adjustedMeasures`, over the models of
 * one arm, of one task, and of the means: three families of claims. In score points of the arms' metrics.
 */
export function biasOverDatasets(arms: readonly ArmBias[], facts: SolverFacts): ModelBias[] {
  const models = modelsBySize(arms, facts);
  const tasks = [...new Set(arms.map(({ sample }) => sample.arm.task))];
  const dots = new Map(
    arms.map((arm) => {
      const written = [...arm.spreads.keys()];
      const found = adjustedMeasures([...arm.spreads.values()]);
      return [arm, new Map(written.map((model, i) => [model, found[i]!]))];
    }),
  );
  const over = (some: readonly ArmBias[]) => {
    const spreads = models.map((model) => meanBias(some, model));
    const found = adjustedMeasures(spreads);
    return new Map(models.map((model, i) => [model, found[i]!]));
  };
  const means = over(arms);
  const byTask = tasks.map((task) => [task, over(arms.filter(({ sample }) => sample.arm.task === task))] as const);
  return models.map((model) => ({
    model,
    ...factOf(facts, model),
    dots: arms.flatMap((arm) => {
      const dot = dots.get(arm)!.get(model);
      const { key, task, real, setting } = arm.sample.arm;
      return dot ? [{ arm: key, task, real, setting, ...dot }] : [];
    }),
    mean: means.get(model)!,
    newDatasets: overDatasets(datasetsOf(arms, model).map((spread) => spread.estimate)),
    byTask: Object.fromEntries(byTask.map(([task, found]) => [task, found.get(model)!])),
  }));
}

/** The mean of a model's bias factors over datasets. */
export function meanBias(arms: readonly ArmBias[], model: string): Spread {
  const writing = arms.filter(({ spreads }) => spreads.has(model));
  const mean = meanOf(datasetsOf(writing, model), `"${model}" wrote none of these sets.`);
  const caution = mean.reason ?? mixedMetrics(writing.map(({ sample }) => sample.arm));
  return caution === undefined ? mean : { ...mean, reason: caution };
}

function datasetsOf(arms: readonly ArmBias[], model: string): Spread[] {
  return byDataset(
    arms.filter(({ spreads }) => spreads.has(model)),
    ({ sample }) => sample.arm,
    ({ spreads }) => spreads.get(model)!,
  );
}

/** All models that write data, the smallest first, those of unknown size last. */
export function modelsBySize(arms: readonly ArmBias[], facts: SolverFacts): string[] {
  const size = (model: string) => facts[model]?.parameters ?? Infinity;
  const models = [...new Set(arms.flatMap(({ spreads }) => [...spreads.keys()]))];
  return models.sort((a, b) => (size(a) === size(b) ? (a < b ? -1 : 1) : size(a) - size(b)));
}

function factOf(facts: SolverFacts, model: string): SolverFact {
  const { parameters = null, family = null, base = null } = facts[model] ?? {};
  return { parameters, family, base };
}
