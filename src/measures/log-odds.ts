/** @file Scores on a scale without a ceiling. */

/**
 * Smoothed log-odds of a score: ln((s n + 0.5) / ((1 - s) n + 0.5)).
 *
 * `score` in [0, 1], `rows` the dataset's n. For accuracy s n is the count of hits (the Haldane-Anscombe correction); for
 * macro-F1 it stands in for one, so that both are finite at 0 and 1. Near 100% a point of score is worth more here:
 * less room is not bias. NaN for a NaN score.
 */
export function smoothedLogOdds(score: number, rows: number): number {
  return Math.log((score * rows + 0.5) / ((1 - score) * rows + 0.5));
}
