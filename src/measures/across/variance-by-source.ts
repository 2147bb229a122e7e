/** @file Where the variance of scores and bias factors comes from: rows, generation run, or dataset. */
import { Random, seedOf } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { percentileInterval } from "#measures/bootstrap.ts";
import { undefinedMeasure } from "#measures/measure.ts";
import { biasFactorOf } from "#measures/bias-factor.ts";
import { generatedScores } from "#measures/panel.ts";
import type { ArmSample } from "./arm.ts";
import { standardError } from "./spread.ts";

export const sources = ["instances", "generationRun", "dataset"] as const;
export type Source = (typeof sources)[number];

export interface VarianceBySource {
  /** In squared score points; cut off at 0, and the reason says so. */
  variance: Readonly<Record<Source, Measure>>;
  /** Of the sum of the defined ones, in [0, 1]. */
  share: Readonly<Record<Source, Measure>>;
}

export interface VarianceMeasures {
  /** Of the score of one solver on one synthetic set. */
  scores: VarianceBySource;
  /** Of one model's bias factor from one run on one dataset. */
  biasFactors: VarianceBySource;
}

/** One value from one generation run in one arm, with the variance that its rows give it. */
interface Cell {
  value: number;
  variance: number;
}

/** One quantity (a model's bias factor; a solver's score on a generator's sets) in one arm: a cell per run. */
interface Quantity {
  key: string;
  real: string;
  runs: readonly Cell[];
}

const draws = 2_000;

/**
 * Components of variance of scores and bias factors by the method of moments.
 *
 * A value of one run on one dataset is y = mean + dataset + run + rows. With v the bootstrap variance from rows (taken as
 * known), between runs of one dataset E s² = run + v, and between the datasets' means E s² = dataset + mean of
 * (run + v) / runs. Solving gives the components, averaged over models (or solver and generator). The k-th runs of all
 * generators make the k-th bias factors. Arms of one real dataset are averaged before datasets are compared. Components
 * below 0 are cut off at 0. Intervals draw s² from their chi-square laws (generalised pivots), with the degrees of freedom
 * runs - 1 and datasets - 1 times those of the models (models - 1 for bias factors, which share rows; generators for
 * runs of scores and 1 for datasets of scores, since solvers share the sets). Undefined without a second run or dataset,
 * or, for datasets, where the arms' metrics differ. `n`: runs or datasets beyond what a mean takes; for rows, cells.
 * Source: Searle, Casella and McCulloch 1992, 3.6; Weerahandi 1993 for the intervals.
 */
export function varianceBySource(samples: readonly ArmSample[], seed: number): VarianceMeasures {
  const generators = Math.max(0, ...samples.map(({ panel }) => panel.generators.length));
  const metrics = new Set(samples.map(({ arm }) => arm.metric));
  const mixed = metrics.size > 1 ? `The datasets are scored by ${metrics.size} metrics.` : null;
  return {
    scores: components(samples.flatMap(scoreQuantities), {
      random: new Random(seedOf(seed, "variance", "scores")),
      perRun: generators,
      perDataset: 1,
      mixed,
    }),
    biasFactors: components(samples.flatMap(biasQuantities), {
      random: new Random(seedOf(seed, "variance", "bias factors")),
      perRun: generators - 1,
      perDataset: generators - 1,
      mixed,
    }),
  };
}

function scoreQuantities({ arm, panel, observed, noise }: ArmSample): Quantity[] {
  const width = panel.solvers.length;
  return panel.generators.flatMap((generator) =>
    panel.solvers.map((solver, m) => ({
      key: JSON.stringify([generator.name, solver]),
      real: arm.real,
      runs: generator.datasets.map((d) => ({
        value: observed.scores[d * width + m]!,
        variance: noise[d]!.perSolver[m]!,
      })),
    })),
  );
}

/** Bias factors of the k-th runs of all generators, and their variance over resamples that keep these runs. */
function biasQuantities({ arm, panel, observed, resampled }: ArmSample): Quantity[] {
  if (panel.generators.length < 2) return [];
  const runs = Math.min(...panel.generators.map(({ datasets }) => datasets.length));
  const alone = panel.generators.every(({ datasets }) => datasets.length === 1);
  const cells = panel.generators.map((): Cell[] => []);
  const places = [...panel.generators.keys()];
  const others = places.map((own) => places.filter((g) => g !== own));
  for (let run = 0; run < runs; run++) {
    const drawn = panel.generators.map(({ datasets }) => [datasets[run]!]);
    const values = places.map(() => new Float64Array(resampled.length));
    resampled.forEach((view, b) => {
      const generated = alone ? view.generated : generatedScores(panel, view.scores, drawn);
      for (const g of places) values[g]![b] = biasFactorOf(panel, generated, g, others[g]!);
    });
    const generated = generatedScores(panel, observed.scores, drawn);
    for (const g of places) {
      const value = biasFactorOf(panel, generated, g, others[g]!);
      cells[g]!.push({ value, variance: standardError(values[g]!) ** 2 });
    }
  }
  return panel.generators.map(({ name }, g) => ({ key: name, real: arm.real, runs: cells[g]! }));
}

interface Degrees {
  random: Random;
  perRun: number;
  perDataset: number;
  mixed: string | null;
}

