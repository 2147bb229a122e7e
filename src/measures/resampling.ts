/** @file What is drawn when rows are resampled: independent units within strata of one label. */
import type { Random } from "#core/random.ts";
import { readDecimals } from "./decimals.ts";
import type { DatasetTable } from "./labelled-table.ts";
import { metrics, type Metric } from "./metrics.ts";

/** Strata of units of rows: `strata[h][u]` lists the rows of unit u. */
export interface ResamplingPlan {
  rows: number;
  /** Independent units: clusters, or rows. */
  units: number;
  strata: readonly (readonly (readonly number[])[])[];
}

/**
 * Groups a table's rows into units (clusters) and units into strata by their commonest stratum.
 *
 * Rows of a stratum have the same label, or the same level of similarity (`levelsOf`); entities and answers are one
 * stratum. Strata of one unit cannot vary alone: they are joined, the last one with the smallest other stratum.
 */
export function resamplingPlan(table: Pick<DatasetTable, "targets" | "clusters">, metric: Metric): ResamplingPlan {
  const stratumOf = strataOf(table.targets, metric);
  const units = new Map<string, number[]>();
  table.targets.forEach((_, row) => {
    const id = table.clusters ? `cluster ${table.clusters[row]}` : `row ${row}`;
    const unit = units.get(id);
    if (unit) unit.push(row);
    else units.set(id, [row]);
  });
  const byLabel = new Map<string, number[][]>();
  for (const unit of units.values()) {
    const label = commonest(unit.map((row) => stratumOf[row]!));
    const stratum = byLabel.get(label);
    if (stratum) stratum.push(unit);
    else byLabel.set(label, [unit]);
  }
  return { rows: table.targets.length, units: units.size, strata: joinSingles([...byLabel.values()]) };
}

function strataOf(targets: readonly string[], metric: Metric): readonly string[] {
  const { task } = metrics[metric];
  if (task === "classification") return targets;
  return task === "similarity" ? levelsOf(readDecimals(targets, "Targets")) : targets.map(() => "all");
}

/** Graded targets in steps of one, or of a tenth of their range where that is more. */
function levelsOf(targets: Float64Array): string[] {
  const range =
    targets.reduce((most, value) => Math.max(most, value), -Infinity) -
    targets.reduce((least, value) => Math.min(least, value), Infinity);
  const step = Math.max(1, range / 10);
  return Array.from(targets, (value) => `${Math.round(value / step)}`);
}

function commonest(labels: readonly string[]): string {
  if (labels.length === 1) return labels[0]!;
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function joinSingles(strata: number[][][]): number[][][] {
  const wide = strata.filter((units) => units.length > 1).sort((a, b) => a.length - b.length);
  const singles = strata.filter((units) => units.length === 1).flat();
  if (singles.length === 0) return wide;
  if (singles.length > 1 || wide.length === 0) return [...wide, singles];
  return [[...wide[0]!, ...singles], ...wide.slice(1)];
}

/**
 * Draws one resample as a weight per row: in a stratum of n units, n - 1 draws with replacement of weight n / (n - 1).
 *
 * So every stratum keeps its weight and the variance of a mean is unbiased even with two units in it, where drawing n
 * of n would halve it. A plan of one unit keeps weight 1: nothing can be resampled.
 * Source: the rescaling bootstrap of Rao and Wu 1988.
 */
export function drawWeights(plan: ResamplingPlan, random: Random, weights: Float64Array): Float64Array {
  weights.fill(0);
  for (const units of plan.strata) {
    const n = units.length;
    if (n === 1) {
      for (const row of units[0]!) weights[row]! += 1;
      continue;
    }
    const weight = n / (n - 1);
    for (let k = 1; k < n; k++) {
      const unit = units[random.below(n)]!;
      for (let i = 0; i < unit.length; i++) weights[unit[i]!]! += weight;
    }
  }
  return weights;
}

/** Assigns the units at random to two halves of (nearly) equal size within each stratum: 1 marks the first half. */
export function drawHalf(plan: ResamplingPlan, random: Random, weights: Float64Array): Float64Array {
  weights.fill(0);
  let odd = 0;
  for (const units of plan.strata) {
    const taken = Math.floor((units.length + (units.length % 2 === 1 ? odd++ % 2 : 0)) / 2);
    for (const unit of random.shuffled(units).slice(0, taken)) for (const row of unit) weights[row] = 1;
  }
  return weights;
}
