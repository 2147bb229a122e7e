/** @file The middling classical solver. */
import { type Classifier, type FitOptions, type LabelledText, guessFrom, targetsOf } from "./classifier.ts";
import { fitTfIdf } from "./tf-idf.ts";

/** Turns cosines into log-probabilities: a ranking with a scale, not calibrated. */
const SHARPNESS = 10;

/**
 * The label whose rows' mean TF-IDF vector has the highest cosine with the text's: ln softmax(10 · cosine).
 * A label without a row, and a text without a known n-gram, have cosine 0; the first of equal labels wins.
 * @throws RangeError for no rows, or a row whose label is not in `labels`.
 * Source: Rocchio's classifier (Manning, Raghavan, Schütze 2008, §14.2).
 */
export function fitNearestCentroid(rows: readonly LabelledText[], { labels }: FitOptions): Classifier {
  const targets = targetsOf(rows, labels);
  const tfIdf = fitTfIdf(rows.map((row) => row.input));
  const classes = labels.length;
  const sums = new Float64Array(tfIdf.size * classes);
  rows.forEach((row, i) => {
    const { indices, values } = tfIdf.vector(row.input);
    indices.forEach((index, j) => (sums[index * classes + targets[i]!]! += values[j]!));
  });
  const squares = new Float64Array(classes);
  sums.forEach((value, i) => (squares[i % classes]! += value * value));

  return {
    labels,
    predict(text) {
      const { indices, values } = tfIdf.vector(text);
      const dots = new Float64Array(classes);
      indices.forEach((index, j) => {
        for (let k = 0; k < classes; k++) dots[k]! += values[j]! * sums[index * classes + k]!;
      });
      const length = Math.hypot(...values);
      const cosines = dots.map((dot, k) => (dot === 0 ? 0 : dot / (length * Math.sqrt(squares[k]!))));
      return guessFrom(
        labels,
        cosines.map((cosine) => SHARPNESS * cosine),
      );
    },
  };
}
