/** @file Solvers without a language model: one number that says how alike two texts look, mapped to the scale. */
import { characterGrams } from "#tasks/classifiers/n-grams.ts";
import type { Example, FittedSolver } from "#tasks/task.ts";
import { scoreText } from "./expected.ts";
import { type Pair, pairOf, wordsIn } from "./pair.ts";
import { endsOf } from "./scale.ts";

/** How alike two texts look, mostly in [0, 1]; higher is more alike. */
export type Likeness = (pair: Pair) => number;

/** Shared words / words of either, each word once; 0 where neither text has words. Source: Jaccard's index. */
export const wordOverlap: Likeness = (pair) => {
  const [first, second] = pair.map((text) => new Set(wordsIn(text)));
  const shared = [...first!].filter((word) => second!.has(word)).length;
  const either = first!.size + second!.size - shared;
  return either === 0 ? 0 : shared / either;
};

/**
 * 2 · shared / (those of one + those of the other) of the runs of 3 to 5 characters in words, each run once; 0 where neither
 * text has words. It sees that "play" and "playing" are alike. Source: Dice's coefficient.
 */
export const characterOverlap: Likeness = (pair) => {
  const [first, second] = pair.map((text) => new Set(characterGrams(wordsIn(text))));
  const shared = [...first!].filter((gram) => second!.has(gram)).length;
  return (2 * shared) / Math.max(first!.size + second!.size, 1);
};

/** Length of the shorter text / of the longer one, in characters: it reads no word. */
export const lengthRatio: Likeness = ([first, second]) =>
  Math.min(first.length, second.length) / Math.max(first.length, second.length, 1);

/**
 * Cosine of the two texts' TF-IDF vectors over words: tf · (1 + ln((1 + n) / (1 + df))), n texts (those of the fitted rows
 * and the pair's own two), df of them with the word; 0 for a text without words.
 * Source: scikit-learn's TfidfVectorizer with smooth_idf.
 */
export function tfIdfCosine(rows: readonly Pick<Example, "input">[]): Likeness {
  const documents = new Map<string, number>();
  const texts = rows.flatMap(({ input }) => pairOf(input));
  for (const text of texts) {
    for (const word of new Set(wordsIn(text))) documents.set(word, (documents.get(word) ?? 0) + 1);
  }
  return (pair) => {
    const [first, second] = pair.map((text) => counted(wordsIn(text)));
    const weightOf = (word: string) => {
      const df = (documents.get(word) ?? 0) + Number(first!.has(word)) + Number(second!.has(word));
      return 1 + Math.log((3 + texts.length) / (1 + df));
    };
    let dot = 0;
    for (const [word, count] of first!) dot += count * (second!.get(word) ?? 0) * weightOf(word) ** 2;
    const length = (counts: ReadonlyMap<string, number>) =>
      Math.hypot(...[...counts].map(([word, count]) => count * weightOf(word)));
    return dot === 0 ? 0 : dot / (length(first!) * length(second!));
  };
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * A likeness on the scale of the scores: least squares a + b · likeness on the rows, b ≥ 0, cut to the ends of the scale.
 * Where the rows do not show a rise (b ≤ 0, or all rows equally alike) low + likeness · (high − low).
 */
export function onScale(likeness: Likeness, rows: readonly Example[], labels: readonly string[]): FittedSolver {
  const [low, high] = endsOf({ labels });
  const x = rows.map(({ input }) => likeness(pairOf(input)));
  const y = rows.map(({ target }) => Number(target));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
  const variance = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const rises = covariance > 0 && variance > 0;
  const slope = rises ? covariance / variance : high - low;
  const start = rises ? meanY - slope * meanX : low;
  return (input) => {
    const score = Math.min(high, Math.max(low, start + slope * likeness(pairOf(input))));
    return { raw: scoreText(score), prediction: scoreText(score) };
  };
}
