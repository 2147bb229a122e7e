/** @file All measures that a bare score matrix allows. */
import type { Measure, ScoreMatrix } from "#core/words.ts";
import { scoresOnly, undefinedMeasure } from "./measure.ts";
import { panelOf, scoresOf, type Panel } from "./panel.ts";
import { permutation } from "./permutation.ts";
import {
  biasFactorsOf,
  mspdOf,
  pearsonOf,
  rowOf,
  spearmanOf,
  viewOf,
  type Statistic,
  type View,
} from "./statistics.ts";

/** A rank correlation with its two-sided permutation p-value (null where undefined). */
export interface RankCorrelation extends Measure {
  p: number | null;
}

/** Measures by dataset (with a row "average of generators") and by generating model. */
export interface Measures {
  mspd: Record<string, Measure>;
  spearman: Record<string, RankCorrelation>;
  pearson: Record<string, Measure>;
  biasFactor: Record<string, Measure>;
}

/** A caution that follows from the size of the panel alone; undefined where there is none. */
export function panelCaution(solvers: number): string | undefined {
  if (solvers === 2) return "With 2 solvers every correlation is 1 or -1.";
  return solvers < 5 ? `With ${solvers} solvers no ranking can reach p < .05.` : undefined;
}

/** Permutation p-values of the Spearman statistics, in their order; null where undefined. */
export function permutationPs(panel: Panel, view: View, statistics: readonly Statistic[]): (number | null)[] {
  return statistics.map((statistic) => {
    const dataset = panel.datasets.indexOf(statistic.key);
    const row = dataset < 0 ? view.average : rowOf(view, dataset);
    const p = Number.isNaN(statistic.compute(view)) ? NaN : permutation(row, rowOf(view, panel.real!));
    return Number.isNaN(p) ? null : p;
  });
}

/**
 * MSPD, Spearman, Pearson by synthetic dataset and for the average of generators, bias factor by generating model.
 *
 * Without predictions nothing can be resampled: `low` and `high` are null and `reason` says so; `n` counts the scores
 * that are compared (solvers, or generators for the bias factor). Undefined measures carry the reason. Without real
 * data only bias factors are given. Several datasets of one generator (generation seeds) are averaged for the bias
 * factor. Throws InputError where the matrix names an unknown dataset or solver.
 * Source: arXiv 2409.11968.
 */
export function analyse(matrix: ScoreMatrix): Measures {
  const panel = panelOf(matrix, Object.keys(matrix.datasets));
  const view = viewOf(panel, scoresOf(matrix, panel));
  const measured = (statistics: Statistic[], caution?: string) =>
    statistics.map((statistic): [string, Measure] => {
      const value = statistic.compute(view);
      return [
        statistic.key,
        Number.isNaN(value)
          ? undefinedMeasure(statistic.compared, statistic.gap(view))
          : scoresOnly(value, statistic.compared, caution),
      ];
    });
  const caution = panelCaution(panel.solvers.length);
  const ranked = spearmanOf(panel);
  const ps = permutationPs(panel, view, ranked);
  return {
    mspd: Object.fromEntries(measured(mspdOf(panel))),
    spearman: Object.fromEntries(
      measured(ranked, caution).map(([key, measure], i) => [key, { ...measure, p: ps[i]! }]),
    ),
    pearson: Object.fromEntries(measured(pearsonOf(panel), caution)),
    biasFactor: Object.fromEntries(measured(biasFactorsOf(panel))),
  };
}
