/** @file One arm of a study over many datasets, and everything that is resampled from it once. */
import type { Measure } from "#core/words.ts";
import { defaultResamples, eachResample, type ResampleOptions } from "#measures/bootstrap.ts";
import type { Sample } from "#measures/intervals.ts";
import { codeTable, type DatasetTable } from "#measures/labelled-table.ts";
import { panelOf } from "#measures/panel.ts";
import { seedDraws, viewsOf } from "#measures/resampled-views.ts";
import { resamplingPlan } from "#measures/resampling.ts";
import { accuracyVariance, resampledVariance, type ScoreVariance } from "#measures/sampling-variance.ts";
import type { Metric } from "#measures/metrics.ts";
import { scorerOf } from "#measures/scores.ts";
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
 * Scores of an arm on every resample, `[resamples][datasets][solvers]`, NaN where a solver has no predictions on a set.
 *
 * The draws are those of `resampleScores` with the same seed, so an arm's own report and what compares arms agree.
 * Throws RangeError where a set has no rows or a list of predictions is not as long as its set.
 */
export function resampleArm(
  arm: AcrossArm,
  { seed, resamples = defaultResamples }: ResampleOptions,
): { observed: Float64Array; resampled: Float64Array } {
  const width = arm.solvers.length;
  const stride = arm.tables.length * width;
  const observed = new Float64Array(stride).fill(NaN);
  const resampled = new Float64Array(resamples * stride).fill(NaN);
  arm.tables.forEach((table, d) => {
    const present = [...arm.solvers.keys()].filter((m) => table.predictions[arm.solvers[m]!]);
    if (present.length === 0) return;
    const score = scorerOf(
      table,
      present.map((m) => arm.solvers[m]!),
      arm.metric,
    );
    const scores = new Float64Array(present.length);
    score(new Float64Array(table.targets.length).fill(1), scores);
    present.forEach((m, i) => (observed[d * width + m] = scores[i]!));
    eachResample(table, { seed, resamples }, (b, weights) => {
      score(weights, scores);
      for (let i = 0; i < present.length; i++) resampled[b * stride + d * width + present[i]!] = scores[i]!;
    });
  });
  return { observed, resampled };
}

/**
 * An arm as the measures read it. `scores`: what `resampleArm` gave for the same seed, where it is at hand.
 *
 * Throws RangeError when it has two real datasets or two of one name, InputError when a generator is no solver.
 */
export function sampleOf(
  arm: AcrossArm,
  options: ResampleOptions,
  scores: { observed: Float64Array; resampled: Float64Array } = resampleArm(arm, options),
): ArmSample {
  const { tables, solvers } = arm;
  const names = tables.map((table) => table.name);
  const real = tables.filter((table) => table.generator === null);
  if (real.length > 1) throw new RangeError(`Arm "${arm.key}" has ${real.length} real datasets, expected one at most.`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new RangeError(`Arm "${arm.key}" has two datasets named "${twice}"; names must differ.`);
  const generators = Object.fromEntries(
    tables.flatMap(({ name, generator }) => (generator === null ? [] : [[name, generator]])),
  );
  const panel = panelOf({ real: real[0]?.name ?? null, solvers, generators }, names);
  const plans = tables.map(resamplingPlan);
  const resamples = scores.resampled.length / Math.max(1, tables.length * solvers.length);
  const draws = Array.from({ length: resamples }, seedDraws(panel, options.seed));
  const noise = tables.map((table, d) => {
    const whole = solvers.every((solver) => table.predictions[solver]);
    return arm.metric === "accuracy" && whole
      ? accuracyVariance(codeTable(table, solvers), plans[d]!)
      : resampledVariance(scores.resampled, solvers.length, tables.length, d);
  });
  return {
    arm,
    panel,
    units: plans.map((plan) => plan.units),
    observed: viewOf(panel, scores.observed),
    resampled: viewsOf(panel, scores.resampled, draws),
    noise,
  };
}
