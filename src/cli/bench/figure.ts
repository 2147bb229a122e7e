/** @file What the bench measures: a value, what it is held against, and whether the target is met. */

export interface Quantity {
  value: number;
  unit: string;
  /** What was run to get it. */
  what: string;
}

/** The median over rounds in which both sides took turns, with the smallest and the largest round. */
export interface Ratio {
  median: number;
  lowest: number;
  highest: number;
  rounds: number;
}

/** A bound of the ratio, or of the measured value where nothing is compared. */
export type Target =
  { of: "ratio" | "measured"; kind: "at least" | "at most" | "below"; bound: number } | { of: "nothing"; why: string };

export interface Figure {
  title: string;
  measured: Quantity;
  /** Null where there is nothing to compare with. */
  baseline: Quantity | null;
  /** Measured ÷ baseline, round by round. */
  ratio: Ratio | null;
  target: Target;
  /** Sentences that belong to the numbers. */
  notes: readonly string[];
}

/** What one part of the bench gives; `skipped` says why it gave nothing. */
export interface Part {
  figures: readonly Figure[];
  skipped: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Round `i` of both was measured side by side. */
export function ratioOf(measured: readonly number[], baseline: readonly number[]): Ratio {
  const ratios = measured.map((value, i) => value / baseline[i]!);
  return {
    median: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    rounds: ratios.length,
  };
}

/** Null where there is no target, or nothing to hold against it. */
export function isMet({ target, measured, ratio }: Figure): boolean | null {
  if (target.of === "nothing" || (target.of === "ratio" && !ratio)) return null;
  const value = target.of === "ratio" ? ratio!.median : measured.value;
  if (target.kind === "at least") return value >= target.bound;
  return target.kind === "below" ? value < target.bound : value <= target.bound;
}
