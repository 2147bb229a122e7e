/** @file Few-shot text for models that only continue text. A line break ends every reply. */
import { oneLine } from "#tasks/cell.ts";
import type { Prompt, PromptPart } from "#core/language-model.ts";
import type { TaskContext } from "#tasks/task.ts";
import { nounOf, whatLabelsMean } from "./wording.ts";

/** Begins the next example to classify; whatever a model writes from there on is no longer its answer. */
export const NEXT_EXAMPLE = /\n\s*Text:/u;

function promptOf(head: string, context: TaskContext, examples: readonly string[], question: string): Prompt {
  const meaning = whatLabelsMean(context);
  return { parts: [{ text: [head, ...(meaning ? [oneLine(meaning)] : []), "", ...examples, question].join("\n") }] };
}

/** The asked label's own demonstrations stand last: such models follow what they read last. */
export function generation(label: string, context: TaskContext): Prompt {
  const noun = nounOf(context);
  const others = context.demonstrations.filter(({ target }) => target !== label);
  const own = context.demonstrations.filter(({ target }) => target === label);
  return promptOf(
    `Texts that people wrote, each with its ${noun.one}.`,
    context,
    [...others, ...own].map(({ input, target }) => `${noun.title}: ${target}\nText: ${oneLine(input)}\n`),
    `${noun.title}: ${label}\nText:`,
  );
}

export function classification(text: string, context: TaskContext): Prompt {
  const noun = nounOf(context);
  return promptOf(
    `Texts that people wrote, and the ${noun.one} of each: ${context.labels.join(", ")}.`,
    context,
    context.demonstrations.map(({ input, target }) => `Text: ${oneLine(input)}\n${noun.title}: ${target}\n`),
    `Text: ${oneLine(text)}\n${noun.title}:`,
  );
}

export const reply = (text: string): PromptPart[] => [{ text: ` ${oneLine(text)}\n` }];
