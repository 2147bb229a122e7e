/** @file Two texts as one input: a line each. */
import { oneLine } from "#tasks/cell.ts";
import { wordsOf } from "#tasks/classifiers/words.ts";
import { comparableText } from "#tasks/comparable.ts";

export type Pair = readonly [first: string, second: string];

/** The input of two texts, white space inside each squeezed. */
export const inputOf = ([first, second]: Pair): string => `${oneLine(first)}\n${oneLine(second)}`;

/** The two texts of an input; the second is empty where the input has one line. */
export function pairOf(input: string): Pair {
  const at = input.indexOf("\n");
  return at < 0 ? [input, ""] : [input.slice(0, at), input.slice(at + 1)];
}

/** The same for two pairs where one is the other, in either order, up to what `comparableText` leaves out. */
export const comparablePair = (pair: Pair): string => pair.map(comparableText).sort().join("\n");

/** Lower-cased words and numbers, without signs, which most pairs share. */
export const wordsIn = (text: string): string[] => wordsOf(text).filter((word) => /[\p{L}\p{N}]/u.test(word));
