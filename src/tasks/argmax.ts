/** @file The one tie rule of all solvers. */

/**
 * The place of the highest score, the first of equals; −∞ is a valid score.
 * @throws RangeError for an empty list, for NaN, and where every score is −∞: such scores decide nothing.
 */
export function argmax(scores: ArrayLike<number>): number {
  let best = -1;
  let top = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (Number.isNaN(score)) throw new RangeError(`Score ${i + 1} of ${scores.length} is not a number.`);
    if (score > top) {
      top = score;
      best = i;
    }
  }
  if (best < 0) throw new RangeError(`None of the ${scores.length} scores is above −∞; at least one must be.`);
  return best;
}