function components(all: readonly Quantity[], { random, perRun, perDataset, mixed }: Degrees): VarianceBySource {
  const quantities = all.filter(({ runs }) => runs.every(({ value, variance }) => Number.isFinite(value + variance)));
  const cells = quantities.flatMap(({ runs }) => runs);
  if (cells.length === 0) {
    const none = undefinedMeasure(0, "No value is defined whose variance could be parted.");
    const each = { instances: none, generationRun: none, dataset: none };
    return { variance: each, share: each };
  }
  const instances = mean(cells.map(({ variance }) => variance));

  const repeated = quantities.filter(({ runs }) => runs.length > 1);
  const runSquares = mean(repeated.map(({ runs }) => variance(runs.map(({ value }) => value))));
  const runNoise = mean(repeated.map(({ runs }) => mean(runs.map((cell) => cell.variance))));
  const keys = [...new Set(quantities.map(({ key }) => key))];
  const blocks = repeated.reduce((sum, { runs }) => sum + runs.length - 1, 0) / Math.max(1, keys.length);
  const runDegrees = Math.round(blocks * perRun);

  const crossed = keys.flatMap((key) => {
    const byReal = new Map<string, Quantity[]>();
    for (const quantity of quantities.filter((own) => own.key === key)) {
      byReal.set(quantity.real, [...(byReal.get(quantity.real) ?? []), quantity]);
    }
    return byReal.size > 1 ? [[...byReal.values()]] : [];
  });
  const datasets = new Set(quantities.map(({ real }) => real)).size;
  const datasetSquares = mean(
    crossed.map((reals) => variance(reals.map((arms) => mean(arms.map(({ runs }) => mean(runs.map((c) => c.value))))))),
  );
  // what runs and rows bring to a dataset's mean, per unit of their components
  const ofArms = (of: (runs: readonly Cell[]) => number) =>
    mean(
      crossed.map((reals) =>
        mean(reals.map((arms) => arms.reduce((sum, { runs }) => sum + of(runs) / runs.length, 0) / arms.length ** 2)),
      ),
    );
  const runsBelow = ofArms(() => 1);
  const rowsBelow = ofArms((runs) => mean(runs.map((cell) => cell.variance)));
  const datasetDegrees = (datasets - 1) * perDataset;

  const hasRuns = repeated.length > 0 && runDegrees > 0;
  const hasDatasets = crossed.length > 0 && datasetDegrees > 0 && mixed === null;
  const solve = (runMean: number, datasetMean: number) => {
    const run = hasRuns ? runMean - runNoise : NaN;
    const dataset = hasDatasets ? datasetMean - rowsBelow - (hasRuns ? runsBelow * Math.max(0, run) : 0) : NaN;
    return { instances, generationRun: run, dataset };
  };
  const found = solve(runSquares, datasetSquares);
  const drawn = Array.from({ length: draws }, () =>
    solve(
      hasRuns ? runSquares * (runDegrees / chiSquare(random, runDegrees)) : NaN,
      hasDatasets ? datasetSquares * (datasetDegrees / chiSquare(random, datasetDegrees)) : NaN,
    ),
  );
  const gaps: Record<Source, string | null> = {
    instances: null,
    generationRun: hasRuns ? null : "One generation run; to part it from the model, 2 are needed.",
    dataset: hasDatasets ? null : (mixed ?? "One dataset; to part it from the model, 2 are needed."),
  };
  const counts = { instances: cells.length, generationRun: Math.round(blocks), dataset: datasets - 1 };
  const measureOf = (source: Source, of: (solved: Record<Source, number>) => number): Measure => {
    if (gaps[source] !== null) return undefinedMeasure(counts[source], gaps[source]);
    const known = source === "instances" && of(found) === instances;
    const interval = (!known && percentileInterval(Float64Array.from(drawn, of))) || { low: null, high: null };
    const cut = found[source] < 0 ? "Cut off at 0: less varies than rows alone would." : undefined;
    const merged =
      source === "dataset" && !hasRuns ? "With one generation run it holds the variance of runs too." : undefined;
    const reason = known ? "No interval: it is taken as known from the resamples of the rows." : (cut ?? merged);
    return { estimate: of(found), ...interval, n: counts[source], ...(reason !== undefined && { reason }) };
  };
  const cutOff = (value: number) => (Number.isNaN(value) ? 0 : Math.max(0, value));
  const total = (solved: Record<Source, number>) => sources.reduce((sum, source) => sum + cutOff(solved[source]), 0);
  const each = (of: (source: Source) => Measure) =>
    Object.fromEntries(sources.map((source) => [source, of(source)])) as Record<Source, Measure>;
  const constant = total(found) === 0;
  return {
    variance: each((source) => measureOf(source, (solved) => cutOff(solved[source]))),
    share: each((source) =>
      constant
        ? undefinedMeasure(counts[source], gaps[source] ?? "Nothing varies.")
        : measureOf(source, (solved) => cutOff(solved[source]) / total(solved)),
    ),
  };
}

function chiSquare(random: Random, degrees: number): number {
  // above 100 the Wilson-Hilferty cube is closer than the draws are many
  if (degrees > 100) return degrees * (1 - 2 / (9 * degrees) + random.normal() * Math.sqrt(2 / (9 * degrees))) ** 3;
  let sum = 0;
  for (let i = 0; i < degrees; i++) sum += random.normal() ** 2;
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
