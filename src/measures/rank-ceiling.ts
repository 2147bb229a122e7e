/** @file How well real data rank the panel themselves: the ceiling of any rank correlation with them. */
import type { Measure } from "#core/words.ts";
import { Random, seedOf } from "#core/random.ts";
import { quantile } from "./bootstrap.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { undefinedMeasure } from "./measure.ts";
import { spearman } from "./rank-correlation.ts";
import { drawHalf, resamplingPlan } from "./resampling.ts";
import { scorerOf, type Metric } from "./scores.ts";

/** Below this ceiling no ranks are drawn. */
export const leastRankCeiling = 0.8;

export const unrankableReason = "This panel cannot be ranked even by real data.";

/** Stands beside intervals of rank correlations. Measured: 12 solvers, 240 rows, 150 simulated studies of equal true ranks. */
export const rankIntervalNote =
  "Sampling shuffles near-equal solvers, so the interval of a rank correlation stays below 1 even where the true " +
  "orders agree (in 150 of 150 simulated studies): read it against the ceiling.";

const splits = 200;

/** `low` and `high` are the 2.5% and 97.5% quantiles over splits. */
export interface RankCeiling extends Measure {
  /** Whether ranks may be drawn. */
  rankable: boolean;
}

/**
 * SRCC ceiling: mean Spearman correlation of the panel's scores on one random half of the real rows with those on the
 * other half, over 200 splits of the units within strata (`resamplingPlan`).
 *
 * In [-1, 1]. Not stepped up to the full length (Spearman-Brown), so it errs on the careful side: all rows rank somewhat
 * better than half of them. Splits on which a half ties the whole panel are left out. n: units of the real dataset.
 * Undefined (and not rankable) when fewer than two units or solvers, or all splits tie.
 */
export function rankCeiling(real: DatasetTable, solvers: readonly string[], metric: Metric, seed: number): RankCeiling {
  const plan = resamplingPlan(real, metric);
  const refuse = (reason: string) => ({ ...undefinedMeasure(plan.units, reason), rankable: false });
  if (plan.units < 2) return refuse(`"${real.name}" has one independent unit, which cannot be halved.`);
  const score = scorerOf(real, solvers, metric);
  const random = new Random(seedOf(seed, "halves", real.name));
  const half = new Float64Array(plan.rows);
  const first = new Float64Array(solvers.length);
  const second = new Float64Array(solvers.length);
  const found: number[] = [];
  for (let k = 0; k < splits; k++) {
    score(drawHalf(plan, random, half), first);
    score(
      half.map((weight) => 1 - weight),
      second,
    );
    const rho = spearman(first, second);
    if (!Number.isNaN(rho)) found.push(rho);
  }
  if (found.length === 0) return refuse(`All solvers score the same on halves of "${real.name}", or one has no score.`);
  found.sort((a, b) => a - b);
  const estimate = found.reduce((sum, rho) => sum + rho, 0) / found.length;
  const rankable = estimate >= leastRankCeiling;
  const interval = { low: quantile(found, 0.025), high: quantile(found, 0.975) };
  return { estimate, ...interval, n: plan.units, rankable, ...(!rankable && { reason: unrankableReason }) };
}
