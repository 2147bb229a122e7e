/** @file Which generated texts enter a dataset, and where their entities are. */
import type { PromptStyle } from "#core/language-model.ts";
import { type Span, writeSpans } from "#measures/spans.ts";
import { parseGenerated } from "#tasks/classification/parse.ts";
import { comparableText } from "#tasks/comparable.ts";
import type { Example, TaskContext, Validator, Wanted } from "#tasks/task.ts";
import { type Named, readAsk } from "./asks.ts";
import { overlap, placesOf } from "./locate.ts";
import { fillSlots } from "./slots.ts";

/** Texts up to this many characters (UTF-16 units) are never too long. */
const ALWAYS_ALLOWED = 300;

/**
 * A text with the places of the names it was asked to contain, every one of their mentions: an unmarked one would be a
 * mistake of the truth. Longer names are placed first; where a name is found only inside a longer one, or nowhere, the text is rejected.
 */
export function located(text: string, asked: readonly Named[]): Example | { reason: string } {
  const spans: Span[] = [];
  for (const { label, name } of [...asked].sort((a, b) => b.name.length - a.name.length)) {
    const places = placesOf(text, name);
    if (places.length === 0) return { reason: "entity missing" };
    const free: Span[] = [];
    for (const place of places) {
      if (![...spans, ...free].some((taken) => overlap(taken, place))) free.push({ ...place, label });
    }
    if (free.length === 0) return { reason: "entity inside another" };
    spans.push(...free);
  }
  return { input: text, target: writeSpans(spans) };
}

/**
 * Judges the attempts at one dataset in their order. Rejected: what cannot be parsed (`parseGenerated`); an ask without a name of
 * the wanted type ("no name of its type"); in chat and plain text a text without an asked name, or with one only inside
 * another; in control style a sentence with an unknown slot, a slot inside a word, without a slot of the wanted type, or with more slots than
 * names; texts of over three times the longest demonstration and over 300 characters; texts that equal a demonstration
 * or an accepted one (`comparableText`). A demonstration's sentence with other names in its slots is a text of its own: models that saw
 * few sentences write many of these. That a text holds further entities, which it was told not to, is not judged: that
 * would measure the judge.
 */
export function validator({ demonstrations, labels }: TaskContext): Validator {
  const shown = new Set(demonstrations.map(({ input }) => comparableText(input)));
  const longest = demonstrations.reduce((most, { input }) => Math.max(most, input.length), 0);
  const limit = Math.max(ALWAYS_ALLOWED, 3 * longest);
  const accepted = new Set<string>();

  return {
    judge(reply, style) {
      const found = read(reply, style, labels);
      if ("reason" in found) return found;
      const comparable = comparableText(found.input);
      if (found.input.length > limit) return { reason: "too long" };
      if (shown.has(comparable)) return { reason: "copy of a demonstration" };
      if (accepted.has(comparable)) return { reason: "duplicate" };
      accepted.add(comparable);
      return found;
    },
  };
}

type Reply = Parameters<Validator["judge"]>[0] & Wanted;

function read(reply: Reply, style: PromptStyle, labels: readonly string[]): Example | { reason: string } {
  const parsed = parseGenerated(reply, style);
  if ("reason" in parsed) return parsed;
  const asked = readAsk(reply.ask);
  if (!asked.some(({ label }) => label === reply.label)) return { reason: "no name of its type" };
  return style === "control" ? fillSlots(parsed.text, reply.label, labels, asked) : located(parsed.text, asked);
}
