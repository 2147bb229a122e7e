/** @file Solvers that generate nothing: they widen the panel's span of ability and never have a bias factor. */
import type { Dataset, Instance, Prediction } from "#core/words.ts";
import type { Metric } from "#measures/scores.ts";
import { predictionOf } from "#tasks/scoring.ts";
import type { TaskName } from "#tasks/task.ts";
import { taskOf } from "#tasks/tasks.ts";

export interface ClassicalJob {
  task: TaskName;
  metric: Metric;
  labels: readonly string[];
  /** The rows that the models saw, or training rows where they saw none. */
  fitOn: readonly Instance[];
  datasets: readonly Dataset[];
}

/** Fits each of the task's fitted solvers once and answers every dataset with it. */
export function solveClassically({ task: name, metric, labels, fitOn, datasets }: ClassicalJob): Prediction[] {
  const task = taskOf(name);
  return Object.entries(task.fitted).flatMap(([solver, fit]) => {
    const answer = fit(fitOn, labels);
    return datasets.flatMap((dataset) =>
      dataset.instances.map((instance) =>
        predictionOf({ task, dataset: dataset.name, solver, metric }, instance, answer(instance.input)),
      ),
    );
  });
}
