/** @file What the published sets say together: bias factor by model and size, fidelity by task, worth of the average. */
import type { Measures } from "#measures/analyse.ts";
import { averageOfGeneratorsName } from "#measures/panel.ts";
import type { PublishedSet } from "./fidelity.ts";
import panel from "./panel.json";

/** A published set with its measures. */
export interface MeasuredSet {
  set: PublishedSet;
  measures: Measures;
}

/** Parameters that all (`parameters`) and that one token passes through (`active`); they differ in mixtures of experts. */
export interface ModelSize {
  parameters: number;
  active: number;
}

/** The bias factors of one model, in score points. */
export interface ModelBias {
  model: string;
  /** Null where its maker publishes none. */
  size: ModelSize | null;
  /** By set. */
  bySet: Readonly<Record<string, number>>;
  /** In how many sets it is above zero. */
  above: number;
  mean: number;
  /** The mean over real datasets of the means of their sets: sets of one dataset share its answers or its rows. */
  meanOverDatasets: number;
}

const sizes: Readonly<Record<string, ModelSize | null>> = panel.models;

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where the sizes come from. */
export const sizeSource = panel.source;

/** Bias factors of every model over the sets, fewest parameters first, unknown sizes last. */
export function biasOverSets(measured: readonly MeasuredSet[]): ModelBias[] {
  const datasets = [...new Set(measured.map(({ set }) => set.dataset))];
  const rows = panel.solvers.map((model): ModelBias => {
    const bias = ({ measures }: MeasuredSet) => measures.biasFactor[model]!.estimate!;
    const values = measured.map(bias);
    return {
      model,
      size: sizes[model] ?? null,
      bySet: Object.fromEntries(measured.map((each) => [each.set.id, bias(each)])),
      above: values.filter((value) => value > 0).length,
      mean: meanOf(values),
      meanOverDatasets: meanOf(
        datasets.map((name) => meanOf(measured.filter(({ set }) => set.dataset === name).map(bias))),
      ),
    };
  });
  return rows.sort((x, y) => (x.size?.parameters ?? Infinity) - (y.size?.parameters ?? Infinity));
}

/**
 * Least-squares slope of `value` on log10 of the size: score points per ten times the parameters.
 *
 * Models of unknown size are left out. NaN for fewer than two sizes. It has no interval here: bias factors of one panel
 * are not independent, and scores alone cannot be resampled.
 */
export function slopePerTenfold(
  rows: readonly ModelBias[],
  size: keyof ModelSize,
  value: (row: ModelBias) => number,
): number {
  const points = rows.flatMap((row) => (row.size ? [{ x: Math.log10(row.size[size]), y: value(row) }] : []));
  const x = meanOf(points.map((point) => point.x));
  const y = meanOf(points.map((point) => point.y));
  const covariance = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return covariance / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

/** How near the synthetic sets of one published set come to its real data. */
export interface SetFidelity {
  set: PublishedSet;
  /** Least and greatest over the six generators. */
  mspd: readonly [least: number, greatest: number];
  spearman: readonly [least: number, greatest: number];
  /** Mean MSPD of the six over the variance of the solvers' real scores, which allows comparing tasks. */
  relative: number;
  /** The average of generators, and in how many of the six it is better. */
  average: { mspd: number; spearman: number; lowerMspd: number; higherSpearman: number; equalSpearman: number };
}

/** Correlations closer than this are equal. */
const tie = 1e-9;

/** MSPD and SRCC of one set over its generators, and the average of generators against each of them. */
export function fidelityOf({ set, measures }: MeasuredSet): SetFidelity {
  const names = Object.keys(set.matrix.generators);
  const mspd = names.map((name) => measures.mspd[name]!.estimate!);
  const spearman = names.map((name) => measures.spearman[name]!.estimate!);
  const real = set.matrix.datasets[set.matrix.real!]!.map((score) => score!);
  const centre = meanOf(real);
  const average = {
    mspd: measures.mspd[averageOfGeneratorsName]!.estimate!,
    spearman: measures.spearman[averageOfGeneratorsName]!.estimate!,
  };
  return {
    set,
    mspd: [Math.min(...mspd), Math.max(...mspd)],
    spearman: [Math.min(...spearman), Math.max(...spearman)],
    relative: meanOf(mspd) / meanOf(real.map((score) => (score - centre) ** 2)),
    average: {
      ...average,
      lowerMspd: mspd.filter((value) => average.mspd < value).length,
      higherSpearman: spearman.filter((value) => average.spearman > value + tie).length,
      equalSpearman: spearman.filter((value) => Math.abs(average.spearman - value) <= tie).length,
    },
  };
}
