/** @file Lengths and rarities of texts, and the bands that real texts cut them into. */
import { quantile } from "./bootstrap.ts";
import { wordsOf } from "./text-words.ts";

/** Words per text. */
export function lengths(texts: readonly string[]): number[] {
  return texts.map((text) => wordsOf(text).length);
}

/**
 * How rare a text's words are among real texts: the mean over its words of ln((N + 1) / (f + 1)), f of the N real texts
 * holding the word.
 *
 * 0 where every real text holds all its words, ln(N + 1) where none holds any. A real text is compared with the other
 * real texts, so that its own words do not make themselves common. NaN for a blank text.
 */
export function rarities(texts: readonly string[], real: readonly string[], textsAreReal: boolean): number[] {
  const frequency = new Map<string, number>();
  for (const text of real)
    for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const own = textsAreReal ? 1 : 0;
  const others = real.length - own;
  return texts.map((text) => {
    const words = wordsOf(text);
    const rarity = (word: string) => Math.log((others + 1) / ((frequency.get(word) ?? 0) - own + 1));
    return words.reduce((sum, word) => sum + rarity(word), 0) / words.length;
  });
}

/**
 * The two values that cut real texts into thirds: their 1/3 and 2/3 quantiles (interpolated).
 *
 * A band is (cut below, cut above]. Undefined values (NaN) are left out; NaN cuts without values.
 */
export function tertileCuts(values: readonly number[]): [number, number] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return [quantile(sorted, 1 / 3), quantile(sorted, 2 / 3)];
}

/** Band 0, 1 or 2 of a value between its cuts; null for an undefined one. */
export function bandOf(value: number, [low, high]: readonly [number, number]): 0 | 1 | 2 | null {
  if (Number.isNaN(value)) return null;
  return value <= low ? 0 : value <= high ? 1 : 2;
}
