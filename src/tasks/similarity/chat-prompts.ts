/** @file Messages for instruction models, in the structure of the paper's (arXiv 2409.11968); the words are ours. */
import type { Prompt, PromptPart } from "#core/language-model.ts";
import type { TaskContext } from "#tasks/task.ts";
import { type Pair, pairOf } from "./pair.ts";
import { endsOf, meaningOf, nearestLevel } from "./scale.ts";
import { numbered, paragraphs } from "#tasks/prompt-text.ts";

/** Stand around the two lines that a model writes. */
export const MARKER = { open: "<pair>", close: "</pair>" };

export const twoLines = ([first, second]: Pair) => `T1: ${first}\nT2: ${second}`;

function aboutScale(context: TaskContext): string {
  const guideline = context.card?.guideline?.trim();
  const lines = [...context.labels].reverse().map((level) => `${level}: ${meaningOf(level, context)}`);
  return paragraphs(
    `The scores and their meaning:\n${lines.join("\n")}`,
    guideline && `About the scores: ${guideline}`,
  );
}

export function generation(level: string, context: TaskContext): Prompt {
  const { labels, demonstrations } = context;
  const [low, high] = endsOf(context);
  const examples = demonstrations.map(
    ({ input, target }) => `Score: ${nearestLevel(target, labels)}\n${twoLines(pairOf(input))}`,
  );
  const rules = [
    "Write one new pair. How alike its texts are in meaning must fit the given score and no other one.",
    "Stay close to the examples in length.",
    "Write as the examples are written, with the same tone, spelling and punctuation, so that a reader could not pick yours out.",
    "Vary topic, names and wording. Do not repeat an example or change only a word or two of it.",
    level === labels.at(-1)
      ? "The two texts should be worded differently, though they mean the same."
      : "The two texts must not be equal.",
    `Reply with the pair alone, between ${MARKER.open} and ${MARKER.close}, a line for each text: the first begins with T1: and the second with T2:`,
  ];
  const system = paragraphs(
    "You write pairs of short texts on which programs are tested that rate how alike two texts are in meaning, " +
      `from ${low} to ${high}.`,
    aboutScale(context),
    examples.length > 0 ? `Examples:\n\n${examples.join("\n\n")}` : undefined,
    `Rules:\n${numbered(rules)}`,
  );
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: `Score: ${level}` },
    ],
  };
}

/** `scoreOf`: how a demonstration's score is said, as it is or as the nearest level. */
export function rating(input: string, context: TaskContext, scoreOf: (target: string) => string): Prompt {
  const [low, high] = endsOf(context);
  const system = paragraphs(
    `You are shown two texts, T1 and T2. Rate how alike they are in meaning, from ${low} to ${high}.`,
    aboutScale(context),
    "Reply with the score alone: one number and nothing else.",
  );
  return {
    messages: [
      { role: "system", content: system },
      ...context.demonstrations.flatMap(({ input: shown, target }) => [
        { role: "user" as const, content: twoLines(pairOf(shown)) },
        { role: "assistant" as const, content: scoreOf(target) },
      ]),
      { role: "user", content: twoLines(pairOf(input)) },
    ],
  };
}

export const levelReply = (level: string): PromptPart[] => [{ text: level }, { control: "end" }];

export const pairReply = (pair: Pair): PromptPart[] => [
  { text: `${MARKER.open}${twoLines(pair)}${MARKER.close}` },
  { control: "end" },
];
