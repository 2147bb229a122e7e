/** @file Which generated texts enter a dataset. */
import type { Generation, PromptStyle } from "#core/language-model.ts";
import { comparableText } from "#tasks/comparable.ts";
import type { Example } from "#tasks/task.ts";
import { parseGenerated } from "./parse.ts";

export const rejectReasons = [
  "empty",
  "unparsed",
  "unfinished",
  "too long",
  "only the label's name",
  "copy of a demonstration",
  "duplicate",
] as const;

export type RejectReason = (typeof rejectReasons)[number];

export type Verdict = Example | { reason: RejectReason };

/** One attempt at a text with the label `label`. */
export type Attempt = Pick<Generation, "text" | "finish"> & { label: string };

export interface TextValidator {
  judge(attempt: Attempt, style: PromptStyle): Verdict;
}

/** Texts up to this many characters (UTF-16 units) are never too long. */
const ALWAYS_ALLOWED = 300;

/**
 * Judges the attempts at one dataset in their order. Rejected: what cannot be parsed (`parseGenerated`); texts of over
 * three times the longest demonstration and over 300 characters; in chat and plain text a reply that only names its
 * label; texts that equal a demonstration or an accepted text (`comparableText`: case, spaces and outer punctuation aside).
 * Whether a text has the label that was asked for is not judged: that would measure the judge.
 */
export function validator(demonstrations: readonly Pick<Example, "input">[]): TextValidator {
  const shown = new Set(demonstrations.map(({ input }) => comparableText(input)));
  const longest = demonstrations.reduce((most, { input }) => Math.max(most, input.length), 0);
  const limit = Math.max(ALWAYS_ALLOWED, 3 * longest);
  const accepted = new Set<string>();

  return {
    judge(attempt, style) {
      const parsed = parseGenerated(attempt, style);
      if ("reason" in parsed) return parsed;
      const comparable = comparableText(parsed.text);
      if (comparable === "") return { reason: "empty" };
      if (parsed.text.length > limit) return { reason: "too long" };
      if (style !== "control" && comparable === comparableText(attempt.label)) {
        return { reason: "only the label's name" };
      }
      if (shown.has(comparable)) return { reason: "copy of a demonstration" };
      if (accepted.has(comparable)) return { reason: "duplicate" };
      accepted.add(comparable);
      return { input: parsed.text, target: attempt.label };
    },
  };
}
