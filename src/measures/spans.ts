/** @file Entities of a text as spans, and the form in which they are kept. */
import { InputError } from "#core/words.ts";

/** Characters `start` to `end` (exclusive, UTF-16 units) of a text are an entity of a label. */
export interface Span {
  start: number;
  end: number;
  label: string;
}

/** By start, then end, then label. */
function inOrder(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
}

/**
 * Spans as JSON, `[[start,end,"LABEL"],…]`, sorted by start, then end, then label. Equal lists give equal texts.
 * @throws InputError for what is no span.
 */
export function writeSpans(spans: readonly Span[]): string {
  for (const { start, end, label } of spans) checked([start, end, label], "A span");
  return JSON.stringify([...spans].sort(inOrder).map(({ start, end, label }) => [start, end, label]));
}

/**
 * The spans of such a text, sorted. They may overlap, nest and repeat.
 *
 * `where` begins the message of errors, e.g. `Dataset "news", row 3`. With `text` spans must also lie within it.
 * @throws InputError where the text is no list of [start, end, label] with whole numbers 0 <= start < end and a label.
 */
export function readSpans(wire: string, where = "Entities", text?: string): Span[] {
  let read: unknown;
  try {
    read = JSON.parse(wire);
  } catch {
    read = null;
  }
  if (!Array.isArray(read)) {
    throw new InputError(`${where}: found ${excerpt(wire)}, expected a list of spans like [[0,5,"PER"]].`);
  }
  const spans = read.map((entry) => checked(entry, where));
  const beyond = text === undefined ? undefined : spans.find(({ end }) => end > text.length);
  if (beyond) {
    const place = `${beyond.start} to ${beyond.end}`;
    throw new InputError(`${where}: found a span at ${place}, expected ends up to the text's length, ${text!.length}.`);
  }
  return spans.sort(inOrder);
}

function checked(entry: unknown, where: string): Span {
  const [start, end, label] = Array.isArray(entry) ? (entry as unknown[]) : [];
  const right =
    Number.isSafeInteger(start) &&
    Number.isSafeInteger(end) &&
    (start as number) >= 0 &&
    (end as number) > (start as number) &&
    typeof label === "string" &&
    label !== "";
  if (right) return { start: start as number, end: end as number, label };
  const found = excerpt(JSON.stringify(entry));
  throw new InputError(`${where}: found ${found}, expected [start, end, label] with 0 <= start < end and a label.`);
}

const excerpt = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
