/** @file One arm of a study over many datasets, and everything that is resampled from it once. */
import type { Measure } from "#core/words.ts";
import { resampleScores, type ResampleOptions } from "#measures/bootstrap.ts";
import type { Sample } from "#measures/intervals.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";
import { panelOf } from "#measures/panel.ts";
import { seedDraws, viewsOf } from "#measures/resampled-views.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { resampledVariance, varianceOfMeans, type ScoreVariance } from "#measures/sampling-variance.ts";
import { metrics, type Metric } from "#measures/metrics.ts";
import { rowValues, scorerOf } from "#measures/scores.ts";
import { viewOf } from "#measures/statistics.ts";

/** One real dataset in one setting, with the sets that stand in for it. */
export interface AcrossArm {
  /** Unique over the arms. */
  key: string;
  task: string;
  /** The real dataset's name; arms of one name are averaged where datasets are counted. */
  real: string;
  /** How the sets were asked for, such as "5 per label". */
  setting: string;
  /** The dataset that demonstrations came from; null or the real dataset's own name where it is that one. */
  source: string | null;
  metric: Metric;
  /** Real data (generator null) and synthetic sets, in any order. */
  tables: readonly DatasetTable[];
  /** Models are matched over arms by name. A solver may lack predictions on a table: those scores are missing. */
  solvers: readonly string[];
}

export interface SolverFact {
  /** Trainable parameters. */
  parameters: number | null;
  family: string | null;
  /** The model that it was adapted from. */
  base: string | null;
}

/** Solver → what is known about it; a solver that is left out is unknown. */
export type SolverFacts = Readonly<Record<string, SolverFact>>;

/** An arm with its scores as observed and as resampled. */
export interface ArmSample extends Sample {
  arm: AcrossArm;
  /** Sampling variance of the scores, by dataset of the panel. */
  noise: readonly ScoreVariance[];
}

/** A measure that is one of several asked at once. */
export interface AdjustedMeasure extends Measure {
  /** Two-sided p-value of 0; null where undefined. */
  p: number | null;
  /** The same with Holm's correction for all that are asked together. */
  adjustedP: number | null;
  /** An interval that holds for all of them together. */
  simultaneous: { low: number; high: number } | null;
}

/** Whether demonstrations came from the dataset itself. */
export function isHome(arm: AcrossArm): boolean {
  return arm.source === null || arm.source === arm.real;
}

/**
 * An arm as the measures read it. `scores`: what `resampleScores` gave for its tables, solvers, metric and the same seed,
 * where they are at hand; so an arm's own report and what compares arms rest on the same draws.
 *
 * Throws RangeError when it has two real datasets, two of one name or a broken table, InputError when a generator is no
 * solver.
 */
export function sampleOf(
  arm: AcrossArm,
  options: ResampleOptions,
  scores: Float64Array = resampleScores(arm.tables, arm.solvers, arm.metric, options),
): ArmSample {
  const { tables, solvers, metric } = arm;
  const names = tables.map((table) => table.name);
  const real = tables.filter((table) => table.generator === null);
  if (real.length > 1) throw new RangeError(`Arm "${arm.key}" has ${real.length} real datasets, expected one at most.`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new RangeError(`Arm "${arm.key}" has two datasets named "${twice}"; names must differ.`);
  const generators = Object.fromEntries(
    tables.flatMap(({ name, generator }) => (generator === null ? [] : [[name, generator]])),
  );
  const panel = panelOf({ metric, real: real[0]?.name ?? null, solvers, generators }, names);
  const plans = tables.map((table) => resamplingPlan(table, metric));
  const observed = new Float64Array(tables.length * solvers.length);
  tables.forEach((table, d) => {
    const row = observed.subarray(d * solvers.length, (d + 1) * solvers.length);
    scorerOf(table, solvers, metric)(new Float64Array(table.targets.length).fill(1), row);
  });
  const resamples = scores.length / Math.max(1, observed.length);
  const draws = Array.from({ length: resamples }, seedDraws(panel, options.seed));
  const noise = tables.map((table, d) =>
    metrics[metric].meanOverRows
      ? varianceOfMeans(
          solvers.map((solver) => rowValues(table, solver, metric)),
          plans[d]!,
        )
      : resampledVariance(scores, solvers.length, tables.length, d),
  );
  return {
    arm,
    panel,
    units: plans.map((plan) => plan.units),
    observed: viewOf(panel, observed),
    resampled: viewsOf(panel, scores, draws),
    noise,
  };
}
