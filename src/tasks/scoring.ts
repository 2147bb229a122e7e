/** @file A solver's answers as predictions that are kept. */
import type { Instance, Prediction } from "#core/words.ts";
import type { Metric } from "#measures/scores.ts";
import { argmax } from "./argmax.ts";
import { parseAnswer } from "./intent/answer.ts";

/** What all predictions of one solver on one dataset share. */
export interface PredictionOrigin {
  dataset: string;
  solver: string;
  metric: Metric;
}

/**
 * 1 where the prediction is the target, 0 where it is not or could not be parsed; null where the metric is no mean of
 * such scores (macro-F1).
 */
export function instanceScore(metric: Metric, target: string, prediction: string | null): number | null {
  if (metric !== "accuracy") return null;
  return prediction === target ? 1 : 0;
}

function predictionOf(
  origin: PredictionOrigin,
  instance: Instance,
  raw: string,
  prediction: string | null,
): Prediction {
  const { dataset, solver, metric } = origin;
  const { id, target } = instance;
  const score = instanceScore(metric, target, prediction);
  return { dataset, instance: id, solver, target, raw, prediction, score };
}

/**
 * The likeliest label: log p(label | text), or log p(text | label) under equal priors. `logProbs` are natural logarithms in
 * the order of `labels`; of equally likely labels the first. They are kept with five digits.
 * @throws RangeError where counts differ, a value is NaN, or all are −∞.
 */
export function predictionFromLogProbs(
  origin: PredictionOrigin,
  instance: Instance,
  logProbs: readonly number[],
  labels: readonly string[],
): Prediction {
  if (logProbs.length !== labels.length) {
    throw new RangeError(`${origin.solver} gave ${logProbs.length} log-probabilities for ${labels.length} labels.`);
  }
  const label = labels[argmax(logProbs)]!;
  return { ...predictionOf(origin, instance, label, label), logProbs: logProbs.map(toKeep) };
}

/** Runtimes agree on no more digits, and each digit of every label of every row is stored. */
const toKeep = (logProb: number) => Number(logProb.toPrecision(5));

/** The label that an answer in words names (`parseAnswer`); `prediction` is null where it names none. */
export function predictionFromText(
  origin: PredictionOrigin,
  instance: Instance,
  raw: string,
  labels: readonly string[],
): Prediction {
  return predictionOf(origin, instance, raw, parseAnswer(raw, labels));
}
