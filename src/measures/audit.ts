/** @file What a blind audit says: a person's labels beside the stored ones, and whether generated rows give themselves away. */
import type { Measure } from "#core/words.ts";
import { undefinedMeasure } from "./measure.ts";
import { proportion } from "./proportion.ts";

/** One audited row: what it was, and what the person said without knowing that. */
export interface AuditedRow {
  generated: boolean;
  /** The stored label: a person's for real rows, the asked one for generated rows. */
  target: string;
  /** Null where none of the labels fitted; counts as a disagreement. */
  label: string | null;
  /** Null where the person did not say; such a row is left out of the guesses. */
  guess: "real" | "generated" | null;
}

export interface AuditMeasures {
  /** Rows that were answered: real, generated. */
  rows: { real: number; generated: number };
  /** Share of rows to which the person gave the stored label. */
  agreement: { real: Measure; generated: Measure };
  /** Share of rows that the person took for generated. */
  saidGenerated: { real: Measure; generated: Measure };
  /** Share said generated among the generated rows minus that among the real ones; 0: they look alike. */
  toldApart: Measure;
  /** Probability of guessing right where real and generated rows are equally many; .5 is guessing blindly. */
  rightAtEqualShares: Measure;
}

/**
 * Agreement and "could you tell?" of one person over audited rows.
 *
 * Shares have Wilson intervals (`proportion`), their difference has Newcombe's (`differenceOfShares`), and balanced
 * accuracy is (1 + difference) / 2, so its interval is the same one moved. n counts rows. A measure without rows of its
 * kind is undefined. The intervals speak of rows drawn at random, judged by this person: not of other people.
 */
export function auditMeasures(rows: readonly AuditedRow[]): AuditMeasures {
  const real = rows.filter((row) => !row.generated);
  const generated = rows.filter((row) => row.generated);
  const agreement = (list: readonly AuditedRow[]) =>
    proportion(list.filter((row) => row.label === row.target).length, list.length);
  const suspected = (list: readonly AuditedRow[]) => {
    const guessed = list.filter((row) => row.guess !== null);
    return proportion(guessed.filter((row) => row.guess === "generated").length, guessed.length);
  };
  const saidGenerated = { real: suspected(real), generated: suspected(generated) };
  const toldApart = differenceOfShares(saidGenerated.generated, saidGenerated.real);
  const moved = (value: number | null) => (value === null ? null : (1 + value) / 2);
  return {
    rows: { real: real.length, generated: generated.length },
    agreement: { real: agreement(real), generated: agreement(generated) },
    saidGenerated,
    toldApart,
    rightAtEqualShares: {
      ...toldApart,
      estimate: moved(toldApart.estimate),
      low: moved(toldApart.low),
      high: moved(toldApart.high),
    },
  };
}

/**
 * First minus second share, of independent rows, with Newcombe's hybrid score interval:
 * d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²), l and u the ends of the Wilson intervals. In [−1, 1].
 * n: rows of both together. Undefined where one of them is.
 * Source: Newcombe 1998, Statistics in Medicine 17, 873–890, method 10.
 */
export function differenceOfShares(first: Measure, second: Measure): Measure {
  const n = first.n + second.n;
  if (first.estimate === null || second.estimate === null) {
    return undefinedMeasure(n, first.reason ?? second.reason ?? "One of the shares is undefined.");
  }
  const difference = first.estimate - second.estimate;
  return {
    estimate: difference,
    low: difference - Math.hypot(first.estimate - first.low!, second.high! - second.estimate),
    high: difference + Math.hypot(first.high! - first.estimate, second.estimate - second.low!),
    n,
  };
}
