/** @file Correlations over weighted rows: a row drawn twice counts twice, without copying or sorting anything. */
import type { Scorer } from "./weighted-sums.ts";

/** Below this share of the variance that rows could have, rounding is all there is: a constant. */
const negligible = 1e-13;

/** Values of a solver with the targets of the same rows; `weights` of rows without a value must be 0. */
type Correlate = (weights: Float64Array) => number;

/**
 * Pearson correlations of `targets` (`[rows]`) with each of `answers` (`[solvers][rows]`, NaN: left out).
 *
 * Equals `scipy.stats.pearsonr` of the rows repeated as often as they weigh. NaN where targets or answers of the rows
 * that weigh are constant, or fewer than two have an answer.
 */
export function pearsonScorer(targets: Float64Array, answers: readonly Float64Array[]): Scorer {
  return answered(answers, (own) => {
    const x = centred(targets, own);
    const y = centred(own, own);
    return (weights) => {
      let [w, wx, wy, wxx, wyy, wxy] = [0, 0, 0, 0, 0, 0];
      for (let i = 0; i < weights.length; i++) {
        const weight = weights[i]!;
        if (weight === 0) continue;
        const dx = x.values[i]!;
        const dy = y.values[i]!;
        w += weight;
        wx += weight * dx;
        wy += weight * dy;
        wxx += weight * dx * dx;
        wyy += weight * dy * dy;
        wxy += weight * dx * dy;
      }
      const xx = wxx - (wx * wx) / w;
      const yy = wyy - (wy * wy) / w;
      if (!(xx > negligible * w * x.farthest ** 2) || !(yy > negligible * w * y.farthest ** 2)) return NaN;
      return clipped((wxy - (wx * wy) / w) / Math.sqrt(xx * yy));
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
  return answered(answers, (own) => {
    const x = grouped(targets);
    const y = grouped(own);
    return (weights) => {
      const w = rank(x, weights);
      rank(y, weights);
      const most = negligible * w ** 3;
      if (!(x.squares > most) || !(y.squares > most)) return NaN;
      let xy = 0;
      for (let i = 0; i < weights.length; i++) {
        if (weights[i] !== 0) xy += weights[i]! * x.ranks[x.groupOf[i]!]! * y.ranks[y.groupOf[i]!]!;
      }
      return clipped(xy / Math.sqrt(x.squares * y.squares));
    };
  });
}

/** A correlation per solver; rows without an answer of the solver lose their weight first. */
function answered(answers: readonly Float64Array[], correlateWith: (own: Float64Array) => Correlate): Scorer {
  const solvers = answers.map((own) => ({ own, all: !own.some(Number.isNaN), correlate: correlateWith(own) }));
  const rest = new Float64Array(answers[0]?.length ?? 0);
  return (weights, into) => {
    solvers.forEach(({ own, all, correlate }, m) => {
      if (!all) for (let i = 0; i < rest.length; i++) rest[i] = Number.isNaN(own[i]!) ? 0 : weights[i]!;
      into[m] = correlate(all ? weights : rest);
    });
    return into;
  };
}

/** Values less their mean over the rows that have an answer, so that sums of squares lose no digits. */
function centred(values: Float64Array, answers: Float64Array): { values: Float64Array; farthest: number } {
  const used = values.filter((_, i) => !Number.isNaN(answers[i]!));
  const mean = used.reduce((sum, value) => sum + value / used.length, 0);
  const farthest = used.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  // an equal list has no farthest value but rounding
  return {
    values: values.map((value) => value - mean),
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

function grouped(values: Float64Array): Groups {
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const place = new Map(distinct.map((value, g) => [value, g]));
  return {
    groupOf: Int32Array.from(values, (value) => place.get(value) ?? 0),
    sizes: new Float64Array(distinct.length),
    ranks: new Float64Array(distinct.length),
    squares: 0,
  };
}

/** Ranks the groups under `weights`; gives the sum of the weights. */
function rank(groups: Groups, weights: Float64Array): number {
  const { groupOf, sizes, ranks } = groups;
  sizes.fill(0);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    sizes[groupOf[i]!]! += weights[i]!;
    total += weights[i]!;
  }
  let before = 0;
  groups.squares = 0;
  for (let g = 0; g < sizes.length; g++) {
    ranks[g] = before + (sizes[g]! - total) / 2;
    before += sizes[g]!;
    groups.squares += sizes[g]! * ranks[g]! * ranks[g]!;
  }
  return total;
}

const clipped = (value: number) => Math.max(-1, Math.min(1, value));
