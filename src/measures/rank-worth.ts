/** @file How many real rows rank a panel as well as a synthetic set does. */
import { Random, seedOf } from "#core/random.ts";
import type { Measure } from "#core/words.ts";
import { quantile } from "./bootstrap.ts";
import type { Sample } from "./intervals.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { undefinedMeasure } from "./measure.ts";
import { averageOfGeneratorsName } from "./panel.ts";
import { spearman } from "./rank-correlation.ts";
import { drawHalf, resamplingPlan } from "./resampling.ts";
import { scorerOf, type Metric } from "./scores.ts";
import { rowOf, type View } from "./statistics.ts";
import type { RowWorth } from "./worth.ts";

/** Splits of the real rows, and draws from each split's pool. */
const splits = 200;
const drawsPerSplit = 6;

/** Numbers of rows that are tried, in each split's pool as far as it goes. */
const ladder = [3, 5, 8, 12, 20, 30, 45, 70, 100, 150, 220, 320, 480, 700, 1_000, 1_500, 2_200];

export interface RankWorth {
  /** Rows of equal rank agreement. */
  worth: RowWorth;
  /**
   * How much better the pool, half of the real rows, ranks the panel: the pool's SRCC with the reference minus the set's.
   * 0 or less where the set ranks as well.
   */
  deficit: Measure;
}

/**
 * Rows of equal rank agreement, and the deficit against half of the real rows, by synthetic set and for the average of generators.
 *
 * The real units are split at random into two halves, 200 times: a reference and a pool. The set's agreement is the
 * SRCC of its scores with those on the reference; that of n real rows the mean SRCC, over draws of n units from the
 * pool, with the same reference. Both meet the same noise of the same reference, so the n at which they are equal
 * (interpolated on log n, the curve made monotone by pooling) is what the set is worth. `most` is the size of the pool:
 * more real rows than half cannot be compared. The estimate takes the means over splits. The interval is the 2.5% and
 * 97.5% quantile over splits, each with its own reference, pool and resample of the synthetic rows: a statistic of random
 * halves varies over halves as that of all rows does over samples (half-sample replication). A worth below the smallest
 * n that is tried, 3, is 0. Undefined where the panel scores alike. `n`: units of the smallest dataset.
 */
