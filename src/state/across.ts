/** @file What a page needs to read what many datasets say together. */
export type { AcrossMeasures } from "#measures/across/across.ts";
export type { AdjustedMeasure } from "#measures/across/arm.ts";
export type { ModelBias } from "#measures/across/bias-over-datasets.ts";
export { acrossCoverage } from "#measures/across/coverage.ts";
export type { EnsembleVerdict } from "#measures/across/ensemble-verdict.ts";
export {
  chosenKeys,
  type EnsembleBenchmark,
  type EnsembleKey,
  type EnsembleTable,
} from "#measures/across/ensembles.ts";
export {
  type Benchmark,
  benchmarks,
  type Fidelity,
  type FidelityOutcome,
  type TaskContrast,
} from "#measures/across/fidelity.ts";
export type { Conclusion } from "#measures/across/leave-one-solver-out.ts";
export type { Contrast } from "#measures/across/spread.ts";
export type { TiedGroups } from "#measures/across/tied-groups.ts";
export { sources } from "#measures/across/variance-by-source.ts";
