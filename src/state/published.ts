/** @file The published score matrices as the pages show them. */
import { biasOverSets, fidelityOf, slopePerTenfold, type ModelBias, type SetFidelity } from "#published/across-sets.ts";
import { publishedSets, replay, type PublishedSet } from "#published/fidelity.ts";

export { averageOfGeneratorsName } from "#measures/panel.ts";
export type { Measures } from "#measures/analyse.ts";
export { sizeSource, type ModelBias, type SetFidelity } from "#published/across-sets.ts";
export type { Provenance, PublishedSet, Replayed, Verdict } from "#published/fidelity.ts";
export { hiddenReading, meanReading, scoreReading } from "#published/reading-error.ts";

/** A published set with our measures and each printed figure beside ours. */
export type ReplayedSet = ReturnType<typeof replay> & { set: PublishedSet };

/** Mean bias factor against size: score points per ten times the parameters, by set and over the datasets. */
export interface Slopes {
  bySet: Readonly<Record<string, number>>;
  meanOverDatasets: number;
  mean: number;
}

export interface Published {
  sets: readonly ReplayedSet[];
  biases: readonly ModelBias[];
  fidelity: readonly SetFidelity[];
  slopes: { parameters: Slopes; active: Slopes };
}

/** Every set replayed, and what they say together. */
export function published(): Published {
  const sets = publishedSets.map((set) => ({ set, ...replay(set) }));
  const biases = biasOverSets(sets);
  const slopes = (size: "parameters" | "active"): Slopes => ({
    bySet: Object.fromEntries(
      sets.map(({ set }) => [set.id, slopePerTenfold(biases, size, ({ bySet }) => bySet[set.id]!)]),
    ),
    meanOverDatasets: slopePerTenfold(biases, size, (row) => row.meanOverDatasets),
    mean: slopePerTenfold(biases, size, (row) => row.mean),
  });
  return {
    sets,
    biases,
    fidelity: sets.map(fidelityOf),
    slopes: { parameters: slopes("parameters"), active: slopes("active") },
  };
}

/** The scores of a set in the shape of a study's own, for the parts of the report that show scores. */
export function scoredPanel({ matrix, rows }: PublishedSet) {
  const { metric, solvers, datasets, generators } = matrix;
  const writers = new Set(Object.values(generators));
  return {
    metric,
    solvers,
    real: matrix.real!,
    datasets: Object.fromEntries(
      Object.entries(datasets).map(([name, scores]) => [
        name,
        { generator: generators[name] ?? null, seed: null, scores, intervals: [] },
      ]),
    ),
    solverFacts: Object.fromEntries(
      solvers.map((name) => [name, { generates: writers.has(name), preparation: "zero-shot" as const }]),
    ),
    measures: { units: rows },
  };
}
