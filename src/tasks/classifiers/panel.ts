/** @file The classical solvers of a panel, by the names that results give them. */
import type { Fit } from "./classifier.ts";
import { fitKeyword, fitMajority } from "./keyword.ts";
import { fitNearestCentroid } from "./nearest-centroid.ts";
import { fitNgramLogistic } from "./ngram-logistic.ts";

/** From the ablest to the one that reads nothing, so that a panel spans ability on purpose. */
export const classicalSolvers: Readonly<Record<string, Fit>> = {
  "classical/ngram-logistic": fitNgramLogistic,
  "classical/nearest-centroid": fitNearestCentroid,
  "classical/keyword": fitKeyword,
  "classical/majority": fitMajority,
};
