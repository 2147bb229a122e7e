/** @file How often chance alone ranks a panel as well as it was ranked. */
import { Random } from "#core/random.ts";
import { averageRanks, spearman } from "./rank-correlation.ts";

/** Up to this many solvers all orders are tried (8! = 40,320). */
const exactUpTo = 8;

/** Random orders tried above that. */
const monteCarloOrders = 9_999;

/** Room for rounding when a reordered statistic equals the observed one. */
const slack = 1e-9;

/**
 * Two-sided permutation p-value of Spearman's correlation, H0: the two rankings of the panel are unrelated.
 *
 * p = (orders of `y` with |rho| >= |observed|) / n!, exact up to 8 solvers; above,
 * p = (hits + 1) / (9,999 + 1) over random orders drawn from `seed`. Ties keep their average ranks.
 * NaN where Spearman's correlation is undefined. Throws RangeError when the lengths differ.
 * Source: Phipson and Smyth 2010 for the Monte Carlo form.
 */
export function permutation(x: ArrayLike<number>, y: ArrayLike<number>, seed = 0): number {
  const observed = spearman(x, y);
  if (Number.isNaN(observed)) return NaN;
  const a = centred(averageRanks(x));
  const b = centred(averageRanks(y));
  const reached = Math.abs(product(a, b)) - slack;
  return a.length <= exactUpTo ? exact(a, b, reached) : monteCarlo(a, b, reached, seed);
}

function centred(ranks: Float64Array): Float64Array {
  const mean = (ranks.length + 1) / 2;
  return ranks.map((rank) => rank - mean);
}

/** For fixed ranks the correlation is proportional to this sum. */
function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Heap's algorithm: every order once, one swap apart. */
function exact(a: Float64Array, b: Float64Array, reached: number): number {
  const order = b.slice();
  const counters = new Uint8Array(order.length);
  let orders = 1;
  let hits = Math.abs(product(a, order)) >= reached ? 1 : 0;
  for (let i = 1; i < order.length;) {
    if (counters[i]! < i) {
      const j = i % 2 === 0 ? 0 : counters[i]!;
      [order[i], order[j]] = [order[j]!, order[i]!];
      orders++;
      if (Math.abs(product(a, order)) >= reached) hits++;
      counters[i]!++;
      i = 1;
    } else {
      counters[i] = 0;
      i++;
    }
  }
  return hits / orders;
}

function monteCarlo(a: Float64Array, b: Float64Array, reached: number, seed: number): number {
  const random = new Random(seed);
  const order = b.slice();
  let hits = 0;
  for (let k = 0; k < monteCarloOrders; k++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    if (Math.abs(product(a, order)) >= reached) hits++;
  }
  return (hits + 1) / (monteCarloOrders + 1);
}
