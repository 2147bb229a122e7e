/** @file What every classical solver offers. They generate nothing: they are fitted on real rows and only solve. */
import type { Instance } from "#core/words.ts";
import { argmax } from "#tasks/argmax.ts";

/** What a classifier is fitted on: any instance of an intent task. */
export type LabelledText = Pick<Instance, "input" | "target">;

export interface Guess {
  label: string;
  /** Natural logarithm of each label's probability, in the order of the classifier's labels. */
  logProbs: readonly number[];
}

export interface Classifier {
  /** In the order of `logProbs`. */
  readonly labels: readonly string[];
  predict(text: string): Guess;
}

export interface FitOptions {
  /** The labels to choose from; may hold labels that no row has, must hold those of all rows. */
  labels: readonly string[];
}

/** Fits a classifier on labelled texts. Deterministic: equal rows in equal order give equal guesses. */
export type Fit = (rows: readonly LabelledText[], options: FitOptions) => Classifier;

/** Each row's place in `labels`. Throws RangeError for no rows and for a row with another label. */
export function targetsOf(rows: readonly LabelledText[], labels: readonly string[]): Int32Array {
  if (rows.length === 0) throw new RangeError("A classifier is fitted on labelled rows; found none.");
  const places = new Map(labels.map((label, k) => [label, k]));
  return Int32Array.from(rows, ({ target }, i) => {
    const place = places.get(target);
    if (place !== undefined) return place;
    throw new RangeError(`Row ${i + 1} has the label "${target}", which is not among: ${labels.join(", ")}.`);
  });
}

/** Rows per label, plus one half for each label, as a logarithm of their share. */
export function logPriors(targets: Int32Array, labels: readonly string[]): Float64Array {
  const counts = new Float64Array(labels.length).fill(0.5);
  for (const target of targets) counts[target]!++;
  return counts.map((count) => Math.log(count / (targets.length + labels.length / 2)));
}

/** The likeliest label (the first of equals) and ln softmax of the scores. */
export function guessFrom(labels: readonly string[], scores: Float64Array): Guess {
  const best = argmax(scores);
  const top = scores[best]!;
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - top);
  const total = top + Math.log(sum);
  return { label: labels[best]!, logProbs: Array.from(scores, (score) => score - total) };
}
