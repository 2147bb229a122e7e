/** @file Reasons beside numbers: each stands once below its table, and the cells refer to it by letter. */
import type { Measure } from "#core/words.ts";

/** Reason → letter, in the order of appearance. */
export type Footnotes = ReadonlyMap<string, string>;

const letters = "abcdefghijklmnopqrstuvwxyz";

export function footnotesOf(measures: Iterable<Measure | undefined>): Footnotes {
  const notes = new Map<string, string>();
  for (const measure of measures) {
    const reason = measure?.reason;
    if (reason !== undefined && !notes.has(reason)) notes.set(reason, letterOf(notes.size));
  }
  return notes;
}

/** a … z, then aa, ab, … */
function letterOf(index: number): string {
  const last = letters[index % letters.length]!;
  return index < letters.length ? last : letterOf(Math.floor(index / letters.length) - 1) + last;
}
