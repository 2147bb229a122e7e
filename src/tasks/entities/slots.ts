/** @file Sentences with slots in the place of names: what models of control style write. */
import { type Span, writeSpans } from "#measures/spans.ts";
import type { Example } from "#tasks/task.ts";
import type { Named } from "./asks.ts";

const slot = /\[([^[\]]*)\]/gu;

/** A label between brackets; brackets of its own would end it. */
export const slotOf = (label: string) => `[${label.replace(/[[\]]/gu, " ").trim()}]`;

/** Without what is inside another entity: a slot stands for one name. */
function outermost(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (kept.length === 0 || span.start >= kept.at(-1)!.end) kept.push(span);
  }
  return kept;
}

/** A text with `[LABEL]` in the place of each entity; of overlapping ones the first and longest. Other brackets become round. */
export function withSlots(text: string, spans: readonly Span[]): string {
  let at = 0;
  const pieces = outermost(spans).map(({ start, end, label }) => {
    const before = text.slice(at, start);
    at = end;
    return round(before) + slotOf(label);
  });
  return pieces.join("") + round(text.slice(at));
}

const round = (text: string) => text.replaceAll("[", "(").replaceAll("]", ")");

/**
 * The text that arises when each slot takes the next name of its label, with its entities; or why there is none: a slot of
 * no label, more slots than names, no slot of the label that was wanted, a bracket without its partner.
 */
export function fillSlots(
  template: string,
  wanted: string,
  labels: readonly string[],
  names: readonly Named[],
): Example | { reason: "unknown slot" | "too many entities" | "entity missing" } {
  const labelOf = new Map(labels.map((label) => [slotOf(label), label]));
  const left = new Map(labels.map((label) => [label, names.filter((one) => one.label === label)]));
  const spans: Span[] = [];
  let text = "";
  let at = 0;
  for (const found of template.matchAll(slot)) {
    const label = labelOf.get(found[0]);
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
  return { input: text + rest, target: writeSpans(spans) };
}
