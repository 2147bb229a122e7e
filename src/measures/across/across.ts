/** @file Everything that compares the arms of a study over many datasets. */
import { defaultResamples, type ResampleOptions } from "#measures/bootstrap.ts";
import { sampleOf, type AcrossArm, type SolverFacts } from "./arm.ts";
import { biasOf, biasOverDatasets, type ModelBias } from "./bias-over-datasets.ts";
import { homeArms } from "./datasets.ts";
import { ensemblesOf, type Ensembles } from "./ensembles.ts";
import { ensembleVerdict, type EnsembleVerdict } from "./ensemble-verdict.ts";
import { fidelityByTask, type FidelityByTask } from "./fidelity.ts";
import { leaveOneSolverOut, type LeaveOneSolverOut } from "./leave-one-solver-out.ts";
import { rankingOf, type ArmRanking } from "./tied-groups.ts";
import { transferOf, type TransferMeasures } from "./transfer.ts";
import { trendOf, type TrendMeasures } from "./trend.ts";
import { varianceBySource, type VarianceMeasures } from "./variance-by-source.ts";

export type { AcrossArm, SolverFact, SolverFacts } from "./arm.ts";

export interface AcrossOptions extends ResampleOptions {
  /** Arm key → its `resampleScores` with the same seed and number of resamples, where they are at hand. */
  scores?: Readonly<Record<string, Float64Array>>;
}

/** What many datasets say together. All of it is JSON: undefined measures are null with a reason. */
export interface AcrossMeasures {
  /** Keys of the arms that are pooled, those with demonstrations from their own dataset where there are any. */
  pooled: readonly string[];
  fidelity: FidelityByTask;
  /** By model, the smallest first. */
  biasFactors: readonly ModelBias[];
  trend: TrendMeasures;
  rankings: readonly ArmRanking[];
  leaveOneOut: LeaveOneSolverOut;
  varianceBySource: VarianceMeasures;
  ensembles: Ensembles & { verdict: EnsembleVerdict };
  /** The only one that reads arms with demonstrations from elsewhere beside those of their own. */
  transfer: TransferMeasures;
}

/**
 * All measures over arms, from their tables and what is known about the solvers.
 *
 * Scores of the resamples are computed once per arm and everything reads them; a real dataset that several arms share is
 * resampled alike in all of them. Same arms, facts and seed, same result. Throws RangeError without arms, with two of one
 * key or with a broken table, InputError where a generator is no solver.
 */
export function measureAcross(
  arms: readonly AcrossArm[],
  facts: SolverFacts,
  { seed, resamples = defaultResamples, scores = {} }: AcrossOptions,
): AcrossMeasures {
  if (arms.length === 0) throw new RangeError("No arms: a study over datasets has at least one.");
  const keys = arms.map((arm) => arm.key);
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) throw new RangeError(`Two arms have the key "${twice}"; keys must differ.`);
  const samples = arms.map((arm) => sampleOf(arm, { seed, resamples }, scores[arm.key]));
  const pooled = homeArms(samples);
  const biases = pooled.map(biasOf);
  const ensembles = ensemblesOf(pooled, facts, seed);
  const fidelity = fidelityByTask(pooled);
  return {
    pooled: pooled.map(({ arm }) => arm.key),
    fidelity,
    biasFactors: biasOverDatasets(biases, facts),
    trend: trendOf(biases, facts),
    rankings: pooled.map(rankingOf),
    leaveOneOut: leaveOneSolverOut(biases, fidelity.arms, facts),
    varianceBySource: varianceBySource(pooled, seed),
    ensembles: { ...ensembles, verdict: ensembleVerdict(ensembles.over) },
    transfer: transferOf(samples),
  };
}
