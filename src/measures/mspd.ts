/** @file Mean squared performance difference: how far a synthetic benchmark is from the real one. */

/**
 * MSPD(d) = (1/|M|) sum_m (p(d, m) - p(real, m))².
 *
 * Both lists hold one score per solver in the same order, on the 0..1 scale; the result is in squared score points,
 * 0 for identical scores. NaN for no solvers or a missing (NaN) score. Throws RangeError when the lengths differ.
 * Source: arXiv 2409.11968.
 */
export function mspd(synthetic: ArrayLike<number>, real: ArrayLike<number>): number {
  const { squaredShift, variance } = mspdParts(synthetic, real);
  return squaredShift + variance;
}

/**
 * MSPD in its two parts: MSPD = (mean_m D_m)² + var_m(D_m) with D_m = p(d, m) - p(real, m).
 *
 * `squaredShift`: the benchmark is easier or harder for everybody, which keeps the order of solvers.
 * `variance` (dividing by |M|): it moves solvers differently, which does not. Shapes and errors as `mspd`.
 */
export function mspdParts(
  synthetic: ArrayLike<number>,
  real: ArrayLike<number>,
): { squaredShift: number; variance: number } {
  const n = real.length;
  if (synthetic.length !== n) {
    throw new RangeError(`mspd: found ${synthetic.length} and ${n} scores, expected equally many.`);
  }
  let shift = 0;
  for (let i = 0; i < n; i++) shift += (synthetic[i]! - real[i]!) / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (synthetic[i]! - real[i]! - shift) ** 2 / n;
  return n === 0 ? { squaredShift: NaN, variance: NaN } : { squaredShift: shift * shift, variance };
}
