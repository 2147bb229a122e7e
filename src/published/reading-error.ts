/** @file What scores that were read from a chart may cost the measures computed from them. */
import type { ScoreMatrix } from "#core/words.ts";
import { analyse, type Measures } from "#measures/analyse.ts";
import { averageOfGeneratorsName } from "#measures/panel.ts";
import { spearman } from "#measures/rank-correlation.ts";
import type { PublishedSet } from "./fidelity.ts";

/** How far a score read from a chart may be off, about. */
export const scoreReading = 0.002;
/** The same where other marks hid it. */
export const hiddenReading = 0.006;
/** The same for the mean of a row, from six marks. */
export const meanReading = 0.001;

/** One thing that was read: the cells that move with it, and how far it may be off. */
interface Reading {
  cells: readonly (readonly [dataset: string, solver: number])[];
  error: number;
}

function readingsOf({ provenance, matrix, hidden }: Pick<PublishedSet, "provenance" | "matrix" | "hidden">): Reading[] {
  if (provenance === "exact") return [];
  return Object.keys(matrix.datasets).flatMap((dataset): Reading[] => {
    if (provenance === "digitised") {
      return matrix.solvers.map((name, solver) => ({
        cells: [[dataset, solver]],
        error: hidden[dataset]?.includes(name) ? hiddenReading : scoreReading,
      }));
    }
    if (dataset === matrix.real) return [];
    return [{ cells: matrix.solvers.map((_, solver) => [dataset, solver] as const), error: meanReading }];
  });
}

/**
 * Measure → dataset or model → the most that reading errors can change, in the measure's own unit; 0 for exact sets.
 *
 * MSPD, Pearson and bias factor: every reading is moved by its error either way, one at a time, and the larger changes are
 * added up, so it is the bound to first order. Spearman: the largest change over all orders of the solvers that the errors
 * leave possible; a shift of a whole row leaves the order alone.
 */
export function readingCost(
  set: Pick<PublishedSet, "provenance" | "matrix" | "hidden">,
  measures: Measures,
): Record<keyof Measures, Record<string, number>> {
  const cost = { mspd: zeros(measures.mspd), pearson: zeros(measures.pearson), biasFactor: zeros(measures.biasFactor) };
  for (const reading of readingsOf(set)) {
    const moved = [reading.error, -reading.error].map((by) => analyse(shifted(set.matrix, reading, by)));
    for (const measure of ["mspd", "pearson", "biasFactor"] as const) {
      for (const [key, { estimate }] of Object.entries(measures[measure])) {
        const changes = moved.map((each) => Math.abs((each[measure][key]?.estimate ?? NaN) - (estimate ?? NaN)));
        cost[measure][key]! += Math.max(...changes);
      }
    }
  }
  return { ...cost, spearman: set.provenance === "digitised" ? orderCost(set, measures) : zeros(measures.spearman) };
}

const zeros = (measured: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(Object.keys(measured).map((key) => [key, 0]));

function shifted(matrix: ScoreMatrix, { cells }: Reading, by: number): ScoreMatrix {
  const moved = new Map(Object.entries(matrix.datasets).map(([name, row]) => [name, [...row]]));
  for (const [dataset, solver] of cells) moved.get(dataset)![solver]! += by;
  return { ...matrix, datasets: Object.fromEntries(moved) };
}

function orderCost(set: Pick<PublishedSet, "matrix" | "hidden">, measures: Measures): Record<string, number> {
  const { solvers, datasets, generators, real } = set.matrix;
  const rows = new Map(
    Object.entries(datasets).map(([name, scores]) => [
      name,
      scores.map((score, m) => ({
        score: score ?? NaN,
        error: set.hidden[name]?.includes(solvers[m]!) ? hiddenReading : scoreReading,
      })),
    ]),
  );
  const written = Object.keys(generators).map((name) => rows.get(name)!);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  rows.set(
    averageOfGeneratorsName,
    solvers.map((_, m) => ({
      score: mean(written.map((row) => row[m]!.score)),
      error: mean(written.map((row) => row[m]!.error)),
    })),
  );
  const onReal = possibleOrders(rows.get(real!)!);
  return Object.fromEntries(
    Object.entries(measures.spearman).map(([key, { estimate }]) => {
      const changes = possibleOrders(rows.get(key)!).flatMap((order) =>
        onReal.map((ranks) => Math.abs(spearman(order, ranks) - (estimate ?? NaN))),
      );
      return [key, Math.max(...changes)];
    }),
  );
}

/** The ranks (in solver order) of every order that fits: i may stand before j while its lowest is not above j's highest. */
function possibleOrders(row: readonly { score: number; error: number }[]): number[][] {
  const found: number[][] = [];
  const ranks = row.map(() => 0);
  const place = (rank: number) => {
    if (rank > row.length) return void found.push([...ranks]);
    const left = [...row.keys()].filter((i) => ranks[i] === 0);
    const ceiling = Math.min(...left.map((i) => row[i]!.score + row[i]!.error));
    for (const i of left) {
      if (row[i]!.score - row[i]!.error > ceiling) continue;
      ranks[i] = rank;
      place(rank + 1);
      ranks[i] = 0;
    }
  };
  place(1);
  return found;
}
