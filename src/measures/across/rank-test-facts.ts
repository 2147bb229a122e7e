/** @file What a rank correlation of so many solvers can show at best. */

import { t975 } from "#measures/small-samples.ts";
/** Up to this many solvers all orders are counted (8! = 40,320). */
const exactUpTo = 8;

export interface RankTestFacts {
  solvers: number;
  /** Two-sided p of a perfect order, 2 / m!; 1 for fewer than two solvers. */
  leastP: number;
  /** Smallest |SRCC| with two-sided p <= .05, without ties; null where no order reaches it. */
  leastCorrelation: number | null;
  /** Orders out of m! that are as far from chance as that, both directions; null above 8 solvers. */
  orders: number | null;
}

/**
 * Two-sided permutation test of SRCC without ties: with 4 solvers no result can be significant at .05 (2 / 24), with 5
 * only a perfect one (2 / 120).
 *
 * Exact up to 8 solvers; above, by t = r sqrt((m - 2) / (1 - r²)) at its 97.5% quantile for m - 2 degrees of freedom.
 * Throws RangeError for a number of solvers that is no whole number or below 0.
 * Source: Spearman's exact null distribution, e.g. Zar 1972.
 */
export function rankTestFacts(solvers: number): RankTestFacts {
  if (!Number.isInteger(solvers) || solvers < 0) {
    throw new RangeError(`rankTestFacts: found ${solvers} solvers, expected a whole number.`);
  }
  let factorial = 1;
  for (let k = 2; k <= solvers; k++) factorial *= k;
  const leastP = Math.min(1, 2 / factorial);
  if (solvers < 2) return { solvers, leastP: 1, leastCorrelation: null, orders: null };
  if (solvers > exactUpTo) {
    const t = t975(solvers - 2);
    return { solvers, leastP, leastCorrelation: t / Math.sqrt(solvers - 2 + t * t), orders: null };
  }
  // number of orders by their sum of squared rank differences d, an even number
  const counts = new Map<number, number>();
  countOrders(solvers, 0, 0, 0, counts);
  const most = (solvers ** 3 - solvers) / 3;
  const correlation = (squares: number) => 1 - (6 * squares) / (solvers ** 3 - solvers);
  let orders = 0;
  let least: { correlation: number; orders: number } | null = null;
  for (let squares = 0; squares < most / 2; squares += 2) {
    orders += 2 * (counts.get(squares) ?? 0);
    if (orders / factorial > 0.05) break;
    if (counts.has(squares)) least = { correlation: correlation(squares), orders };
  }
  return { solvers, leastP, leastCorrelation: least?.correlation ?? null, orders: least?.orders ?? null };
}

function countOrders(size: number, place: number, taken: number, squares: number, counts: Map<number, number>): void {
  if (place === size) {
    counts.set(squares, (counts.get(squares) ?? 0) + 1);
    return;
  }
  for (let rank = 0; rank < size; rank++) {
    if (taken & (1 << rank)) continue;
    countOrders(size, place + 1, taken | (1 << rank), squares + (rank - place) ** 2, counts);
  }
}
