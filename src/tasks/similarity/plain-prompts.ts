/** @file Few-shot text for models that only continue text. An empty line ends every example. */
import type { Prompt, PromptPart } from "#core/language-model.ts";
import { oneLine } from "#tasks/cell.ts";
import type { TaskContext } from "#tasks/task.ts";
import { twoLines } from "./chat-prompts.ts";
import { type Pair, pairOf } from "./pair.ts";
import { endsOf, meaningOf, nearestLevel } from "./scale.ts";

function promptOf(head: string, context: TaskContext, examples: readonly string[], question: string): Prompt {
  const [low, high] = [context.labels[0]!, context.labels.at(-1)!];
  const scale = `${low}: ${meaningOf(low, context)}. ${high}: ${meaningOf(high, context)}.`;
  const guideline = context.card?.guideline?.trim();
  const lines = [head, scale, ...(guideline ? [oneLine(guideline)] : []), "", ...examples, question];
  return { parts: [{ text: lines.join("\n") }] };
}

/** The asked level's own demonstrations stand last: such models follow what they read last. */
export function generation(level: string, context: TaskContext): Prompt {
  const [low, high] = endsOf(context);
  const shown = context.demonstrations.map(({ input, target }) => ({
    level: nearestLevel(target, context.labels),
    text: twoLines(pairOf(input)),
  }));
  const ordered = [...shown.filter((one) => one.level !== level), ...shown.filter((one) => one.level === level)];
  return promptOf(
    `Pairs of texts that people wrote, each with a score from ${low} to ${high} for how alike they are in meaning.`,
    context,
    ordered.map((one) => `Score: ${one.level}\n${one.text}\n`),
    `Score: ${level}\nT1:`,
  );
}

export function rating(input: string, context: TaskContext, scoreOf: (target: string) => string): Prompt {
  const [low, high] = endsOf(context);
  return promptOf(
    `Pairs of texts, and how alike they are in meaning: a score from ${low} to ${high}.`,
    context,
    context.demonstrations.map(({ input: shown, target }) => `${twoLines(pairOf(shown))}\nScore: ${scoreOf(target)}\n`),
    `${twoLines(pairOf(input))}\nScore:`,
  );
}

export const levelReply = (level: string): PromptPart[] => [{ text: ` ${level}\n` }];

export const pairReply = ([first, second]: Pair): PromptPart[] => [{ text: ` ${first}\nT2: ${second}\n` }];
