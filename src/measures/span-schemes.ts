/** @file The four ways of nervaluate to compare found entities with the true ones. */
import { readSpans, type Span } from "./spans.ts";

/** `strict`: bounds and label; `exact`: bounds; `partial`: some overlap, half a credit; `entityType`: overlap and label. */
export type SpanScheme = "strict" | "exact" | "partial" | "entityType";

export const spanSchemes: readonly SpanScheme[] = ["strict", "exact", "partial", "entityType"];

/** What became of the entities; correct + incorrect + partial + missed are the true ones, with spurious the found ones. */
export interface SpanCounts {
  correct: number;
  incorrect: number;
  partial: number;
  missed: number;
  spurious: number;
}

export interface SpanScores extends SpanCounts {
  precision: number;
  recall: number;
  f1: number;
}

/**
 * What became of the entities of one text under a scheme.
 *
 * Each found entity in turn takes the first true one, not yet taken, that it shares a character with, and is judged
 * against that one alone; without one it is spurious, and true ones that nobody took are missed. Both lists are in the
 * order of `readSpans`. Where no two entities of one list overlap, all versions of nervaluate agree with this. They differ
 * on nested or repeated ones: up to 0.3 an entity found twice was correct twice and an identical true one was preferred to
 * the first.
 * Source: nervaluate 1.1.0, `strategies.py` (its ends are inclusive; its least overlap of 1% is any overlap in entities
 * of up to 100 characters); SemEval-2013 task 9.1.
 */
export function spanCounts(scheme: SpanScheme, truth: readonly Span[], found: readonly Span[]): SpanCounts {
  const counts: SpanCounts = { correct: 0, incorrect: 0, partial: 0, missed: 0, spurious: 0 };
  const taken = new Uint8Array(truth.length);
  for (const span of found) {
    const at = truth.findIndex((other, i) => !taken[i] && span.start < other.end && other.start < span.end);
    if (at < 0) {
      counts.spurious++;
      continue;
    }
    taken[at] = 1;
    counts[verdict(scheme, truth[at]!, span)]++;
  }
  counts.missed = taken.reduce((free, own) => free + (own ? 0 : 1), 0);
  return counts;
}

function verdict(scheme: SpanScheme, truth: Span, found: Span): "correct" | "incorrect" | "partial" {
  const bounds = truth.start === found.start && truth.end === found.end;
  const label = truth.label === found.label;
  if (scheme === "partial") return bounds ? "correct" : "partial";
  const right = { strict: bounds && label, exact: bounds, entityType: label }[scheme];
  return right ? "correct" : "incorrect";
}

/**
 * Precision = (correct + partial / 2) / found, recall = (correct + partial / 2) / true, F1 their harmonic mean
 * = 2 (correct + partial / 2) / (found + true); in [0, 1].
 *
 * Each is 0 where it has no denominator, as in nervaluate: a text without entities, true or found, adds nothing.
 * Source: nervaluate's README (its 1.x forgets the half credits once it adds up several texts; this does not).
 */
export function spanScores(counts: SpanCounts): SpanScores {
  const { correct, incorrect, partial, missed, spurious } = counts;
  const credit = correct + partial / 2;
  const both = correct + incorrect + partial;
  const ratio = (of: number, among: number) => (among === 0 ? 0 : of / among);
  return {
    ...counts,
    precision: ratio(credit, both + spurious),
    recall: ratio(credit, both + missed),
    f1: ratio(2 * credit, 2 * both + spurious + missed),
  };
}

/** Texts added up: `[texts]` of true and of found entities; null, an unparsed answer, finds none. */
export function microSpanScores(
  scheme: SpanScheme,
  truth: readonly (readonly Span[])[],
  found: readonly (readonly Span[] | null)[],
): SpanScores {
  const sum: SpanCounts = { correct: 0, incorrect: 0, partial: 0, missed: 0, spurious: 0 };
  truth.forEach((spans, i) => {
    const own = spanCounts(scheme, spans, found[i] ?? []);
    for (const kind of Object.keys(sum) as (keyof SpanCounts)[]) sum[kind] += own[kind];
  });
  return spanScores(sum);
}

/**
 * The same by label, in order of the labels' names: only true and found entities of that label meet, so one of another
 * label neither takes nor spoils anything, and an entity under the wrong label is missed for one and spurious for another.
 *
 * Source: nervaluate 1.x; up to 0.3 it was incorrect for the true label.
 */
export function spanScoresByLabel(
  scheme: SpanScheme,
  truth: readonly (readonly Span[])[],
  found: readonly (readonly Span[] | null)[],
): Record<string, SpanScores> {
  const labels = new Set([...truth, ...found].flatMap((spans) => (spans ?? []).map(({ label }) => label)));
  const only = (label: string) => (spans: readonly Span[] | null) =>
    (spans ?? []).filter((span) => span.label === label);
  return Object.fromEntries(
    [...labels].sort().map((label) => [label, microSpanScores(scheme, truth.map(only(label)), found.map(only(label)))]),
  );
}

/** `spanScoresByLabel` of stored targets and predictions. @throws InputError where a row holds no spans. */
export function storedSpanScoresByLabel(
  scheme: SpanScheme,
  targets: readonly string[],
  predictions: readonly (string | null)[],
): Record<string, SpanScores> {
  return spanScoresByLabel(
    scheme,
    targets.map((target, i) => readSpans(target, `Target of row ${i + 1}`)),
    predictions.map((said, i) => (said === null ? null : readSpans(said, `Prediction of row ${i + 1}`))),
  );
}
