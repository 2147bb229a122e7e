/** @file Solvers that generate nothing: they widen the panel's span of ability and never have a bias factor. */
import type { Dataset, Instance, Prediction } from "#core/words.ts";
import type { Metric } from "#measures/scores.ts";
import { classicalSolvers } from "#tasks/classifiers/panel.ts";
import { predictionFromLogProbs } from "#tasks/scoring.ts";

export const classicalNames: readonly string[] = Object.keys(classicalSolvers);

export interface ClassicalJob {
  metric: Metric;
  labels: readonly string[];
  /** The rows that the models saw, or training rows where they saw none. */
  fitOn: readonly Instance[];
  datasets: readonly Dataset[];
}

/** Fits each classical solver once and answers every dataset with it. */
export function solveClassically({ metric, labels, fitOn, datasets }: ClassicalJob): Prediction[] {
  return Object.entries(classicalSolvers).flatMap(([solver, fit]) => {
    const classifier = fit(fitOn, { labels });
    return datasets.flatMap((dataset) =>
      dataset.instances.map((instance) => {
        const { logProbs } = classifier.predict(instance.input);
        return predictionFromLogProbs({ dataset: dataset.name, solver, metric }, instance, logProbs, labels);
      }),
    );
  });
}
