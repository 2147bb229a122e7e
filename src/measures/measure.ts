/** @file Measures that lack something: an estimate or an interval. */
import type { Measure } from "#core/words.ts";

const noRowsReason = "No interval: scores alone, without the predictions behind them, cannot be resampled.";

export const noRealReason = "There is no real dataset to compare with.";

/** A measure that does not exist here, with the reason. */
export function undefinedMeasure(n: number, reason: string): Measure {
  return { estimate: null, low: null, high: null, n, reason };
}

/** An estimate from scores without rows: no interval. `note`: a further reason for care. */
export function scoresOnly(estimate: number, n: number, note?: string): Measure {
  return { estimate, low: null, high: null, n, reason: note ? `${note} ${noRowsReason}` : noRowsReason };
}
