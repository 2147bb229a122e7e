/** @file How an intent is asked for and a text's intent is asked about, in the style that a model wants. */
import type { Prompt, PromptPart, PromptStyle, ScoringRow } from "#core/language-model.ts";
import type { Instance } from "#core/words.ts";
import * as chat from "./chat-prompts.ts";
import * as plain from "./plain-prompts.ts";

export interface PromptContext {
  /** All labels of the task, in the task's order. */
  labels: readonly string[];
  /** Labelled texts to show; control style shows none, its models learn them by adaptation. */
  demonstrations: readonly Pick<Instance, "input" | "target">[];
  /** What the labels mean or how texts should be, in the user's words. */
  guideline?: string;
}

const generationControl = (label: string): Prompt => ({ parts: [{ control: "gen" }, { label }] });
const classificationControl = (text: string): Prompt => ({
  parts: [{ control: "cls" }, { text }, { control: "lab" }],
});

/** Asks for one new text with the intent `label`. Read the reply with `parseGenerated`. */
export function generationPrompt(style: PromptStyle, label: string, context: PromptContext): Prompt {
  if (style === "control") return generationControl(label);
  return style === "chat" ? chat.generation(label, context) : plain.generation(label, context);
}

/** Asks for the intent of `text` as a word. Read the reply with `parseAnswer`. */
export function answerPrompt(style: PromptStyle, text: string, context: PromptContext): Prompt {
  if (style === "control") return classificationControl(text);
  return style === "chat" ? chat.classification(text, context) : plain.classification(text, context);
}

/**
 * Direct solving: log p(label | text). The prompt of `answerPrompt` with one continuation per label, in the order of
 * `context.labels`. Outside control style a label ends with the end of its reply, so that a label that begins another
 * one ("card", "card_arrival") gains nothing by it.
 */
export function classificationRow(style: PromptStyle, text: string, context: PromptContext): ScoringRow {
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
export function generativeRow(style: PromptStyle, text: string, label: string, context: PromptContext): ScoringRow {
  const written: PromptPart[] =
    style === "control" ? [{ text }, { control: "end" }] : style === "chat" ? chat.textReply(text) : plain.reply(text);
  return { prompt: generationPrompt(style, label, context), continuations: [written] };
}
