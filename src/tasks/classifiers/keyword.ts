/** @file The weak classical solvers: a few words per label, and none at all. */
import { type Classifier, type FitOptions, type LabelledText, guessFrom, logPriors, targetsOf } from "./classifier.ts";
import { wordsOf } from "./words.ts";

const WORDS_PER_LABEL = 5;

/**
 * Adds up, for each label, its prior and the log-odds of those of its five most telling words that the text has:
 * ln((n(w, l) + ½) / (n(l) + 1)) − ln((n(w, not l) + ½) / (n(not l) + 1)), n = rows; the most telling words have the highest
 * log-odds times share of the label's rows. A text without any such word gets the most frequent label.
 * @throws RangeError for no rows, or a row whose label is not in `labels`.
 */
export function fitKeyword(rows: readonly LabelledText[], { labels }: FitOptions): Classifier {
  const targets = targetsOf(rows, labels);
  const priors = logPriors(targets, labels);
  const rowsPerLabel = new Float64Array(labels.length);
  const counts = new Map<string, Float64Array>();
  rows.forEach((row, i) => {
    const label = targets[i]!;
    rowsPerLabel[label]!++;
    for (const word of new Set(wordsOf(row.input))) {
      let perLabel = counts.get(word);
      if (!perLabel) counts.set(word, (perLabel = new Float64Array(labels.length)));
      perLabel[label]!++;
    }
  });

  /** word → the labels it speaks for, with its log-odds. */
  const keywords = new Map<string, [label: number, logOdds: number][]>();
  labels.forEach((_, label) => {
    const telling: { word: string; logOdds: number; value: number }[] = [];
    const own = rowsPerLabel[label]!;
    for (const [word, perLabel] of counts) {
      const here = perLabel[label]!;
      if (here === 0) continue;
      const elsewhere = perLabel.reduce((sum, count) => sum + count, -here);
      const logOdds = Math.log((here + 0.5) / (own + 1)) - Math.log((elsewhere + 0.5) / (rows.length - own + 1));
      if (logOdds > 0) telling.push({ word, logOdds, value: (logOdds * here) / own });
    }
    telling.sort((a, b) => b.value - a.value || (a.word < b.word ? -1 : 1));
    for (const { word, logOdds } of telling.slice(0, WORDS_PER_LABEL)) {
      keywords.set(word, [...(keywords.get(word) ?? []), [label, logOdds]]);
    }
  });

  return {
    labels,
    predict(text) {
      const scores = priors.slice();
      for (const word of new Set(wordsOf(text))) {
        for (const [label, logOdds] of keywords.get(word) ?? []) scores[label]! += logOdds;
      }
      return guessFrom(labels, scores);
    },
  };
}

/**
 * The most frequent label for every text: ln((n(label) + ½) / (n + K/2)), K labels; the first of equally frequent ones.
 * @throws RangeError for no rows, or a row whose label is not in `labels`.
 */
export function fitMajority(rows: readonly LabelledText[], { labels }: FitOptions): Classifier {
  const guess = guessFrom(labels, logPriors(targetsOf(rows, labels), labels));
  return { labels, predict: () => guess };
}
