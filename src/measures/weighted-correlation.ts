/** @file Correlations over weighted rows: a row drawn twice counts twice, without copying or sorting anything. */
import type { Scorer } from "./weighted-sums.ts";

/** Below this share of the variance that rows could have, rounding is all there is: a constant. */
const negligible = 1e-13;

/** The correlation of one solver's answers with the targets. */
type Correlate = (weights: Float64Array) => number;

/** What `targets` contribute under given weights, computed once for all solvers who answered every row. */
interface Targets {
  weigh(weights: Float64Array): void;
  /** `own`: NaN for rows without an answer, which weigh 0. */
  with(own: Float64Array): Correlate;
}

/**
 * Pearson correlations of `targets` (`[rows]`) with each of `answers` (`[solvers][rows]`, NaN: left out).
 *
 * Equals `scipy.stats.pearsonr` of the rows repeated as often as they weigh. NaN where targets or answers of the rows
 * that weigh are constant, or fewer than two have an answer.
 */
export function pearsonScorer(targets: Float64Array, answers: readonly Float64Array[]): Scorer {
  return correlations(answers, () => {
    const x = centred(targets);
    let [w, wx, wxx] = [0, 0, 0];
    return {
      weigh(weights) {
        [w, wx, wxx] = [0, 0, 0];
        for (let i = 0; i < weights.length; i++) {
          const part = weights[i]! * x.values[i]!;
          w += weights[i]!;
          wx += part;
          wxx += part * x.values[i]!;
        }
      },
      with(own) {
        const y = centred(own);
        const products = y.values.map((value, i) => value * x.values[i]!);
        return (weights) => {
          let [wy, wyy, wxy] = [0, 0, 0];
          for (let i = 0; i < weights.length; i++) {
            const part = weights[i]! * y.values[i]!;
            wy += part;
            wyy += part * y.values[i]!;
            wxy += weights[i]! * products[i]!;
          }
          const xx = wxx - (wx * wx) / w;
          const yy = wyy - (wy * wy) / w;
          if (!(xx > negligible * w * x.farthest ** 2) || !(yy > negligible * w * y.farthest ** 2)) return NaN;
          return clipped((wxy - (wx * wy) / w) / Math.sqrt(xx * yy));
        };
      },
    };
  });
}

/**
 * Spearman correlations of `targets` with each of `answers`: Pearson's of average ranks, shapes as there.
 *
 * Rows are grouped by equal value and groups sorted once. In a resample the average rank of a group is the weight of the
 * groups before it and half its own (and a half, which cancels), so a running sum gives all ranks. Equals
 * `scipy.stats.spearmanr` of the rows repeated as often as they weigh.
 */
export function spearmanScorer(targets: Float64Array, answers: readonly Float64Array[]): Scorer {
  return correlations(answers, () => {
    const x = grouped(targets);
    const weighed = new Float64Array(targets.length);
    let total = 0;
    return {
      weigh(weights) {
        total = 0;
        for (let i = 0; i < weights.length; i++) total += weights[i]!;
        rank(x, weights, total);
        for (let i = 0; i < weights.length; i++) weighed[i] = weights[i]! * x.ranks[x.groupOf[i]!]!;
      },
      with(own) {
        const y = grouped(own);
        return (weights) => {
          rank(y, weights, total);
          const most = negligible * total ** 3;
          if (!(x.squares > most) || !(y.squares > most)) return NaN;
          let xy = 0;
          for (let i = 0; i < weighed.length; i++) xy += weighed[i]! * y.ranks[y.groupOf[i]!]!;
          return clipped(xy / Math.sqrt(x.squares * y.squares));
        };
      },
    };
  });
}

/** A correlation per solver; rows without an answer of the solver lose their weight first. */
function correlations(answers: readonly Float64Array[], read: () => Targets): Scorer {
  const [shared, apart] = [read(), read()];
  const solvers = answers.map((own) => {
    const whole = !own.some(Number.isNaN);
    return { own, whole, correlate: (whole ? shared : apart).with(own) };
  });
  const rest = new Float64Array(answers[0]?.length ?? 0);
  return (weights, into) => {
    shared.weigh(weights);
    solvers.forEach(({ own, whole, correlate }, m) => {
      if (!whole) {
        for (let i = 0; i < rest.length; i++) rest[i] = Number.isNaN(own[i]!) ? 0 : weights[i]!;
        apart.weigh(rest);
      }
      into[m] = correlate(whole ? weights : rest);
    });
    return into;
  };
}

/** Values less their mean, so that sums of squares lose no digits; missing ones count as the mean. */
function centred(values: Float64Array): { values: Float64Array; farthest: number } {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value / known.length, 0);
  const farthest = known.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  return {
    values: values.map((value) => (Number.isNaN(value) ? 0 : value - mean)),
    // an equal list is no farther from its mean than by rounding
    farthest: farthest > 1e-12 * Math.abs(mean) ? farthest : Infinity,
  };
}

interface Groups {
  groupOf: Int32Array;
  /** Weight of each group, and its average rank less the mean rank. */
  sizes: Float64Array;
  ranks: Float64Array;
  /** Weighted sum of squares of the ranks. */
  squares: number;
}

/** Rows by equal value, groups in rising order; rows without a value are in the first one, where they weigh nothing. */
function grouped(values: Float64Array): Groups {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const place = new Map(distinct.map((value, g) => [value, g]));
  return {
    groupOf: Int32Array.from(values, (value) => place.get(value) ?? 0),
    sizes: new Float64Array(Math.max(1, distinct.length)),
    ranks: new Float64Array(Math.max(1, distinct.length)),
    squares: 0,
  };
}

/** Ranks the groups under weights that sum to `total`. */
function rank(groups: Groups, weights: Float64Array, total: number): void {
  const { groupOf, sizes, ranks } = groups;
  sizes.fill(0);
  for (let i = 0; i < weights.length; i++) sizes[groupOf[i]!]! += weights[i]!;
  let before = -total / 2;
  let squares = 0;
  for (let g = 0; g < sizes.length; g++) {
    const middle = before + sizes[g]! / 2;
    ranks[g] = middle;
    before += sizes[g]!;
    squares += sizes[g]! * middle * middle;
  }
  groups.squares = squares;
}

const clipped = (value: number) => Math.max(-1, Math.min(1, value));
