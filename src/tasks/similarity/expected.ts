/** @file From the likelihoods of the levels to a score. */
import { argmax } from "#tasks/argmax.ts";
import { toKeep } from "#tasks/scoring.ts";
import type { Answer } from "#tasks/task.ts";

/** Digits after the decimal point of a score that is a mean. */
const DIGITS = 4;

/** A number as a prediction holds it. */
export const scoreText = (value: number): string => String(Number(value.toFixed(DIGITS)));

/**
 * The expected score Σ level · p(level), p = softmax of log p(level | pair), or of log p(pair | level) under equal priors.
 * `logProbs` are natural logarithms in the order of `levels`, kept with five digits; the score follows from what is kept.
 * `raw` is the likeliest level, the first of equals.
 * @throws RangeError where counts differ, a value is NaN, or all are −∞.
 */
export function expectedScore(logProbs: readonly number[], levels: readonly string[]): Answer {
  if (logProbs.length !== levels.length) {
    throw new RangeError(`Found ${logProbs.length} log-probabilities for ${levels.length} levels.`);
  }
  const kept = logProbs.map(toKeep);
  const top = argmax(kept);
  const weights = kept.map((logProb) => Math.exp(logProb - kept[top]!));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const score = weights.reduce((sum, weight, k) => sum + (weight / total) * Number(levels[k]), 0);
  return { raw: levels[top]!, prediction: scoreText(score), logProbs: kept };
}
