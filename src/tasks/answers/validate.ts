/** @file Which generated questions enter a dataset. */
import { readAcceptedAnswers } from "#measures/answers.ts";
import { comparableText } from "#tasks/comparable.ts";
import type { TaskContext, Validator } from "#tasks/task.ts";
import { parseItem } from "./parse.ts";

/** Characters (UTF-16 units) up to which a question and its answer are never too long. */
const ALWAYS_ALLOWED = { question: 600, answer: 60 };

/**
 * Judges the attempts at one dataset in their order. Rejected: what cannot be parsed (`parseItem`: "unparsed", "unfinished",
 * "empty"); a question ("too long") or an answer ("answer too long") of over three times the longest demonstrated one and over
 * 600 or 60 characters; a "copy of a demonstration" and a "duplicate": the same question, `comparableText`. Whether the
 * answer is right is not judged: that would measure the judge.
 */
export function validator(context: TaskContext): Validator {
  const { demonstrations } = context;
  const shown = new Set(demonstrations.map(({ input }) => comparableText(input)));
  const answers = demonstrations.flatMap(({ target }) => readAcceptedAnswers(target));
  const limit = (always: number, texts: readonly string[]) =>
    Math.max(always, 3 * Math.max(0, ...texts.map((text) => text.length)));
  const longest = limit(
    ALWAYS_ALLOWED.question,
    demonstrations.map(({ input }) => input),
  );
  const longestAnswer = limit(ALWAYS_ALLOWED.answer, answers);
  const accepted = new Set<string>();

  return {
    judge(attempt, style) {
      const parsed = parseItem(attempt, style, context);
      if ("reason" in parsed) return parsed;
      const comparable = comparableText(parsed.input);
      if (comparable === "") return { reason: "empty" };
      if (parsed.input.length > longest) return { reason: "too long" };
      if (parsed.answer.length > longestAnswer) return { reason: "answer too long" };
      if (shown.has(comparable)) return { reason: "copy of a demonstration" };
      if (accepted.has(comparable)) return { reason: "duplicate" };
      accepted.add(comparable);
      return { input: parsed.input, target: JSON.stringify([parsed.answer]) };
    },
  };
}
