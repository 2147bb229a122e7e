/**
 * @file Messages for instruction models. The structure is the paper's (arXiv 2409.11968): role, demonstrations of every
 * label, numbered guidelines and a marked output for writing; numbered candidates for solving. The words are ours.
 */
import type { Prompt, PromptPart } from "#core/language-model.ts";
import type { TaskContext } from "#tasks/task.ts";
import { nounOf, whatLabelsMean } from "./wording.ts";
import { numbered, paragraphs } from "#tasks/prompt-text.ts";

/** Stand around the text that a model writes. */
export const MARKER = { open: "<text>", close: "</text>" };

export function generation(label: string, context: TaskContext): Prompt {
  const noun = nounOf(context);
  const examples = context.demonstrations.map(({ input, target }) => `${noun.title}: ${target}\nText: ${input}`);
  const outside = label === context.card?.outOfScope;
  const rules = [
    outside
      ? `Write one new text that fits none of the other ${noun.many}, though it could turn up in the same place.`
      : `Write one new text with the given ${noun.one}. None of the other ${noun.many} may fit it.`,
    "Stay close to the examples in length.",
    "Write as the examples are written, with the same tone, spelling and punctuation, so that a reader could not pick yours out.",
    "Vary topic, names and wording. Do not repeat an example or change only a word or two of it.",
    `Reply with the text alone, between ${MARKER.open} and ${MARKER.close}.`,
  ];
  const system = paragraphs(
    `You write short texts on which programs that recognise the ${noun.one} of a text are tested.`,
    `The ${noun.many} are: ${context.labels.join(", ")}.`,
    whatLabelsMean(context),
    examples.length > 0 ? `Examples:\n\n${examples.join("\n\n")}` : undefined,
    `Rules:\n${numbered(rules)}`,
  );
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: `${noun.title}: ${label}` },
    ],
  };
}

export function classification(text: string, context: TaskContext): Prompt {
  const noun = nounOf(context);
  const system = paragraphs(
    `You are shown one text at a time. Say which ${noun.one} it has. The possible ${noun.many}:`,
    numbered(context.labels),
    whatLabelsMean(context),
    `Reply with the name of one ${noun.one}, spelled as in the list, and nothing else.`,
  );
  return {
    messages: [
      { role: "system", content: system },
      ...context.demonstrations.flatMap(({ input, target }) => [
        { role: "user" as const, content: `Text: ${input}` },
        { role: "assistant" as const, content: target },
      ]),
      { role: "user", content: `Text: ${text}` },
    ],
  };
}

export const labelReply = (label: string): PromptPart[] => [{ text: label }, { control: "end" }];

export const textReply = (text: string): PromptPart[] => [
  { text: `${MARKER.open}${text}${MARKER.close}` },
  { control: "end" },
];
