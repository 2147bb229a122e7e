/** @file A solver's answers as predictions that are kept. */
import type { Instance, Prediction } from "#core/words.ts";
import type { Metric } from "#measures/scores.ts";
import { argmax } from "./argmax.ts";
import type { Answer, Task } from "./task.ts";

/** What all predictions of one solver on one dataset share. */
export interface PredictionOrigin {
  task: Task;
  dataset: string;
  solver: string;
  metric: Metric;
}

/** Binds an answer to its row; the row's score is the task's (`rowScore`). */
export function predictionOf(
  { task, dataset, solver, metric }: PredictionOrigin,
  { id, target }: Instance,
  { raw, prediction, logProbs }: Answer,
): Prediction {
  const score = task.rowScore(metric, target, prediction);
  return { dataset, instance: id, solver, target, raw, prediction, score, ...(logProbs && { logProbs }) };
}

/**
 * The likeliest label: log p(label | text), or log p(text | label) under equal priors. `logProbs` are natural logarithms in
 * the order of `labels`; of equally likely labels the first. They are kept with five digits.
 * @throws RangeError where counts differ, a value is NaN, or all are −∞.
 */
export function likeliestLabel(logProbs: readonly number[], labels: readonly string[]): Answer {
  if (logProbs.length !== labels.length) {
    throw new RangeError(`Found ${logProbs.length} log-probabilities for ${labels.length} labels.`);
  }
  const label = labels[argmax(logProbs)]!;
  return { raw: label, prediction: label, logProbs: logProbs.map(toKeep) };
}

/** Runtimes agree on no more digits, and each digit of every label of every row is stored. */
export const toKeep = (logProb: number) => Number(logProb.toPrecision(5));
