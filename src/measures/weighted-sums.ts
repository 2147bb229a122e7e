/** @file Scores that are one weighted sum over another: means of row values, micro F1, mean squared error. */

/** Fills `into` (`[solvers]`) with scores; row i counts `weights[i]` times. */
export type Scorer = (weights: Float64Array, into: Float64Array) => Float64Array;

/** Weighted means of `values`, `[solvers][rows]`; NaN without weight. */
export function meanScorer(values: readonly Float64Array[]): Scorer {
  return (weights, into) => {
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i]!;
    values.forEach((of, m) => (into[m] = sumOf(of, weights) / total));
    return into;
  };
}

/** Weighted sums of `parts` over weighted sums of `wholes`, both `[solvers][rows]`; `empty` where there is no whole. */
export function ratioScorer(
  parts: readonly Float64Array[],
  wholes: readonly Float64Array[],
  { empty }: { empty: number },
): Scorer {
  return (weights, into) => {
    parts.forEach((part, m) => {
      const whole = sumOf(wholes[m]!, weights);
      into[m] = whole > 0 ? sumOf(part, weights) / whole : empty;
    });
    return into;
  };
}

function sumOf(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]!;
  return sum;
}
