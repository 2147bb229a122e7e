/** @file A pair as tiny models read it to solve it: what both texts say is marked, what only one says stays. */
import { pairOf, wordsIn } from "./pair.ts";

const SHARED = "=";

/**
 * The lines of an input in lower case without punctuation, a word that the other line has too replaced by "=":
 * "a girl is styling her hair" and "a girl is brushing her hair" become "= = = styling = =" and "= = = brushing = =".
 *
 * A model of some ten thousand to a million parameters does not learn from a few rows to find out which words return in
 * a second text. Marked, it has only to weigh how many return and which do not.
 */
export function sharedMarked(input: string): string {
  const lines = pairOf(input).map(wordsIn);
  return lines
    .map((words, i) => {
      const other = new Set(lines[1 - i]);
      return words.map((word) => (other.has(word) ? SHARED : word)).join(" ");
    })
    .join("\n");
}