export function rankWorth(
  sample: Sample,
  real: DatasetTable,
  solvers: readonly string[],
  metric: Metric,
  seed: number,
): Record<string, RankWorth> {
  const { units } = sample;
  const plan = resamplingPlan(real, metric);
  const pool = Math.floor(plan.units / 2);
  const rowsPerUnit = plan.rows / plan.units;
  const sizes = [...ladder.filter((n) => n < pool), pool];
  const sets = setsOf(sample);
  const most = Math.round(pool * rowsPerUnit);
  const refuse = (n: number, reason: string): RankWorth => ({
    worth: { ...undefinedMeasure(n, reason), most },
    deficit: undefinedMeasure(n, reason),
  });
  if (pool < ladder[0]!) {
    const reason = `"${real.name}" has ${plan.units} independent units; halves of at least ${ladder[0]} are needed.`;
    return Object.fromEntries(sets.map(({ key, n }) => [key, refuse(n, reason)]));
  }

  const score = scorerOf(real, solvers, metric);
  const random = new Random(seedOf(seed, "rank worth", real.name));
  const half = new Float64Array(plan.rows);
  const rows = new Float64Array(plan.rows);
  const drawn = new Float64Array(solvers.length);
  const curves: number[][] = [];
  const agreements = sets.map(() => ({ observed: [] as number[], resampled: [] as number[] }));
  for (let k = 0; k < splits; k++) {
    const reference = score(drawHalf(plan, random, half), new Float64Array(solvers.length));
    const pooled = plan.strata.flat().filter((unit) => half[unit[0]!] === 0);
    const sums = sizes.map(() => 0);
    const found = sizes.map(() => 0);
    for (let j = 0; j < drawsPerSplit; j++) {
      const order = random.shuffled(pooled);
      rows.fill(0);
      let taken = 0;
      sizes.forEach((size, s) => {
        for (; taken < Math.min(size, order.length); taken++) for (const row of order[taken]!) rows[row] = 1;
        const rho = spearman(score(rows, drawn), reference);
        sums[s]! += Number.isNaN(rho) ? 0 : rho; // a tied panel is not ranked at all
        found[s]! += 1;
      });
    }
    curves.push(sums.map((sum, s) => sum / found[s]!));
    const resample = sample.resampled[k % sample.resampled.length]!;
    sets.forEach(({ scores }, i) => {
      agreements[i]!.observed.push(spearman(scores(sample.observed), reference));
      agreements[i]!.resampled.push(spearman(scores(resample), reference));
    });
  }

  const curve = sizes.map((_, s) => mean(curves.map((of) => of[s]!)));
  const inverse = (values: readonly number[], at: number) => rowsAt(sizes, monotone(values), at) * rowsPerUnit;
  return Object.fromEntries(
    sets.map(({ key, n }, i) => {
      const { observed, resampled } = agreements[i]!;
      if (observed.some(Number.isNaN))
        return [
          key,
          refuse(n, `All solvers score the same on "${key}" or on half of the real rows, or one has no score.`),
        ];
      const level = mean(observed);
      // A resample is a noisier set than the set itself: only its deviations count.
      const lost = level - mean(resampled.filter((rho) => !Number.isNaN(rho)));
      const levels = resampled.map((rho) => (Number.isNaN(rho) ? 0 : rho + lost));
      const worths = levels.map((own, k) => inverse(curves[k]!, own));
      const deficits = levels.map((own, k) => curves[k]!.at(-1)! - own);
      const worth = { ...overSplits(inverse(curve, level), worths), n, most };
      return [key, { worth, deficit: { ...overSplits(curve.at(-1)! - level, deficits), n } }];
    }),
  );

  function setsOf({ panel }: Sample) {
    const written = panel.datasets.flatMap((key, d) =>
      d === panel.real ? [] : [{ key, n: Math.min(units[d]!, plan.units), scores: (view: View) => rowOf(view, d) }],
    );
    if (panel.generators.length < 2) return written;
    const n = Math.min(plan.units, ...panel.generators.flatMap(({ datasets }) => datasets.map((d) => units[d]!)));
    return [...written, { key: averageOfGeneratorsName, n, scores: (view: View) => view.average }];
  }
}

/** An estimate with the 2.5% and 97.5% quantile over splits, which hold it. */
function overSplits(estimate: number, values: number[]) {
  const sorted = values.sort((a, b) => a - b);
  return {
    estimate,
    low: Math.min(estimate, quantile(sorted, 0.025)),
    high: Math.max(estimate, quantile(sorted, 0.975)),
  };
}

/** The closest curve that never falls (pool adjacent violators). */
function monotone(values: readonly number[]): number[] {
  const blocks: { sum: number; size: number }[] = [];
  for (const value of values) {
    let block = { sum: value, size: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.size > block.sum / block.size; last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, size: last.size + block.size };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, size }) => Array.from({ length: size }, () => sum / size));
}

/** Where a rising curve reaches a level, between its sizes on a logarithmic scale; 0 below it, the last size above. */
function rowsAt(sizes: readonly number[], curve: readonly number[], level: number): number {
  const above = curve.findIndex((value) => value >= level);
  if (above < 0) return sizes.at(-1)!;
  if (above === 0) return curve[0]! > level ? 0 : sizes[0]!;
  const [low, high] = [curve[above - 1]!, curve[above]!];
  const share = (level - low) / (high - low);
  return Math.exp(Math.log(sizes[above - 1]!) + share * Math.log(sizes[above]! / sizes[above - 1]!));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
