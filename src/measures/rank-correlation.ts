/** @file Pearson and Spearman correlation of two score lists. */

/** Scores closer than this are equal: sums in different order must not break a tie. */
const tie = 1e-12;

/**
 * Ranks from 1, ties sharing the average of their ranks.
 *
 * Scores closer than 1e-12 count as tied. A missing score (NaN) has no rank (NaN) and leaves those of the others alone.
 * Empty in, empty out.
 * Source: `scipy.stats.rankdata(values, method="average")`.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  if (values.length > fewest) return sortedRanks(values);
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < ranks.length; i++) {
    let below = 0;
    let equal = 0;
    for (let j = 0; j < ranks.length; j++) {
      const gap = values[i]! - values[j]!;
      if (gap > tie) below++;
      else if (gap >= -tie) equal++;
    }
    ranks[i] = Number.isNaN(values[i]!) ? NaN : below + (equal + 1) / 2;
  }
  return ranks;
}

/** Up to this many values are compared pair by pair, which needs no memory. */
const fewest = 24;

function sortedRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).filter((i) => !Number.isNaN(values[i]!));
  order.sort((a, b) => values[a]! - values[b]!);
  const n = order.length;
  const ranks = new Float64Array(values.length).fill(NaN);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && values[order[end]!]! - values[order[end - 1]!]! <= tie) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Whether all values are equal (within 1e-12), so that no correlation exists; true for fewer than two. */
export function isConstant(values: ArrayLike<number>): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return !(high - low > tie);
}

/**
 * Pearson's correlation of paired scores: cov(x, y) / (sd(x) sd(y)).
 *
 * `x` and `y` have one entry per solver, in the same order. In [-1, 1]; NaN for fewer than two pairs,
 * a constant list or a missing (NaN) score. Throws RangeError when the lengths differ.
 * Source: `scipy.stats.pearsonr(x, y)[0]`.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  if (y.length !== n) throw new RangeError(`pearson: found ${n} and ${y.length} scores, expected equally many.`);
  if (isConstant(x) || isConstant(y)) return NaN;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/**
 * Spearman's rank correlation (SRCC): Pearson's correlation of the average ranks.
 *
 * Same shapes, range and undefined cases as `pearson`.
 * Source: arXiv 2409.11968; `scipy.stats.spearmanr(x, y)[0]`.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  for (let i = 0; i < x.length; i++) if (Number.isNaN(x[i]! + y[i]!)) return NaN;
  return pearson(averageRanks(x), averageRanks(y));
}
