/** @file How a text is asked for by its label and a text's label is asked about, in the style that a model wants. */
import type { Prompt, PromptPart, PromptStyle, ScoringRow } from "#core/language-model.ts";
import type { TaskContext } from "#tasks/task.ts";
import * as chat from "./chat-prompts.ts";
import * as plain from "./plain-prompts.ts";

const generationControl = (label: string): Prompt => ({ parts: [{ control: "gen" }, { label }] });
const classificationControl = (text: string): Prompt => ({
  parts: [{ control: "cls" }, { text }, { control: "lab" }],
});

/** Asks for one new text with the label `label`. Read the reply with `parseGenerated`. */
export function generationPrompt(style: PromptStyle, label: string, context: TaskContext): Prompt {
  if (style === "control") return generationControl(label);
  return style === "chat" ? chat.generation(label, context) : plain.generation(label, context);
}

/** Asks for the label of `text` as a word. Read the reply with `parseAnswer`. */
export function answerPrompt(style: PromptStyle, text: string, context: TaskContext): Prompt {
  if (style === "control") return classificationControl(text);
  return style === "chat" ? chat.classification(text, context) : plain.classification(text, context);
}

/**
 * Direct solving: log p(label | text). The prompt of `answerPrompt` with one continuation per label, in the order of
 * `context.labels`. Outside control style a label ends with the end of its reply, so that a label that begins another
 * one ("card", "card_arrival") gains nothing by it.
 */
export function classificationRow(style: PromptStyle, text: string, context: TaskContext): ScoringRow {
  return {
    prompt: answerPrompt(style, text, context),
    continuations: context.labels.map((label) =>
      style === "control" ? [{ label }] : style === "chat" ? chat.labelReply(label) : plain.reply(label),
    ),
  };
}

/**
 * Generative solving: log p(text | label). The prompt of `generationPrompt` with one continuation: the text as the
 * model would have written it, and its end. Partly self-preferring by construction: it is the probability that a
 * generator samples from.
 */
export function generativeRow(style: PromptStyle, text: string, label: string, context: TaskContext): ScoringRow {
  const written: PromptPart[] =
    style === "control" ? [{ text }, { control: "end" }] : style === "chat" ? chat.textReply(text) : plain.reply(text);
  return { prompt: generationPrompt(style, label, context), continuations: [written] };
}
