/** @file Few-shot text for models that only continue text. A line break ends every reply but a list of names. */
import type { Prompt } from "#core/language-model.ts";
import { readSpans } from "#measures/spans.ts";
import { oneLine } from "#tasks/cell.ts";
import type { TaskContext } from "#tasks/task.ts";
import { answerOf } from "./answer.ts";
import { askObject, type Named } from "./asks.ts";
import { examplesOf, NONE, typesOf } from "./chat-prompts.ts";

const promptOf = (head: string, context: TaskContext, examples: readonly string[], question: string): Prompt => ({
  parts: [{ text: [head, oneLine(typesOf(context)), "", ...examples.map((one) => `${one}\n`), question].join("\n") }],
});

/** A list that begins with the names of the demonstrations goes on with new ones. */
export function names(label: string, context: TaskContext): Prompt {
  const shown = context.demonstrations.flatMap(({ input, target }) =>
    readSpans(target)
      .filter((span) => span.label === label)
      .map(({ start, end }) => oneLine(input.slice(start, end))),
  );
  const list = [...new Set(shown)].map((name) => `- ${name}\n`).join("");
  return { parts: [{ text: `A long list of different names, all of the type ${label}:\n${list}-` }] };
}

export const sentence = (asked: readonly Named[], context: TaskContext): Prompt =>
  promptOf(
    "Texts that people wrote, each after the entities that it mentions.",
    context,
    examplesOf(context),
    `Entities: ${askObject(asked)}\nText:`,
  );

export const entities = (text: string, context: TaskContext): Prompt =>
  promptOf(
    "Texts that people wrote, each with the entities that it mentions.",
    context,
    context.demonstrations.map(
      ({ input, target }) => `Text: ${oneLine(input)}\nEntities: ${answerOf(input, target, context.labels)}`,
    ),
    `Text: ${oneLine(text)}\nEntities:`,
  );

export const word = (marked: string, context: TaskContext): Prompt =>
  promptOf(
    `Texts with one word between ** and **, and the entity type of that word, or ${NONE}.`,
    context,
    [],
    `Text: ${oneLine(marked)}\nEntity type:`,
  );
