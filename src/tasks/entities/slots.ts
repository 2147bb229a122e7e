/** @file Sentences with slots in the place of names: what models of control style write. */
import { type Span, writeSpans } from "#measures/spans.ts";
import type { Example } from "#tasks/task.ts";
import type { Named } from "./asks.ts";
import { isBorder } from "./locate.ts";

/** A bracket that was forgotten is forgiven: small models forget it. */
const slot = /\[(\d+)\]?/gu;

/**
 * The slot of a label: its number among the labels in brackets, from 1. Three tokens of any tokenizer; names of labels
 * take more and very small models misspell them.
 */
export const slotOf = (label: string, labels: readonly string[]) => `[${labels.indexOf(label) + 1}]`;

/** Without what is inside another entity: a slot stands for one name. */
function outermost(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (kept.length === 0 || span.start >= kept.at(-1)!.end) kept.push(span);
  }
  return kept;
}

/** A text with a slot in the place of each entity; of overlapping ones the first and longest. Other brackets become round. */
export function withSlots(text: string, spans: readonly Span[], labels: readonly string[]): string {
  let at = 0;
  const pieces = outermost(spans.filter(({ label }) => labels.includes(label))).map(({ start, end, label }) => {
    const before = text.slice(at, start);
    at = end;
    return round(before) + slotOf(label, labels);
  });
  return pieces.join("") + round(text.slice(at));
}

const round = (text: string) => text.replaceAll("[", "(").replaceAll("]", ")");

/**
 * The text that arises when each slot takes the next name of its label, with its entities; or why there is none: a slot of
 * no label or a bracket that is none, more slots than names, no slot of the label that was wanted,
 * a slot without a border between it and a word.
 */
export function fillSlots(
  template: string,
  wanted: string,
  labels: readonly string[],
  names: readonly Named[],
): Example | { reason: "unknown slot" | "too many entities" | "entity missing" | "entity inside a word" } {
  const left = new Map(labels.map((label) => [label, names.filter((one) => one.label === label)]));
  const spans: Span[] = [];
  let text = "";
  let at = 0;
  for (const found of template.matchAll(slot)) {
    const label = labels[Number(found[1]) - 1];
    if (label === undefined) return { reason: "unknown slot" };
    const named = left.get(label)!.shift();
    if (!named) return { reason: "too many entities" };
    text += template.slice(at, found.index);
    spans.push({ start: text.length, end: text.length + named.name.length, label });
    text += named.name;
    at = found.index + found[0].length;
  }
  const rest = template.slice(at);
  if (/[[\]]/u.test(template.replace(slot, ""))) return { reason: "unknown slot" };
  if (!spans.some(({ label }) => label === wanted)) return { reason: "entity missing" };
  const input = text + rest;
  const torn = spans.some(({ start, end }) => !isBorder(input, start) || !isBorder(input, end));
  return torn ? { reason: "entity inside a word" } : { input, target: writeSpans(spans) };
}
