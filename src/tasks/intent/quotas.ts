/** @file How many texts of each label a dataset holds, and what it took to get them. */
import type { RejectReason, Verdict } from "./validate.ts";

/**
 * `count` shared out over the labels as evenly as it goes, in the order of `labels`; the first labels get one more where it
 * does not go evenly.
 * @throws RangeError without labels, or for a count that is no whole number from 0.
 */
export function quotas(labels: readonly string[], count: number): Map<string, number> {
  if (labels.length === 0) throw new RangeError("Quotas need at least one label; found none.");
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`Quotas need a whole number of rows; found ${count}.`);
  const each = Math.floor(count / labels.length);
  const rest = count % labels.length;
  return new Map(labels.map((label, i) => [label, each + (i < rest ? 1 : 0)]));
}

export interface Yield {
  attempts: number;
  accepted: number;
  rejected: Partial<Record<RejectReason, number>>;
}

/** Attempts, accepted and rejected ones by reason: in all, and per label in the order of `labels`. */
export function yieldTable(
  labels: readonly string[],
  judged: readonly { label: string; verdict: Verdict }[],
): { total: Yield; perLabel: Map<string, Yield> } {
  const empty = (): Yield => ({ attempts: 0, accepted: 0, rejected: {} });
  const total = empty();
  const perLabel = new Map(labels.map((label) => [label, empty()]));
  for (const { label, verdict } of judged) {
    const own = perLabel.get(label);
    if (!own) throw new RangeError(`An attempt has the label "${label}", which is not among: ${labels.join(", ")}.`);
    for (const sum of [total, own]) {
      sum.attempts++;
      if ("text" in verdict) sum.accepted++;
      else sum.rejected[verdict.reason] = (sum.rejected[verdict.reason] ?? 0) + 1;
    }
  }
  return { total, perLabel };
}
