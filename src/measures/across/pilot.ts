/** @file What a pilot's predictions say about a study to come. */
import { resampleScores, type ResampleOptions } from "#measures/bootstrap.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import type { Metric } from "#measures/metrics.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { resampledVariance } from "#measures/sampling-variance.ts";
import { scorerOf } from "#measures/scores.ts";
import type { PowerPanel } from "./power.ts";

/**
 * The panel of `powerOf` from one table of predictions, in any metric.
 *
 * Abilities are the scores; the variance on one row is the bootstrap variance of a score times the units; the correlation
 * r solves Var(mean score) = mean v / n ((1 - r) / m + r), cut off to [0, .99]. The pilot's abilities spread too widely,
 * by its own noise: a short pilot makes rankings look easier than they are. Solvers without a score are left out. Throws
 * RangeError where fewer than two units or no solver with a score are left.
 */
export function pilotPanel(
  table: DatasetTable,
  solvers: readonly string[],
  metric: Metric,
  options: ResampleOptions,
): PowerPanel {
  const { units } = resamplingPlan(table, metric);
  if (units < 2)
    throw new RangeError(`pilotPanel: "${table.name}" has ${units} independent units, expected 2 or more.`);
  const present = solvers.filter((solver) => table.predictions[solver] !== undefined);
  const scores = scorerOf(
    table,
    present,
    metric,
  )(new Float64Array(table.targets.length).fill(1), new Float64Array(present.length));
  const scored = present.filter((_, i) => Number.isFinite(scores[i]!));
  if (scored.length === 0) throw new RangeError(`pilotPanel: no solver has a score on "${table.name}".`);
  const resampled = resampleScores([table], scored, metric, options);
  const { perSolver, ofMean } = resampledVariance(resampled, scored.length, 1, 0);
  const m = scored.length;
  const mean = perSolver.reduce((sum, v) => sum + v / m, 0);
  const correlation = m < 2 || mean === 0 ? 0 : (ofMean / mean - 1 / m) / (1 - 1 / m);
  return {
    abilities: [...scores].filter(Number.isFinite),
    rowVariances: Array.from(perSolver, (v) => v * units),
    rowCorrelation: Math.min(0.99, Math.max(0, correlation)),
  };
}
