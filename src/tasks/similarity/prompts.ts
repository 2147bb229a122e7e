/** @file How a pair is asked for by its score and a pair's score is asked about, in the style that a model wants. */
import type { Prompt, PromptPart, PromptStyle, ScoringRow } from "#core/language-model.ts";
import type { TaskContext } from "#tasks/task.ts";
import * as chat from "./chat-prompts.ts";
import { merged } from "./merged.ts";
import { pairOf } from "./pair.ts";
import * as plain from "./plain-prompts.ts";
import { nearestLevel } from "./scale.ts";
import { sharedMarked } from "./shared-marked.ts";

const ratingControl = (input: string): Prompt => ({
  parts: [{ control: "cls" }, { text: sharedMarked(input) }, { control: "lab" }],
});

/** Asks for one new pair with the score `level`. Read the reply with `parsePair`. */
export function generationPrompt(style: PromptStyle, level: string, context: TaskContext): Prompt {
  if (style === "control") return { parts: [{ control: "gen" }, { label: level }] };
  return style === "chat" ? chat.generation(level, context) : plain.generation(level, context);
}

/** Asks for the score of a pair as a number; demonstrations show their own scores. Read the reply with `parseScore`. */
export function answerPrompt(style: PromptStyle, input: string, context: TaskContext): Prompt {
  return ratingPrompt(style, input, context, (target) => target);
}

function ratingPrompt(
  style: PromptStyle,
  input: string,
  context: TaskContext,
  scoreOf: (target: string) => string,
): Prompt {
  if (style === "control") return ratingControl(input);
  return style === "chat" ? chat.rating(input, context, scoreOf) : plain.rating(input, context, scoreOf);
}

/**
 * Direct solving: log p(level | pair), a continuation per level in the order of `context.labels`. Demonstrations show the
 * nearest level of their score, so that the levels are what is expected. Control style reads the pair as `sharedMarked`.
 */
export function levelsRow(style: PromptStyle, input: string, context: TaskContext): ScoringRow {
  return {
    prompt: ratingPrompt(style, input, context, (target) => nearestLevel(target, context.labels)),
    continuations: context.labels.map((level) =>
      style === "control" ? [{ label: level }] : style === "chat" ? chat.levelReply(level) : plain.levelReply(level),
    ),
  };
}

/** log p(pair | level): the prompt of `generationPrompt` and the pair as the model would have written it (control style: `merged`), and its end. */
export function generativeRow(style: PromptStyle, input: string, level: string, context: TaskContext): ScoringRow {
  const pair = pairOf(input);
  const written: PromptPart[] =
    style === "control"
      ? [{ text: merged(input) }, { control: "end" }]
      : style === "chat"
        ? chat.pairReply(pair)
        : plain.pairReply(pair);
  return { prompt: generationPrompt(style, level, context), continuations: [written] };
}
