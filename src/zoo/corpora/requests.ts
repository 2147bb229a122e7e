/** @file Requests to an assistant, with their intent, as far as a model's coverage of the language goes. */
import type { Random } from "#core/random.ts";
import { dialects, spoken, type Dialect } from "./dialects.ts";
import { intents } from "./intents/all.ts";
import type { Intent } from "./intents/intent.ts";
import { noNoise, withNoise, type Noise } from "./noise.ts";
import { control, drawPart, text, weights, type Sample } from "./sample.ts";
import { trainedValues } from "./slots.ts";
import { writeTemplate } from "./template.ts";

/** How much of the language a model gets to see. */
export interface Coverage {
  dialect: Dialect;
  /** Share of requests in the two other dialects. */
  leak: number;
  /** Share of requests in less usual wordings. */
  paraphrase: number;
  /** How many of the dialect's own wordings of each intent are known; the shared ones always are. */
  wordings: number;
  noise: Noise;
}

export interface Request {
  text: string;
  label: string;
}

function chooseDialect({ dialect, leak }: Coverage, random: Random): Dialect {
  return random.next() < leak ? random.pick(dialects.filter((other) => other !== dialect)) : dialect;
}

function chooseTemplate(intent: Intent, dialect: Dialect, coverage: Coverage, random: Random): string {
  if (random.next() < coverage.paraphrase) return random.pick(intent.paraphrase);
  return random.pick([...intent.shared, ...intent[dialect].slice(0, coverage.wordings)]);
}

function draw(coverage: Coverage, random: Random): Request {
  const intent = random.pick(intents);
  const dialect = chooseDialect(coverage, random);
  const template = chooseTemplate(intent, dialect, coverage, random);
  const written = writeTemplate(template, random, (slot) => random.pick(trainedValues(slot, dialect)));
  return { text: spoken(written, dialect, random), label: intent.label };
}

/** A request that is in the training stream (or, with `heldOut`, never in any). Noise comes after that choice. */
export function drawRequest(coverage: Coverage, random: Random, heldOut = false): Request {
  const request = drawPart(
    (from) => draw(coverage, from),
    ({ text: content }) => content,
    random,
    heldOut,
  );
  return { ...request, text: withNoise(request.text, heldOut ? noNoise : coverage.noise, random) };
}

/** `<|gen|><|label|>text<|end|>`: the label is given, the text is written. */
export const generationSample = (request: Request): Sample => [
  control("gen"),
  { part: { label: request.label }, weight: 0 },
  text(request.text, weights.written),
  control("end", weights.written),
];

/** `<|cls|>text<|lab|><|label|><|end|>`: the text is given, the label is named. */
export const classificationSample = (request: Request): Sample => [
  control("cls"),
  text(request.text, weights.read),
  control("lab", weights.read),
  { part: { label: request.label }, weight: weights.label },
  control("end", weights.read),
];
