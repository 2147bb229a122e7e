/** @file Other ways to treat answers that could not be read: tables in which they are filled in. */
import { Random, seedOf } from "#core/random.ts";
import { readDecimals } from "./decimals.ts";
import type { DatasetTable } from "./labelled-table.ts";

/**
 * A table of graded targets with each unparsed answer replaced by the level farthest from the row's target (of two equally
 * far ones the lower): what the metric would be at worst. Levels need no order.
 * @throws RangeError without levels, InputError where a target is no number.
 */
export function unparsedAsWorst(table: DatasetTable, levels: readonly number[]): DatasetTable {
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  if (levels.length === 0) throw new RangeError("unparsedAsWorst: no levels, expected at least one.");
  const targets = readDecimals(table.targets, `Dataset "${table.name}", targets`);
  return filled(table, (_, row) => (high - targets[row]! > targets[row]! - low ? high : low));
}

/**
 * A table with each unparsed answer replaced by a level drawn at random, as the paper's authors do; equal seeds give equal
 * draws, a row's whatever the other rows are.
 *
 * Source: the code released with arXiv 2409.11968 (a random whole number from 0 to 4).
 * @throws RangeError without levels.
 */
export function unparsedAtRandom(table: DatasetTable, levels: readonly number[], seed: number): DatasetTable {
  return filled(table, (solver, row) => new Random(seedOf(seed, "unparsed", table.name, solver, row)).pick(levels));
}

function filled(table: DatasetTable, levelOf: (solver: string, row: number) => number): DatasetTable {
  const predictions = Object.entries(table.predictions).map(([solver, said]) => [
    solver,
    said.map((answer, row) => answer ?? String(levelOf(solver, row))),
  ]);
  return { ...table, predictions: Object.fromEntries(predictions) as DatasetTable["predictions"] };
}
