/** @file Which generated pairs enter a dataset. */
import { comparableText } from "#tasks/comparable.ts";
import type { TaskContext, Validator } from "#tasks/task.ts";
import { comparablePair, inputOf, pairOf } from "./pair.ts";
import { parsePair } from "./parse.ts";

/** Texts up to this many characters (UTF-16 units) are never too long. */
const ALWAYS_ALLOWED = 300;

/**
 * Judges the attempts at one dataset in their order. Rejected: what cannot be parsed (`parsePair`: "unparsed", "unfinished");
 * pairs with an "empty" text; a text of over three times the longest demonstrated one and over 300 characters ("too long");
 * below the top level two texts that are equal ("same text twice"); a "copy of a demonstration" and a "duplicate", both in
 * either order. Texts are equal up to case, spaces and outer punctuation. Whether the score fits is not judged: that would
 * measure the judge.
 */
export function validator({ labels, demonstrations }: TaskContext): Validator {
  const pairs = demonstrations.map(({ input }) => pairOf(input));
  const shown = new Set(pairs.map(comparablePair));
  const limit = Math.max(ALWAYS_ALLOWED, 3 * Math.max(0, ...pairs.flat().map((text) => text.length)));
  const accepted = new Set<string>();

  return {
    judge(attempt, style) {
      const parsed = parsePair(attempt, style);
      if ("reason" in parsed) return parsed;
      const [first, second] = parsed.pair.map(comparableText);
      if (first === "" || second === "") return { reason: "empty" };
      if (parsed.pair.some((text) => text.length > limit)) return { reason: "too long" };
      if (first === second && attempt.label !== labels.at(-1)) return { reason: "same text twice" };
      const comparable = comparablePair(parsed.pair);
      if (shown.has(comparable)) return { reason: "copy of a demonstration" };
      if (accepted.has(comparable)) return { reason: "duplicate" };
      accepted.add(comparable);
      return { input: inputOf(parsed.pair), target: attempt.label };
    },
  };
}
