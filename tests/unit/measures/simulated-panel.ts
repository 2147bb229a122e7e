/** @file Panels whose true accuracies are known, answering rows of shared difficulty. */
import { Random } from "#core/random.ts";
import type { DatasetTable } from "#measures/labelled-table.ts";

export interface SimulatedDataset {
  name: string;
  generator: string | null;
  seed?: number | null;
  rows: number;
  /** solver → its true accuracy here. */
  accuracy: Readonly<Record<string, number>>;
}

const labels = ["play", "book", "rate", "find"];

/** Standard normal distribution function (Abramowitz and Stegun 26.2.17). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = poly * Math.exp((-x * x) / 2) * 0.3989422804014327;
  return x > 0 ? 1 - tail : tail;
}

/** Rows are as hard for one solver as for another (latent correlation .3); wrong answers are random other labels. */
export function simulate(
  { name, generator, seed = null, rows, accuracy }: SimulatedDataset,
  random: Random,
): DatasetTable {
  const targets = Array.from({ length: rows }, (_, i) => labels[i % labels.length]!);
  const difficulty = targets.map(() => random.normal());
  const predictions = Object.entries(accuracy).map(([solver, p]) => [
    solver,
    targets.map((target, i) => {
      const latent = normalCdf(Math.sqrt(0.3) * difficulty[i]! + Math.sqrt(0.7) * random.normal());
      return latent < p ? target : random.pick(labels.filter((label) => label !== target));
    }),
  ]);
  return { name, generator, seed, targets, predictions: Object.fromEntries(predictions) };
}
