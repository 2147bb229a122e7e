/** @file Everything that compares the arms of a study over many datasets. */
import { defaultResamples, type ResampleOptions } from "#measures/bootstrap.ts";
import { sampleOf, type AcrossArm, type SolverFacts } from "./arm.ts";
import { biasOf, biasOverDatasets, type ModelBias } from "./bias-over-datasets.ts";
import { homeArms } from "./datasets.ts";
import { fidelityByTask, type FidelityByTask } from "./fidelity.ts";

export type { AcrossArm, SolverFact, SolverFacts } from "./arm.ts";

export interface AcrossOptions extends ResampleOptions {
  /** Arm key → its scores (`resampleArm` with the same seed and number of resamples), where they are at hand. */
  scores?: Readonly<Record<string, { observed: Float64Array; resampled: Float64Array }>>;
}

/** What many datasets say together. All of it is JSON: undefined measures are null with a reason. */
export interface AcrossMeasures {
  /** Keys of the arms that are pooled, those with demonstrations from their own dataset where there are any. */
  pooled: readonly string[];
  fidelity: FidelityByTask;
  /** By model, the smallest first. */
  biasFactors: readonly ModelBias[];
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
  return {
    pooled: pooled.map(({ arm }) => arm.key),
    fidelity: fidelityByTask(pooled),
    biasFactors: biasOverDatasets(biases, facts),
  };
}
