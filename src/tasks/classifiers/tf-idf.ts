/** @file Texts as sparse vectors: TF-IDF of word and character n-grams. */
import { characterGrams, wordGrams } from "./n-grams.ts";
import { wordsOf } from "./words.ts";

/** The features that a text has and their weights; all others are 0. */
export interface SparseVector {
  indices: Int32Array;
  values: Float64Array;
}

export interface TfIdf {
  /** How many features the fitted texts have. */
  readonly size: number;
  /** The text's vector, length at most 1; features that no fitted text has are left out. */
  vector(text: string): SparseVector;
}

const blocks = [wordGrams, characterGrams];

/**
 * TF-IDF over word 1-2-grams and character 3-5-grams of the fitted texts: each text's weights are
 * (1 + ln tf) · (1 + ln((1 + n) / (1 + df))), n texts, df of them with the n-gram; words and characters are each scaled
 * to the same length, both together to length 1. A text without a known n-gram has the empty vector.
 * Source: scikit-learn's TfidfVectorizer with sublinear_tf, smooth_idf and l2 norm.
 */
export function fitTfIdf(texts: readonly string[]): TfIdf {
  const places = blocks.map(() => new Map<number, number>());
  const documents: number[] = [];
  for (const text of texts) {
    const words = wordsOf(text);
    blocks.forEach((gramsOf, b) => {
      for (const gram of new Set(gramsOf(words))) {
        const place = places[b]!.get(gram);
        if (place !== undefined) documents[place]!++;
        else places[b]!.set(gram, documents.push(1) - 1);
      }
    });
  }
  const idf = documents.map((df) => 1 + Math.log((1 + texts.length) / (1 + df)));

  function vector(text: string): SparseVector {
    const words = wordsOf(text);
    const indices: number[] = [];
    const values: number[] = [];
    blocks.forEach((gramsOf, b) => {
      const counts = new Map<number, number>();
      for (const gram of gramsOf(words)) {
        const place = places[b]!.get(gram);
        if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
      }
      const first = values.length;
      let squares = 0;
      for (const [place, count] of counts) {
        const value = (1 + Math.log(count)) * idf[place]!;
        indices.push(place);
        values.push(value);
        squares += value * value;
      }
      const length = Math.sqrt(squares * blocks.length);
      for (let i = first; i < values.length; i++) values[i]! /= length;
    });
    return { indices: Int32Array.from(indices), values: Float64Array.from(values) };
  }

  return { size: documents.length, vector };
}
