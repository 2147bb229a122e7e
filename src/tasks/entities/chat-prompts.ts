/**
 * @file Messages for instruction models. The two stages of writing and the JSON answer are the paper's
 * (arXiv 2409.11968): a pool of names for each type, sentences that must contain the asked ones. The words are ours.
 */
import type { ChatMessage, Prompt } from "#core/language-model.ts";
import { oneLine } from "#tasks/cell.ts";
import { MARKER } from "#tasks/classification/chat-prompts.ts";
import { whatLabelsMean } from "#tasks/classification/wording.ts";
import type { TaskContext } from "#tasks/task.ts";
import { answerOf } from "./answer.ts";
import { askObject, type Named } from "./asks.ts";
import { NAMES } from "./names.ts";
import { numbered, paragraphs } from "#tasks/prompt-text.ts";

const dialogue = (system: string, user: string): Prompt => ({
  messages: [
    { role: "system", content: system },
    { role: "user", content: user },
  ],
});

/** The types, and what the card says of them. */
export function typesOf(context: TaskContext): string {
  const named = { ...context, card: { ...context.card, noun: context.card?.noun ?? "entity type" } };
  return paragraphs(`The entity types are: ${context.labels.join(", ")}.`, whatLabelsMean(named));
}

export const examplesOf = ({ demonstrations, labels }: TaskContext): string[] =>
  demonstrations.map(({ input, target }) => `Entities: ${answerOf(input, target, labels)}\nText: ${oneLine(input)}`);

/** Asks for many names of one type. */
export function names(label: string, context: TaskContext): Prompt {
  const rules = [
    `List ${NAMES} names, each of one ${label}, that could be mentioned in texts like the examples.`,
    "Make them as different as you can: known and unknown, short and long, from many places.",
    "Do not repeat a name of the examples.",
    'Reply with a JSON list of texts alone, like ["…", "…"].',
  ];
  const examples = examplesOf(context);
  const system = paragraphs(
    "You collect names that texts mention, on which programs that find names are tested.",
    typesOf(context),
    examples.length > 0 ? `Examples of texts:\n\n${examples.join("\n\n")}` : undefined,
    `Rules:\n${numbered(rules)}`,
  );
  return dialogue(system, `Entity type: ${label}`);
}

/** Asks for a text that contains the names. */
export function sentence(asked: readonly Named[], context: TaskContext): Prompt {
  const rules = [
    "Write one new text that contains every given name, spelled as given, in the meaning of its type.",
    "Mention no other names of these types.",
    "Do not put the names in quotation marks or give them endings.",
    "Stay close to the examples in length, and write as they are written, with the same tone, spelling and punctuation.",
    `Reply with the text alone, between ${MARKER.open} and ${MARKER.close}.`,
  ];
  const examples = examplesOf(context);
  const system = paragraphs(
    "You write short texts on which programs that find names in texts are tested.",
    typesOf(context),
    examples.length > 0 ? `Examples:\n\n${examples.join("\n\n")}` : undefined,
    `Rules:\n${numbered(rules)}`,
  );
  return dialogue(system, `Entities: ${askObject(asked)}`);
}

/** Asks for the entities of a text as JSON. */
export function entities(text: string, context: TaskContext): Prompt {
  const system = paragraphs(
    "You are shown one text at a time. Find the names in it and say of which type each is.",
    typesOf(context),
    "Reply with a JSON object alone: each entity type that occurs, with the list of its names, spelled as in the text and in " +
      'the order of the text, like {"…": ["…", "…"]}. Reply with {} where the text has none.',
  );
  const shown = context.demonstrations.flatMap(({ input, target }): ChatMessage[] => [
    { role: "user", content: `Text: ${input}` },
    { role: "assistant", content: answerOf(input, target, context.labels) },
  ]);
  const messages: ChatMessage[] = [
    { role: "system", content: system },
    ...shown,
    { role: "user", content: `Text: ${text}` },
  ];
  return { messages, schema: answerSchema(context.labels) };
}

/** Every type is asked for, perhaps with an empty list: servers with strict schemas want all properties required. */
const answerSchema = (labels: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(labels.map((label) => [label, { type: "array", items: { type: "string" } }])),
  required: labels,
  additionalProperties: false,
});

/** Asks for the type of one word in its sentence. */
export function word(marked: string, context: TaskContext): Prompt {
  const system = paragraphs(
    "You are shown a text with one word between ** and **. Say of which entity type the name is that this word belongs to.",
    typesOf(context),
    `Reply with the entity type alone, or with ${NONE} where the word belongs to no name.`,
  );
  return dialogue(system, `Text: ${marked}`);
}

/** What is said of a word that belongs to no entity. */
export const NONE = "none";
