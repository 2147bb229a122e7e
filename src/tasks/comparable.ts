/** @file When two texts are the same text. */

/**
 * A text reduced to what makes it the same as another: NFKC, lower case, single spaces, no punctuation except inside a
 * word or number ("2.5", "don't"). Empty for a text without letters, numbers or symbols.
 *
 * Rows are told apart by it, so it keeps what may change a label: the point of a number, an emoji. The measures of
 * diversity count words alone (`normalisedText`) and call more texts alike.
 */
export function comparableText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}\p{N}])\p{P}+|\p{P}+(?![\p{L}\p{M}\p{N}])/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}
