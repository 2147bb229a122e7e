/** @file Texts reduced to what counts when they are compared. */

/**
 * A text without differences of case, width, punctuation and spacing: NFKC, lower case, words parted by one space.
 *
 * Two texts of the same words are no diversity, whatever stands between the words. Whether two rows are the same row is
 * asked more strictly (`comparableText` of the tasks).
 */
export function normalisedText(text: string): string {
  return wordsOf(text).join(" ");
}

/**
 * Words of a text in order: runs of letters, marks and digits of its NFKC lower case.
 *
 * A text without any (emoji, punctuation) is one word of its own; a blank one has none. Scripts that part no words give
 * one word per run.
 */
export function wordsOf(text: string): string[] {
  const lower = text.normalize("NFKC").toLowerCase();
  const words = lower.match(/[\p{L}\p{M}\p{N}]+/gu);
  if (words) return words;
  const rest = lower.replace(/\s+/gu, " ").trim();
  return rest === "" ? [] : [rest];
}
