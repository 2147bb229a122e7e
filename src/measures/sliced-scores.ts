/** @file The panel's mean score within each slice of a table, for weighted rows. */
import type { DatasetTable } from "./labelled-table.ts";
import { metrics, type Metric } from "./metrics.ts";
import { rowValues, scorerOf } from "./scores.ts";

/** The mean score over solvers in each slice, `[slices]`, where row i counts `weights[i]` times; reused between calls. */
export type SlicedScores = (weights: Float64Array) => Float64Array;

/**
 * Scores of the rows of each slice (`sliceOf[i]` in 0..slices - 1; other rows are in none), NaN where a slice weighs nothing.
 *
 * A mean over rows is summed by slice in one pass, whatever the number of slices; another metric is computed on each
 * slice's own rows. Throws RangeError without solvers.
 */
export function slicedScores(
  table: DatasetTable,
  solvers: readonly string[],
  metric: Metric,
  sliceOf: Int32Array,
  slices: number,
): SlicedScores {
  if (solvers.length === 0) throw new RangeError(`No solver answered "${table.name}"; slices need at least one.`);
  return metrics[metric].meanOverRows
    ? byRow(panelValues(table, solvers, metric), sliceOf, slices)
    : bySlice(table, solvers, metric, sliceOf, slices);
}

/** Per row the mean value over the solvers. */
export function panelValues(table: DatasetTable, solvers: readonly string[], metric: Metric): Float64Array {
  const panel = new Float64Array(table.targets.length);
  for (const solver of solvers) {
    rowValues(table, solver, metric)!.forEach((value, i) => (panel[i]! += value / solvers.length));
  }
  return panel;
}

function byRow(values: Float64Array, sliceOf: Int32Array, slices: number): SlicedScores {
  const sums = new Float64Array(slices + 1);
  const totals = new Float64Array(slices + 1);
  const scores = new Float64Array(slices);
  return (weights) => {
    sums.fill(0);
    totals.fill(0);
    for (let i = 0; i < weights.length; i++) {
      const slice = sliceOf[i]!;
      sums[slice]! += weights[i]! * values[i]!;
      totals[slice]! += weights[i]!;
    }
    for (let s = 0; s < slices; s++) scores[s] = sums[s]! / totals[s]!;
    return scores;
  };
}

function bySlice(
  table: DatasetTable,
  solvers: readonly string[],
  metric: Metric,
  sliceOf: Int32Array,
  slices: number,
): SlicedScores {
  const parts = Array.from({ length: slices }, (_, s) => {
    const rows = Int32Array.from(sliceOf.keys()).filter((i) => sliceOf[i] === s);
    if (rows.length === 0) return null;
    const predictions = solvers.map((solver) => [solver, Array.from(rows, (i) => table.predictions[solver]![i]!)]);
    const part = {
      ...table,
      targets: Array.from(rows, (i) => table.targets[i]!),
      predictions: Object.fromEntries(predictions),
    };
    return { rows, score: scorerOf(part, solvers, metric), weights: new Float64Array(rows.length) };
  });
  const found = new Float64Array(solvers.length);
  const scores = new Float64Array(slices);
  return (weights) => {
    parts.forEach((part, s) => {
      let total = 0;
      part?.rows.forEach((row, k) => (total += part.weights[k] = weights[row]!));
      if (!part || total === 0) return void (scores[s] = NaN);
      part.score(part.weights, found);
      scores[s] = found.reduce((sum, value) => sum + value / found.length, 0);
    });
    return scores;
  };
}
