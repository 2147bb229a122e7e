/** @file Entities of one text that overlap or nest. */
import { readSpans } from "#measures/spans.ts";
import type { Fault } from "./data-check.ts";

/** The first two entities of a text that overlap, as a fault of its row; none where no two do. */
export function overlapIn(text: string, target: string, row: number): Fault[] {
  const spans = readSpans(target);
  for (const [i, span] of spans.entries()) {
    const before = spans.slice(0, i).find(({ end }) => end > span.start);
    if (!before) continue;
    const named = ({ start, end, label }: typeof span) => `“${text.slice(start, end)}” (${label})`;
    return [{ row, problem: `${named(before)} and ${named(span)}` }];
  }
  return [];
}
