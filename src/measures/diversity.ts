/** @file How varied a set of texts is. These shares fall as a set grows: compare sets of one size. */
import { normalisedText, wordsOf } from "./text-words.ts";

/** Different texts (case, punctuation and spacing aside) per text, in (0, 1]; null without texts. */
export function uniqueShare(texts: readonly string[]): number | null {
  return texts.length === 0 ? null : new Set(texts.map(normalisedText)).size / texts.length;
}

/**
 * distinct-n: different word n-grams per word n-gram over all texts, in (0, 1]; null when there is none.
 *
 * n-grams do not cross texts. Source: Li et al. 2016, arXiv 1510.03055.
 */
export function distinctN(texts: readonly string[], n: number): number | null {
  const different = new Set<string>();
  let total = 0;
  for (const text of texts) {
    const words = wordsOf(text);
    for (let i = 0; i + n <= words.length; i++) {
      different.add(words.slice(i, i + n).join(" "));
      total++;
    }
  }
  return total === 0 ? null : different.size / total;
}

/** Share of the texts that repeat one of `sources` (case, punctuation and spacing aside), in [0, 1]; null without texts. */
export function copiedShare(texts: readonly string[], sources: readonly string[]): number | null {
  const known = new Set(sources.map(normalisedText));
  return texts.length === 0 ? null : texts.filter((text) => known.has(normalisedText(text))).length / texts.length;
}
