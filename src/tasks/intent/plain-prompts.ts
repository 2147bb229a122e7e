/** @file Few-shot text for models that only continue text. A line break ends every reply. */
import type { Prompt, PromptPart } from "#core/language-model.ts";
import type { PromptContext } from "./prompts.ts";

/** Begins the next example to classify; whatever a model writes from there on is no longer its answer. */
export const NEXT_EXAMPLE = /\n\s*Sentence:/u;

const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

const promptOf = (
  head: string,
  { guideline }: PromptContext,
  examples: readonly string[],
  question: string,
): Prompt => ({
  parts: [{ text: [head, ...(guideline ? [oneLine(guideline)] : []), "", ...examples, question].join("\n") }],
});

/** The asked label's own demonstrations stand last: such models follow what they read last. */
export function generation(label: string, context: PromptContext): Prompt {
  const others = context.demonstrations.filter(({ target }) => target !== label);
  const own = context.demonstrations.filter(({ target }) => target === label);
  return promptOf(
    "What people wanted, and the sentence that each of them wrote.",
    context,
    [...others, ...own].map(({ input, target }) => `Intent: ${target}\nSentence: ${oneLine(input)}\n`),
    `Intent: ${label}\nSentence:`,
  );
}

export function classification(text: string, context: PromptContext): Prompt {
  return promptOf(
    `Sentences that people wrote, and what each of them wanted: ${context.labels.join(", ")}.`,
    context,
    context.demonstrations.map(({ input, target }) => `Sentence: ${oneLine(input)}\nIntent: ${target}\n`),
    `Sentence: ${oneLine(text)}\nIntent:`,
  );
}

export const reply = (text: string): PromptPart[] => [{ text: ` ${oneLine(text)}\n` }];
