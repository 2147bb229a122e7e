/** @file The list of everything that is estimated from a score matrix; point values and resamples both read it. */
import { biasFactorGap, biasFactorOf } from "./bias-factor.ts";
import { mspd } from "./mspd.ts";
import {
  averageOfGenerators,
  averageOfGeneratorsName,
  generatedScores,
  type GeneratingModel,
  type Panel,
} from "./panel.ts";
import { isConstant, pearson, spearman } from "./rank-correlation.ts";

/** The scores of one matrix, or of one resample of it. */
export interface View {
  panel: Panel;
  /** `[datasets][solvers]`. */
  scores: Float64Array;
  /** `[generators][solvers]`. */
  generated: Float64Array;
  /** `[solvers]`. */
  average: Float64Array;
}

export interface Statistic {
  /** Dataset or model that it is about. */
  key: string;
  /** How many scores it compares: solvers, or generators for the bias factor. */
  compared: number;
  /** Rows of the matrix that it rests on. */
  datasets: readonly number[];
  /** NaN where undefined. */
  compute(view: View): number;
  /** Why `compute` gave NaN. */
  gap(view: View): string;
}

/** `into`: memory of 0s to use, for the generators' scores and their average; new where absent. */
export function viewOf(
  panel: Panel,
  scores: Float64Array,
  drawn?: readonly (readonly number[])[],
  into?: { generated: Float64Array; average: Float64Array },
): View {
  const generated = generatedScores(panel, scores, drawn, into?.generated);
  return { panel, scores, generated, average: averageOfGenerators(panel, generated, into?.average) };
}

export function rowOf(view: View, dataset: number): Float64Array {
  const width = view.panel.solvers.length;
  return view.scores.subarray(dataset * width, (dataset + 1) * width);
}

/** Something computed from the scores on a benchmark and on the real data. */
export type Comparison = (synthetic: Float64Array, real: Float64Array) => number;

/**
 * One statistic per synthetic dataset and one for the average of generators; none without real data.
 *
 * `correlates`: whether a list of equal scores leaves it undefined.
 */
export function comparisons(panel: Panel, compare: Comparison, correlates: boolean): Statistic[] {
  const { real } = panel;
  if (real === null) return [];
  const statistic = (key: string, datasets: number[], synthetic: (view: View) => Float64Array): Statistic => ({
    key,
    compared: panel.solvers.length,
    datasets: [real, ...datasets],
    compute: (view) => compare(synthetic(view), rowOf(view, real)),
    gap: (view) =>
      missing(panel, key, synthetic(view)) ??
      missing(panel, panel.datasets[real]!, rowOf(view, real)) ??
      (correlates ? (constant(key, synthetic(view)) ?? constant(panel.datasets[real]!, rowOf(view, real))) : null) ??
      "A score is not a finite number.",
  });
  const single = panel.datasets.flatMap((name, d) =>
    d === real ? [] : [statistic(name, [d], (view) => rowOf(view, d))],
  );
  const written = panel.generators.flatMap((generator) => generator.datasets);
  const average = statistic(averageOfGeneratorsName, written, (view) => view.average);
  if (panel.generators.length < 2) {
    average.compute = () => NaN;
    average.gap = () => `${panel.generators.length} generator; an average of generators needs two or more.`;
  }
  return [...single, average];
}

function missing(panel: Panel, dataset: string, row: Float64Array): string | null {
  const at = row.findIndex(Number.isNaN);
  if (at < 0) return null;
  const solver = panel.solvers[at]!;
  return panel.gaps[dataset]?.[solver] ?? `"${solver}" has no score on "${dataset}".`;
}

function constant(dataset: string, row: Float64Array): string | null {
  if (row.length < 2) return "One solver cannot be ranked; two or more are needed.";
  return isConstant(row) ? `All solvers score the same on "${dataset}", so they cannot be ranked there.` : null;
}

export const mspdOf = (panel: Panel) => comparisons(panel, mspd, false);
export const spearmanOf = (panel: Panel) => comparisons(panel, spearman, true);
export const pearsonOf = (panel: Panel) => comparisons(panel, pearson, true);

/**
 * One bias factor per generator. `groups` restricts a model's rivals to generators of the same group (null: no group,
 * so no rivals).
 */
export function biasFactorsOf(panel: Panel, groups?: Readonly<Record<string, string | null>>): Statistic[] {
  const groupOf = (generator: GeneratingModel) => groups?.[generator.name] ?? null;
  return panel.generators.map((generator, own) => {
    const others = [...panel.generators.keys()].filter((g) => {
      const related = !groups || (groupOf(generator) !== null && groupOf(panel.generators[g]!) === groupOf(generator));
      return g !== own && related;
    });
    return {
      key: generator.name,
      compared: others.length + 1,
      datasets: [own, ...others].flatMap((g) => panel.generators[g]!.datasets),
      compute: (view) => biasFactorOf(panel, view.generated, own, others),
      gap: (view) => biasFactorGap(panel, view.generated, own, others),
    };
  });
}
