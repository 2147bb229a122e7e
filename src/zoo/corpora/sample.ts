/** @file What a model reads in training: parts in a row, each with the weight of its tokens in the loss. */
import type { PromptPart } from "#core/language-model.ts";
import { seedOf, type Random } from "#core/random.ts";

export interface Piece {
  part: PromptPart;
  /** 0 for what stands in the prompt. */
  weight: number;
}

export type Sample = readonly Piece[];

/** Loss weights: a text that is written, a text that is only read, a label, an answer. */
export const weights = { written: 1, read: 0.3, label: 4, answer: 1.5 } as const;

export const control = (name: string, weight = 0): Piece => ({ part: { control: name }, weight });
export const text = (content: string, weight: number): Piece => ({ part: { text: content }, weight });

/** `<|kind|>question<|a|>answer<|end|>`, the form of every later task. */
export function questionAndAnswer(kind: string, question: string, answer: string): Sample {
  return [
    control(kind),
    text(question, weights.read),
    control("a", weights.read),
    text(answer, weights.answer),
    control("end", weights.answer),
  ];
}

/** One text in 32 is never trained on, wherever it is drawn: the held-out loss is measured on these. */
export const isHeldOut = (content: string): boolean => seedOf("held out", content) % 32 === 0;

/** Draws until the drawn text is on the wanted side of `isHeldOut`. */
export function drawPart<T>(
  draw: (random: Random) => T,
  textOf: (drawn: T) => string,
  random: Random,
  heldOut: boolean,
): T {
  for (;;) {
    const drawn = draw(random);
    if (isHeldOut(textOf(drawn)) === heldOut) return drawn;
  }
}
