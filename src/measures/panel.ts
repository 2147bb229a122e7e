/** @file A score matrix by position: which rows are real, who wrote the others, one typed array of scores. */
import { InputError, type ScoreMatrix } from "#core/words.ts";
import { directionOf } from "./metrics.ts";

/** The name of the row that averages the generated datasets. */
export const averageOfGeneratorsName = "average of generators";

export interface GeneratingModel {
  name: string;
  /** Its column. */
  solver: number;
  /** The rows it wrote: one per generation seed. */
  datasets: readonly number[];
}

/** dataset → solver → why the solver has no score there. */
export type Gaps = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the positions of a score matrix mean. */
export interface Panel {
  solvers: readonly string[];
  datasets: readonly string[];
  /** Row of the real dataset; null without one. */
  real: number | null;
  /** The models that write data, in solver order. Only they enter the bias factor. */
  generators: readonly GeneratingModel[];
  /** 1 where more of the metric is better, -1 where less is: rank 1 and favour mean the better score in either case. */
  direction: 1 | -1;
  /** dataset → solver → why there is no score, where more is known than that there is none. */
  gaps: Gaps;
}

/**
 * Reads a panel's positions; a matrix without `metric` counts as scores, more is better. Throws InputError where `real` or a
 * generator is not in the matrix.
 */
export function panelOf(
  matrix: Pick<ScoreMatrix, "real" | "solvers" | "generators"> & { metric?: string },
  datasets: readonly string[],
  gaps: Gaps = {},
): Panel {
  const position = (name: string) => {
    const found = datasets.indexOf(name);
    if (found < 0)
      throw new InputError(`"${name}" is not a dataset of the matrix; expected one of ${datasets.join(", ")}.`);
    return found;
  };
  const written = new Map<string, number[]>();
  for (const [dataset, solver] of Object.entries(matrix.generators)) {
    if (!matrix.solvers.includes(solver)) {
      throw new InputError(
        `Dataset "${dataset}" names the generator "${solver}", which is not a solver; expected one of ` +
          `${matrix.solvers.join(", ")}.`,
      );
    }
    written.set(solver, [...(written.get(solver) ?? []), position(dataset)]);
  }
  const generators = matrix.solvers.flatMap((name, solver) =>
    written.has(name) ? [{ name, solver, datasets: written.get(name)! }] : [],
  );
  const real = matrix.real === null ? null : position(matrix.real);
  return { solvers: matrix.solvers, datasets, real, generators, direction: directionOf(matrix.metric ?? ""), gaps };
}

/** Scores of a matrix as one array, `[datasets][solvers]`, NaN where there is none. */
export function scoresOf(matrix: ScoreMatrix, panel: Panel): Float64Array {
  return Float64Array.from(panel.datasets.flatMap((name) => matrix.datasets[name]!.map((score) => score ?? NaN)));
}

/**
 * Scores of the panel on what each generator wrote, `[generators][solvers]`: p(d_g, m), the mean over g's datasets.
 *
 * `drawn[g]` names the rows to average (with repetition) instead of all rows of generator g. `into` is filled with 0s or new.
 */
export function generatedScores(
  panel: Panel,
  scores: Float64Array,
  drawn?: readonly (readonly number[])[],
  into: Float64Array = new Float64Array(panel.generators.length * panel.solvers.length),
): Float64Array {
  const width = panel.solvers.length;
  panel.generators.forEach((generator, g) => {
    const rows = drawn?.[g] ?? generator.datasets;
    for (const row of rows) {
      for (let m = 0; m < width; m++) into[g * width + m]! += scores[row * width + m]! / rows.length;
    }
  });
  return into;
}

/**
 * The "average of generators" row, one score per solver: p(avg, m) = mean_g p(d_g, m).
 *
 * `generated` is `[generators][solvers]`; NaN without generators. `into` is filled with 0s or new. Source: arXiv 2409.11968 (its "average of LLMs").
 */
export function averageOfGenerators(
  panel: Panel,
  generated: Float64Array,
  into: Float64Array = new Float64Array(panel.solvers.length),
): Float64Array {
  const rows = panel.generators.length;
  if (rows === 0) into.fill(NaN);
  for (let i = 0; i < generated.length; i++) into[i % into.length]! += generated[i]! / rows;
  return into;
}
