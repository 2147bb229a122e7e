/** @file From a text to its words, in any script. */

/** Scripts that put no space between words: each character counts as a word, so word pairs become bigrams. */
const unspaced = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer"].map((s) => `\\p{Script=${s}}`).join("");
const word = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+|[^\\s\\p{L}\\p{M}\\p{N}]`, "gu");

/** Lower-cased words, numbers and single signs, in reading order. Empty for a text without any. */
export function wordsOf(text: string): string[] {
  return text.normalize("NFKC").toLowerCase().match(word) ?? [];
}
