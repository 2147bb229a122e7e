/**
 * @file Messages for instruction models. The structure is the paper's (arXiv 2409.11968): role, demonstrations of every
 * intent, numbered guidelines and a marked output for writing; numbered candidates for solving. The words are ours.
 */
import type { Prompt, PromptPart } from "#core/language-model.ts";
import type { PromptContext } from "./prompts.ts";

/** Stand around the text that a model writes. */
export const MARKER = { open: "<sentence>", close: "</sentence>" };

const numbered = (lines: readonly string[]) => lines.map((line, i) => `${i + 1}. ${line}`).join("\n");

/** Paragraphs with an empty line between them, absent ones left out. */
const paragraphs = (...blocks: (string | undefined)[]) => blocks.filter(Boolean).join("\n\n");

const guidelineOf = ({ guideline }: PromptContext) => guideline && `About the intents: ${guideline}`;

export function generation(label: string, context: PromptContext): Prompt {
  const examples = context.demonstrations.map(({ input, target }) => `Intent: ${target}\nSentence: ${input}`);
  const rules = [
    "Write one new sentence that somebody with the given intent could send. None of the other intents may fit it.",
    "Stay close to the examples in length.",
    "Write as the examples are written, with the same tone, spelling and punctuation, so that a reader could not pick yours out.",
    "Vary topic, names and wording. Do not repeat an example or change only a word or two of it.",
    `Reply with the sentence alone, between ${MARKER.open} and ${MARKER.close}.`,
  ];
  const system = paragraphs(
    "You write sentences on which programs that recognise intents are tested. An intent is what the sender wants.",
    `The intents are: ${context.labels.join(", ")}.`,
    guidelineOf(context),
    examples.length > 0 ? `Examples:\n\n${examples.join("\n\n")}` : undefined,
    `Rules:\n${numbered(rules)}`,
  );
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: `Intent: ${label}` },
    ],
  };
}

export function classification(text: string, context: PromptContext): Prompt {
  const system = paragraphs(
    "You are shown one sentence at a time. Say which intent its sender has. The possible intents:",
    numbered(context.labels),
    guidelineOf(context),
    "Reply with the name of one intent, spelled as in the list, and nothing else.",
  );
  return {
    messages: [
      { role: "system", content: system },
      ...context.demonstrations.flatMap(({ input, target }) => [
        { role: "user" as const, content: `Sentence: ${input}` },
        { role: "assistant" as const, content: target },
      ]),
      { role: "user", content: `Sentence: ${text}` },
    ],
  };
}

export const labelReply = (label: string): PromptPart[] => [{ text: label }, { control: "end" }];

export const textReply = (text: string): PromptPart[] => [
  { text: `${MARKER.open}${text}${MARKER.close}` },
  { control: "end" },
];
